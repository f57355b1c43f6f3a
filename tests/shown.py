"""Claims that were sent, looked at and decided, written as finished rows: hundreds of tests begin with some.

The rows are those that the verbs leave, with the days that the guards give; `tests/domain/test_factories.py` holds
both ways together.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from practitioners import clock, ledger, notices, standard
from practitioners.models import Account, Case, Check, Credential, Evidence, Practitioner
from practitioners.vocabulary import CaseState, Kind, Level, Method, NoticeKind, Outcome, Status, Verb
from practitioners.workflow import docket, guards


@dataclass(frozen=True)
class Drafted:
    """A complete claim, unsaved, with its details and its document."""

    claim: Credential
    details: Any
    document: Evidence


def write(
    owner: Practitioner,
    drafts: Iterable[Drafted],
    *,
    readers: Sequence[Account],
    level: Level | None = None,
    looked_on: date | None = None,
) -> list[Credential]:
    """Save these drafts as shown; the first reader decides. Call it where the ledger gathers, before a refresh."""
    found = list(drafts)
    checks: list[Check] = []
    for draft in found:
        checks += _decide(draft.claim, level, readers=readers, looked_on=looked_on or clock.today())
    _save(found, checks)
    Case.objects.bulk_create(_answered(draft.claim) for draft in found)
    for draft in found:
        notices.owe(NoticeKind.VERIFIED, draft.claim, key=clock.now().isoformat())
        _tell(draft.claim, owner, [check for check in checks if check.credential is draft.claim])
        if draft.claim.kind == Kind.IDENTITY:
            Practitioner.objects.filter(pk=owner.pk).update(legal_name=draft.details.legal_name)
    return [draft.claim for draft in found]


def _decide(
    claim: Credential, level: Level | None, *, readers: Sequence[Account], looked_on: date
) -> list[Check]:
    """The looks that carry it, and the claim as it is afterwards."""
    level = level or (Level.ISSUER if claim.kind == Kind.LICENSE else Level.DOCUMENT)
    method = Method.REGISTER if level == Level.ISSUER else Method.DOCUMENT
    checks = [
        Check(
            credential=claim, moderator=reader, round=1, level=level, method=method, looked_on=looked_on,
            checklist_version=standard.VERSION,
        )
        for reader in readers
    ]  # fmt: skip
    terms = guards.terms(claim, level, looked=checks)
    claim.status, claim.level, claim.round = Status.VERIFIED, terms.level, 2
    claim.valid_from, claim.valid_until, claim.checked_on = (
        terms.valid_from,
        terms.valid_until,
        terms.checked_on,
    )
    claim.submitted_at = claim.decided_at = clock.now()
    return checks


def _save(drafts: Sequence[Drafted], checks: Sequence[Check]) -> None:
    Credential.objects.bulk_create(draft.claim for draft in drafts)
    details: dict[Any, list[Any]] = defaultdict(list)
    for draft in drafts:
        details[type(draft.details)].append(draft.details)
    for model, rows in details.items():
        model.objects.bulk_create(rows)
    # An identity document is seen and not kept.
    Evidence.objects.bulk_create(draft.document for draft in drafts if draft.claim.kind != Kind.IDENTITY)
    Check.objects.bulk_create(checks)


def _answered(claim: Credential) -> Case:
    now = clock.now()
    return Case(
        credential=claim, kind=docket.kind_of(claim), state=CaseState.CLOSED, outcome=Outcome.VERIFY, opened_at=now,
        due_at=docket.target(claim), closed_at=now,
    )  # fmt: skip


def _tell(claim: Credential, owner: Practitioner, checks: Sequence[Check]) -> None:
    said = {"credential": claim, "kind": claim.kind}
    moved = {**said, "standard": standard.VERSION}
    ledger.record(
        owner, Verb.SUBMIT, by=owner.account, before=Status.DRAFT.value, after=Status.SUBMITTED.value, **moved
    )
    for check in checks:
        ledger.record(
            owner, Verb.LOOK, by=check.moderator, level=Level(check.level).key, method=check.method.value,
            looked_on=check.looked_on, **said,
        )  # fmt: skip
    ledger.record(
        owner, Verb.VERIFY, by=checks[0].moderator, before=Status.SUBMITTED.value, after=Status.VERIFIED.value,
        level=Level(claim.level).key, until=claim.valid_until, **moved,
    )  # fmt: skip

"""The desk in tests: a case by its claim, answers that are all Yes, and a decision from taking to deciding."""

from datetime import date
from typing import Any

from practitioners import checklists
from practitioners.models import Account, Case, Credential
from practitioners.vocabulary import CaseKind, Decision, Level
from practitioners.workflow import cases
from tests import factories as make

REVIEW = date(2026, 3, 12)
WORDS = "A reason."


def case_of(claim: Credential, kind: CaseKind | None = None) -> Case:
    """The claim's only open case, or the one of this kind."""
    rows = Case.objects.open().filter(credential=claim)
    return rows.get(kind=kind) if kind else rows.get()


def yes(claim: Credential) -> dict[str, str]:
    """Every question answered with Yes."""
    return dict.fromkeys(checklists.of(claim).keys, "yes")


def given(claim: Credential, decision: Decision = Decision.VERIFY, **fields: Any) -> cases.Given:
    """What a moderator says who found everything in order, or needs one reason."""
    said: dict[str, Any] = {"decision": decision}
    if decision in (Decision.VERIFY, Decision.RELOOK):
        said |= {"answers": yes(claim)}
        if fields.get("level", claim.level) == Level.ISSUER:
            said |= {"level": Level.ISSUER, "status_words": "Active"}
    else:
        said |= {"words": WORDS}
    if decision == Decision.SUSPEND:
        said |= {"review_on": REVIEW}
    return cases.Given(**{**said, **fields})


def decided(case: Case, name: str | Account, decision: Decision = Decision.VERIFY, **fields: Any) -> Case:
    """Taken and decided by this moderator."""
    by = make.moderator(name) if isinstance(name, str) else name
    taken = cases.take(Case.objects.get(pk=case.pk), by=by)
    return cases.decide(taken, given(taken.credential, decision, **fields), by=by)

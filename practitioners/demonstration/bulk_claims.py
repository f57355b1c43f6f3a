"""Claims put where the plan ends, with the levels and days that the guards of the workflow give them."""

from collections.abc import Sequence
from datetime import date, datetime

from practitioners import clock, standard
from practitioners.demonstration.looks import read
from practitioners.demonstration.plan import ClaimPlan
from practitioners.models import Account, Check, Credential
from practitioners.vocabulary import Level, Status
from practitioners.workflow import guards

_NEVER_DECIDED = (Status.DRAFT, Status.SUBMITTED, Status.RETURNED)


def settle(claim: Credential, plan: ClaimPlan, readers: Sequence[Account]) -> list[Check]:
    """Put the claim where the plan ends, and return the looks on the way."""
    claim.status = plan.ending
    if plan.ending == Status.DRAFT:
        return []
    claim.round, claim.submitted_at = 1, _noon(plan.sent_on)
    looks = _looks(claim, plan, readers[: standard.looks_needed(plan.level)], plan.looked_on)
    if plan.ending in _NEVER_DECIDED or not plan.decided_on:
        return looks
    claim.decided_at = _noon(plan.decided_on)
    if plan.ending == Status.REJECTED:
        return looks
    claim.round = 2
    _grant(claim, plan.level, looks, day=plan.decided_on)
    if plan.relooked_on:
        first, again = claim.valid_from, _looks(claim, plan, readers[-1:], plan.relooked_on)
        _grant(claim, plan.level, again, day=plan.relooked_on)
        claim.valid_from, claim.decided_at, claim.round = first, _noon(plan.relooked_on), 3
        looks += again
    return looks


def _looks(claim: Credential, plan: ClaimPlan, readers: Sequence[Account], day: date | None) -> list[Check]:
    if day is None:
        return []
    return [
        Check(
            credential=claim, moderator=reader, round=claim.round, looked_on=day, checklist_version=standard.VERSION,
            **read(claim, plan),
        )
        for reader in readers
    ]  # fmt: skip


def _grant(claim: Credential, level: Level, looks: Sequence[Check], *, day: date) -> None:
    with clock.at(day):
        terms = guards.terms(claim, level, looked=looks)
    claim.level, claim.checked_on = terms.level, terms.checked_on
    claim.valid_from, claim.valid_until = terms.valid_from, terms.valid_until


def _noon(day: date) -> datetime:
    with clock.at(day):
        return clock.now()

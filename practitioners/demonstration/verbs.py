"""The plan played through the verbs, each on its own day: a demonstration's people have a history."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from practitioners import clock, ledger, listings, notices, standard
from practitioners.demonstration import rows
from practitioners.demonstration.plan import ClaimPlan
from practitioners.demonstration.rows import Made, Stock
from practitioners.models import Account, Credential, Practitioner
from practitioners.vocabulary import Kind, Level, Method, Status
from practitioners.workflow import moves, oversight, profile

ASKED = "Please send a copy in which every page can be read."
REFUSED = "The period on the summary and the period in the log do not match. You can send another."
STOPPED = "The school could not find this certificate. Please send us their letter."
REGISTER_WORDS = "Active"


@dataclass(frozen=True)
class Step:
    """One verb on its day; `rank` orders the steps of one day."""

    day: date
    rank: int
    act: Callable[[], Any]


def build(batch: Sequence[Made], stock: Stock, *, moderators: Sequence[Account]) -> None:
    """Save the batch as drafts and bring everybody to where the plan says, in the order of the days."""
    rows.save(batch, stock)
    people = {made.plan.number: made.person for made in batch}
    with listings.postponed(), ledger.gathered(), notices.unowed():
        for made in batch:
            for step in sorted(_steps(made, moderators, people), key=lambda step: (step.day, step.rank)):
                with clock.at(step.day):
                    step.act()
            listings.refresh(made.person)  # also those who took no step


def _steps(made: Made, moderators: Sequence[Account], people: Mapping[int, Practitioner]) -> Iterator[Step]:
    plan, owner = made.plan, made.owner
    turn = plan.number % len(moderators)
    readers = [*moderators[turn:], *moderators[:turn]]
    for place, place_plan in zip(made.places, plan.places, strict=True):
        day = place_plan.confirmed_on
        yield Step(day, 0, partial(profile.confirm_details, place, by=owner, on=day))
    for claim, claim_plan in zip(made.claims, plan.claims, strict=True):
        yield from _claim_steps(claim, claim_plan, owner, readers)
    if plan.supervision:
        supervisor = people[plan.supervision.supervisor]
        yield Step(plan.supervision.on, 5, partial(_supervise, made, supervisor, confirmed=plan.supervision.confirmed))
    if plan.restriction:
        yield Step(plan.restriction.recorded_on, 5, partial(_restrict, made, by=readers[0]))
    if plan.published_on:
        yield Step(plan.published_on, 6, partial(profile.publish, made.person, by=owner))
    if plan.suspended_on:
        yield Step(plan.suspended_on, 8, partial(profile.suspend, made.person, by=readers[0]))
    if plan.closed_on:
        yield Step(plan.closed_on, 8, partial(profile.close, made.person, by=owner))


def _claim_steps(claim: Credential, plan: ClaimPlan, owner: Account, readers: Sequence[Account]) -> Iterator[Step]:
    if plan.ending == Status.DRAFT:
        return
    yield Step(plan.sent_on, 1, partial(moves.submit, claim, by=owner))
    if plan.looked_on:
        for reader in readers[: standard.looks_needed(plan.level)]:
            yield Step(plan.looked_on, 2, partial(_look, claim, plan, by=reader))
    if plan.decided_on:
        yield Step(plan.decided_on, 3, partial(_decide, claim, plan, by=readers[0]))
    if plan.relooked_on:
        yield Step(plan.relooked_on, 4, partial(_look, claim, plan, by=readers[-1]))
        yield Step(plan.relooked_on, 5, partial(moves.relook, claim, by=readers[-1]))
    if plan.stopped_on and plan.ending == Status.SUSPENDED:
        yield Step(plan.stopped_on, 7, partial(moves.suspend, claim, by=readers[0], words=STOPPED))
    if plan.stopped_on and plan.ending == Status.WITHDRAWN:
        yield Step(plan.stopped_on, 7, partial(moves.withdraw, claim, by=owner))


def read(claim: Credential, plan: ClaimPlan) -> dict[str, Any]:
    """What a look at this claim writes down, besides who looked and when."""
    at_issuer = plan.level == Level.ISSUER
    found: dict[str, Any] = {
        "level": plan.level,
        "method": Method.REGISTER if at_issuer or claim.kind == Kind.MEMBERSHIP else Method.DOCUMENT,
        "expires_on": plan.expires_on,
    }
    if at_issuer:
        issuer = claim.license.issuer
        found |= {"source": issuer.register_name, "source_url": issuer.register_url, "status_words": REGISTER_WORDS}
    return found


def _look(claim: Credential, plan: ClaimPlan, *, by: Account) -> None:
    moves.look(claim, by=by, **read(claim, plan))


def _decide(claim: Credential, plan: ClaimPlan, *, by: Account) -> None:
    match plan.ending:
        case Status.RETURNED:
            moves.return_(claim, by=by, words=ASKED)
        case Status.REJECTED:
            moves.reject(claim, by=by, words=REFUSED)
        case _:
            moves.verify(claim, by=by, level=plan.level)


def _supervise(made: Made, supervisor: Practitioner, *, confirmed: bool) -> None:
    asked = oversight.ask_supervisor(made.license, by=made.owner, supervisor=supervisor, place=made.places[0])
    if confirmed and supervisor.account:
        oversight.confirm_supervision(asked, by=supervisor.account)


def _restrict(made: Made, *, by: Account) -> None:
    plan = made.plan.restriction
    if plan:
        oversight.record_restriction(
            made.license, by=by, type=plan.type, touches_treatment=plan.touches_treatment, starts_on=plan.starts_on,
            source_url="https://register.example.org/", seen_on=plan.recorded_on,
        )  # fmt: skip

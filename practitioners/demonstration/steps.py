"""The steps of one claim through the verbs, and of what stands around a license."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from practitioners import standard
from practitioners.demonstration.looks import read
from practitioners.demonstration.plan import ClaimPlan
from practitioners.demonstration.rows import Made
from practitioners.models import Account, Credential, Practitioner
from practitioners.vocabulary import Status
from practitioners.workflow import moves, oversight

ASKED = "Please send a copy in which every page can be read."
REFUSED = "The period on the summary and the period in the log do not match. You can send another."
STOPPED = "The school could not find this certificate. Please send us their letter."


@dataclass(frozen=True)
class Step:
    """One verb on its day; `rank` orders the steps of one day."""

    day: date
    rank: int
    act: Callable[[], Any]


def claim_steps(
    claim: Credential, plan: ClaimPlan, owner: Account, readers: Sequence[Account]
) -> Iterator[Step]:
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


def supervise(made: Made, supervisor: Practitioner, *, confirmed: bool) -> None:
    asked = oversight.ask_supervisor(made.license, by=made.owner, supervisor=supervisor, place=made.places[0])
    if confirmed and supervisor.account:
        oversight.confirm_supervision(asked, by=supervisor.account)


def restrict(made: Made, *, by: Account) -> None:
    plan = made.plan.restriction
    if plan:
        oversight.record_restriction(
            made.license, by=by, type=plan.type, touches_treatment=plan.touches_treatment, starts_on=plan.starts_on,
            source_url="https://register.example.org/", seen_on=plan.recorded_on,
        )  # fmt: skip

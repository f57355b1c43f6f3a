"""The desk of a large demonstration: a case for every claim that waits; past ones are left out, as its events are."""

from collections.abc import Sequence

from practitioners import clock
from practitioners.demonstration.rows import Made
from practitioners.vocabulary import Move, Status
from practitioners.workflow import docket


def file_cases(batch: Sequence[Made]) -> None:
    """Open what the verbs would have left open, with the same targets."""
    with docket.gathered():
        for made in batch:
            for claim, plan in zip(made.claims, made.plan.claims, strict=True):
                if plan.ending in (Status.SUBMITTED, Status.RETURNED):
                    with clock.at(plan.sent_on):
                        docket.follow(claim, Move.SUBMIT, by=made.owner)
                if plan.ending == Status.RETURNED and plan.decided_on:
                    with clock.at(plan.decided_on):
                        docket.follow(claim, Move.RETURN, by=made.owner)

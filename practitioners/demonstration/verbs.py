"""The plan played through the verbs, each on its own day: a demonstration's people have a history."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from practitioners import clock, ledger, listings, notices
from practitioners.demonstration import rows
from practitioners.demonstration.rows import Made, Stock
from practitioners.demonstration.steps import Step, claim_steps, restrict, supervise
from practitioners.workflow import docket, profile

if TYPE_CHECKING:
    from practitioners.models import Account, Practitioner


def build(batch: Sequence[Made], stock: Stock, *, moderators: Sequence["Account"]) -> None:
    """Save the batch as drafts and bring everybody to where the plan says, in the order of the days."""
    rows.save(batch, stock)
    people = {made.plan.number: made.person for made in batch}
    with listings.postponed(), ledger.gathered(), docket.gathered(), notices.unowed():
        for made in batch:
            for step in sorted(_steps(made, moderators, people), key=lambda step: (step.day, step.rank)):
                with clock.at(step.day):
                    step.act()
            listings.refresh(made.person)  # also those who took no step


def _steps(
    made: Made, moderators: Sequence["Account"], people: Mapping[int, "Practitioner"]
) -> Iterator[Step]:
    plan, owner = made.plan, made.owner
    turn = plan.number % len(moderators)
    readers = [*moderators[turn:], *moderators[:turn]]
    for place, place_plan in zip(made.places, plan.places, strict=True):
        day = place_plan.confirmed_on
        yield Step(day, 0, partial(profile.confirm_details, place, by=owner, on=day))
    for claim, claim_plan in zip(made.claims, plan.claims, strict=True):
        yield from claim_steps(claim, claim_plan, owner, readers)
    if plan.supervision:
        supervisor = people[plan.supervision.supervisor]
        yield Step(
            plan.supervision.on, 5, partial(supervise, made, supervisor, confirmed=plan.supervision.confirmed)
        )
    if plan.restriction:
        yield Step(plan.restriction.recorded_on, 5, partial(restrict, made, by=readers[0]))
    if plan.published_on:
        yield Step(plan.published_on, 5, partial(profile.declare, made.person, by=owner))
        yield Step(plan.published_on, 6, partial(profile.publish, made.person, by=owner))
    if plan.suspended_on:
        yield Step(plan.suspended_on, 8, partial(profile.suspend, made.person, by=readers[0]))
    if plan.closed_on:
        yield Step(plan.closed_on, 8, partial(profile.close, made.person, by=owner))

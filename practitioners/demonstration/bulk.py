"""The plan written as finished rows: the same people as the verbs make, for large numbers, with one event a claim.

The levels and days are asked of the same guards as in life; a test holds the rows of both builders together.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from practitioners import ledger, listings, standard
from practitioners.demonstration import rows
from practitioners.demonstration.bulk_cases import file_cases
from practitioners.demonstration.bulk_claims import settle
from practitioners.demonstration.memory import remember
from practitioners.demonstration.rows import Made, Stock
from practitioners.models import (
    Account,
    Check,
    LedgerEvent,
    LedgerHead,
    Practitioner,
    Restriction,
    Supervision,
)
from practitioners.vocabulary import Level, Status, Verb, Visibility


def build(batch: Sequence[Made], stock: Stock, *, moderators: Sequence[Account]) -> None:
    """Save the batch with everybody where the plan says."""
    checks: list[Check] = []
    for made in batch:
        _show(made)
        turn = made.plan.number % len(moderators)
        readers = [*moderators[turn:], *moderators[:turn]]
        for claim, plan in zip(made.claims, made.plan.claims, strict=True):
            checks += settle(claim, plan, readers)
    rows.save(batch, stock)
    Check.objects.bulk_create(checks)
    people = {made.plan.number: made.person for made in batch}
    supervisions = [_supervision(made, people) for made in batch if made.plan.supervision]
    restrictions = [_restriction(made) for made in batch if made.plan.restriction]
    Supervision.objects.bulk_create(supervisions)
    Restriction.objects.bulk_create(restrictions)
    _record(batch)
    file_cases(batch)
    remember(batch, stock, supervisions=supervisions, restrictions=restrictions)
    listings.add((made.person for made in batch), rulebook=stock.rulebook)


def _show(made: Made) -> None:
    plan, person = made.plan, made.person
    person.visibility = Visibility.PUBLIC if plan.published_on else Visibility.DRAFT
    if plan.published_on:
        person.declared_on, person.declaration_version = plan.published_on, standard.DECLARATION_VERSION
    if plan.suspended_on:
        person.visibility, person.suspended_on = Visibility.SUSPENDED, plan.suspended_on
    if plan.closed_on:
        person.visibility = Visibility.CLOSED
    for place, place_plan in zip(made.places, plan.places, strict=True):
        place.details_confirmed_on = place_plan.confirmed_on


def _supervision(made: Made, people: Mapping[int, Practitioner]) -> Supervision:
    plan = made.plan.supervision
    assert plan is not None  # noqa: S101  # asked for by the caller
    return Supervision(
        license=made.license, supervisor=people[plan.supervisor], place=made.places[0],
        confirmed_on=plan.on if plan.confirmed else None,
    )  # fmt: skip


def _restriction(made: Made) -> Restriction:
    plan = made.plan.restriction
    assert plan is not None  # noqa: S101  # asked for by the caller
    return Restriction(
        license=made.license, type=plan.type, touches_treatment=plan.touches_treatment, starts_on=plan.starts_on,
        source_url="https://register.example.org/", seen_on=plan.recorded_on,
    )  # fmt: skip


def _record(batch: Sequence[Made]) -> None:
    """One event for each claim, in a chain of each person's own."""
    events: list[LedgerEvent] = []
    heads: list[LedgerHead] = []
    for made in batch:
        head = LedgerHead(subject=ledger.subject_of(made.person))
        for claim in made.claims:
            until = claim.valid_until
            data: dict[str, Any] = {
                "kind": claim.kind,
                "after": Status(claim.status).value,
                "standard": standard.VERSION,
            }
            if until:
                data |= {"level": Level(claim.level).key, "until": until}
            events.append(
                ledger.next_event(
                    head,
                    Verb.LOADED,
                    practitioner=made.person,
                    actor_id=None,
                    credential_id=claim.pk,
                    data=data,
                )
            )
        heads.append(head)
    LedgerEvent.objects.bulk_create(events)
    LedgerHead.objects.bulk_create(heads)

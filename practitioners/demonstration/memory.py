"""Rows just written, joined in memory as `standing.records` would fetch them: reading them back costs more."""

import copy
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model

from practitioners import standard
from practitioners.demonstration.rows import Made, Stock
from practitioners.models import Practitioner, Restriction, Supervision
from practitioners.vocabulary import Kind, Status

_SHOWN = (Status.SUBMITTED, Status.RETURNED, Status.VERIFIED, Status.SUSPENDED)


def remember(
    batch: Iterable[Made],
    stock: Stock,
    *,
    supervisions: Iterable[Supervision],
    restrictions: Iterable[Restriction],
) -> None:
    """Hang on every person of the batch what their search rows are made of."""
    limits: dict[int, list[Restriction]] = defaultdict(list)
    for restriction in restrictions:
        limits[restriction.license_id].append(restriction)
    people: dict[int, Made] = {}
    for made in batch:
        people[made.person.pk] = made
        shown = [
            claim
            for claim in made.claims
            if claim.status in _SHOWN and claim.kind not in standard.PRIVATE_KINDS
        ]
        for claim in shown:
            _hang(claim, restrictions=limits.get(claim.pk, ()), supervisions=[])
        for place, plan in zip(made.places, made.plan.places, strict=True):
            _hang(place, access=[stock.terms[term] for term in plan.access])
        terms = [stock.terms[term] for term in made.plan.terms]
        _hang(made.person, credentials=shown, places=made.places, terms=terms)
    for supervision in supervisions:
        if supervision.confirmed_on:
            above = people[supervision.supervisor_id]
            supervision.supervisor = _as_supervisor(above)
            vars(supervision.license)["_prefetched_objects_cache"]["supervisions"].append(supervision)


def _as_supervisor(made: Made) -> Practitioner:
    """The same person, known by their shown licenses alone."""
    seen = copy.copy(made.person)
    licenses = [
        claim for claim in made.claims if (claim.kind, claim.status) == (Kind.LICENSE, Status.VERIFIED)
    ]
    _hang(seen, credentials=licenses)
    return seen


def _hang(row: Model, **related: Sequence[Any]) -> None:
    # Where Django keeps what it prefetched; a list answers `.all()`'s callers as well as a queryset.
    vars(row)["_prefetched_objects_cache"] = related

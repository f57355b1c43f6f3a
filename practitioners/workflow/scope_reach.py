"""How far a scope rule reaches: the licenses it decides, and what would change if it said something else."""

import copy
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from practitioners import clock, listings
from practitioners.models import (
    Credential,
    Issuer,
    Jurisdiction,
    License,
    LicenseType,
    Listing,
    Practitioner,
    ScopeRule,
    Supervision,
)
from practitioners.scope import Rulebook
from practitioners.vocabulary import Kind, Verdict

COUNTED = 1000
"""Of so many people, at most, an effect is worked out before it happens."""


@dataclass(frozen=True)
class Effect:
    """For how many listed people a license begins to count at a place, and for how many it stops."""

    gain: int = 0
    lose: int = 0
    counted: int = 0
    """Of so many people it was worked out; of `reached` whom the rule may decide."""
    reached: int = 0


def decided(*, on: date, license_types: Collection[int] | None = None) -> dict[int, int]:
    """How many licenses of listed people each rule decides that day, confirmed or not; five queries.

    A license that does not cover the place, or that the law there does not know, is decided by no rule.
    """
    rulebook = Rulebook.load(license_types=license_types)
    types, issuers = LicenseType.objects.in_bulk(), Issuer.objects.in_bulk()
    found: dict[int, set[int]] = {}
    for credential, type, issuer, here, depth in _licenses_at_places(on, license_types):
        license = License(license_type=types[type], issuer=issuers[issuer])
        rule = rulebook.nearest(license_type_id=type, jurisdiction_id=here, depth=depth)
        covered = rulebook.covers(license, jurisdiction_id=here)
        if rule is not None and covered and rulebook.knows_license(license, jurisdiction_id=here):
            found.setdefault(rule.pk, set()).add(credential)
    return {rule: len(licenses) for rule, licenses in found.items()}


def _licenses_at_places(
    on: date, types: Collection[int] | None
) -> Collection[tuple[int, int, int, int, int]]:
    """Every license that holds that day with each listed place it may count at: numbers, and the needle depth."""
    listed = Credential.objects.current(on).filter(
        Q(place=None) | Q(place=F("practitioner__listings__place")),
        kind=Kind.LICENSE,
        practitioner__listings__listed_until__gte=on,
    )
    if types is not None:
        listed = listed.filter(license__license_type__in=types)
    return list(
        listed.order_by().values_list(
            "pk", "license__license_type", "license__issuer", "practitioner__listings__place__jurisdiction",
            "practitioner__depth",
        ).distinct()
    )  # fmt: skip


def effect(rule: ScopeRule, verdict: Verdict) -> Effect:
    """What it would change today if this rule counted with this verdict, worked out for the first people reached."""
    today, after = clock.today(), copy.copy(rule)
    after.verdict, after.confirmed_on = verdict, today
    reached = set(practicing_under(rule))
    reached |= set(_supervised_by(reached))
    listed = Listing.objects.on(today).filter(practitioner__in=reached)
    people = sorted(set(listed.values_list("practitioner", flat=True)))
    first = people[:COUNTED]
    met = dict(listed.filter(practitioner__in=first).values_list("place", "license_until"))
    gain, lose = set(), set()
    for row in listings.rows(first, on=today, rulebook=Rulebook.load().having(after)):
        if row.place_id not in met:
            continue
        before, then = _counts(met[row.place_id], today), _counts(row.license_until, today)
        if then and not before:
            gain.add(row.practitioner_id)
        if before and not then:
            lose.add(row.practitioner_id)
    return Effect(len(gain), len(lose), counted=len(first), reached=len(people))


def practicing_under(rule: ScopeRule) -> list[int]:
    """Everyone with such a license and a place at that depth, of theirs or of somebody they supervise, within reach."""
    here = [rule.jurisdiction_id]
    for _generation in range(3):
        here += Jurisdiction.objects.filter(parent__in=here).exclude(pk__in=here).values_list("pk", flat=True)
    own = Q(places__jurisdiction__in=here, depth=rule.depth)
    of_others = Q(
        supervises__place__jurisdiction__in=here, supervises__license__practitioner__depth=rule.depth
    )
    holders = Practitioner.objects.filter(own | of_others, pk__in=_holders(rule))
    return list(holders.distinct().values_list("pk", flat=True))


def hold(rule: ScopeRule) -> None:
    """Wait for whoever changes a holder of such a license or somebody they supervise, and let the next wait for us.

    Somebody who adds a place meanwhile is thereby either seen by us or sees the rule as we leave it.
    """
    holders = _holders(rule)
    people = Practitioner.objects.filter(Q(pk__in=holders) | Q(pk__in=_supervised_by(holders))).order_by("pk")
    list(people.select_for_update(no_key=True).values_list("pk"))


def _holders(rule: ScopeRule) -> "QuerySet[Any, int]":
    licenses = Credential.objects.filter(license__license_type=rule.license_type_id)
    return licenses.order_by().values_list("practitioner", flat=True)


def _supervised_by(supervisors: "Collection[int] | QuerySet[Any, int]") -> "QuerySet[Any, int]":
    supervisions = Supervision.objects.filter(supervisor__in=supervisors)
    return supervisions.order_by().values_list("license__practitioner", flat=True)


def _counts(until: date | None, on: date) -> bool:
    return until is not None and until >= on

"""The search as one would do it by hand: every person, place and option looked at, one after the other.

It reads the normalized tables and asks `standing` in Python; it knows nothing of search rows, bits or SQL.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from practitioners.folding import fold, searchable
from practitioners.models import Listing, Place, Practitioner
from practitioners.scope import Rulebook
from practitioners.search.query import Near, Query, Sort
from practitioners.standing import practice_standing, records
from practitioners.vocabulary import Criterion, Depth, Kind, Status, TermKind, Visibility

ANY_OF = {"profession", "licensed_in", "language", "price", "checked_within"}
"""Where one of several chosen values is enough (issue 2, section 4); elsewhere all must be there."""
BY_KIND = {TermKind.CONDITION: "condition", TermKind.TECHNIQUE: "technique", TermKind.LANGUAGE: "language"}


@dataclass(frozen=True)
class Known:
    """What is known of one practitioner at one place."""

    listing: int
    person: int
    at: tuple[int, int]
    law: str
    begins: tuple[str, ...]
    name: str
    checked_on: date | None
    options: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """What the engine must say."""

    total: int
    page: list[tuple[int, int]]
    km: list[float]
    people: Callable[[str, str], int]


def everything(on: date) -> list[Known]:
    """All that can be found that day."""
    rulebook = Rulebook.load()
    ids = dict(Listing.objects.values_list("place", "pk"))
    people = records(Practitioner.objects.all()).prefetch_related(
        "terms", "places__access", "places__jurisdiction"
    )
    found = []
    for person in people:
        for place in person.places.all():
            confirmed = place.details_confirmed_on
            findable = person.visibility == Visibility.PUBLIC and place.shown and confirmed
            if findable and on <= confirmed + timedelta(days=132):
                found.append(_known(person, place, ids[place.pk], rulebook, on))
    return found


def _known(person: Practitioner, place: Place, listing: int, rulebook: Rulebook, on: date) -> Known:
    private = (Kind.IDENTITY, Kind.AMENDMENT, Kind.PHOTOS)
    looks = [c.checked_on for c in person.credentials.all() if c.checked_on and c.kind not in private]
    checked_on = max(looks, default=None)
    standing = practice_standing(person, place, rulebook=rulebook, on=on)
    law = place.jurisdiction.code
    options = {("meets", c.value) for c in Criterion if standing.criteria[c].met}
    if standing.qualified:
        options.add(("qualified", "on"))
    if standing.criteria[Criterion.LICENSE].met:
        options |= {("licensed_in", law), ("licensed_in", law[:2])}
    options |= {("depth", depth.key) for depth in Depth if depth <= person.depth}
    options |= {(BY_KIND[TermKind(t.kind)], t.key) for t in person.terms.all() if t.kind in BY_KIND}
    options |= {("access", term.key) for term in place.access.all()} | {("profession", person.profession.key)}
    options |= {
        ("checked_within", str(days))
        for days in (30, 90, 180, 365)
        if checked_on and (on - checked_on).days <= days
    }
    if place.accepting_clients:
        options.add(("accepting", "on"))
    if any(_insures(claim, place, on) for claim in person.credentials.all()):
        options.add(("insured", "on"))
    if (band := _band(place.fee_from)) is not None:
        options.add(("price", band))
    begins = tuple(searchable(person.public_name, place.practice_name).split())
    return Known(
        listing, person.pk, (place.lat, place.lon), law, begins, fold(person.public_name), checked_on,
        frozenset(options),
    )  # fmt: skip


def _insures(claim: Any, place: Place, on: date) -> bool:
    shown = (
        claim.kind == Kind.INSURANCE
        and claim.status == Status.VERIFIED
        and claim.place_id in (None, place.pk)
    )
    return (
        shown and claim.insurance.covers_scalp_microneedling and claim.valid_from <= on <= claim.valid_until
    )


def _band(fee: int | None) -> str | None:
    if fee is None:
        return None
    if fee < 150:
        return "under_150"
    if fee < 300:
        return "150_to_299"
    return "300_to_499" if fee < 500 else "500_up"


def kilometers(near: Near, at: tuple[int, int]) -> float:
    """The great-circle distance by the angle between two vectors; another formula than the engine's."""
    one, other = _vector(near.lat, near.lon), _vector(*at)
    cross = math.sqrt(sum(
        (one[i] * other[j] - one[j] * other[i]) ** 2 for i, j in ((1, 2), (2, 0), (0, 1))
    ))  # fmt: skip
    dot = sum(a * b for a, b in zip(one, other, strict=True))
    return 6371.0088 * math.atan2(cross, dot)


def _vector(lat: int, lon: int) -> tuple[float, float, float]:
    phi, theta = math.radians(lat / 1e6), math.radians(lon / 1e6)
    return math.cos(phi) * math.cos(theta), math.cos(phi) * math.sin(theta), math.sin(phi)


def asked(known: Iterable[Known], query: Query) -> Answer:
    """The answer to a query, from what is known that day."""
    inside = [row for row in known if _inside(row, query)]
    fitting = [row for row in inside if _fits(row, query)]
    nearness: Callable[[Known], Any] = lambda row: kilometers(query.near, row.at) if query.near else 0.0  # noqa: E731
    shown: dict[int, Known] = {}
    for row in sorted(fitting, key=lambda row: (nearness(row), row.listing)):
        shown.setdefault(row.person, row)
    ordered = sorted(shown.values(), key=lambda row: _place_in(row, query, nearness))
    page = ordered[(query.page - 1) * query.size : query.page * query.size]
    places = {row.person: sum(other.person == row.person for other in fitting) for row in page}

    def people(dimension: str, value: str) -> int:
        free = dimension if dimension in ANY_OF else None
        rows = [row for row in inside if _fits(row, query, but=free) and (dimension, value) in row.options]
        return len({row.person for row in rows})

    return Answer(
        total=len(shown), page=[(row.listing, places[row.person] - 1) for row in page],
        km=[nearness(row) for row in page], people=people,
    )  # fmt: skip


def _inside(row: Known, query: Query) -> bool:
    """Whether it lies where was asked, and every word begins one of its words."""
    if query.area and query.area != row.law and not row.law.startswith(f"{query.area}-"):
        return False
    if query.near and query.near.km is not None and kilometers(query.near, row.at) > query.near.km:
        return False
    return all(any(own.startswith(word) for own in row.begins) for word in query.words)


def _fits(row: Known, query: Query, *, but: str | None = None) -> bool:
    for dimension, values in query.chosen.items():
        there = [(dimension, value) in row.options for value in values]
        if values and dimension != but and not (any(there) if dimension in ANY_OF else all(there)):
            return False
    return True


def _place_in(row: Known, query: Query, nearness: Callable[[Known], Any]) -> tuple[Any, ...]:
    if query.sort == Sort.DISTANCE and query.near:
        return (nearness(row), row.listing)
    if query.sort == Sort.CHECKED:
        return (row.checked_on is None, -(row.checked_on or date.min).toordinal(), row.name, row.listing)
    return (row.name, row.listing)

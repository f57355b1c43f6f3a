"""The plain engine: the database narrows, this counts and orders people; one query for any question.

Rows are a practitioner at a place; people are what is counted. A person with several fitting places appears once,
at the nearest (or at the first in the asked order where no point is known), and each option counts a person once.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress
from typing import Any

from django.db.models import Q, QuerySet

from practitioners.models import Listing
from practitioners.search.answers import Answers
from practitioners.search.dimensions import Dimension
from practitioners.search.query import Near, Query, Sort

EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""
MICRO = 1_000_000
_KM_PER_DEGREE = EARTH_KM * math.pi / 180
_KEYS: Mapping[Sort, tuple[str, ...]] = {
    Sort.NAME: ("sort_key",),
    Sort.CHECKED: ("sort_key", "checked_on"),
    Sort.DISTANCE: (),
}
"""The columns that each order needs."""


@dataclass(frozen=True)
class Hit:
    """One person on the page, at the place shown; `km` is None where no point is known."""

    listing_id: int
    km: float | None
    other_places: int


@dataclass(frozen=True)
class Found:
    """The answer: how many people, one page of them, and how many people each option leaves or brings."""

    total: int
    hits: tuple[Hit, ...]
    counts: Mapping[str, Mapping[str, int]]
    page: int
    pages: int


def narrow(
    query: Query, *, dimensions: Sequence[Dimension], skip: frozenset[str] = frozenset()
) -> "QuerySet[Listing]":
    """The rows that fit, up to the corners of the box around a circle, but for the dimensions to skip."""
    rows = Listing.objects.on(query.on).filter(_where(query))
    for dimension in dimensions:
        values = query.chosen.get(dimension.key, ())
        if values and dimension.key not in skip:
            rows = rows.filter(dimension.condition(values, on=query.on))
    return rows


def search(query: Query, *, dimensions: Sequence[Dimension]) -> Found:
    """One page of people and every count, in one pass over the rows that the narrowing dimensions leave."""
    widening = frozenset(dimension.key for dimension in dimensions if dimension.any_of)
    answers = Answers(dimensions, chosen=query.chosen)
    rows = _read(narrow(query, dimensions=dimensions, skip=widening), query, answers)
    options: dict[int, int] = {}
    for person, bits in zip(rows.people, answers.counting(rows.answers), strict=True):
        options[person] = options.get(person, 0) | bits
    fitting = list(compress(range(len(rows.ids)), answers.fit(rows.answers)))
    places = Counter(map(rows.people.__getitem__, fitting))
    shown = _shown(rows, fitting, query)
    first = (query.page - 1) * query.size
    hits = tuple(
        Hit(rows.ids[row], rows.km[row] if query.near else None, places[rows.people[row]] - 1)
        for row in shown[first : first + query.size]
    )
    pages = max(1, -(-len(shown) // query.size))
    return Found(len(shown), hits, answers.count(options.values()), query.page, pages)


@dataclass(frozen=True)
class _Rows:
    """What was read, column by column; `km` is empty where no point is known, `keys` are those of the order."""

    ids: Sequence[int]
    people: Sequence[int]
    km: Sequence[float]
    keys: Sequence[Sequence[Any]]
    answers: Sequence[int]


def _read(rows: "QuerySet[Listing]", query: Query, answers: Answers) -> _Rows:
    """The rows inside the circle."""
    point = ("lat", "lon") if query.near else ()
    keys, packed = _KEYS[query.order], answers.columns(query.on)
    names = ("pk", "practitioner", *point, *keys, *packed)
    # The order is made here: text sorts by the database's own rules, and its sort costs more than the rest.
    found = list(rows.annotate(**packed).order_by().values_list(*names))
    km: list[float] = []
    if query.near:
        km, radius = _distances(query.near, [row[2:4] for row in found]), query.near.km
        if radius is not None:
            inside = [away <= radius for away in km]
            found, km = list(compress(found, inside)), list(compress(km, inside))
    columns = list(zip(*found, strict=True)) or [()] * len(names)
    ids, people, *rest = columns[:2] + columns[2 + len(point) :]
    return _Rows(ids, people, km, rest[: len(keys)], answers.together(rest[len(keys) :], rows=len(ids)))


def _shown(rows: _Rows, fitting: Sequence[int], query: Query) -> list[int]:
    """The row that each person is shown at, in the asked order."""
    shown: dict[int, int] = {}
    for row in _ordered(rows, fitting, by=Sort.DISTANCE if query.near else query.order):
        shown.setdefault(rows.people[row], row)
    nearest = list(shown.values())
    if query.near is None or query.order == Sort.DISTANCE:
        return nearest
    return _ordered(rows, nearest, by=query.order)


def _ordered(rows: _Rows, chosen: Sequence[int], *, by: Sort) -> list[int]:
    """These rows in an order; the last sort counts first, and equals keep what the sorts before it made."""
    order = sorted(chosen, key=rows.ids.__getitem__)
    if by == Sort.DISTANCE:
        order.sort(key=rows.km.__getitem__)
        return order
    order.sort(key=rows.keys[0].__getitem__)
    if by == Sort.CHECKED:
        order.sort(key=lambda row: rows.keys[1][row] or date.min, reverse=True)
    return order


def _where(query: Query) -> Q:
    where = Q()
    if query.area:
        where &= Q(jurisdiction=query.area) | Q(jurisdiction__startswith=f"{query.area}-")
    for word in query.words:
        where &= Q(words__contains=f" {word}")
    if query.near and query.near.km is not None:
        where &= _box(query.near, query.near.km)
    return where


def _box(near: Near, km: float) -> Q:
    """The rectangle of degrees around a circle; it wraps at the antimeridian and opens at the poles."""
    height = math.ceil(km / _KM_PER_DEGREE * MICRO) + 1
    low, high = near.lat - height, near.lat + height
    widest = max(abs(low), abs(high))
    if widest >= 90 * MICRO:
        return Q(lat__range=(low, high))
    reach = math.sin(km / EARTH_KM) / math.cos(math.radians(near.lat / MICRO))
    if reach >= 1:
        return Q(lat__range=(low, high))
    width = math.ceil(math.degrees(math.asin(reach)) * MICRO) + 1
    west, east, turn = near.lon - width, near.lon + width, 180 * MICRO
    if west < -turn:
        return Q(lat__range=(low, high)) & (Q(lon__gte=west + 2 * turn) | Q(lon__lte=east))
    if east > turn:
        return Q(lat__range=(low, high)) & (Q(lon__gte=west) | Q(lon__lte=east - 2 * turn))
    return Q(lat__range=(low, high), lon__range=(west, east))


def _distances(near: Near, points: Iterable[tuple[int, int]]) -> list[float]:
    """Great-circle distances in kilometers from a point to others in micro-degrees (haversine)."""
    sin, cos, root, radian = math.sin, math.cos, math.sqrt, math.pi / 180 / MICRO
    south, west, half = near.lat, near.lon, radian / 2
    level = cos(south * radian)
    return [
        2 * EARTH_KM * math.asin(min(1.0, root(
            sin((lat - south) * half) ** 2 + level * cos(lat * radian) * sin((lon - west) * half) ** 2
        )))
        for lat, lon in points
    ]  # fmt: skip

"""The plain engine: the database narrows, this counts and orders people; one query for any question.

Rows are a practitioner at a place; people are what is counted. A person with several fitting places appears once,
at the nearest (or at the first in the asked order where no point is known), and each option counts a person once.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from practitioners.models import Listing
from practitioners.search.dimensions import Dimension
from practitioners.search.query import Near, Query, Sort

EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""
MICRO = 1_000_000
_KM_PER_DEGREE = EARTH_KM * math.pi / 180
_ORDERS = {
    Sort.NAME: ("sort_key", "pk"),
    Sort.CHECKED: (F("checked_on").desc(nulls_last=True), "sort_key", "pk"),
    Sort.DISTANCE: ("pk",),
}


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
    reader = _Reader(dimensions, query)
    people = _People(reader)
    rows = _rows(narrow(query, dimensions=dimensions, skip=widening), query, dimensions)
    for rank, (pk, person, lat, lon, *answers) in enumerate(rows):
        km = _km(query.near, lat, lon) if query.near else None
        if km is None or query.near is None or query.near.km is None or km <= query.near.km:
            people.add(pk, person, answers, rank=rank, km=km)
    return people.answer(query)


class _Reader:
    """Turns a row's answers into one integer, a run of bits for each dimension, and knows what was chosen."""

    def __init__(self, dimensions: Sequence[Dimension], query: Query) -> None:
        self.dimensions = dimensions
        self.offsets: list[int] = []
        width = 0
        for dimension in dimensions:
            self.offsets.append(width)
            width += max((option.bit for option in dimension.options), default=0) + 1
        self.width = width
        self.everything = (1 << width) - 1
        ends = [*self.offsets[1:], width]
        self.wanted = [
            (dimension.mask(chosen) << start, ((1 << end) - 1) ^ ((1 << start) - 1))
            for dimension, start, end in zip(dimensions, self.offsets, ends, strict=True)
            if dimension.any_of and (chosen := query.chosen.get(dimension.key))
        ]
        self.tables = [
            (
                offset,
                None
                if dimension.bits is None
                else {value: bits << offset for value, bits in dimension.bits.items()},
            )
            for dimension, offset in zip(dimensions, self.offsets, strict=True)
        ]

    def bits(self, answers: Sequence[Any]) -> int:
        """Every option the row has."""
        found = 0
        for answer, (offset, table) in zip(answers, self.tables, strict=True):
            found |= answer << offset if table is None else table.get(answer, 0)
        return found

    def counted(self, bits: int) -> int:
        """The options this row counts for: all where it fits, those of one dimension where only that one fails."""
        failed = [span for mask, span in self.wanted if not bits & mask]
        if not failed:
            return bits
        return bits & failed[0] if len(failed) == 1 else 0

    def fits(self, bits: int) -> bool:
        """Whether the row has one of the chosen values in each widening dimension."""
        return all(bits & mask for mask, _span in self.wanted)


class _People:
    """The people met so far: the options each counts for, and the place each is shown at."""

    def __init__(self, reader: _Reader) -> None:
        self.reader = reader
        self.options: dict[int, int] = {}
        self.best: dict[int, tuple[float, int, int, float | None]] = {}
        self.places: dict[int, int] = {}

    def add(self, pk: int, person: int, answers: Sequence[Any], *, rank: int, km: float | None) -> None:
        bits = self.reader.bits(answers)
        self.options[person] = self.options.get(person, 0) | self.reader.counted(bits)
        if not self.reader.fits(bits):
            return
        shown = (rank if km is None else km, pk, rank, km)
        self.places[person] = self.places.get(person, 0) + 1
        if person not in self.best or shown < self.best[person]:
            self.best[person] = shown

    def answer(self, query: Query) -> Found:
        total = len(self.best)
        pages = max(1, -(-total // query.size))
        first = (query.page - 1) * query.size
        by_nearness = query.order == Sort.DISTANCE
        ordered = sorted(
            (nearness if by_nearness else rank, pk, person, km)
            for person, (nearness, pk, rank, km) in self.best.items()
        )
        hits = tuple(
            Hit(listing_id=pk, km=km, other_places=self.places[person] - 1)
            for _rank, pk, person, km in ordered[first : first + query.size]
        )
        counts = _tally(self.options.values(), width=self.reader.width)
        return Found(total, hits, _by_option(counts, self.reader), query.page, pages)


def _tally(masks: Iterable[int], *, width: int) -> list[int]:
    """How many of these integers have each bit, by adding all bits at once: plane i holds the 2**i digits."""
    planes: list[int] = []
    for carry in masks:
        for index, plane in enumerate(planes):
            if not carry:
                break
            planes[index], carry = plane ^ carry, plane & carry
        if carry:
            planes.append(carry)
    return [sum((plane >> bit & 1) << index for index, plane in enumerate(planes)) for bit in range(width)]


def _by_option(counts: Sequence[int], reader: _Reader) -> dict[str, dict[str, int]]:
    return {
        dimension.key: {option.value: counts[offset + option.bit] for option in dimension.options}
        for dimension, offset in zip(reader.dimensions, reader.offsets, strict=True)
    }


def _rows(
    rows: "QuerySet[Listing]", query: Query, dimensions: Sequence[Dimension]
) -> Iterator[tuple[Any, ...]]:
    answers = {f"answer_{dimension.key}": dimension.read(query.on) for dimension in dimensions}
    ordered = rows.order_by(*_ORDERS[query.order])
    return (
        ordered.annotate(**answers)
        .values_list("pk", "practitioner", "lat", "lon", *answers)
        .iterator(chunk_size=5000)
    )


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


def _km(near: Near, lat: int, lon: int) -> float:
    """Great-circle distance in kilometers between two points in micro-degrees (haversine)."""
    phi, theta = math.radians(near.lat / MICRO), math.radians(lat / MICRO)
    across = math.sin(math.radians((lon - near.lon) / MICRO) / 2) ** 2
    along = math.sin((theta - phi) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(along + math.cos(phi) * math.cos(theta) * across)))

"""What helps when nobody fits: how many people each filter costs, and how many a wider circle would bring."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_

from django.db.models import Count, ExpressionWrapper, F, FloatField, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import ASin, Cos, Least, Power, Radians, Sin, Sqrt

from practitioners.models import Listing
from practitioners.search.dimensions import Dimension
from practitioners.search.engine import EARTH_KM, MICRO, narrow
from practitioners.search.query import Near, Query


@dataclass(frozen=True)
class Filter:
    """One thing that narrows a question and can be given up: a value, or all values of a widening dimension."""

    dimension: Dimension
    values: tuple[str, ...]


def filters(query: Query, *, dimensions: Sequence[Dimension]) -> tuple[Filter, ...]:
    """The filters of a question, each of which can be given up by itself."""
    found: list[Filter] = []
    for dimension in dimensions:
        values = query.chosen.get(dimension.key, ())
        if values and dimension.any_of:
            found.append(Filter(dimension, values))
        else:
            found += [Filter(dimension, (value,)) for value in values]
    return tuple(found)


def without_each(query: Query, *, dimensions: Sequence[Dimension]) -> list[tuple[tuple[Filter, ...], int]]:
    """How many people would fit without each of the filters, the others kept, and without all: one query."""
    active = filters(query, dimensions=dimensions)
    conditions = [each.dimension.condition(each.values, on=query.on) for each in active]
    rows = within_circle(narrow(replace(query, chosen={}), dimensions=dimensions), query.near)
    given_up: list[tuple[Filter, ...]] = [(each,) for each in active]
    if len(active) > 1:
        given_up.append(active)
    counts = {
        f"without_{index}": _people(
            [c for each, c in zip(active, conditions, strict=True) if each not in less]
        )
        for index, less in enumerate(given_up)
    }
    totals = rows.aggregate(**counts) if counts else {}
    return [(less, totals[f"without_{index}"]) for index, less in enumerate(given_up)]


def within_each(
    query: Query, radii: Sequence[float | None], *, dimensions: Sequence[Dimension]
) -> dict[float | None, int]:
    """How many people would fit within each of these radii in kilometers (None: any), the filters kept: one query."""
    if query.near is None or not radii:
        return {}
    far = None if None in radii else max(radius for radius in radii if radius is not None)
    rows = narrow(replace(query, near=replace(query.near, km=far)), dimensions=dimensions)
    circles = [Q() if radius is None else Q(km__lte=radius) for radius in radii]
    totals = rows.annotate(km=_km_from(query.near)).aggregate(
        **{f"within_{index}": _people([circle]) for index, circle in enumerate(circles)}
    )
    return {radius: totals[f"within_{index}"] for index, radius in enumerate(radii)}


def within_circle(rows: "QuerySet[Listing]", near: Near | None) -> "QuerySet[Listing]":
    """These rows, less those outside the circle."""
    if near is None or near.km is None:
        return rows
    return rows.annotate(km=_km_from(near)).filter(km__lte=near.km)


def _people(conditions: Sequence[Q]) -> Count:
    return Count("practitioner", distinct=True, filter=reduce(and_, conditions, Q()) or None)


def _km_from(near: Near) -> Combinable:
    """The great-circle distance of a row from a point in kilometers (haversine), as the engine computes it."""
    lat, lon = near.lat / MICRO, near.lon / MICRO
    north, east = F("lat") / float(MICRO), F("lon") / float(MICRO)
    along = Power(Sin(Radians((north - lat) / 2.0)), 2)
    across = Power(Sin(Radians((east - lon) / 2.0)), 2)
    chord = along + Cos(Radians(Value(lat))) * Cos(Radians(north)) * across
    return ExpressionWrapper(2 * EARTH_KM * ASin(Least(Value(1.0), Sqrt(chord))), output_field=FloatField())

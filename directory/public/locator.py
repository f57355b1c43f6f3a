"""The map of the results: rings around the asked point, outlines, and a numbered pin for each person."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from directory.public import measures, pins
from directory.public.view import (
    EDGE,
    HEIGHT,
    KM_PER_DEGREE,
    WIDTH,
    Spot,
    View,
    around,
    circle,
    land,
    over,
    squeeze,
    tenths,
    turn,
)
from practitioners.search.query import KM_PER_MILE, Near

STEPS = (1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 25000)
"""The distances that rings stand for, in the reader's unit."""
_RINGS = 3
_LEAST_KM = 800.0  # of a map without a point: a pin alone on a white sheet tells nobody where it is
_MICRO = 1_000_000
_VAGUE = 100  # parts of a degree that a hidden address is rounded to: about a kilometer
_NEAREST = 5  # a place is known to a few kilometers: a closer look would pretend
_ROOMY = 1.8
_WORDS, _WORDS_EDGE = 30.0, 20.0  # what a ring's words keep away from pins and from the edge
_DROP = 4.0  # from the middle of a number to its foot
_MOVED = 1.5  # pixels from which a line shows where a pin belongs


class Located(Protocol):
    """What the map asks of a result: its number in the list, where, and how far in ready words."""

    @property
    def number(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def away(self) -> str: ...
    @property
    def lat(self) -> int: ...
    @property
    def lon(self) -> int: ...
    @property
    def mobile_km(self) -> int | None: ...
    @property
    def hidden(self) -> bool: ...


@dataclass(frozen=True)
class Ring:
    """So far from the middle, in the reader's unit; its words have a spot, or are left out where there is no room."""

    length: int
    d: str
    label: str
    x: str
    y: str


@dataclass(frozen=True)
class Mark:
    """One person: a pin, or for those who travel their number on the edge of their area (`area` is its path)."""

    number: int
    label: str
    x: str
    y: str
    text_y: str
    travels: bool
    area: str

    @property
    def long(self) -> bool:
        """Whether the number is too long for the usual size of letters."""
        return self.number > 99


@dataclass(frozen=True)
class Locator:
    """A drawing in ready strings, `WIDTH` by `HEIGHT` pixels."""

    land: str
    rings: tuple[Ring, ...]
    leads: str
    marks: tuple[Mark, ...]
    middle: str
    scale: str


def locator(results: Sequence[Located], *, near: Near | None, unit: str) -> Locator | None:
    """The map of one page of results, `unit` being "mi" or "km"; None where there is nobody to show."""
    if not results:
        return None
    points = [_published(result) for result in results]
    ends = [end for result, point in zip(results, points, strict=True) for end in _ends(result, point)]
    if near:
        reach = _reach(points, ends, near, unit=unit)
        view = around(near.lat / _MICRO, near.lon / _MICRO, reach_km=reach)
    else:
        view = over(ends, least_km=_LEAST_KM)
    steps = [step for step in STEPS if near and _km(step, unit) <= reach * 1.001][-_RINGS:]
    spots = [view.spot(*point) for point in points]
    tags = _tags(results, spots, view)
    rings = _rings(view, steps, unit=unit, taken=tags)
    return Locator(
        land=land(view),
        rings=rings,
        leads=_leads(results, spots, tags),
        marks=tuple(map(partial(_mark, view=view, unit=unit), results, points, tags)),
        middle=f"M{tenths(WIDTH / 2 - 4)} {tenths(HEIGHT / 2)}h8m-4-4v8" if near else "",
        scale=_scale(view, [ring.length for ring in rings], unit=unit),
    )


def _published(result: Located) -> Spot:
    """Latitude and longitude in degrees, no finer than what the person lets be known."""
    lat, lon = result.lat / _MICRO, result.lon / _MICRO
    if result.hidden or result.mobile_km is not None:
        return round(lat * _VAGUE) / _VAGUE, round(lon * _VAGUE) / _VAGUE
    return lat, lon


def _ends(result: Located, point: Spot) -> list[Spot]:
    """The point, or the four ends of the area around it."""
    if result.mobile_km is None:
        return [point]
    (lat, lon), high = point, result.mobile_km / KM_PER_DEGREE
    wide = high / squeeze(lat)
    return [(lat + high, lon), (lat - high, lon), (lat, lon + wide), (lat, lon - wide)]


def _reach(points: Sequence[Spot], ends: Sequence[Spot], near: Near, *, unit: str) -> float:
    """How far from the middle to draw, in kilometers: the nearest step that has room for everyone on this page and
    the area they travel in, but no farther than was asked for or than people are.
    """
    most = _room(points, near)
    needed = max(most, _room(ends, near))
    step = next((km for step in STEPS if (km := _km(step, unit)) >= needed and step >= _NEAREST), needed)
    # A ring around everybody reads best, but not at the price of a sheet that is mostly empty.
    reach = step if step <= max(_ROOMY * needed, _km(_NEAREST, unit)) else 1.1 * needed
    return reach if near.km is None else min(reach, max(near.km, most))


def _room(points: Sequence[Spot], near: Near) -> float:
    """The reach in kilometers that shows a whole pin at each of these points."""
    middle_lat, middle_lon = near.lat / _MICRO, near.lon / _MICRO
    high = max(abs(lat - middle_lat) for lat, _lon in points)
    wide = max(abs(turn(lon - middle_lon)) for _lat, lon in points) * squeeze(middle_lat)
    return HEIGHT / 2 * max(high / (HEIGHT / 2 - EDGE), wide / (WIDTH / 2 - EDGE)) * KM_PER_DEGREE


def _km(length: float, unit: str) -> float:
    return length * KM_PER_MILE if unit == "mi" else length


def _tags(results: Sequence[Located], spots: Sequence[Spot], view: View) -> list[Spot]:
    """Where the numbers go: a pin in its place or near it, the number of an area on the area's edge."""
    tags: dict[int, Spot] = {}
    taken: list[Spot] = []
    # Pins first: an area's number has its whole edge to choose from.
    for index in sorted(range(len(results)), key=lambda index: results[index].mobile_km is not None):
        km, spot = results[index].mobile_km, spots[index]
        if km is not None:
            spot = pins.on_circle(spot, km * view.scale, taken, by=pins.APART) or spot
        tags[index] = pins.free(spot, taken) or spot
        taken.append(tags[index])
    return [tags[index] for index in range(len(results))]


def _leads(results: Sequence[Located], spots: Sequence[Spot], tags: Sequence[Spot]) -> str:
    """A line from the place of each pin that had to be moved to where it is drawn."""
    return "".join(
        f"M{tenths(spot[0])} {tenths(spot[1])}L{tenths(tag[0])} {tenths(tag[1])}"
        for result, spot, tag in zip(results, spots, tags, strict=True)
        if result.mobile_km is None and math.dist(spot, tag) > _MOVED
    )


def _mark(result: Located, point: Spot, tag: Spot, *, view: View, unit: str) -> Mark:
    said = [measures.whole(result.number), result.name, result.away]
    area = ""
    if result.mobile_km is not None:
        area = circle(view, *point, km=result.mobile_km)
        said.append(
            _("travels up to %(distance)s") % {"distance": measures.distance(result.mobile_km, unit=unit)}
        )
    x, y = tag
    return Mark(
        number=result.number,
        label=", ".join(part for part in said if part),
        x=tenths(x),
        y=tenths(y),
        text_y=tenths(y + _DROP),
        area=area,
        travels=result.mobile_km is not None,
    )


def _rings(view: View, steps: Sequence[int], *, unit: str, taken: Sequence[Spot]) -> tuple[Ring, ...]:
    """The rings around the middle, each with its distance where there is room for the words."""
    middle = (WIDTH / 2, HEIGHT / 2)
    found: list[Ring] = []
    full = [*taken, middle]
    for step in steps:
        km = _km(step, unit)
        if not (drawn := circle(view, view.lat, view.lon, km=km)):
            continue
        spot = pins.on_circle(middle, km * view.scale, full, by=_WORDS, edge=_WORDS_EDGE)
        if spot:
            full.append(spot)
        words = (_("%(length)s mi") if unit == "mi" else _("%(length)s km")) % {
            "length": measures.whole(step)
        }
        x, y = (tenths(spot[0]), tenths(spot[1] + _DROP)) if spot else ("", "")
        found.append(Ring(step, drawn, words if spot else "", x, y))
    return tuple(found)


def _scale(view: View, steps: Sequence[int], *, unit: str) -> str:
    """How large the map is, in a sentence."""
    if steps:
        *shorter, longest = steps
        said = [*map(measures.whole, shorter), measures.span(longest, unit=unit)]
        return _("Rings at %(distances)s.") % {"distances": get_text_list(said, _("and"))}
    wide = view.width_km / _km(1, unit)
    digits = 10 ** max(0, math.floor(math.log10(wide)) - 1)
    about = round(wide / digits) * digits
    return _("The map is about %(distance)s wide.") % {"distance": measures.span(about, unit=unit)}

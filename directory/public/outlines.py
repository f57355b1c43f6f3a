"""The outlines of states and countries, as far as a map shows them."""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

PATH = Path(__file__).parent / "map" / "outlines-1.json.gz"
MILLI = 1000
_HALF = 180 * MILLI
_TURNS = (0, -360 * MILLI, 360 * MILLI)
_RUN = 32

Spot = tuple[float, float]


@dataclass(frozen=True)
class Level:
    """A degree of detail: no point is off by more than `degrees`; `states` says whether the US is in states."""

    degrees: float
    states: bool


LEVELS = (
    Level(0.005, states=True),
    Level(0.05, states=True),
    Level(0.2, states=True),
    Level(0.5, states=True),
    Level(1.2, states=False),
)


class Box(NamedTuple):
    """A part of the earth, in thousandths of a degree; `east` may lie beyond 180 degrees, `west` before -180."""

    west: float
    south: float
    east: float
    north: float


class Run(NamedTuple):
    """A stretch of an outline with the box around it."""

    box: Box
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Ring:
    """One closed outline with the box around it; `steps` are its first point and the way to each next one."""

    box: Box
    steps: list[int]

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The outline in stretches: most maps look closely at few of them. Unpacked when a map first needs it."""
        spots = tuple(zip(accumulate(self.steps[::2]), accumulate(self.steps[1::2]), strict=True))
        parts = (spots[begin : begin + _RUN] for begin in range(0, len(spots), _RUN))
        return tuple(Run(_around(part), part) for part in parts)


def within(box: Box, *, degrees: float) -> Iterator[list[Spot]]:
    """The outlines inside the box, closed along its edge, as rough as `degrees` lets them be; an island is skipped
    when it is smaller than that. Longitudes run on over the antimeridian as the box does.
    """
    fine = [number for number, level in enumerate(LEVELS) if level.degrees <= degrees]
    least = degrees * MILLI
    for turn in _TURNS:
        west, south, east, north = box.west - turn, box.south, box.east - turn, box.north
        if east < -_HALF or west > _HALF:
            continue
        for ring in rings(max(fine, default=0)):
            left, low, right, high = ring.box
            if high < south or low > north or right < west or left > east:
                continue
            if right - left >= least or high - low >= least:
                clipped = _clipped(ring, Box(west, south, east, north))
                if len(clipped) > 2:
                    yield [(x + turn, y) for x, y in clipped] if turn else clipped


@cache
def rings(level: int) -> tuple[Ring, ...]:
    """One level of the shipped file, read once for the life of the process."""
    line = gzip.decompress(PATH.read_bytes()).splitlines()[level]
    return tuple(Ring(Box(*numbers[:4]), numbers[4:]) for numbers in json.loads(line))


def _around(spots: Sequence[Spot]) -> Box:
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _clipped(ring: Ring, box: Box) -> list[Spot]:
    """The part of the ring inside the box (Sutherland and Hodgman 1974), with only the passes that it needs."""
    around = ring.box
    if (
        around.west >= box.west
        and around.east <= box.east
        and around.south >= box.south
        and around.north <= box.north
    ):
        return [spot for run in ring.runs for spot in run.spots]
    spots = _near(ring, box)
    for axis, edge, sign in ((0, box.west, 1), (0, box.east, -1), (1, box.south, 1), (1, box.north, -1)):
        spots = _cut(spots, axis, edge, sign=sign)
    return spots


def _near(ring: Ring, box: Box) -> list[Spot]:
    """The points of the ring; of a stretch that lies wholly beyond one edge only its ends, which changes nothing
    inside the box.
    """
    spots: list[Spot] = []
    for around, part in ring.runs:
        if (
            around.east < box.west
            or around.west > box.east
            or around.north < box.south
            or around.south > box.north
        ):
            spots += (part[0], part[-1])
        else:
            spots += part
    return spots


def _cut(spots: list[Spot], axis: int, edge: float, *, sign: int) -> list[Spot]:
    """What lies on the inner side of one edge: above it where `sign` is 1, below it where it is -1."""
    kept: list[Spot] = []
    if not spots:
        return kept
    limit = edge * sign
    before = spots[-1]
    was_in = before[axis] * sign >= limit
    for here in spots:
        is_in = here[axis] * sign >= limit
        if is_in != was_in:
            share = (edge - before[axis]) / (here[axis] - before[axis])
            kept.append(
                (before[0] + share * (here[0] - before[0]), before[1] + share * (here[1] - before[1]))
            )
        if is_in:
            kept.append(here)
        before, was_in = here, is_in
    return kept

"""Makes the outlines that the map of the results is drawn from."""

import gzip
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from directory.public.outlines import LEVELS, PATH

MILLI = 1000
# Drawn from the finer file of states, so left out of the file of countries where states are drawn.
IN_STATES = {
    "United States of America", "Puerto Rico", "Guam", "American Samoa", "N. Mariana Is.", "U.S. Virgin Is.",
}  # fmt: skip

Spot = tuple[int, int]
Line = tuple[Spot, ...]


class Command(BaseCommand):
    """`manage.py make_outlines us-states.geojson world-countries.geojson`: the same files give the same bytes."""

    help = "Simplifies the outlines of states and countries for the map of the results."

    def add_arguments(self, parser: CommandParser) -> None:
        """The two GeoJSON files; where they come from is in the attribution beside the result."""
        parser.add_argument("states", type=Path)
        parser.add_argument("countries", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write every level of detail, coarser ones with whole countries."""
        states = rings(options["states"], without=set())
        others, all_countries = (rings(options["countries"], without=names) for names in (IN_STATES, set()))
        lines = []
        for level in LEVELS:
            sources = [states, others] if level.states else [all_countries]
            outlines = [packed(ring) for source in sources for ring in simplified(source, level.degrees)]
            lines.append(json.dumps(outlines, separators=(",", ":")))
            self.stdout.write(f"{level.degrees} degrees: {len(outlines)} outlines")
        # A line for each level, so that one can be read without the others; no time stamp, so the bytes repeat.
        PATH.write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))
        self.stdout.write(f"{PATH.name}: {PATH.stat().st_size} bytes")


def rings(path: Path, *, without: set[str]) -> list[Line]:
    """The outer rings in thousandths of a degree, closed; a hole is filled by the country that lies in it."""
    found = []
    for feature in json.loads(path.read_text("utf-8"))["features"]:
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        if feature["properties"]["name"] not in without:
            found += [
                tuple((round(x * MILLI), round(y * MILLI)) for x, y in outer) for outer, *_holes in polygons
            ]
    return found


def simplified(source: Sequence[Line], degrees: float) -> Iterator[Line]:
    """The rings with no point moved by more than `degrees`, and a border that two rings share still shared."""
    crossings = junctions(source)
    done: dict[Line, Line] = {}
    for ring in source:
        kept: list[Spot] = []
        for arc in arcs(ring, crossings):
            # A shared border is met once in each direction: it is simplified in one of them.
            there = min(arc, arc[::-1])
            if there not in done:
                done[there] = douglas_peucker(there, degrees * MILLI)
            kept += (done[there] if there == arc else done[there][::-1])[:-1]
        if len(kept) > 2:
            yield (*kept, kept[0])


def junctions(source: Iterable[Line]) -> set[Spot]:
    """The points where borders meet: those with more than two neighbors."""
    neighbors: defaultdict[Spot, set[Spot]] = defaultdict(set)
    for ring in source:
        for here, there in pairwise(ring):
            if here != there:
                neighbors[here].add(there)
                neighbors[there].add(here)
    return {spot for spot, others in neighbors.items() if len(others) > 2}


def arcs(ring: Line, crossings: set[Spot]) -> Iterator[Line]:
    """The ring cut where borders meet; an island is cut at its first point and the one farthest from it."""
    spots = ring[:-1]
    cuts = [index for index, spot in enumerate(spots) if spot in crossings]
    if len(cuts) < 2:
        start = cuts[0] if cuts else spots.index(min(spots))
        far = max(range(len(spots)), key=lambda index: (math.dist(spots[start], spots[index]), spots[index]))
        cuts = sorted({start, far})
    for begin, end in zip(cuts, [*cuts[1:], cuts[0] + len(spots)], strict=True):
        yield tuple(spots[index % len(spots)] for index in range(begin, end + 1))


def douglas_peucker(line: Line, most: float) -> Line:
    """The line without the points that lie within `most` of it (Douglas and Peucker 1973)."""
    squeeze = math.cos(math.radians(line[0][1] / MILLI))
    flat = [(x * squeeze, y) for x, y in line]
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        begin, end = spans.pop()
        if end - begin < 2:
            continue
        farthest = max(range(begin + 1, end), key=lambda index: off(flat[index], flat[begin], flat[end]))
        if off(flat[farthest], flat[begin], flat[end]) > most:
            kept.add(farthest)
            spans += [(begin, farthest), (farthest, end)]
    return tuple(line[index] for index in sorted(kept))


def off(spot: tuple[float, float], begin: tuple[float, float], end: tuple[float, float]) -> float:
    """How far a point is from the stretch between two others."""
    dx, dy = end[0] - begin[0], end[1] - begin[1]
    length = dx * dx + dy * dy
    along = ((spot[0] - begin[0]) * dx + (spot[1] - begin[1]) * dy) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return math.hypot(spot[0] - begin[0] - along * dx, spot[1] - begin[1] - along * dy)


def packed(ring: Line) -> list[int]:
    """West, south, east, north; the first point; then each step: x and y in turn."""
    xs, ys = zip(*ring, strict=True)
    steps = [here - before for here, before in zip(sum(ring[1:], ()), sum(ring[:-1], ()), strict=True)]
    return [min(xs), min(ys), max(xs), max(ys), *ring[0], *steps]

"""How the outlines are made: the same bytes each time, no line moved far, no border told twice in two ways."""

import itertools
import json
import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

from directory.management.commands import make_outlines
from directory.public import outlines

WAVES = [
    (2.0 + 0.004 * (step % 2), step / 50) for step in range(201)
]  # a border that trembles by 0.004 degrees
WEST = [(0.0, 0.0), *WAVES, (0.0, 4.0), (0.0, 0.0)]
EAST = [(4.0, 0.0), (4.0, 4.0), *reversed(WAVES), (4.0, 0.0)]
ISLET = [(9.0, 9.0), (9.03, 9.0), (9.03, 9.03), (9.0, 9.0)]
HOLE = [(0.5, 0.5), (0.6, 0.5), (0.6, 0.6), (0.5, 0.5)]


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, Path]]:
    """Two neighbors as states; as countries one of them again under the name of the whole, and an islet."""
    states, countries = tmp_path / "states.geojson", tmp_path / "countries.geojson"
    states.write_text(collection(West=[[WEST, HOLE]], East=[[EAST]]))
    countries.write_text(collection(**{"United States of America": [[WEST]], "Islet": [[ISLET]]}))
    monkeypatch.setattr(make_outlines, "PATH", tmp_path / "outlines.json.gz")
    monkeypatch.setattr(outlines, "PATH", tmp_path / "outlines.json.gz")
    outlines.rings.cache_clear()
    yield states, countries
    outlines.rings.cache_clear()


def collection(**shapes: list[list[list[tuple[float, float]]]]) -> str:
    """GeoJSON of these polygons by name."""
    features = [
        {"properties": {"name": name}, "geometry": {"type": "MultiPolygon", "coordinates": polygons}}
        for name, polygons in shapes.items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def spots(ring: outlines.Ring) -> list[outlines.Spot]:
    """The outline as one line."""
    return [spot for run in ring.runs for spot in run.spots]


def test_the_same_files_give_the_same_bytes(sources: tuple[Path, Path]) -> None:
    call_command("make_outlines", *map(str, sources))
    first = make_outlines.PATH.read_bytes()
    call_command("make_outlines", *map(str, sources))
    assert make_outlines.PATH.read_bytes() == first


def test_a_border_stays_shared_and_loses_its_trembling(sources: tuple[Path, Path]) -> None:
    call_command("make_outlines", *map(str, sources))
    west, east, _islet = outlines.rings(0)
    shared = {spot for spot in spots(west) if 1_900 < spot[0] < 2_100}
    assert shared == {spot for spot in spots(east) if 1_900 < spot[0] < 2_100}
    assert (len(WAVES), len(shared)) == (201, 2)
    assert west.box == outlines.Box(0, 0, 2_000, 4_000)


def test_where_states_are_drawn_their_country_is_not(sources: tuple[Path, Path]) -> None:
    call_command("make_outlines", *map(str, sources))
    found = [len(outlines.rings(number)) for number in range(len(outlines.LEVELS))]
    # Two states and the islet, which is too small for the next level; at the roughest the country.
    assert found == [3, 2, 2, 2, 1]
    assert outlines.rings(4)[0].box.east == 2_000


def test_no_line_is_moved_farther_than_its_level_says() -> None:
    jagged = tuple((step, round(90 * math.sin(step / 7) + step % 3)) for step in range(0, 2_000, 5))
    for most in (5, 20, 80):
        kept = make_outlines.douglas_peucker(jagged, most)
        assert (kept[0], kept[-1]) == (jagged[0], jagged[-1])
        assert len(kept) < len(jagged)
        worst = max(
            min(make_outlines.off(spot, *pair) for pair in itertools.pairwise(kept)) for spot in jagged
        )
        assert worst <= most


def test_the_shipped_outlines_are_read_at_every_level() -> None:
    for number in range(len(outlines.LEVELS)):
        for ring in outlines.rings(number):
            line = spots(ring)
            assert line[0] == line[-1]
            assert ring.box == outlines.Box(
                min(x for x, _ in line),
                min(y for _, y in line),
                max(x for x, _ in line),
                max(y for _, y in line),
            )

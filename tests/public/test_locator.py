"""The map of the results: everyone on it, nobody on top of another, true distances anywhere on earth."""

import itertools
import math
import re
from dataclasses import dataclass, replace

import pytest
from django.template.loader import render_to_string
from hypothesis import example, given
from hypothesis import strategies as st

from directory.public import outlines, view
from directory.public.locator import Locator, Mark, locator
from practitioners.search.query import KM_PER_MILE, Near

AUSTIN, NEW_YORK = (30.2672, -97.7431), (40.73, -73.95)
PIN = 25.0


@dataclass(frozen=True)
class Result:
    """What the map needs of a card."""

    number: int
    lat: int
    lon: int
    name: str = "Ada Stone"
    away: str = "4 miles"
    mobile_km: int | None = None
    hidden: bool = False


def at(*points: tuple[float, float], first: int = 1, **fields: object) -> list[Result]:
    """Results at these points in degrees, numbered from `first`."""
    return [
        Result(number, round(lat * 1e6), round(lon * 1e6), **fields)  # type: ignore[arg-type]
        for number, (lat, lon) in enumerate(points, start=first)
    ]


def near(point: tuple[float, float], *, miles: float | None = 25) -> Near:
    """A circle around a point in degrees; no miles are any distance."""
    return Near(round(point[0] * 1e6), round(point[1] * 1e6), miles and miles * KM_PER_MILE)


def drawn(results: list[Result], around: Near | None = None, *, unit: str = "mi") -> Locator:
    """The map, which must be there."""
    found = locator(results, near=around, unit=unit)
    assert found is not None
    return found


def spot(mark: Mark) -> tuple[float, float]:
    """Where a number is drawn."""
    return float(mark.x), float(mark.y)


def page(found: Locator) -> str:
    """The map as it stands in the page."""
    return render_to_string("components/locator.html", {"locator": found})


def assert_readable(found: Locator) -> None:
    """Every pin whole on the sheet, and no two closer than their width."""
    spots = [spot(mark) for mark in found.marks]
    assert all(12.5 <= x <= view.WIDTH - 12.5 and 12.5 <= y <= view.HEIGHT - 12.5 for x, y in spots)
    assert all(math.dist(one, other) >= PIN for one, other in itertools.combinations(spots, 2))


def test_without_results_there_is_no_map() -> None:
    assert locator([], near=near(AUSTIN), unit="mi") is None


def test_one_pin_lies_in_its_place() -> None:
    north = (AUSTIN[0] + 10 * KM_PER_MILE / view.KM_PER_DEGREE, AUSTIN[1])
    found = drawn(at(north), near(AUSTIN))
    # The ring of 10 miles is the largest: a pin on it is as far up as the ring is wide.
    radius = float(re.findall(r"a([\d.]+) ", found.rings[-1].d)[0])
    assert spot(found.marks[0]) == (140, pytest.approx(100 - radius * 10 / found.rings[-1].length, abs=0.1))
    assert (found.leads, found.scale) == ("", "Rings at 2, 5 and 10 miles.")


def test_a_pin_is_a_link_with_number_name_and_distance() -> None:
    words = page(drawn(at(AUSTIN, first=3, name="Zoë <b>O'Brien</b>"), near(AUSTIN)))
    assert 'href="#r3" aria-label="3, Zoë &lt;b&gt;O&#x27;Brien&lt;/b&gt;, 4 miles"' in words
    assert "<b>" not in words
    assert "Drawn by this site: no map company sees your search." in words


def test_without_a_distance_the_name_ends_with_the_name() -> None:
    assert drawn(at(AUSTIN, away="")).marks[0].label == "1, Ada Stone"


def test_twenty_at_one_point_are_spread_and_led_back() -> None:
    found = drawn(at(*[AUSTIN] * 20), near(AUSTIN))
    assert_readable(found)
    assert {mark.number for mark in found.marks} == set(range(1, 21))
    assert found.leads.count("M140 100L") == 19  # all but the first, which is in its place


def test_twenty_in_a_corner_stay_on_the_sheet() -> None:
    corner = (AUSTIN[0] + 0.2, AUSTIN[1] + 0.3)
    assert_readable(drawn(at(*[corner] * 20), near(AUSTIN, miles=50)))


def test_the_rings_are_round_numbers_of_the_unit_asked_for() -> None:
    far = (AUSTIN[0] + 0.3, AUSTIN[1])
    assert [ring.length for ring in drawn(at(far), near(AUSTIN)).rings] == [5, 10, 25]
    assert [ring.length for ring in drawn(at(far), near(AUSTIN), unit="km").rings] == [5, 10, 25]
    assert drawn(at(far), near(AUSTIN), unit="km").scale == "Rings at 5, 10 and 25 km."


def test_a_crowd_in_the_middle_is_looked_at_from_closer() -> None:
    close = [(AUSTIN[0] + step / 500, AUSTIN[1]) for step in range(20)]
    assert [ring.length for ring in drawn(at(*close), near(AUSTIN)).rings] == [1, 2, 5]


def test_the_radius_asked_for_is_not_exceeded_without_need() -> None:
    far = (AUSTIN[0] + 0.1, AUSTIN[1])
    assert [ring.length for ring in drawn(at(far), near(AUSTIN, miles=10)).rings] == [2, 5, 10]


def test_any_distance_is_as_wide_as_the_page_of_results() -> None:
    found = drawn(at(NEW_YORK, (34.05, -118.24)), near(AUSTIN, miles=None))
    assert_readable(found)
    assert max(ring.length for ring in found.rings) in {1000, 2500}


def test_neighbors_across_the_antimeridian_are_neighbors_on_the_map() -> None:
    points = (-17.0, 179.9), (-17.0, -179.9)
    for around in (near((-17.0, 179.9)), near((-17.0, -179.9)), None):
        one, other = map(spot, drawn(at(*points), around).marks)
        assert one[0] < other[0] < one[0] + 140
    assert drawn(at(*points)).land != ""


def test_the_land_runs_on_over_the_antimeridian() -> None:
    chukotka = outlines.within(outlines.Box(175_000, 65_000, 190_000, 69_000), degrees=0.05)
    assert max(x for ring in chukotka for x, _ in ring) > 185_000
    alaska = outlines.within(outlines.Box(-190_000, 50_000, -175_000, 54_000), degrees=0.05)
    assert min(x for ring in alaska for x, _ in ring) < -181_000


@pytest.mark.parametrize("pole", [(90.0, 0.0), (-90.0, 0.0), (89.99, 179.99)])
def test_a_pole_has_a_map_without_rings(pole: tuple[float, float]) -> None:
    found = drawn(at(pole, (pole[0] * 0.999, 90.0)), near(pole))
    assert_readable(found)
    assert found.rings == ()
    assert found.scale.startswith("The map is about ")


def test_a_wide_ring_is_the_true_circle() -> None:
    sheet = view.around(60.0, 0.0, reach_km=1000.0)
    steps = [
        tuple(map(float, pair))
        for pair in re.findall(r"(-?[\d.]+)[ ]?(-?[\d.]+)", view.circle(sheet, 60.0, 0.0, km=1000.0))
    ]
    spots = list(itertools.accumulate(steps, lambda one, other: (one[0] + other[0], one[1] + other[1])))
    for x, y in spots:
        lat, lon = 60.0 - (y - 100) / sheet.down, (x - 140) / sheet.across
        assert great_circle((60.0, 0.0), (lat, lon)) == pytest.approx(1000, abs=8)


def great_circle(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometers by the spherical law of cosines, which the site itself does not use."""
    phi, theta = math.radians(one[0]), math.radians(other[0])
    across = math.cos(math.radians(other[1] - one[1]))
    return 6371.0088 * math.acos(
        min(1.0, math.sin(phi) * math.sin(theta) + math.cos(phi) * math.cos(theta) * across)
    )


def test_who_travels_has_an_area_and_a_number_on_its_edge() -> None:
    base = (30.27, -97.74)
    found = drawn(at(base, mobile_km=16), near(base))
    radius = float(re.findall(r"a([\d.]+) ", found.marks[0].area)[0])
    assert math.dist(spot(found.marks[0]), (140, 100)) == pytest.approx(radius, abs=1.0)
    assert found.marks[0].label == "1, Ada Stone, 4 miles, travels up to 10 miles"
    assert found.leads == ""
    assert 'class="travels"' in page(found)


@pytest.mark.parametrize("known", [{"hidden": True}, {"mobile_km": 3}])
def test_a_hidden_address_is_drawn_a_kilometer_roughly(known: dict[str, object]) -> None:
    exact, rough = at((30.26724, -97.74318), **known), at((30.27, -97.74), **known)
    assert drawn(exact, near(AUSTIN, miles=5)) == drawn(rough, near(AUSTIN, miles=5))
    plain = [replace(one, hidden=False, mobile_km=None) for one in exact]
    assert drawn(plain, near(AUSTIN, miles=5)).marks != drawn(exact, near(AUSTIN, miles=5)).marks


def test_outlines_are_of_the_view_only() -> None:
    assert drawn(at((31.3, -99.3))).land.count("M") == 4  # Texas, New Mexico, Oklahoma, Mexico
    assert drawn(at((0.0, -30.0)), near((0.0, -30.0))).land == ""  # open sea


def box(lat: float, lon: float, half_lat: float, half_lon: float) -> outlines.Box:
    """A box around a point, in thousandths of a degree."""
    return outlines.Box(
        *(1000 * side for side in (lon - half_lon, lat - half_lat, lon + half_lon, lat + half_lat))
    )


def test_an_outline_is_clipped_to_the_box() -> None:
    sheet = box(*NEW_YORK, 0.4, 0.5)
    rings = list(outlines.within(sheet, degrees=0.005))
    assert len(rings) >= 3  # New Jersey, New York, Connecticut
    assert {
        spot
        for ring in rings
        for spot in ring
        if not (sheet.west - 1 <= spot[0] <= sheet.east + 1 and sheet.south - 1 <= spot[1] <= sheet.north + 1)
    } == set()


def test_neighboring_states_share_their_border_at_every_level() -> None:
    for number, level in enumerate(outlines.LEVELS):
        if level.states:
            edges = [
                frozenset(pair)
                for ring in outlines.rings(number)
                for pair in itertools.pairwise(spot for run in ring.runs for spot in run.spots)
                if ring.box.west > -104_100
                and ring.box.east < -94_400
                and ring.box.south > 36_900
                and ring.box.north < 49_100
            ]
            # The Dakotas, Nebraska and Kansas: their three borders are drawn twice, point for point.
            assert len(edges) > len(set(edges))


POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(
    st.lists(POINTS, min_size=1, max_size=20),
    st.one_of(st.none(), POINTS),
    st.sampled_from(["mi", "km"]),
    st.integers(0, 3),
)
def test_anywhere_on_earth_everyone_is_readable(
    points: list[tuple[float, float]], around: tuple[float, float] | None, unit: str, mobile: int
) -> None:
    results = at(*points)
    travelers = [replace(one, mobile_km=20) for one in results[:mobile]]
    found = drawn([*travelers, *results[mobile:]], around and near(around, miles=None), unit=unit)
    assert_readable(found)
    words = page(found)
    assert re.search(r"\d\.\d\d|nan|inf|\de[-+]|style=", words) is None  # a tenth of a pixel is all
    assert len(words.encode()) < 9_000


@example((37.0, -75.0), 100, 0)
@given(POINTS, st.sampled_from([5, 10, 25, 50, 100]), st.integers(0, 10_000))
def test_a_page_near_a_point_weighs_little(point: tuple[float, float], miles: int, seed: int) -> None:
    turned = [(seed * 7 + index * 137) % 360 for index in range(20)]
    away = [miles * KM_PER_MILE * ((seed + index * 53) % 97) / 97 for index in range(20)]
    points = [view.reached(*point, km=km, bearing=angle) for km, angle in zip(away, turned, strict=True)]
    found = drawn(at(*((lat, view.turn(lon)) for lat, lon in points)), near(point, miles=miles))
    assert_readable(found)
    assert len(page(found).encode()) <= 6_200

"""A part of the earth on a small sheet: equirectangular around the middle, and only as large as it must be."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from directory.public import outlines
from practitioners.search.engine import EARTH_KM

WIDTH, HEIGHT = 280.0, 200.0
EDGE = 13.0  # a pin at the edge is whole
KM_PER_DEGREE = EARTH_KM * math.pi / 180
_MOST_POINTS = 460  # of all outlines together: what keeps them near 2 kB
_CLOSE, _FAR = (0.8, 1.6, 3.2, 6.4), (1.6, 3.2, 6.4, 12.8)  # how far off a line may be, in pixels
_WIDE = 60.0  # pixels for a degree below which many outlines are in view
_FLAT_KM = 200.0  # up to here a circle on the ground is a circle on the sheet, to a fraction of a pixel
_FLAT_LAT = 70.0
_HIGHEST = 88.0
_NARROWEST = 0.02  # the cosine used within a degree of a pole, where meridians meet

Spot = tuple[float, float]


@dataclass(frozen=True)
class View:
    """What the sheet shows: its middle in degrees, and pixels for a kilometer."""

    lat: float
    lon: float
    scale: float

    @property
    def down(self) -> float:
        """Pixels for a degree of latitude."""
        return self.scale * KM_PER_DEGREE

    @property
    def across(self) -> float:
        """Pixels for a degree of longitude at the middle."""
        return self.down * squeeze(self.lat)

    def spot(self, lat: float, lon: float) -> Spot:
        """Where a point in degrees lies on the sheet, by the shorter way round the earth."""
        return WIDTH / 2 + turn(lon - self.lon) * self.across, HEIGHT / 2 - (lat - self.lat) * self.down

    @property
    def width_km(self) -> float:
        """The width of the sheet at its middle."""
        return WIDTH / self.scale


def around(lat: float, lon: float, *, reach_km: float) -> View:
    """A circle of this radius around a point, whole."""
    return View(lat, lon, (HEIGHT / 2 - 2) / reach_km)


def over(points: Sequence[Spot], *, least_km: float) -> View:
    """All these points (latitude, longitude), and never less than `least_km` across."""
    lats = [lat for lat, _ in points]
    west, width = _span([lon for _, lon in points])
    lat, lon = (min(lats) + max(lats)) / 2, turn(west + width / 2)
    high_km = (max(lats) - min(lats)) * KM_PER_DEGREE
    wide_km = width * KM_PER_DEGREE * squeeze(lat)
    needed = (least_km / WIDTH, high_km / (HEIGHT - 2 * EDGE), wide_km / (WIDTH - 2 * EDGE))
    return View(lat, lon, 1 / max(needed))


def _span(lons: Sequence[float]) -> tuple[float, float]:
    """West and width of the shortest stretch with all these longitudes: what is left of the widest gap."""
    ordered = sorted(lons)
    gaps = [there - here for here, there in pairwise(ordered)]
    gaps.append(ordered[0] + 360 - ordered[-1])
    widest = max(range(len(gaps)), key=gaps.__getitem__)
    return ordered[(widest + 1) % len(ordered)], 360 - gaps[widest]


def turn(degrees: float) -> float:
    """The same direction between -180 and 180."""
    return (degrees + 180) % 360 - 180


def squeeze(lat: float) -> float:
    """How much shorter a degree of longitude is than one of latitude."""
    return max(_NARROWEST, math.cos(math.radians(lat)))


def land(view: View) -> str:
    """The outlines in view as one SVG path, rougher where there are many of them."""
    for rough in _CLOSE if view.down > _WIDE else _FAR:
        clipped = list(outlines.within(_box(view), degrees=rough / view.down))
        if sum(map(len, clipped)) > 2 * _MOST_POINTS and rough != _FAR[-1]:
            continue  # thinning would not save it
        drawn = [thin for spots in clipped if len(thin := _thin(spots, view, rough)) > 2]
        if sum(map(len, drawn)) <= _MOST_POINTS:
            break
    # What is rough already needs no tenths.
    return "".join(path(spots, grain=1 if rough < _FAR[1] else 10) for spots in drawn)


def _box(view: View) -> outlines.Box:
    """The sheet and a little more: the edges that clipping makes lie out of sight."""
    half_x = min(180.0, (WIDTH / 2 + 3) / view.across) * outlines.MILLI
    half_y = (HEIGHT / 2 + 3) / view.down * outlines.MILLI
    lat, lon = view.lat * outlines.MILLI, view.lon * outlines.MILLI
    return outlines.Box(lon - half_x, lat - half_y, lon + half_x, lat + half_y)


def _thin(spots: Sequence[Spot], view: View, rough: float) -> list[Spot]:
    """The spots on the sheet, without those that hardly move on."""
    across, down = view.across / outlines.MILLI, view.down / outlines.MILLI
    left, top = WIDTH / 2 - view.lon * view.across, HEIGHT / 2 + view.lat * view.down
    kept: list[Spot] = []
    before_x = before_y = math.inf
    for lon, lat in spots:
        x, y = left + lon * across, top - lat * down
        if abs(x - before_x) + abs(y - before_y) >= rough:
            kept.append((x, y))
            before_x, before_y = x, y
    return kept


def circle(view: View, lat: float, lon: float, *, km: float) -> str:
    """All points so far from this one, as an SVG path; empty where they would go round a pole."""
    if abs(lat) + km / KM_PER_DEGREE > _HIGHEST:
        return ""
    if km <= _FLAT_KM and abs(lat) < _FLAT_LAT:
        x, y = view.spot(lat, lon)
        r, width = tenths(km * view.scale), tenths(2 * km * view.scale)
        return f"M{tenths(x - km * view.scale)} {tenths(y)}a{r} {r} 0 1 0 {width} 0a{r} {r} 0 1 0-{width} 0"
    return path([view.spot(*reached(lat, lon, km=km, bearing=bearing)) for bearing in range(0, 360, 10)])


def reached(lat: float, lon: float, *, km: float, bearing: float) -> Spot:
    """The point so many kilometers away in a direction, on a sphere."""
    phi, along, course = math.radians(lat), km / EARTH_KM, math.radians(bearing)
    there = math.asin(math.sin(phi) * math.cos(along) + math.cos(phi) * math.sin(along) * math.cos(course))
    east = math.atan2(
        math.sin(course) * math.sin(along) * math.cos(phi),
        math.cos(along) - math.sin(phi) * math.sin(there),
    )
    return math.degrees(there), lon + math.degrees(east)


def path(spots: Sequence[Spot], *, grain: int = 1) -> str:
    """A closed SVG path through these spots, in steps of so many tenths of a pixel."""
    rounded = [(round(x * 10 / grain) * grain, round(y * 10 / grain) * grain) for x, y in spots]
    steps = [_pair(x - before_x, y - before_y) for (before_x, before_y), (x, y) in pairwise(rounded)]
    return f"M{_pair(*rounded[0])}l{' '.join(steps)}z".replace(" -", "-")


def _pair(x: int, y: int) -> str:
    return f"{x / 10:g} {y / 10:g}"


def tenths(number: float) -> str:
    """A number of pixels as SVG reads it, in no locale."""
    return f"{round(number, 1) + 0.0:g}"

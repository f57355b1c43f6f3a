"""Numbered pins on a small sheet, none on top of another."""

import math
from collections.abc import Iterable

from directory.public.view import EDGE, HEIGHT, WIDTH, Spot

RADIUS = (
    12.5  # 25 pixels across: more than the 24 that a finger is granted, where the sheet is drawn at its size
)
APART = 2 * RADIUS + 0.3


def _tries() -> tuple[Spot, ...]:
    """The ways to move a pin, shortest first: none, a little in any direction, then cells like a honeycomb's."""
    near = [
        (step * math.cos(math.radians(angle)), step * math.sin(math.radians(angle)))
        for step in (6, 12, 18)
        for angle in range(0, 360, 30)
    ]
    size = APART + 0.1
    cells = [
        (size * (column + row / 2), size * row * math.sqrt(3) / 2)
        for column in range(-24, 25)
        for row in range(-13, 14)
    ]
    far = sorted((spot for spot in cells if spot != (0, 0)), key=lambda spot: (math.hypot(*spot), spot))
    return ((0.0, 0.0), *near, *far)


_TRIES = _tries()


def free(spot: Spot, taken: list[Spot]) -> Spot | None:
    """The nearest room for one more pin, on the sheet; None where the sheet is full."""
    for dx, dy in _TRIES:
        x, y = spot[0] + dx, spot[1] + dy
        if inside((x, y)) and clear((x, y), taken, by=APART):
            return x, y
    return None


def inside(spot: Spot, *, edge: float = EDGE) -> bool:
    """Whether a pin there is whole."""
    return edge - 0.01 <= spot[0] <= WIDTH - edge + 0.01 and edge - 0.01 <= spot[1] <= HEIGHT - edge + 0.01


def clear(spot: Spot, taken: Iterable[Spot], *, by: float) -> bool:
    """Whether nothing of these is nearer than `by`."""
    x, y = spot
    least = by * by - 0.01
    for other_x, other_y in taken:
        away_x, away_y = other_x - x, other_y - y
        if away_x * away_x + away_y * away_y < least:
            return False
    return True


def on_circle(
    middle: Spot, radius: float, taken: list[Spot], *, by: float, edge: float = EDGE
) -> Spot | None:
    """The spot on a circle, on the sheet, that is farthest from all these; None where each is nearer than `by`."""
    best: tuple[float, Spot] | None = None
    for angle in range(-60, 300, 30):
        x = middle[0] + radius * math.cos(math.radians(angle))
        y = middle[1] + radius * math.sin(math.radians(angle))
        if inside((x, y), edge=edge):
            room = min((math.hypot(x - other_x, y - other_y) for other_x, other_y in taken), default=math.inf)
            if room >= by and (best is None or room > best[0]):
                best = (room, (x, y))
    return best[1] if best else None

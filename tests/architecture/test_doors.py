"""Every view of ours names its door."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

from directory.web import doors

DOORS = {"everyone", "members", "owners", "moderators", "seniors"}
OURS = ("directory.", "practitioners.", "tests.")


def views(patterns: list[Any], prefix: str = "/") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every address with its view, however deep the includes."""
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            yield address, pattern.callback


def without_door(patterns: list[Any]) -> set[str]:
    """Addresses of ours whose view named no door."""
    return {
        address
        for address, view in views(patterns)
        if view.__module__.startswith(OURS) and getattr(view, "door", None) not in DOORS
    }


def test_every_view_names_its_door() -> None:
    patterns = get_resolver().url_patterns
    assert {"/health/live", "/health/ready"} <= {address for address, _ in views(patterns)}
    assert without_door(patterns) == set()


def test_the_walk_finds_a_view_without_a_door() -> None:
    def room(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    patterns = [path("open/", doors.everyone(room)), path("forgotten/", room)]
    assert without_door(patterns) == {"/forgotten/"}

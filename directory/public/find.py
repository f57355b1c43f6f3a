"""The search: who is in the directory, near a place or by name."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from directory.public import nobody, results
from directory.web import display, doors
from directory.web.filters import ListingFilter
from directory.web.pages import page, wants_fragment
from practitioners import clock
from practitioners.search.engine import Found, search

FRAGMENT = "public/_live.html"


@require_safe
@doors.everyone
def find(request: HttpRequest) -> HttpResponse:
    """Practitioners who fit the question, with what each filter would leave; or why it cannot be answered."""
    asked = ListingFilter(request.GET, on=clock.today(), unit=display.read(request).unit)
    if asked.problems:
        return page(request, "public/find.html", results.frame(asked), status=422)
    if asked.reading.choices:
        return _shown(request, asked, {**results.frame(asked), "choices": results.choices(asked)})
    found = Found(0, (), {}, 1, 1) if asked.nowhere else search(asked.query, dimensions=asked.dimensions)
    if found.page > found.pages:
        return page(request, "public/find.html", results.beyond(asked, found), status=404)
    return _shown(request, asked, {**results.answered(asked, found), **nobody.helped(asked, found)})


def _shown(request: HttpRequest, asked: ListingFilter, context: dict[str, Any]) -> HttpResponse:
    """The page, or what a live filter changes of it, under the address that a reload would ask for."""
    response = page(request, "public/find.html", context, fragment=FRAGMENT)
    if wants_fragment(request):
        response.headers["HX-Push-Url"] = str(results.address(asked))
    return response

"""The search: who is in the directory, near a place or by name."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from directory.public import nobody, results, suspended
from directory.web import doors
from directory.web.filters import ListingFilter
from directory.web.pages import page
from practitioners import clock
from practitioners.search.engine import Found, search

FRAGMENT = "public/_results.html"


@require_safe
@doors.everyone
def find(request: HttpRequest) -> HttpResponse:
    """Practitioners who fit the question, with what each filter would leave; or why it cannot be answered."""
    asked = ListingFilter(request.GET, on=clock.today())
    if asked.problems:
        return page(request, "public/find.html", results.frame(asked), status=422)
    if asked.reading.choices:
        context = {**results.frame(asked), "choices": results.choices(asked)}
        return page(request, "public/find.html", context, fragment=FRAGMENT)
    found = Found(0, (), {}, 1, 1) if asked.nowhere else search(asked.query, dimensions=asked.dimensions)
    if found.page > found.pages:
        return page(request, "public/find.html", results.beyond(asked, found), status=404)
    context = {**results.answered(asked, found), "suspended": suspended.namesakes(asked)}
    if not found.total:
        context |= nobody.ways_out(asked)
    return page(request, "public/find.html", context, fragment=FRAGMENT)

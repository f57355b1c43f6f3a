"""What is asked, and what it is compared with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import Client
from django.urls import include, path, reverse

from directory.management.bench.clocks import ENGINE, FACETS, WHOLE, clocked, span
from directory.web import doors
from directory.web.filters import ListingFilter
from practitioners import clock
from practitioners.errors import DomainError
from practitioners.models import Listing
from practitioners.search.engine import search

Asked = tuple[tuple[str, str], ...]
LATE_PAGE = 500
DENSE: Asked = (
    ("q", "New York, NY"), ("within", "25"), ("unit", "mi"), ("qualified", "on"),
    ("condition", "pattern-hair-loss-women"), ("language", "es"),
)  # fmt: skip
COUNTRY: Asked = (("q", "United States"), ("qualified", "on"))
EVERYONE: Asked = (("q", "United States"), ("sort", "name"))
PREFIX: Asked = (("q", "garc"), ("as", "people"))

EMPTY, ROW, EARLY, LATE = "empty", "row", "early", "late"
Run = Callable[[], Mapping[str, float]]
"""One thing that can be timed; it answers with its spans by name, in milliseconds."""


@dataclass(frozen=True)
class Subject:
    """One thing to time; a search knows how many `people` it finds."""

    key: str
    label: str
    run: Run
    people: int | None = None


@doors.everyone
def empty(request: HttpRequest) -> HttpResponse:
    """Nothing: what remains is the middleware and the client."""
    return HttpResponse("")


# While it is timed, these are the site's addresses: its own, and the view that does nothing.
urlpatterns = [path("bench/empty", empty, name="bench-empty"), path("", include("directory.urls"))]


def subjects() -> list[Subject]:
    """Everything to time, in the order of the report; refuses where this directory cannot answer."""
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0].lstrip(".*") or "localhost")
    row = Listing.objects.order_by("pk").first()
    if row is None:
        raise DomainError("There is nobody to search in this directory: name a --size.")
    listed = _question(EVERYONE)
    late = min(LATE_PAGE, search(listed.query, dimensions=listed.dimensions).pages)
    return [
        _search(client, "dense", "Dense city, filters", DENSE),
        _search(client, "country", "Whole country, qualified", COUNTRY),
        _search(client, EARLY, "Whole country, page 1", EVERYONE),
        _search(client, LATE, f"Whole country, page {late:,}", (*EVERYONE, ("page", str(late)))),
        _search(client, "prefix", "Name prefix", PREFIX),
        Subject(EMPTY, "Empty view", lambda: _page(client, reverse("bench-empty"))),
        Subject(ROW, "One row by its key", partial(_row, row.pk)),
    ]


def _search(client: Client, key: str, label: str, asked: Asked) -> Subject:
    """A search as a page, and as the engine alone with and without the counts of what was not chosen."""
    question = _question(asked)
    query, every = question.query, question.dimensions
    chosen = [dimension for dimension in every if dimension.key in query.chosen]
    address = f"{reverse('public:find')}?{urlencode(asked)}"

    def run() -> Mapping[str, float]:
        page = _page(client, address)
        with span() as counted:
            search(query, dimensions=every)
        with span() as uncounted:
            search(query, dimensions=chosen)
        return {**page, ENGINE: counted(), FACETS: counted() - uncounted()}

    return Subject(key, label, run, search(query, dimensions=every).total)


def _question(asked: Asked) -> ListingFilter:
    """The search as the site understands it."""
    question = ListingFilter(QueryDict(urlencode(asked)), on=clock.today())
    if question.problems or question.reading.choices or question.nowhere:
        said = " ".join(problem.sentence for problem in question.problems)
        raise DomainError(
            f"“{dict(asked)['q']}” cannot be searched here: run load_reference first. {said}".strip()
        )
    if dict(asked).get("as") != "people" and not question.is_place:
        raise DomainError(f"“{dict(asked)['q']}” is no place here: run load_reference first.")
    return question


def _page(client: Client, address: str) -> Mapping[str, float]:
    with span() as whole, clocked() as spent:
        response = client.get(address, secure=True)
    if response.status_code != 200:
        raise DomainError(f"{address} answered {response.status_code}.")
    return {WHOLE: whole(), **spent}


def _row(pk: int) -> Mapping[str, float]:
    with span() as whole:
        Listing.objects.get(pk=pk)
    return {WHOLE: whole()}

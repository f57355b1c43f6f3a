"""What is asked, and what it is compared with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import Client
from django.urls import include, path, reverse

from directory.management.bench.clocks import clocked
from directory.web import doors
from directory.web.filters import ListingFilter
from practitioners import clock
from practitioners.errors import DomainError
from practitioners.models import Listing
from practitioners.search.dimensions import Dimension
from practitioners.search.engine import search
from practitioners.search.query import Query

Asked = tuple[tuple[str, str], ...]
LATE = 500
DENSE: Asked = (
    ("q", "New York, NY"), ("within", "25"), ("unit", "mi"), ("qualified", "on"),
    ("condition", "pattern-hair-loss-women"), ("language", "es"),
)  # fmt: skip
COUNTRY: Asked = (("q", "United States"), ("qualified", "on"))
EVERYONE: Asked = (("q", "United States"), ("sort", "name"))
PREFIX: Asked = (("q", "garc"), ("as", "people"))

EMPTY, ROW, FIRST, LAST = "empty", "row", "first", "late"
Run = Callable[[], Mapping[str, float]]
"""One thing that can be timed; it answers with its own spans, in milliseconds."""


@dataclass(frozen=True)
class Subject:
    """One thing to time; `facts` say what it found."""

    key: str
    label: str
    run: Run
    facts: Mapping[str, int] = field(default_factory=dict)


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
    found = search(listed.query, dimensions=listed.dimensions)
    late = min(LATE, found.pages)
    return [
        *_search(client, "dense", "Dense city, filters", DENSE),
        *_search(client, "country", "Whole country, qualified", COUNTRY),
        *_search(client, FIRST, "Whole country, page 1", EVERYONE),
        *_search(client, LAST, f"Whole country, page {late:,}", (*EVERYONE, ("page", str(late)))),
        *_search(client, "prefix", "Name prefix", PREFIX),
        Subject(EMPTY, "Empty view", lambda: _page(client, reverse("bench-empty"))),
        Subject(ROW, "One row by its key", lambda pk=row.pk: Listing.objects.get(pk=pk) and {}),  # type: ignore[misc]
    ]


def _search(client: Client, key: str, label: str, asked: Asked) -> list[Subject]:
    """A search as a page, as the engine alone, and as the engine without counts of what was not chosen."""
    question = _question(asked)
    query, every = question.query, question.dimensions
    chosen = [dimension for dimension in every if dimension.key in query.chosen]
    address = f"{reverse('public:find')}?{urlencode(asked)}"
    facts = {"people": search(query, dimensions=every).total}
    return [
        Subject(key, label, lambda: _page(client, address), facts),
        Subject(f"{key} engine", label, lambda: _engine(query, every)),
        Subject(f"{key} uncounted", label, lambda: _engine(query, chosen)),
    ]


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
    with clocked() as spent:
        response = client.get(address, secure=True)
    if response.status_code != 200:
        raise DomainError(f"{address} answered {response.status_code}.")
    return spent


def _engine(query: Query, dimensions: Sequence[Dimension]) -> Mapping[str, float]:
    search(replace(query), dimensions=dimensions)
    return {}

"""Help where nobody fits: what each filter costs, a wider circle, near spellings."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

from directory.public import facets, measures
from directory.public.results import Link, address
from directory.public.suspended import namesakes
from directory.web.filters import ANY_DISTANCE, WITHIN, ListingFilter, in_km
from practitioners.search import gazetteer, relief

if TYPE_CHECKING:
    from practitioners.search.engine import Found


@dataclass(frozen=True)
class Way:
    """One way out: what to give up, how many people that brings, and the link."""

    label: str
    count: str
    href: str


def helped(asked: ListingFilter, found: "Found") -> dict[str, Any]:
    """A line for each suspended namesake, and where nobody fits what to try; at most four queries."""
    ways = {} if found.total else ways_out(asked)
    return {"suspended": namesakes(asked), **ways}


def ways_out(asked: ListingFilter) -> dict[str, Any]:
    """What to try when nobody fits; at most three queries."""
    if asked.nowhere:
        return {"spellings": spellings(asked)}
    without = _without(asked)
    # Three more queries to read a misspelled place; somebody who filters has been understood before.
    guess = asked.by_name and not asked.chosen
    return {
        "without": without,
        "wider": _wider(asked),
        "spellings": spellings(asked) if guess else [],
    }


def spellings(asked: ListingFilter) -> list[Link]:
    """Places spelled nearly like this."""
    here = address(asked).without("as")
    near = gazetteer.near_spellings(asked.text, country=settings.DEFAULT_COUNTRY)
    return [Link(choice.label, str(here.having("q", choice.query))) for choice in near]


def _without(asked: ListingFilter) -> list[Way]:
    """Each filter that can be given up, with the count without it; last all of them together."""
    ways = []
    for given_up, total in relief.without_each(asked.query, dimensions=asked.dimensions):
        here = address(asked)
        for dimension, value in ((each.dimension, value) for each in given_up for value in each.values):
            here = here.without(dimension.key, value)
        label = _("Without any filter")
        if len(given_up) == 1:
            label = _("Without “%(filter)s”") % {"filter": _words(given_up[0])}
        ways.append(Way(label, measures.whole(total), str(here)))
    return ways


def _words(given_up: relief.Filter) -> str:
    """A filter by the values that it lets through."""
    by_value = given_up.dimension.by_value
    return _(" or ").join(facets.said(given_up.dimension, by_value[value]) for value in given_up.values)


def _wider(asked: ListingFilter) -> Way | None:
    """The first wider circle that brings somebody."""
    if asked.query.near is None or asked.radius == ANY_DISTANCE:
        return None
    wider = WITHIN[WITHIN.index(asked.radius) + 1 :]
    lengths = {radius: in_km(radius, unit=asked.shown_unit) for radius in wider}
    totals = relief.within_each(asked.query, list(lengths.values()), dimensions=asked.dimensions)
    for radius, km in lengths.items():
        if totals[km]:
            label = _("Search at any distance")
            if radius != ANY_DISTANCE:
                span = measures.span(int(radius), unit=asked.shown_unit)
                label = _("Search within %(radius)s") % {"radius": span}
            return Way(label, measures.whole(totals[km]), str(address(asked).having("within", radius)))
    return None

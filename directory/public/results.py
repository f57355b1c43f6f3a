"""What the results page says: headings, links to other readings, and help where nobody fits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.public import facets, measures
from directory.public.cards import cards, rules_made_up
from directory.public.locator import locator
from directory.web.addresses import Address
from directory.web.filters import ANY_DISTANCE, PEOPLE, PLACE, WITHIN, ListingFilter, Problem
from directory.web.pager import pager
from practitioners.search.query import Sort

if TYPE_CHECKING:
    from practitioners.search.engine import Found


@dataclass(frozen=True)
class Link:
    """Words and where they lead."""

    label: str
    href: str


def frame(
    asked: ListingFilter, *, problems: Sequence[Problem] = (), counts: facets.Counts | None = None
) -> dict[str, Any]:
    """What every state of the page has: the search box as it was filled, the filters, what was not understood."""
    problems = problems or asked.problems
    return {
        "asked": asked,
        "title": _("Find a scalp microneedling practitioner") if problems else title(asked),
        "problems": problems,
        "unknown": ", ".join(asked.unknown),
        "radii": [
            (value, radius_words(value, unit=asked.shown_unit), value == asked.radius) for value in WITHIN
        ],
        "hidden": [pair for pair in asked.pairs if pair[0] == "unit"],
        # Where there is nothing to sort, the chosen order is kept for the next search.
        "kept_sort": dict(asked.pairs).get("sort", ""),
        "names_only": dict(asked.pairs).get("as") == PEOPLE,
        "groups": facets.groups(asked.dimensions, chosen=asked.chosen, counts=counts or {}),
        "on": sum(map(len, asked.chosen.values())),
    }


def address(asked: ListingFilter) -> Address:
    """The address of this question's first page."""
    return Address(reverse("public:find"), asked.pairs)


def title(asked: ListingFilter) -> str:
    """The page's one h1."""
    point, area = asked.reading.point, asked.reading.area
    if point:
        return _("Scalp microneedling practitioners near %(place)s") % {"place": point.label}
    if area:
        return _("Scalp microneedling practitioners in %(place)s") % {"place": area.label}
    if asked.reading.choices:
        return _("Which “%(text)s” do you mean?") % {"text": asked.text}
    if asked.text:
        return _("Scalp microneedling practitioners named “%(text)s”") % {"text": asked.text}
    return _("Scalp microneedling practitioners")


def heading(asked: ListingFilter, total: int) -> str:
    """How many people the list has, and where."""
    said = {"count": measures.whole(total), "text": asked.text}
    if asked.reading.point and asked.radius != ANY_DISTANCE:
        said["radius"] = measures.span(int(asked.radius), unit=asked.shown_unit)
        return (
            ngettext(
                "%(count)s practitioner within %(radius)s", "%(count)s practitioners within %(radius)s", total
            )
            % said
        )
    if asked.reading.area:
        said["place"] = asked.reading.area.label
        return (
            ngettext("%(count)s practitioner in %(place)s", "%(count)s practitioners in %(place)s", total)
            % said
        )
    if asked.text and not asked.reading.point:
        return (
            ngettext(
                "%(count)s practitioner with this name or practice",
                "%(count)s practitioners with this name or practice",
                total,
            )
            % said
        )
    return ngettext("%(count)s practitioner", "%(count)s practitioners", total) % said


def radius_words(radius: str, *, unit: str) -> str:
    """A radius as the select says it."""
    return _("Any distance") if radius == ANY_DISTANCE else measures.span(int(radius), unit=unit)


def answered(asked: ListingFilter, found: "Found") -> dict[str, Any]:
    """One page of people with their counts, chips, order and pages."""
    query, here = asked.query, address(asked)
    first = (found.page - 1) * query.size + 1
    said = heading(asked, found.total)
    people = cards(found.hits, dimensions=asked.dimensions, on=query.on, unit=asked.shown_unit, first=first)
    return {
        **frame(asked, counts=found.counts),
        "heading": said,
        "page_title": _page_title(title(asked), found),
        "cards": people,
        "made_up_rules": bool(people) and rules_made_up(),
        "locator": locator(people, near=query.near, unit=asked.shown_unit),
        "first": first,
        "chips": facets.chips(asked.dimensions, chosen=asked.chosen, address=here),
        "clear": here.less([dimension.key for dimension in asked.dimensions]),
        "orders": orders(asked),
        "pager": pager(page=found.page, pages=found.pages, href=lambda page: _paged(here, page)),
        "readings": readings(asked),
        "other_unit": other_unit(asked),
    }


def beyond(asked: ListingFilter, found: "Found") -> dict[str, Any]:
    """A page that is not there (any more), with a link to the last that is."""
    said = {"page": measures.whole(found.page), "pages": measures.whole(found.pages)}
    sentence = _("There is no page %(page)s: the last page of these results is %(pages)s.") % said
    last = _paged(address(asked), found.pages)
    return frame(asked, problems=[Problem(sentence, str(last))])


def _page_title(said: str, found: "Found") -> str:
    if found.pages == 1:
        return said
    where = {"page": measures.whole(found.page), "pages": measures.whole(found.pages)}
    return f"{said} {_('(page %(page)s of %(pages)s)') % where}"


def _paged(here: Address, page: int) -> Address:
    return here.having("page", str(page)) if page > 1 else here


def orders(asked: ListingFilter) -> list[tuple[str, str, bool]]:
    """The orders that can be had here: there is no nearest without a point."""
    kept = [order for order in Sort if asked.query.near or order != Sort.DISTANCE]
    return [(order.value, str(order.label), order == asked.query.order) for order in kept]


def readings(asked: ListingFilter) -> list[Link]:
    """The other things the text can mean, as links."""
    here = address(asked)
    links = [
        Link(choice.label, str(here.without("as").having("q", choice.query)))
        for choice in asked.reading.others
    ]
    if asked.is_place and any(letter.isalpha() for letter in asked.text):
        links.append(
            Link(_("People named “%(text)s”") % {"text": asked.text}, str(here.having("as", PEOPLE)))
        )
    elif asked.data.get("as") == PEOPLE:
        links.append(Link(_("Places named “%(text)s”") % {"text": asked.text}, str(here.having("as", PLACE))))
    return links


def choices(asked: ListingFilter) -> list[Link]:
    """Each place of that name as a link, and the people who have it."""
    here = address(asked)
    places = [Link(choice.label, str(here.having("q", choice.query))) for choice in asked.reading.choices]
    return [*places, *readings(asked)]


def other_unit(asked: ListingFilter) -> Link | None:
    """The way to the other unit, where distances are shown."""
    if asked.query.near is None:
        return None
    label, unit = (_("Show kilometers"), "km") if asked.shown_unit == "mi" else (_("Show miles"), "mi")
    return Link(label, str(address(asked).having("unit", unit)))

"""A query string becomes one validated Query, or sentences that say what is wrong with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from practitioners.errors import Invalid
from practitioners.folding import words
from practitioners.models import Listing
from practitioners.search import gazetteer
from practitioners.search.dimensions import dimensions
from practitioners.search.engine import narrow
from practitioners.search.query import KM_PER_MILE, Near, Query, Sort
from practitioners.search.relief import within_circle

ANY_DISTANCE = "any"
WITHIN = ("5", "10", "25", "50", "100", ANY_DISTANCE)
USUAL_RADIUS = "25"
UNITS = ("mi", "km")
MILE_COUNTRIES = frozenset({"US", "GB"})
LAST_PAGE = 1_000_000
_ECHOED = 40

PEOPLE, PLACE = "people", "place"
_UNREADABLE = lazy("The search text has a character in it that cannot be searched. Type it again.")
_TOO_LONG = lazy("The search text is too long. Use at most %(limit_value)d characters.")
_NOT_A_PAGE = lazy("A page is a whole number from 1.")


@dataclass(frozen=True)
class Problem:
    """One thing wrong with what was asked, and where on the page to mend it."""

    sentence: str
    href: str


def _one_of(choices: Iterable[str], label: Any) -> django_filters.Filter:
    return django_filters.ChoiceFilter(choices=[(value, value) for value in choices], label=label)


class ListingFilter(django_filters.FilterSet):
    """What may be asked of the directory: the fixed names below, and one for each dimension.

    Empty values are absent ones. Names it does not know are left out and kept in `unknown`; wrong values become
    `problems`, and then there is neither a query nor a row. Ask `problems` first.
    """

    q = django_filters.CharFilter(
        label=lazy("Town, postcode or practitioner name"),
        max_length=gazetteer.LONGEST,
        error_messages={"max_length": _TOO_LONG, "null_characters_not_allowed": _UNREADABLE},
    )
    within = _one_of(WITHIN, lazy("Within"))
    unit = _one_of(UNITS, lazy("Unit"))
    sort = _one_of(Sort.values, lazy("Sort by"))
    page = django_filters.NumberFilter(
        label=lazy("Page"),
        min_value=1,
        max_value=LAST_PAGE,
        decimal_places=0,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value", "max_decimal_places", "max_digits"), _NOT_A_PAGE
        ),
    )

    class Meta:
        model = Listing
        fields: Sequence[str] = ()

    def __init__(self, data: QueryDict, *, on: date, unit: str = "") -> None:
        """`unit` is the one this visitor prefers where the question names none."""
        self.on = on
        self.dimensions = dimensions()
        self.preferred_unit = unit
        several = {dimension.key for dimension in self.dimensions if not dimension.single}
        self.single = {*self.base_filters, "as", *(d.key for d in self.dimensions if d.single)}
        self.unknown = tuple(_echo(name) for name in data if name not in self.single | several)
        known = QueryDict(mutable=True)
        for name in [*self.base_filters, "as", *(dimension.key for dimension in self.dimensions)]:
            if values := [value.strip() for value in data.getlist(name) if value.strip()]:
                known.setlist(name, list(dict.fromkeys(values)))
        super().__init__(data=known, queryset=Listing.objects.all())
        self.filters["as"] = _one_of((PEOPLE, PLACE), lazy("Read as"))
        for dimension in self.dimensions:
            kind = django_filters.ChoiceFilter if dimension.single else django_filters.MultipleChoiceFilter
            self.filters[dimension.key] = kind(
                choices=[(option.value, option.value) for option in dimension.options], label=dimension.label
            )

    @property
    def text(self) -> str:
        """What was typed into the one box, right or wrong."""
        return str(self.data.get("q", "")).replace("\x00", "")

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, a sentence each; empty when the question can be answered."""
        found = [
            Problem(_("“%(name)s” is asked for twice. Give it once.") % {"name": name}, _mend(name))
            for name in self.single
            if len(self.data.getlist(name)) > 1
        ]
        for name, errors in self.form.errors.as_data().items():
            found += [Problem(self._sentence(name, error), _mend(name)) for error in errors]
        if not found and self.text and self._said("as") != PEOPLE:
            try:
                self.reading = gazetteer.read(self.text, country=settings.DEFAULT_COUNTRY)
            except Invalid as wrong:
                found.append(Problem(str(wrong), "#q"))
        if not found and self.text and not self.is_place and not words(self.text):
            found.append(
                Problem(
                    _("Type a town, a postcode or a name: “%(text)s” has no letters.") % {"text": self.text},
                    "#q",
                )
            )
        return tuple(found)

    def _sentence(self, name: str, error: Any) -> str:
        """The error in words; a value that is no choice is quoted, but not at length."""
        if error.code == "invalid_choice":
            value = _echo(str((error.params or {}).get("value", "")))
            label = self.filters[name].label
            return _("“%(value)s” is not one of the choices for “%(label)s”.") % {
                "value": value,
                "label": label,
            }
        return str(error.messages[0])

    # Where the text points; nothing until `problems` has read it.
    reading = gazetteer.Reading()

    @property
    def is_place(self) -> bool:
        """Whether the text is one place, or several to choose from."""
        return self.reading.found or bool(self.reading.choices)

    @property
    def by_name(self) -> bool:
        """Whether people and practices are asked for by name."""
        return bool(self.text) and not self.is_place and self._said("as") != PLACE

    @property
    def nowhere(self) -> bool:
        """Whether a place is insisted on that nobody knows."""
        return bool(self.text) and not self.is_place and not self.by_name

    @property
    def shown_unit(self) -> str:
        """Miles or kilometers: as asked, as preferred, or as usual where the point is."""
        point = self.reading.point
        country = (point.country if point else "") or settings.DEFAULT_COUNTRY
        return self._said("unit") or self.preferred_unit or ("mi" if country in MILE_COUNTRIES else "km")

    @property
    def radius(self) -> str:
        """The radius in force, in `shown_unit`, or "any"."""
        said = self._said("within")
        return said if said in WITHIN else USUAL_RADIUS

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The values picked in each dimension, in the order of its options."""
        picked = {dimension.key: set(self.data.getlist(dimension.key)) for dimension in self.dimensions}
        return {
            dimension.key: values
            for dimension in self.dimensions
            if (values := tuple(o.value for o in dimension.options if o.value in picked[dimension.key]))
        }

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The question as names and values in a fixed order, for links; without the page."""
        fixed = [(name, self._said(name)) for name in ("q", "as", "within", "unit")]
        picked = [(key, value) for key, values in self.chosen.items() for value in values]
        return tuple(pair for pair in (*fixed, *picked, ("sort", self._said("sort"))) if pair[1])

    @cached_property
    def query(self) -> Query:
        """The one validated question."""
        point, area = self.reading.point, self.reading.area
        return Query(
            on=self.on,
            near=Near(point.lat, point.lon, in_km(self.radius, unit=self.shown_unit)) if point else None,
            area=area.jurisdiction if area else "",
            words=tuple(words(self.text)) if self.by_name else (),
            chosen=self.chosen,
            sort=Sort(self._said("sort") or Sort.DISTANCE),
            page=int(self.form.cleaned_data["page"] or 1),
        )

    def filter_queryset(self, queryset: "QuerySet[Listing]") -> "QuerySet[Listing]":
        """The rows that fit: what `qs` answers. A row is a practitioner at a place."""
        if self.problems:
            return queryset.none()
        fitting = within_circle(narrow(self.query, dimensions=self.dimensions), self.query.near)
        return queryset.filter(pk__in=fitting.values("pk"))

    def _said(self, name: str) -> str:
        """The value of a name that has one, right or not."""
        return str(self.data.get(name, ""))


def in_km(radius: str, *, unit: str) -> float | None:
    """A radius in kilometers; None for any distance."""
    if radius == ANY_DISTANCE:
        return None
    return int(radius) * (KM_PER_MILE if unit == "mi" else 1.0)


def _echo(said: str) -> str:
    """What a visitor wrote, fit to be shown back: short and printable."""
    return Truncator("".join(letter if letter.isprintable() else "·" for letter in said)).chars(_ECHOED)


def _mend(name: str) -> str:
    """Where on the page a name is asked for; nowhere for what only links and the list's own order set."""
    if name in ("q", "within"):
        return f"#{name}"
    return "" if name in ("sort", "page", "unit", "as") else "#filters"

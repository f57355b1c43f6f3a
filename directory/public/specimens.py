"""One sample or more of every component, in the states it knows. For developers, so not translated."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms

from directory.public.locator import Locator, locator
from directory.web.filters import Problem
from directory.web.forms import DayField, Form
from directory.web.options import AnyOf, Option, YesNoField
from directory.web.pager import pager
from practitioners import clock
from practitioners.search.query import KM_PER_MILE, Near
from practitioners.standing import Finding, Standing
from practitioners.vocabulary import Criterion, Level, Shortfall

Context = Mapping[str, Any]


@dataclass(frozen=True)
class Link:
    """Words and where they lead."""

    label: str
    href: str


@dataclass(frozen=True)
class Person:
    """As much of a result as the map reads."""

    number: int
    name: str
    away: str
    lat: int
    lon: int
    mobile_km: int | None = None
    hidden: bool = False


class Example(forms.Form):
    """The kinds of field the site has."""

    use_required_attribute = False
    name = forms.CharField(label="Name on the license", help_text="As it is printed.")
    place = forms.ChoiceField(label="Place", choices=[("tx", "Texas"), ("or", "Oregon")])
    answer = forms.ChoiceField(
        label="Are needles opened in front of the client?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label="Note (optional)", widget=forms.Textarea(attrs={"rows": 3}))


class Asked(Form):
    """The kinds of question behind a sign-in."""

    seen_on = DayField(label="Day of the certificate", help_text="For example 14 11 2026.")
    single_use = YesNoField(label="Are needles opened in front of the client?")
    covers = forms.MultipleChoiceField(
        label="What the course covered", required=False, widget=AnyOf,
        choices=[("technique", Option("Technique", "How it is done")), ("anatomy", Option("Scalp anatomy"))],
    )  # fmt: skip


def samples() -> Mapping[str, Callable[[], list[Context]]]:
    """What each component is shown with, by the name of its file; one context is one sample."""
    return {
        "chips": lambda: [{"chips": [Link("Spanish", "#"), Link("Needle depth: up to 0.5 mm", "#")], "clear": "#"}],
        "control": lambda: _fields()[:1],
        "crumb": lambda: [{"href": "#", "words": "Your record"}],
        "day": lambda: [_widget("seen_on")],
        "error": lambda: _fields()[2:3],
        "field": _fields,
        "fields": lambda: [{"form": Asked()}],
        "foot": lambda: [{}],
        "icon": lambda: [{"name": "issuer"}],
        "legend": lambda: [{}],
        "level": lambda: [{"standing": standing} for standing in standings()],
        "limit": lambda: [
            {"text": "A certificate shows that a course was taken, not how well it was learned."},
            {"text": "It is their own answer.", "lead": "We have not checked this."},
        ],
        "locate": lambda: [{}],
        "locator": lambda: [{"locator": found} for found in _maps()],
        "masthead": lambda: [{"site": {"name": "Scalp Credentials", "demonstration": True}, "here": "public:find"}],
        "options": lambda: [_widget("single_use"), _widget("covers")],
        "pager": lambda: [{"pager": pager(page=page, pages=9, href=lambda page: f"?page={page}")} for page in (1, 5)],
        "problems": lambda: [{"problems": [Problem("Enter the license number.", "#q"), Problem("Try again.", "")]}],
        "searchbar": lambda: [{"text": "Austin, TX", "radii": [("10", "10 miles", False), ("25", "25 miles", True)]}],
        "searchbox": lambda: [{}],
        "strip": lambda: [{"standings": standings()[:6]}, {"standings": [*standings()[6:], *standings()[2:6]]}],
    }  # fmt: skip


def standings() -> list[Standing]:
    """One standing of each tone, a criterion each as far as they go round."""
    today = clock.today()
    looked, later, soon, past = (today + timedelta(days=days) for days in (-40, 300, 12, -5))
    findings = [
        _finding(Level.ISSUER, later, looked),
        _finding(Level.DOCUMENT, later, looked),
        _finding(Level.DOCUMENT, soon, looked),
        Finding(Level.STATEMENT),
        _finding(Level.DOCUMENT, past, looked),
        Finding(),
        Finding(Level.ISSUER, later, shortfall=Shortfall.SCOPE_UNCLEAR, checked_on=looked),
        Finding(Level.DOCUMENT, later, checked_on=looked, suspended=True),
    ]
    criteria = list(Criterion)
    return [
        Standing(criteria[index % len(criteria)], finding, today) for index, finding in enumerate(findings)
    ]


def _finding(level: Level, until: date, looked: date) -> Finding:
    return Finding(level, until, met_until=until, checked_on=looked)


def _fields() -> list[Context]:
    empty, wrong = Example(), Example({})
    wrong.is_valid()
    return [
        {"field": empty["name"]},
        {"field": empty["answer"]},
        {"field": wrong["place"]},
        {"field": wrong["note"]},
    ]


def _widget(name: str) -> Context:
    """What a control's own template is given."""
    bound = Asked()[name]
    attrs = bound.build_widget_attrs({"id": bound.auto_id}, bound.field.widget)
    context: Context = bound.field.widget.get_context(bound.html_name, bound.value(), attrs)
    return context


def _maps() -> list[Locator]:
    """A town with a crowd in one place and someone who travels; a state; a coast."""
    austin, york = (30_267_150, -97_743_060), (40_730_000, -73_950_000)
    town = [Person(number, "Ada Stone", "1 mile", *austin) for number in range(1, 5)]
    town += [
        Person(5, "Ben Draft", "9 miles", 30_380_000, -97_650_000),
        Person(6, "Cleo Archer", "12 miles", 30_120_000, -97_900_000, mobile_km=10),
    ]
    state = [
        Person(n, "Dara Brook", "", 29_700_000 + n * 500_000, -95_300_000 - n * 900_000) for n in range(1, 7)
    ]
    coast = [Person(n, "Emil Dunne", "8 miles", york[0], york[1] + (n - 4) * 90_000) for n in range(1, 8)]
    radius = 25 * KM_PER_MILE
    return [
        found
        for found in (
            locator(town, near=Near(*austin, radius), unit="mi"),
            locator(state, near=None, unit="mi"),
            locator(coast, near=Near(*york, radius), unit="km"),
        )
        if found
    ]

"""The filters as ready rows and chips; drawn by our template, because widgets cost ten times the time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from directory.public.measures import whole
from directory.web.addresses import Address
from practitioners.search.dimensions import Dimension, Option

LONG_LIST = 16
"""A list longer than this scrolls in its own box. Values that nobody here has stay in it: filters do not jump."""
_FIRST = ("profession", "language")


@dataclass(frozen=True)
class Row:
    """One value that can be picked, and how many people it would leave or bring."""

    id: str
    name: str
    value: str
    label: str
    count: str
    checked: bool


@dataclass(frozen=True)
class Group:
    """One fieldset. `folded` groups are closed until one of their values is chosen."""

    legend: str
    hint: str
    rows: tuple[Row, ...]
    radio: bool
    folded: bool
    long: bool


@dataclass(frozen=True)
class Chip:
    """One chosen value, and the address without it."""

    label: str
    href: str


Counts = Mapping[str, Mapping[str, int]]


def groups(
    dimensions: Sequence[Dimension], *, chosen: Mapping[str, Sequence[str]], counts: Counts
) -> tuple[Group, ...]:
    """Every filter in a fixed order: the Standard, profession, language, and the rest folded away."""
    by_key = {dimension.key: dimension for dimension in dimensions}
    standard = by_key.pop("qualified"), by_key.pop("meets")
    first = [by_key.pop(key) for key in _FIRST]
    return (
        Group(
            legend=str(standard[1].label),
            hint=_("Shows practitioners with all of these."),
            rows=tuple(row for dimension in standard for row in _rows(dimension, chosen, counts)),
            radio=False,
            folded=False,
            long=False,
        ),
        *(_group(dimension, chosen, counts, folded=False) for dimension in first),
        *(_group(d, chosen, counts, folded=not chosen.get(d.key)) for d in by_key.values()),
    )


def _group(
    dimension: Dimension, chosen: Mapping[str, Sequence[str]], counts: Counts, *, folded: bool
) -> Group:
    rows = tuple(_rows(dimension, chosen, counts))
    if dimension.single:
        anything = not chosen.get(dimension.key)
        rows = (Row(f"f-{dimension.key}", dimension.key, "", _("Any time"), "", anything), *rows)
    long = len(rows) > LONG_LIST
    return Group(str(dimension.label), "", rows, radio=dimension.single, folded=folded, long=long)


def _rows(dimension: Dimension, chosen: Mapping[str, Sequence[str]], counts: Counts) -> Iterable[Row]:
    picked, counted = chosen.get(dimension.key, ()), counts.get(dimension.key, {})
    for option in dimension.options:
        yield Row(
            id=f"f-{dimension.key}-{option.value}",
            name=dimension.key,
            value=option.value,
            label=str(option.label),
            count=whole(counted[option.value]) if counted else "",
            checked=option.value in picked,
        )


def chips(
    dimensions: Sequence[Dimension], *, chosen: Mapping[str, Sequence[str]], address: Address
) -> tuple[Chip, ...]:
    """A chip for each chosen value, in the order of the filters."""
    return tuple(
        Chip(said(dimension, dimension.by_value[value]), str(address.without(dimension.key, value)))
        for dimension in dimensions
        for value in chosen.get(dimension.key, ())
    )


def said(dimension: Dimension, option: Option) -> str:
    """An option in words that stand alone, away from the legend of its group."""
    match dimension.key:
        case "qualified":
            return _("Meets the published Standard in all six today")
        case "meets":
            return _("%(criterion)s meets the Standard") % {"criterion": option.label}
        case "depth" | "licensed_in" | "price" | "checked_within":
            return f"{dimension.label}: {option.label}"
        case _:
            return str(option.label)

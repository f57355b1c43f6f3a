"""Numbers as people read them: counts, distances, money."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from practitioners.search.query import KM_PER_MILE

_SIGNS = {"USD": "$", "GBP": "£", "EUR": "€", "CAD": "CA$", "AUD": "A$", "NZD": "NZ$"}


def whole(number: int) -> str:
    """A count with its thousands apart."""
    if 0 <= number < 1000:
        return str(number)  # a page has two hundred of these, and none has thousands to set apart
    return number_format(number, use_l10n=True, force_grouping=True)


def distance(km: float, *, unit: str) -> str:
    """A distance in whole miles or kilometers: places are published, paths are not."""
    length = km / KM_PER_MILE if unit == "mi" else km
    if length < 1:
        return _("under 1 mile") if unit == "mi" else _("under 1 km")
    return span(round(length), unit=unit)


def span(length: int, *, unit: str) -> str:
    """So many miles or kilometers."""
    if unit == "mi":
        return ngettext("%(length)s mile", "%(length)s miles", length) % {"length": whole(length)}
    return ngettext("%(length)s km", "%(length)s km", length) % {"length": whole(length)}


def money(amount: int, currency: str) -> str:
    """An amount in whole units of its own currency."""
    return f"{_SIGNS.get(currency, currency + ' ')}{whole(amount)}"

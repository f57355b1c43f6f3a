"""What a place says of itself, plainly: address, contact, hours and fees, for its owner to look over."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from practitioners.models import Place


@dataclass(frozen=True)
class Fact:
    """A name and what is said under it."""

    name: str
    said: str


def of(place: "Place") -> list[Fact]:
    """Every detail that confirming is about; what was left empty says so."""
    nothing = _("Not given")
    town = ", ".join(part for part in (place.locality, f"{place.region} {place.postcode}".strip()) if part)
    street = place.street
    if street and place.hide_street:
        street = _("%(street)s (hidden from clients)") % {"street": street}
    return [
        Fact(_("Address"), ", ".join(part for part in (street, town, place.country) if part)),
        Fact(_("Phone"), place.phone or nothing),
        Fact(_("Website"), place.website or nothing),
        Fact(_("Hours"), place.hours or nothing),
        Fact(_("Consultation"), _fee(place.consultation_fee, place.currency) or nothing),
        Fact(_("Treatment"), _range(place) or nothing),
        Fact(_("Access"), ", ".join(_(term.label) for term in place.access.all()) or nothing),
        Fact(
            _("New clients"), _("You take new clients") if place.accepting_clients else _("None at present")
        ),
    ]


def _fee(fee: int | None, currency: str) -> str:
    if fee is None:
        return ""
    return f"{fee} {currency}" if fee else _("Free")


def _range(place: "Place") -> str:
    if place.fee_from is None:
        return ""
    said = {"low": place.fee_from, "high": place.fee_to, "currency": place.currency}
    if place.fee_to is None:
        return _("From %(low)s %(currency)s") % said
    return _("%(low)s to %(high)s %(currency)s") % said

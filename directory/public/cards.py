"""A person on the results page, as ready strings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.public.measures import distance, money, whole
from practitioners.models import Listing, Place, ScopeRule
from practitioners.search.dimensions import Dimension
from practitioners.search.engine import Hit
from practitioners.standing import Standing, standings_from_row
from practitioners.vocabulary import Basis


@dataclass(frozen=True)
class Card:
    """One result: who, where, what it is known by. `number` is its place in the list and on the map, which alone
    reads `away`, micro-degrees, the kilometers someone travels, and whether the street is hidden.
    """

    number: int
    name: str
    href: str
    line: str
    facts: tuple[str, ...]
    strip: tuple[Standing, ...]
    away: str
    lat: int
    lon: int
    mobile_km: int | None
    hidden: bool


def cards(
    hits: Sequence[Hit], *, dimensions: Sequence[Dimension], on: date, unit: str, first: int = 1
) -> tuple[Card, ...]:
    """The cards of these hits in their order, numbered from `first`: one query."""
    rows = Listing.objects.select_related("practitioner", "place").in_bulk([hit.listing_id for hit in hits])
    labels = {dimension.key: dimension for dimension in dimensions}
    return tuple(
        _card(rows[hit.listing_id], hit, number=number, labels=labels, on=on, unit=unit)
        for number, hit in enumerate(hits, start=first)
        # A person withdrawn between the two queries is left out rather than shown as they were.
        if hit.listing_id in rows
    )


def rules_made_up() -> bool:
    """Whether rules on what a license covers count here that were made up for demonstration: one query."""
    return ScopeRule.objects.confirmed().filter(basis=Basis.DEMONSTRATION).exists()


def _card(
    row: Listing, hit: Hit, *, number: int, labels: Mapping[str, Dimension], on: date, unit: str
) -> Card:
    practitioner, place = row.practitioner, row.place
    profession = labels["profession"].by_value.get(row.profession)
    trade = practitioner.profession_line or (profession.label if profession else "")
    languages = [o.label for o in labels["language"].options if row.languages >> o.bit & 1]
    away = distance(hit.km, unit=unit) if hit.km is not None else ""
    facts = (
        away,
        _consultation(place),
        ", ".join(languages),
        "" if row.accepting else _("Takes no new clients now"),
        _elsewhere(hit.other_places),
    )
    return Card(
        number=number,
        name=practitioner.public_name,
        href=reverse("public:profile", args=[practitioner.slug]),
        line=" · ".join(part for part in (trade, f"{place.practice_name}, {place.locality}") if part),
        facts=tuple(fact for fact in facts if fact),
        strip=tuple(standings_from_row(row.evidence, on=on)),
        away=away,
        lat=row.lat,
        lon=row.lon,
        mobile_km=place.mobile_radius_km,
        hidden=place.hide_street,
    )


def _consultation(place: Place) -> str:
    if place.consultation_fee is None:
        return ""
    if place.consultation_fee == 0:
        return _("Free consultation")
    return _("Consultation %(fee)s") % {"fee": money(place.consultation_fee, place.currency)}


def _elsewhere(places: int) -> str:
    if not places:
        return ""
    return ngettext("also at %(count)s other place", "also at %(count)s other places", places) % {
        "count": whole(places)
    }

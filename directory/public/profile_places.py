"""Where a practitioner works, what they say of it, and what their license is worth there."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from directory.public.measures import distance, money
from directory.public.profile_facts import Fact, Said, fact, facts, web
from directory.public.profile_record import Record
from directory.web.filters import MILE_COUNTRIES
from practitioners import standard
from practitioners.models import Place
from practitioners.standing import PracticeStanding, Standing
from practitioners.standing.words import day
from practitioners.vocabulary import Criterion, TermKind


@dataclass(frozen=True)
class Practice:
    """One place on the page."""

    key: str
    name: str
    town: str
    license: Standing
    standard: str
    facts: tuple[Fact, ...]
    confirmed: str
    unlisted: str


def practices(record: Record, *, offers: bool) -> list[Practice]:
    """Every place; without its contact and offers where the listing is suspended."""
    return [_practice(standing, record, offers=offers) for standing in record.standings]


def _practice(standing: PracticeStanding, record: Record, *, offers: bool) -> Practice:
    place = standing.place
    confirmed = place.details_confirmed_on
    return Practice(
        key=f"place-{place.pk}",
        name=place.practice_name,
        town=town(place, record),
        license=standing.criteria[Criterion.LICENSE],
        standard=_standard(standing),
        facts=_facts(place, record) if offers else (),
        confirmed=_("Details confirmed by the practitioner on %(day)s.") % {"day": day(confirmed)}
        if confirmed
        else _("The practitioner has not confirmed these details."),
        unlisted=_unlisted(place, record),
    )


def town(place: Place, record: Record) -> str:
    """The town with its state and country, as an address has it."""
    here = record.rulebook.jurisdictions[place.jurisdiction_id]
    country = record.rulebook.jurisdictions[record.rulebook.lineage(here.pk)[-1]]
    local = " ".join(part for part in (place.region, place.postcode) if part)
    return ", ".join(part for part in (place.locality, local, country.name) if part)


def _standard(standing: PracticeStanding) -> str:
    """How many of the six meet the published Standard here today, and which do not."""
    missing = [str(each.criterion.label) for each in standing.strip if not each.met]
    if not missing:
        return _("All six criteria meet the published Standard here today.")
    return _("%(met)s of 6 criteria meet the published Standard here today. Not met: %(missing)s.") % {
        "met": len(Criterion) - len(missing), "missing": ", ".join(missing),
    }  # fmt: skip


def _unlisted(place: Place, record: Record) -> str:
    """Since when a place is out of search because its details are not fresh; empty while it is found."""
    if place.details_confirmed_on is None:
        return _("This place is not shown in search.")
    last = standard.listed_until(confirmed_on=place.details_confirmed_on)
    if record.on <= last:
        return ""
    return _("That is more than %(days)s days ago, so this place is not in search since %(day)s.") % {
        "days": standard.LISTED_DAYS, "day": day(last + timedelta(days=1)),
    }  # fmt: skip


def _facts(place: Place, record: Record) -> tuple[Fact, ...]:
    street = "" if place.hide_street else place.street
    site = web(place.website)
    accepting = (
        _("The practitioner says yes")
        if place.accepting_clients
        else _("Not at present, the practitioner says")
    )
    return facts(
        fact(_("Where"), *(line for line in (street, town(place, record)) if line), _hidden(place)),
        fact(_("Visits clients"), _visits(place)),
        fact(_("Phone"), Said(link=place.phone, url=_tel(place.phone)) if place.phone else None),
        fact(_("Website"), Said(link=_host(site), url=site) if site else None),
        fact(_("Hours"), place.hours),
        fact(_("New clients"), accepting),
        fact(_("Consultation"), _consultation_fee(place)),
        fact(_("Treatment"), *_treatment_fee(place)),
        fact(_("Access"), *(word.label for word in record.access(place))),
    )


def offers(record: Record) -> tuple[Fact, ...]:
    """What the practitioner says they offer: their own statement, none of it checked."""
    return facts(
        fact(_("Offered for"), *(word.label for word in record.offered(TermKind.CONDITION))),
        fact(_("Techniques"), *(word.label for word in record.offered(TermKind.TECHNIQUE))),
        fact(_("Languages"), ", ".join(word.label for word in record.offered(TermKind.LANGUAGE))),
        fact(_("Devices"), *(Said(w.label, note=w.note) for w in record.offered(TermKind.DEVICE))),
        fact(_("Needle depth"), str(record.practitioner.get_depth_display())),
    )


def _hidden(place: Place) -> str | None:
    """Why no street is shown, where the practitioner wants it so."""
    return _("The street is given when you book.") if place.hide_street and place.street else None


def _visits(place: Place) -> str | None:
    radius = place.mobile_radius_km
    if not radius:
        return None
    unit = "mi" if place.country in MILE_COUNTRIES else "km"
    return _("Within about %(distance)s") % {"distance": distance(radius, unit=unit)}


def _consultation_fee(place: Place) -> str | None:
    if place.consultation_fee is None:
        return None
    return money(place.consultation_fee, place.currency) if place.consultation_fee else _("Free")


def _treatment_fee(place: Place) -> list[str]:
    """The stated range for one treatment and what it includes."""
    if place.fee_from is None:
        return []
    low, high = place.fee_from, place.fee_to
    said = _("%(low)s to %(high)s a treatment") if high and high != low else _("%(low)s a treatment")
    if high is None:
        said = _("From %(low)s a treatment")
    amounts = {"low": money(low, place.currency), "high": money(high or low, place.currency)}
    includes = [_("Includes %(what)s") % {"what": place.fee_includes}] if place.fee_includes else []
    return [said % amounts, *includes]


def _tel(phone: str) -> str:
    """The number as a link: digits, with the plus of a country code."""
    digits = "".join(letter for letter in phone if letter.isdecimal())
    return "tel:" + ("+" if phone.lstrip().startswith("+") else "") + digits


def _host(url: str) -> str:
    return url.split("//", 1)[-1].split("/", 1)[0]

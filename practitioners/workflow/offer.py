"""What practitioners say of themselves and their places without anybody checking it: changed at once."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from practitioners import listings
from practitioners.errors import Invalid, MoveRefused, NotAllowed, Overtaken
from practitioners.models import Account, Aftercare, Credential, Place, Practitioner, Term
from practitioners.vocabulary import Kind, Status, TermKind
from practitioners.workflow.amendments import stamp_of

OFFERED = (TermKind.LANGUAGE, TermKind.CONDITION, TermKind.TECHNIQUE)
OF_PLACE = (
    "hide_street", "phone", "website", "hours", "currency", "consultation_fee", "fee_from", "fee_to",
    "fee_includes", "accepting_clients", "mobile_radius_km",
)  # fmt: skip
ACCESS = "access"


@transaction.atomic
def offer(
    practitioner: Practitioner, terms: Collection[Term], *, by: Account, seen: str = ""
) -> Practitioner:
    """Say which languages, conditions and techniques are offered; the other words about the person stay.

    Raises Overtaken when `seen`, the `stamp` the writer's page was made from, is no longer true.
    """
    if practitioner.account_id != by.pk:
        raise NotAllowed(_("Only the practitioner can do this."))
    if any(term.kind not in OFFERED for term in terms):
        raise Invalid(_("Choose languages, conditions and techniques only."))
    listings.hold(practitioner.pk)
    _unchanged(seen, stamp(practitioner))
    others = practitioner.terms.exclude(kind__in=OFFERED)
    practitioner.terms.set([*others, *terms])
    listings.refresh(practitioner.pk)
    return practitioner


@transaction.atomic
def show_sheet(credential: Credential, *, shown: bool, by: Account) -> Credential:
    """Let clients read the aftercare sheet of a checked claim, or no longer: at once, for it is their own paper."""
    if credential.practitioner.account_id != by.pk:
        raise NotAllowed(_("Only the practitioner can do this."))
    if credential.kind != Kind.AFTERCARE or credential.status != Status.VERIFIED:
        raise MoveRefused(_("Only an aftercare sheet that was checked can be shown."))
    Aftercare.objects.filter(credential=credential).update(sheet_public=shown)
    credential.aftercare.sheet_public = shown
    return credential


@transaction.atomic
def describe(place: Place, values: Mapping[str, Any], *, by: Account, seen: str = "") -> Place:
    """Say how to reach a place, when it is open, what it costs, who gets in and whether it takes new clients.

    `values` are columns of `OF_PLACE`, and `access` a list of terms. Raises Overtaken as `offer` does, and Invalid
    with what is wrong.
    """
    if place.practitioner.account_id != by.pk:
        raise NotAllowed(_("Only the practitioner can do this."))
    if unknown := sorted(values.keys() - {*OF_PLACE, ACCESS}):
        raise Invalid(_("These cannot be changed here: %(names)s.") % {"names": ", ".join(unknown)})
    there = Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    _unchanged(seen, stamp(there))
    columns = {name: value for name, value in values.items() if name != ACCESS}
    for name, value in columns.items():
        setattr(there, name, value)
    _true(there, columns)
    if columns:
        Place.objects.filter(pk=place.pk).update(**columns)
    if ACCESS in values:
        _enter(there, values[ACCESS])
    listings.refresh(place.practitioner_id)
    return there


def stamp(thing: Practitioner | Place) -> str:
    """A word that is another one as soon as what is said here is."""
    return stamp_of(said(thing))


def said(thing: Practitioner | Place) -> dict[str, Any]:
    """What is said now, plainly; words of the taxonomy by their number."""
    if isinstance(thing, Practitioner):
        kept = thing.terms.filter(kind__in=OFFERED).order_by("pk").values_list("kind", "pk")
        return {str(kind): [pk for each, pk in kept if each == kind] for kind in OFFERED}
    found = {name: getattr(thing, name) for name in OF_PLACE}
    return found | {ACCESS: sorted(thing.access.values_list("pk", flat=True))}


def _unchanged(seen: str, now: str) -> None:
    if seen and seen != now:
        raise Overtaken(
            _("This was changed in another window meanwhile. Both versions are below: choose what stays.")
        )


def _true(place: Place, columns: Collection[str]) -> None:
    """The columns have the form the database asks for, and its constraints hold."""
    others = {field.name for field in Place._meta.concrete_fields} - set(columns)
    try:
        place.clean_fields(exclude=others)
        place.validate_constraints(exclude=others)
    except ValidationError as wrong:
        raise Invalid(" ".join(dict.fromkeys(wrong.messages))) from wrong


def _enter(place: Place, terms: Collection[Term]) -> None:
    if any(term.kind != TermKind.ACCESS for term in terms):
        raise Invalid(_("Choose access features only."))
    place.access.set(terms)

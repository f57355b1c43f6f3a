"""Verbs on a practitioner and a place: going public, suspension, closing, confirming details."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from practitioners import clock, ledger, listings, standard
from practitioners.errors import MoveRefused, NotAllowed, Overtaken
from practitioners.models import Account, Place, Practitioner
from practitioners.vocabulary import Criterion, Kind, Level, Status, Verb, Visibility

_ANSWERED = (Status.SUBMITTED, Status.RETURNED, Status.VERIFIED, Status.SUSPENDED)


@dataclass(frozen=True)
class Gap:
    """One thing that stands between a practitioner and a public page: a kind of claim, or one of the names below."""

    what: str
    sentence: str


PLACE, DECLARATIONS = "place", "declarations"


def gaps_before_public(practitioner: Practitioner) -> list[Gap]:
    """What stands between this practitioner and a public page, each with what it is about."""
    answered = set(practitioner.credentials.filter(status__in=_ANSWERED).values_list("kind", flat=True))
    gaps = [
        Gap(criterion.value, _("Answer “%(criterion)s”.") % {"criterion": criterion.label})
        for criterion in Criterion
        if criterion not in (Criterion.TRACK_RECORD, Criterion.LICENSE) and criterion.value not in answered
    ]
    if not practitioner.places.exists():
        gaps.append(Gap(PLACE, _("Add a place.")))
    if not practitioner.credentials.filter(kind=Kind.IDENTITY, status=Status.VERIFIED).exists():
        gaps.append(Gap(Kind.IDENTITY.value, _("Your identity must be checked first.")))
    if practitioner.declaration_version != standard.DECLARATION_VERSION:
        gaps.append(Gap(DECLARATIONS, _("Sign the declarations.")))
    confirmed = practitioner.credentials.filter(
        kind=Kind.LICENSE, status=Status.VERIFIED, level=Level.ISSUER
    ).exists()
    if not confirmed and practitioner.places.filter(jurisdiction__licenses_treatment=True).exists():
        gaps.append(Gap(Kind.LICENSE.value, _("Your license must be confirmed by its issuer first.")))
    return gaps


def missing_for_public(practitioner: Practitioner) -> list[str]:
    """What stands between this practitioner and a public page, a sentence each."""
    return [gap.sentence for gap in gaps_before_public(practitioner)]


@transaction.atomic
def publish(practitioner: Practitioner, *, by: Account) -> Practitioner:
    """Show the page to everyone; refuses while something is missing."""
    if practitioner.account_id != by.pk:
        raise NotAllowed(_("Only the practitioner can make the page public."))
    if gaps := missing_for_public(practitioner):
        raise MoveRefused(" ".join(gaps))
    before = Visibility.CLOSED if practitioner.visibility == Visibility.CLOSED else Visibility.DRAFT
    return _turn(practitioner, before, Visibility.PUBLIC, Verb.PUBLISHED, by=by)


@transaction.atomic
def declare(practitioner: Practitioner, *, by: Account) -> Practitioner:
    """Sign the declarations in their present version."""
    if practitioner.account_id != by.pk:
        raise NotAllowed(_("Only the practitioner can sign these."))
    signed = {"declared_on": clock.today(), "declaration_version": standard.DECLARATION_VERSION}
    ledger.record(practitioner, Verb.DECLARED, by=by, standard=standard.DECLARATION_VERSION)
    Practitioner.objects.filter(pk=practitioner.pk).update(**signed)
    practitioner.declared_on, practitioner.declaration_version = clock.today(), standard.DECLARATION_VERSION
    return practitioner


@transaction.atomic
def suspend(practitioner: Practitioner, *, by: Account) -> Practitioner:
    """Take the page out of search at once; it stays reachable by its address and says so."""
    _moderates(practitioner, by=by)
    return _turn(
        practitioner,
        Visibility.PUBLIC,
        Visibility.SUSPENDED,
        Verb.PROFILE_SUSPENDED,
        by=by,
        suspended_on=clock.today(),
    )


@transaction.atomic
def reinstate(practitioner: Practitioner, *, by: Account) -> Practitioner:
    """Put a suspended page back into search."""
    _moderates(practitioner, by=by)
    return _turn(
        practitioner,
        Visibility.SUSPENDED,
        Visibility.PUBLIC,
        Verb.PROFILE_REINSTATED,
        by=by,
        suspended_on=None,
    )


@transaction.atomic
def close(practitioner: Practitioner, *, by: Account) -> Practitioner:
    """Take the page away at the practitioner's wish; they can make it public again."""
    if practitioner.account_id != by.pk:
        raise NotAllowed(_("Only the practitioner can close the page."))
    return _turn(practitioner, Visibility.PUBLIC, Visibility.CLOSED, Verb.CLOSED, by=by)


@transaction.atomic
def confirm_details(place: Place, *, by: Account, on: date | None = None) -> Place:
    """Record that the practitioner says address, hours and contact are right as of today (or `on`, for loads).

    A second time on one day says nothing new and leaves no event.
    """
    if place.practitioner.account_id != by.pk:
        raise NotAllowed(_("Only the practitioner can confirm these details."))
    on = on or clock.today()
    older = Q(details_confirmed_on__isnull=True) | Q(details_confirmed_on__lt=on)
    confirmed = on <= clock.today() and Place.objects.filter(older, pk=place.pk).update(
        details_confirmed_on=on
    )
    if not confirmed:
        if Place.objects.filter(pk=place.pk, details_confirmed_on=on).exists():
            return place
        raise MoveRefused(_("The details were confirmed later than that already."))
    place.details_confirmed_on = on
    ledger.record(place.practitioner, Verb.DETAILS_CONFIRMED, by=by, place=place.pk, details_confirmed_on=on)
    listings.refresh(place.practitioner_id)
    return place


def _moderates(practitioner: Practitioner, *, by: Account) -> None:
    if not by.is_moderator or practitioner.account_id == by.pk:
        raise NotAllowed(_("Only a moderator can do this, and never about their own record."))


def _turn(
    practitioner: Practitioner,
    before: Visibility,
    after: Visibility,
    verb: Verb,
    *,
    by: Account,
    **columns: Any,
) -> Practitioner:
    if practitioner.visibility != before:
        raise MoveRefused(
            _("The page is “%(state)s”.") % {"state": Visibility(practitioner.visibility).label}
        )
    columns["visibility"] = after
    # The ledger comes first: every other verb holds its chain when `refresh` asks for the practitioner's row.
    ledger.record(practitioner, verb, by=by, before=before.value, after=after.value)
    listings.hold(practitioner.pk)
    if not Practitioner.objects.filter(pk=practitioner.pk, visibility=before).update(**columns):
        raise Overtaken(_("Somebody else changed this page first. Look at it again before you go on."))
    for column, value in columns.items():
        setattr(practitioner, column, value)
    listings.refresh(practitioner)
    return practitioner

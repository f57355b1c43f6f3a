"""Verbs on a practitioner's places: adding one, moving it, and taking it away."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from practitioners import listings
from practitioners.errors import MoveRefused, NotAllowed, Overtaken
from practitioners.intake import drafts
from practitioners.models import Account, Credential, Place, Practitioner
from practitioners.search.addresses import CURRENCIES, Address
from practitioners.vocabulary import Kind, Status, Visibility
from practitioners.workflow import amendments, moves, oversight, profile
from practitioners.workflow.table import GO_WITH_THEIR_PLACE

ADDRESS = (
    "practice_name", "street", "locality", "region", "postcode", "country", "jurisdiction_id", "lat", "lon",
)  # fmt: skip
MOST = 40
"""Places of one practitioner: more would be a chain, and no person works at so many."""
_OVER = frozenset({Status.WITHDRAWN, Status.SUPERSEDED})


@transaction.atomic
def add(
    practitioner: Practitioner, address: Address, *, practice_name: str, street: str, by: Account
) -> Place:
    """A new place, whose details count as confirmed today; on a page that was public it is shown once checked."""
    if practitioner.account_id != by.pk:
        raise NotAllowed(_("Only the practitioner can do this."))
    if practitioner.places.count() >= MOST:
        raise MoveRefused(_("A record has at most %(most)s places. Remove one first.") % {"most": MOST})
    shown = practitioner.visibility == Visibility.DRAFT
    place = Place.objects.create(
        practitioner=practitioner, practice_name=practice_name, street=street, shown=shown,
        currency=CURRENCIES.get(address.country, "USD"), **address.columns,
    )  # fmt: skip
    profile.confirm_details(place, by=by)
    if not shown:
        amendments.change(place, {"shown": True}, by=by)
    return place


def move(
    place: Place, address: Address, *, practice_name: str, street: str, by: Account, seen: str = ""
) -> Credential | None:
    """Give the place another name or address: at once (None) or as a change to be checked first."""
    values: dict[str, Any] = {"practice_name": practice_name, "street": street, **address.columns}
    if not place.shown:
        values["shown"] = True  # whoever mends its address wants it shown
    return amendments.change(place, values, by=by, seen=seen)


@transaction.atomic
def remove(place: Place, *, by: Account) -> None:
    """Take the place away with its listing; supervision there ends. Refuses while a claim holds for it.

    What was refused or suspended for this place alone is withdrawn: nobody can accept it for all places instead.
    """
    if place.practitioner.account_id != by.pk:
        raise NotAllowed(_("Only the practitioner can do this."))
    _hold(place)
    if gaps := needed_by(place):
        raise MoveRefused(" ".join(gaps))
    for supervision in place.supervisions.filter(ended_on__isnull=True).order_by("pk"):
        oversight.end_supervision(supervision, by=by)
    claims = place.credentials.all()
    for claim in claims.filter(status__in=GO_WITH_THEIR_PLACE).order_by("pk"):
        moves.withdraw(claim, by=by, with_place=True)
    claims.filter(status=Status.DRAFT, submitted_at__isnull=True).delete()
    claims.update(place=None)
    practitioner = place.practitioner_id
    place.delete()
    listings.refresh(practitioner)


def _hold(place: Place) -> None:
    """Its claims and the licenses supervised there, then the place, as every verb does; Overtaken when it is gone."""
    licenses = place.supervisions.filter(ended_on__isnull=True).values("license")
    claims = Credential.objects.filter(Q(place=place) | Q(pk__in=licenses)).order_by("pk")
    list(claims.select_for_update(no_key=True).values_list("pk"))
    if not Place.objects.select_for_update(no_key=True).filter(pk=place.pk):
        raise Overtaken(_("This place was removed in another window already."))


def needed_by(place: Place) -> list[str]:
    """What speaks against taking this place away, a sentence each."""
    owner = place.practitioner
    found = [
        _("“%(kind)s” holds for this place alone. Withdraw it first.") % {"kind": Kind(kind).label}
        for kind in dict.fromkeys(
            place.credentials.exclude(status__in=_OVER | GO_WITH_THEIR_PLACE)
            .exclude(kind=Kind.AMENDMENT)
            .values_list("kind", flat=True)
        )
    ]
    if place.credentials.filter(kind=Kind.AMENDMENT, status__in=(Status.SUBMITTED, Status.RETURNED)).exists():
        found.append(_("A change of this place is being checked. Withdraw it first."))
    others = owner.places.filter(shown=True).exclude(pk=place.pk)
    if owner.visibility == Visibility.PUBLIC and place.shown and not others.exists():
        found.append(
            _("A public page needs a place. Add another one first, or take your page out of the directory.")
        )
    return found


def waiting(places: list[Place]) -> dict[int, Credential]:
    """The open change of each of these places, by the place's number; one query."""
    open_ = (Status.SUBMITTED, *drafts.EDITABLE)
    claims = Credential.objects.filter(place__in=places, kind=Kind.AMENDMENT, status__in=open_)
    return {
        claim.place_id: claim for claim in claims.select_related("amendment").order_by("pk") if claim.place_id
    }

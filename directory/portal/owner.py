"""The record of the person who is signed in, and what of it they may touch."""

from typing import cast

from django.db.models import Prefetch
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from practitioners.intake import drafts, galleries
from practitioners.models import Account, Credential, Evidence, Place, Practitioner
from practitioners.querysets.credential import CredentialQuerySet

DETAILS = (
    "license__license_type", "license__issuer", "training", "infection_control", "consultation", "aftercare",
    "track_record", "insurance", "membership", "identity", "amendment", "photos",
)  # fmt: skip


def signed_in(request: HttpRequest) -> Account:
    """The account; every door of this room has seen that there is one."""
    return cast(Account, request.user)


def record(request: HttpRequest) -> Practitioner:
    """The signed-in person's own record; the door `owners` has seen that there is one."""
    return get_object_or_404(Practitioner.objects.owned_by(signed_in(request)))


def claims(request: HttpRequest) -> CredentialQuerySet:
    """All their claims with details and documents, in a few queries however many there are."""
    found: CredentialQuerySet = Credential.objects.owned_by(signed_in(request))
    return found.select_related("practitioner", "place", *DETAILS).prefetch_related(
        "evidence", "infection_control__devices"
    )


def sendable(request: HttpRequest) -> CredentialQuerySet:
    """What they can send now, with all that is asked before it goes."""
    places = Prefetch("practitioner__places", Place.objects.select_related(galleries.LAWS))
    return claims(request).filter(status__in=drafts.EDITABLE).prefetch_related(places)


def claim(request: HttpRequest, pk: int) -> Credential:
    """One of their claims; somebody else's does not exist for them."""
    return get_object_or_404(Credential.objects.owned_by(signed_in(request)), pk=pk)


def loaded(request: HttpRequest, pk: int) -> Credential:
    """One of their claims with its details and documents."""
    return get_object_or_404(claims(request), pk=pk)


def place(request: HttpRequest, pk: int) -> Place:
    """One of their places."""
    return get_object_or_404(Place, pk=pk, practitioner__account=request.user)


def evidence(request: HttpRequest, pk: int) -> Evidence:
    """One of their uploaded files."""
    return get_object_or_404(Evidence, pk=pk, credential__practitioner__account=request.user)

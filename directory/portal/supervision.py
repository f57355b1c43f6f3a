"""Supervisors: whom one names for a license at a place, and who names oneself."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from directory.portal import again, owner
from directory.portal.forms_page import SupervisorForm, license_words, licenses_of
from directory.web import doors
from practitioners.errors import DomainError
from practitioners.models import Practitioner, Supervision
from practitioners.search import people
from practitioners.standing.words import day
from practitioners.workflow import oversight

TEMPLATE = "portal/supervision.html"


@dataclass(frozen=True)
class Row:
    """One supervision from the side of the signed-in person: the other one, the license and the place."""

    pk: int
    who: str
    license: str
    place: str
    since: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@doors.owners
def supervision(request: HttpRequest) -> HttpResponse:
    """Those named, those who name oneself, and the form to name one."""
    person = owner.record(request)
    licenses, places = licenses_of(person), list(person.places.all())
    can_name = bool(licenses and places)
    form = SupervisorForm(request.POST or None, licenses=licenses, places=places)
    if request.method != "POST" or not form.is_valid():
        return again.show(request, TEMPLATE, form, _context(person, can_name=can_name))
    given = form.cleaned_data
    try:
        oversight.ask_supervisor(
            next(claim for claim in licenses if str(claim.pk) == given["license"]),
            by=owner.signed_in(request),
            supervisor=(supervisor := people.known_as(given["supervisor"])),
            place=next(place for place in places if str(place.pk) == given["place"]),
        )
    except DomainError as refusal:
        return again.show(
            request,
            TEMPLATE,
            form,
            _context(person, can_name=can_name),
            refusal=refusal,
            href="#id_supervisor",
        )
    messages.success(
        request, _("Asked. It counts once %(name)s confirms it.") % {"name": supervisor.public_name}
    )
    return redirect("portal:supervision")


@require_POST
@doors.owners
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The supervisor stands behind this license at this place."""
    oversight.confirm_supervision(_mine(request, pk), by=owner.signed_in(request))
    messages.success(request, _("Confirmed. You can end it at any time."))
    return redirect("portal:supervision")


@require_POST
@doors.owners
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Either side ends it."""
    oversight.end_supervision(_mine(request, pk), by=owner.signed_in(request))
    messages.success(request, _("Ended. It does not count from today on."))
    return redirect("portal:supervision")


def _mine(request: HttpRequest, pk: int) -> Supervision:
    """One that names the signed-in person on either side."""
    account = owner.signed_in(request)
    sides = Q(supervisor__account=account) | Q(license__practitioner__account=account)
    rows = Supervision.objects.select_related("supervisor", "license__practitioner", "place")
    return get_object_or_404(rows.filter(sides), pk=pk)


def _context(person: Practitioner, *, can_name: bool) -> dict[str, Any]:
    rows = (
        Supervision.objects.filter(ended_on__isnull=True)
        .select_related("supervisor", "place", "license__practitioner", "license__license__license_type")
        .select_related("license__license__issuer")
        .order_by("confirmed_on", "pk")
    )
    asking = list(rows.filter(supervisor=person))
    return {
        "asked": [_row(row, row.supervisor) for row in rows.filter(license__practitioner=person)],
        "requests": [_row(row, row.license.practitioner) for row in asking if row.confirmed_on is None],
        "supervised": [_row(row, row.license.practitioner) for row in asking if row.confirmed_on],
        "can_name": can_name,
    }


def _row(row: Supervision, other: Practitioner) -> Row:
    return Row(row.pk, other.public_name, license_words(row.license), str(row.place), day(row.confirmed_on))

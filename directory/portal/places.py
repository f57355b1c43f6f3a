"""A practitioner's places: the list, what is said of each, and taking one away."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from directory.portal import again, owner, place_rows
from directory.portal.forms_place import PlaceForm
from directory.web import doors
from directory.web.pages import page
from practitioners.errors import DomainError, MoveRefused
from practitioners.workflow import offer
from practitioners.workflow import places as verbs

if TYPE_CHECKING:
    from practitioners.models import Place


@never_cache
@require_safe
@doors.owners
def index(request: HttpRequest) -> HttpResponse:
    """Every place with its own license standing."""
    rows = place_rows.rows(owner.record(request))
    return page(request, "portal/places.html", {"rows": rows, "most": verbs.MOST})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@doors.owners
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """One place: contact, hours, prices and access, which change at once."""
    here = owner.place(request, pk)
    form = _form(request, here)
    if request.method != "POST" or not form.is_valid():
        return again.show(request, "portal/place.html", form, place_rows.one(here))
    try:
        offer.describe(here, form.values, by=owner.signed_in(request), seen=form.cleaned_data["seen"])
    except DomainError as refusal:
        now = owner.place(request, pk)
        theirs = again.overtaken(
            form, refusal, seen=offer.stamp(now), now=again.in_words(form, offer.said(now))
        )
        return again.show(request, "portal/place.html", form, place_rows.one(now) | theirs, refusal=refusal)
    messages.success(request, _("Saved. It is on your page as your own statement."))
    return redirect("portal:places")


def _form(request: HttpRequest, here: "Place") -> PlaceForm:
    said = offer.said(here)
    return PlaceForm(
        request.POST or None,
        currency=here.currency,
        initial=said | {"access": [str(pk) for pk in said["access"]], "seen": offer.stamp(here)},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@doors.owners
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """What it means to take the place away, and then taking it away."""
    here = owner.place(request, pk)
    if request.method != "POST":
        return page(request, "portal/place_remove.html", {"place": here, "gaps": verbs.needed_by(here)})
    try:
        verbs.remove(here, by=owner.signed_in(request))
    except MoveRefused:
        context = {"place": here, "gaps": verbs.needed_by(here)}
        return page(request, "portal/place_remove.html", context, status=409)
    messages.success(request, _("%(place)s is not on your record any more.") % {"place": here})
    return redirect("portal:places")

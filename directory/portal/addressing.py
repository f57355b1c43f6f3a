"""Where a place is: typed as an address, found in our own gazetteer, and chosen where several are meant."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from directory.portal import again, owner
from directory.portal.forms_place import AddressForm
from directory.web import doors
from practitioners.errors import DomainError
from practitioners.models import Place
from practitioners.search import addresses
from practitioners.workflow import amendments, places

TEMPLATE = "portal/address.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@doors.owners
def add(request: HttpRequest) -> HttpResponse:
    """A new place by its address."""
    person = owner.record(request)
    context = {"title": _("Add a place")}
    form = AddressForm(request.POST or None, initial={"country": settings.DEFAULT_COUNTRY})
    if request.method != "POST" or not form.is_valid():
        return again.show(request, TEMPLATE, form, context)
    try:
        place = places.add(person, found(form), **named(form), by=owner.signed_in(request))
    except addresses.Unclear as unclear:
        return offered(request, form, unclear, context)
    except DomainError as refusal:
        return again.show(request, TEMPLATE, form, context, refusal=refusal)
    messages.success(
        request,
        _("Saved. Now say how clients reach you there.")
        if place.shown
        else _("Saved. Clients see the place once it has been checked: send it when you are done."),
    )
    return redirect("portal:place", place.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@doors.owners
def address(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name or address for a place."""
    place = owner.place(request, pk)
    context = {"title": _("Address of %(name)s") % {"name": place.practice_name}}
    now = amendments.proposed(place, *places.ADDRESS)
    form = AddressForm(request.POST or None, initial=_initial(now) | {"seen": _stamp(place)})
    if request.method != "POST" or not form.is_valid():
        return again.show(request, TEMPLATE, form, context)
    try:
        claim = places.move(
            place, found(form), **named(form), by=owner.signed_in(request), seen=form.cleaned_data["seen"]
        )
    except addresses.Unclear as unclear:
        return offered(request, form, unclear, context)
    except DomainError as refusal:
        there = again.in_words(form, _initial(amendments.proposed(place, *places.ADDRESS)))
        theirs = again.overtaken(form, refusal, seen=_stamp(place), now=there)
        return again.show(request, TEMPLATE, form, context | theirs, refusal=refusal)
    messages.success(
        request, _("Saved. Send it to the moderators when you are done.") if claim else _("Saved.")
    )
    return redirect("portal:place", place.pk)


def found(form: AddressForm) -> addresses.Address:
    """The address that was typed, or picked from those offered."""
    given = form.cleaned_data
    return addresses.resolve(
        town=given["town"], postcode=given["postcode"], country=given["country"], chosen=form.chosen
    )


def named(form: AddressForm) -> dict[str, str]:
    """What is kept as it was typed."""
    return {name: form.cleaned_data[name] for name in ("practice_name", "street")}


def offered(
    request: HttpRequest, form: AddressForm, unclear: addresses.Unclear, context: dict[str, Any]
) -> HttpResponse:
    """The form with everything that was typed, and the places that can be meant."""
    data = request.POST.copy()
    data["spot_for"], data["spot"] = form.asked, ""
    shown = AddressForm(data, choices=unclear.choices)
    shown.is_valid()
    href = (
        "#id_spot_0" if unclear.choices else "#id_postcode" if form.cleaned_data["postcode"] else "#id_town"
    )
    return again.show(request, TEMPLATE, shown, context, refusal=unclear, href=href)


def _initial(now: dict[str, Any]) -> dict[str, Any]:
    """The columns as the form names them; the region is written after the town."""
    town = ", ".join(part for part in (now["locality"], now["region"]) if part)
    kept = {name: now[name] for name in ("practice_name", "street", "postcode", "country")}
    return kept | {"town": now["locality"] if now["postcode"] else town}


def _stamp(place: Place) -> str:
    """What `amendments.change` compares: the address, and whether the place is shown where it is not yet."""
    return amendments.stamp(place, *places.ADDRESS, *(() if place.shown else ("shown",)))

"""The portrait: what clients see, what waits, and a new one without dragging."""

from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directory.portal import again, owner
from directory.portal.forms_page import PortraitForm
from directory.web import doors
from practitioners.errors import DomainError
from practitioners.models import Practitioner
from practitioners.workflow import amendments, portraits

KINDS = {".webp": "image/webp", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@doors.owners
def portrait(request: HttpRequest) -> HttpResponse:
    """The portrait and the form for another one."""
    person = owner.record(request)
    form = PortraitForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = PortraitForm(request.POST, request.FILES)
    if request.method != "POST" or not form.is_valid():
        return again.show(request, "portal/portrait.html", form, _context(person))
    given = form.cleaned_data
    try:
        claim = portraits.put(person, given["picture"], crop=given["crop"], by=owner.signed_in(request))
    except DomainError as refusal:
        return again.show(
            request, "portal/portrait.html", form, _context(person), refusal=refusal, href="#id_picture"
        )
    messages.success(
        request, _("Saved. Look at it, and send it to the moderators.") if claim else _("Saved.")
    )
    return redirect("portal:portrait")


@require_POST
@doors.owners
def remove(request: HttpRequest) -> HttpResponse:
    """No portrait any more."""
    amendments.take_away_photo(owner.record(request), by=owner.signed_in(request))
    messages.success(request, _("Removed."))
    return redirect("portal:portrait")


@never_cache
@require_safe
@doors.owners
def image(request: HttpRequest, which: str) -> HttpResponseBase:
    """The shown or the waiting portrait, for its owner."""
    names = _names(owner.record(request))
    return stored(names.get(which, ""))


def stored(name: str) -> HttpResponseBase:
    """A picture of the public storage, for the person whose it is."""
    kind = next((kind for ending, kind in KINDS.items() if name.lower().endswith(ending)), None)
    if kind is None:
        raise Http404
    try:
        return FileResponse(default_storage.open(name), content_type=kind)
    except OSError:
        raise Http404 from None  # the row is there, the file is not


def _names(person: Practitioner) -> dict[str, str]:
    """The stored names of what is shown and of what waits, where they differ."""
    shown, next_ = str(person.photo.name or ""), str(amendments.proposed(person, "photo")["photo"] or "")
    return {"shown": shown, "waiting": next_ if next_ != shown else ""}


def _context(person: Practitioner) -> dict[str, Any]:
    changes = [claim for claim in amendments.open_changes(person) if claim.place_id is None]
    return {**_names(person), "change": changes[-1] if changes else None}

"""One document: its pages as pictures, the file itself, and what its owner says of it."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from directory.portal import owner
from directory.web import doors
from directory.web.security import CSP, csp_override
from practitioners.intake import papers, uploads
from practitioners.storage import evidence_storage

_private = cache_control(private=True, no_store=True)


@require_POST
@doors.owners
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Every word can be read."""
    found = papers.readable(owner.evidence(request, pk), by=owner.signed_in(request))
    return redirect("portal:evidence", pk=found.credential_id)


@require_POST
@doors.owners
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one document away."""
    found = owner.evidence(request, pk)
    papers.remove(found, by=owner.signed_in(request))
    messages.success(request, _("%(name)s is removed.") % {"name": found.filename})
    return redirect("portal:evidence", pk=found.credential_id)


@require_safe
@doors.owners
@_private
def page_image(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """The picture of one page, for its owner."""
    images = owner.evidence(request, pk).page_images
    if not 1 <= number <= len(images):
        raise Http404
    return _file(images[number - 1], content_type=uploads.PAGE_TYPE)


@require_safe
@doors.owners
@_private
@csp_override({"default-src": [CSP.NONE], "sandbox": [""]})
def original(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as it was sent: kept by a browser, never opened in our name."""
    found = owner.evidence(request, pk)
    return _file(
        str(found.original.name), content_type=found.content_type, as_attachment=True, filename=found.filename
    )


def _file(name: str, **headers: Any) -> FileResponse:
    """What is kept under this name; 404 where it was deleted, as identity documents are."""
    try:
        return FileResponse(evidence_storage().open(name), **headers)
    except (FileNotFoundError, IsADirectoryError, ValueError):
        raise Http404 from None

"""What was uploaded, handed to moderators: pictures of pages, and the original as a download."""

import io
from collections.abc import Callable
from functools import partial
from typing import IO

from django.core.files.storage import Storage, default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET
from PIL import Image

from directory.desk import moderator
from directory.desk.case.viewer import TURNS
from directory.web import doors
from directory.web.security import CSP, csp_override
from practitioners.models import Credential
from practitioners.storage import evidence_storage
from practitioners.vocabulary import Kind, Picture
from practitioners.workflow import cases

SANDBOX: dict[str, list[str]] = {"default-src": [CSP.NONE], "frame-ancestors": [CSP.NONE], "sandbox": [""]}
WEBP = "image/webp"
_private = cache_control(private=True, no_store=True)


@require_GET
@_private
@csp_override(SANDBOX)
@doors.moderators
def page(request: HttpRequest, ref: str, pk: int, number: int) -> HttpResponseBase:
    """One page of one file as a picture, turned as asked; that it was seen is recorded."""
    case = moderator.case(request, ref)
    evidence = moderator.evidence(request, case, pk)
    turn = request.GET.get("turn", "0")
    if not 1 <= number <= len(evidence.page_images) or turn not in map(str, TURNS):
        raise Http404
    viewed = partial(cases.viewed, case, evidence, by=moderator.signed_in(request))
    found = _opened(evidence_storage(), evidence.page_images[number - 1], viewed)
    return _turned(found, int(turn)) if turn != "0" else FileResponse(found, content_type=WEBP)


@require_GET
@_private
@csp_override(SANDBOX)
@doors.moderators
def original(request: HttpRequest, ref: str, pk: int) -> HttpResponseBase:
    """The file as it came, to be saved and not shown; that it was seen is recorded."""
    case = moderator.case(request, ref)
    evidence = moderator.evidence(request, case, pk)
    viewed = partial(cases.viewed, case, evidence, by=moderator.signed_in(request))
    found = _opened(evidence_storage(), str(evidence.original.name or ""), viewed)
    return FileResponse(
        found, as_attachment=True, filename=evidence.filename, content_type="application/octet-stream"
    )


@require_GET
@_private
@csp_override(SANDBOX)
@doors.moderators
def picture(request: HttpRequest, ref: str, which: str) -> HttpResponseBase:
    """A picture that may become public, of a photo set or a proposed portrait; that it was seen is recorded."""
    case = moderator.case(request, ref)
    name = _named(case.credential, which)
    account = moderator.signed_in(request)
    found = _opened(default_storage, name, lambda: cases.viewed_picture(case, Picture(which), by=account))
    return FileResponse(found, content_type="image/jpeg" if name.endswith(".jpg") else WEBP)


def _named(credential: Credential, which: str) -> str:
    """The picture's name in the media store; empty where there is none of that name."""
    if which not in cases.PICTURES.get(Kind(credential.kind), ()):
        return ""
    if credential.kind == Kind.PHOTOS:
        return str(getattr(credential.photos, which).name or "")
    return str(credential.amendment.values.get(which) or "")


def _opened(storage: Storage, name: str, viewed: Callable[[], object]) -> IO[bytes]:
    """The file, once it is written down that it is seen; of what is not there nothing is written."""
    if not name or not storage.exists(name):
        raise Http404
    viewed()
    try:
        return storage.open(name, "rb")
    except OSError:
        raise Http404 from None  # the row is there, the file is not


def _turned(found: IO[bytes], turn: int) -> HttpResponse:
    """The picture turned clockwise; our own decoder drew it, so it is small and plain."""
    with found, Image.open(found, formats=["WEBP"]) as drawn:
        turned = drawn.rotate(-turn, expand=True)
    out = io.BytesIO()
    turned.save(out, "WEBP", quality=85, method=2)
    return HttpResponse(out.getvalue(), content_type=WEBP)

"""Documents of a claim: sent one at a time, and looked at by their owner."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from directory.portal import owner, rooms
from directory.web import doors
from directory.web.filters import Problem
from directory.web.pages import page
from directory.web.refusals import status_of
from practitioners.errors import DomainError
from practitioners.intake import drafts, uploads

if TYPE_CHECKING:
    from practitioners.models import Credential


@require_http_methods(["GET", "HEAD", "POST"])
@doors.owners
@never_cache
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """The documents of a claim; a POST adds one."""
    claim = owner.claim(request, pk)
    if request.method != "POST":
        return _page(request, claim)
    sent = request.FILES.get("file")
    if sent is None:
        return _page(request, claim, wrong=_("The file did not arrive. Try again."), status=422)
    try:
        kept = uploads.accept(sent, name=str(sent.name), credential=claim, by=owner.signed_in(request))
    except DomainError as refusal:
        large = (sent.size or 0) > uploads.LIMIT_BYTES
        return _page(request, claim, wrong=str(refusal), status=413 if large else status_of(refusal))
    messages.success(request, _("%(name)s has arrived. Look at it below.") % {"name": kept.filename})
    return redirect("portal:evidence", pk=pk)


def _page(request: HttpRequest, claim: "Credential", *, wrong: str = "", status: int = 200) -> HttpResponse:
    context = {
        "claim": claim, "room": rooms.of(claim), "row": next(rooms.rows([claim])),
        "bring": rooms.bring(claim), "no_files": rooms.no_files(claim),
        "files": list(claim.evidence.order_by("pk")), "editable": claim.status in drafts.EDITABLE,
        "kinds": uploads.KINDS_IN_WORDS, "accept": uploads.ACCEPT, "limit": uploads.LIMIT_BYTES, "wrong": wrong,
        "problems": [Problem(wrong, "#file")] if wrong else [],
    }  # fmt: skip
    return page(request, "portal/evidence.html", context, status=status)

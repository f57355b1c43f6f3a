"""Everything that was written and not sent: what is ready is ticked, and each is sent and decided on its own."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from directory.portal import owner, rooms, send_items
from directory.web import doors
from directory.web.filters import Problem
from directory.web.pages import page
from practitioners.errors import DomainError
from practitioners.workflow import moves

if TYPE_CHECKING:
    from practitioners.models import Credential


@require_http_methods(["GET", "HEAD", "POST"])
@doors.owners
@never_cache
def send(request: HttpRequest) -> HttpResponse:
    """The list of what changed; a POST sends what is ticked."""
    waiting = owner.sendable(request)
    if request.method != "POST":
        return _page(request, send_items.of(waiting))
    ticked = {
        int(key) for key in request.POST.getlist("send") if key.isascii() and key.isdigit() and len(key) < 19
    }
    chosen = [claim for claim in waiting if claim.pk in ticked]
    if not chosen:
        wrong = [Problem(_("Tick what you want to send."), "")]
        return _page(
            request, send_items.of(waiting), wrong=wrong if waiting else [], status=422 if waiting else 200
        )
    refused = _submit(request, chosen)
    if sent := len(chosen) - len(refused):
        said = ngettext("%(sent)s item sent.", "%(sent)s items sent.", sent) % {"sent": sent}
        messages.success(request, said + " " + _("Each is decided on its own. You get a letter for each."))
    if not refused:
        return redirect("portal:send")
    return _page(request, send_items.of(waiting.all()), wrong=refused, status=409)


def _submit(request: HttpRequest, chosen: "list[Credential]") -> list[Problem]:
    """Send each by itself: one that is refused holds up no other. What was refused, with its sentence."""
    refused = []
    for claim in chosen:
        try:
            moves.submit(claim, by=owner.signed_in(request))
        except DomainError as refusal:
            row = next(rooms.rows([claim]))
            refused.append(Problem(f"{row.title}: {refusal}", row.href))
    return refused


def _page(
    request: HttpRequest,
    items: list[send_items.Item],
    *,
    wrong: list[Problem] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "items": items, "ready": any(not item.gaps for item in items), "problems": wrong or [],
    }  # fmt: skip
    return page(request, "portal/send.html", context, status=status)

"""A claim is taken back, or renewed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from directory.portal import claim_page, owner, sections
from directory.web import doors
from directory.web.pages import page
from practitioners.intake import drafts
from practitioners.workflow import moves, offer


@require_http_methods(["GET", "HEAD", "POST"])
@doors.owners
@never_cache
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what clients will see then; a POST does it."""
    found = owner.claim(request, pk)
    if request.method != "POST":
        return page(request, "portal/withdraw.html", claim_page.withdrawal(found))
    moves.withdraw(found, by=owner.signed_in(request))
    messages.success(request, _("Withdrawn. It counts no longer."))
    return redirect("portal:claim", pk=pk)


@require_POST
@doors.owners
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Clients may read the aftercare sheet, or no longer."""
    shown = request.POST.get("shown") == "yes"
    found = offer.show_sheet(owner.claim(request, pk), shown=shown, by=owner.signed_in(request))
    said = (
        _("Clients can read the sheet on your page now.") if shown else _("Clients no longer see the sheet.")
    )
    messages.success(request, said)
    return redirect("portal:claim", pk=found.pk)


@require_POST
@doors.owners
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """A copy that asks only what is new, and its first page."""
    renewal = drafts.renew(owner.claim(request, pk), by=owner.signed_in(request))
    if renewal.status not in drafts.EDITABLE:
        return redirect("portal:claim", pk=renewal.pk)
    return redirect(sections.first(renewal))

"""One case: read by every moderator who may see it, worked on by the one who holds it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from directory.desk import moderator
from directory.desk.case import bench, forms, page
from directory.desk.queue import onward
from directory.web import doors
from practitioners.workflow import cases


@require_safe
@never_cache
@doors.moderators
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """The case, at the address of its turn."""
    case = moderator.case(request, ref)
    if (there := bench.address(case)) != request.path:
        asked = request.META.get("QUERY_STRING", "")
        return redirect(f"{there}?{asked}" if asked else there)
    working = moderator.holds(request, case)
    form = forms.of(case, by=moderator.signed_in(request)) if working else None
    return page.laid(request, case, form=form)


@require_POST
@doors.moderators
def take(request: HttpRequest, ref: str) -> HttpResponse:
    """Have the case in hand for half an hour."""
    case = cases.take(moderator.case(request, ref), by=moderator.signed_in(request))
    return redirect(f"{bench.address(case)}?start")


@require_POST
@doors.moderators
def hand_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Let somebody else take it."""
    case = cases.hand_back(moderator.case(request, ref), by=moderator.signed_in(request))
    messages.success(request, _("You handed back %(ref)s.") % {"ref": case.ref})
    return onward.back(request)


@require_POST
@doors.moderators
def know(request: HttpRequest, ref: str) -> HttpResponse:
    """Somebody one knows: their cases go to others and are hidden from here on."""
    case = moderator.case(request, ref)
    cases.know(case, by=moderator.signed_in(request))
    messages.success(request, _("Somebody else looks at this. You see nothing of this person here any more."))
    return onward.back(request)

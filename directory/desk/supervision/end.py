"""A moderator ends a supervision: what is known and why first, then what it does, and only then it is done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from directory.desk import moderator
from directory.desk.supervision import page
from directory.web import doors
from directory.web.filters import Problem
from directory.web.forms import problems
from directory.web.refusals import status_of
from practitioners.errors import DomainError, Overtaken
from practitioners.models import Account, Case, Supervision
from practitioners.workflow import oversight

CONFIRM, EDIT = "confirm", "edit"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@doors.moderators
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, show what it does, and do it once that was read."""
    supervision, act = moderator.supervision(request, pk), request.POST.get("act", "")
    form = page.EndingForm(request.POST if request.method == "POST" else None)
    if supervision.ended_on is not None and not form.is_bound:
        raise Overtaken(_("This was ended already."))
    if not form.is_valid() or act == EDIT:
        found = problems(form) if form.is_bound and act != EDIT else []
        return page.asked(request, supervision, form, found, status=422 if found else 200)
    if act != CONFIRM:
        return page.confirm(request, supervision, form)
    account = moderator.signed_in(request)
    try:
        oversight.refuse_supervision(supervision, by=account, **form.cleaned_data)
    except DomainError as refusal:
        said = [Problem(str(refusal), "#end")]
        return page.asked(request, supervision, form, said, status=status_of(refusal))
    messages.success(request, _("Ended. The page says so now, and both are written to."))
    return _onward(supervision, account)


def _onward(supervision: Supervision, account: Account) -> HttpResponse:
    """Back to the case in hand, where it goes on; otherwise to the person it was about."""
    case = Case.objects.mine(account).filter(credential=supervision.license_id).first()
    if case is not None:
        return redirect("desk:case", case.ref)
    return redirect("desk:practitioner", supervision.license.practitioner.slug)

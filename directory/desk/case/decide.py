"""The decision on a case: read first where it cannot be undone, then said once."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from directory.desk import frame, moderator
from directory.desk.case import decision_words, forms, page
from directory.desk.queue import onward
from directory.web import doors
from practitioners.errors import DomainError
from practitioners.vocabulary import CaseState
from practitioners.workflow import cases

if TYPE_CHECKING:
    from directory.desk.case.decision_form import DecisionForm
    from practitioners.models import Account, Case

CONFIRM, PREVIEW, EDIT, NEXT = "confirm", "preview", "edit", "next"
VIEW = "view"
"""A button of the viewer: another page, and everything that was typed."""


@require_POST
@never_cache
@doors.moderators
def decide(request: HttpRequest, ref: str) -> HttpResponse:
    """Say what was found. What was typed stays whatever goes wrong; the same again is refused and changes nothing."""
    case, account = moderator.case(request, ref), moderator.signed_in(request)
    if too_late := _too_late(case, account):
        return page.over(request, case, too_late)
    act, form = request.POST.get("act", ""), forms.of(case, by=account, data=request.POST)
    valid = form.is_valid()
    try:
        cases.renew(case, by=account)  # to work on it is to keep it
        if VIEW in request.POST:
            return page.laid(request, case, form=forms.half_way(case, request.POST, by=account))
        if act == EDIT:
            return page.laid(request, case, form=form)
        if not valid:
            return page.wrong(request, case, form)
        if act == PREVIEW or (form.chosen in decision_words.CONFIRMED and act != CONFIRM):
            return _confirm(request, case, form)
        done = cases.decide(case, forms.given(form), by=account)
    except DomainError as refusal:
        return page.refused(request, case, form, refusal)
    messages.success(request, _said(done))
    return onward.go(request, wanted=request.POST.get("act") == NEXT or "onward" in request.POST)


def _too_late(case: "Case", account: "Account") -> str:
    """Why the same cannot be said again; nothing while there is something to decide."""
    if case.state == CaseState.CLOSED:
        return _("This case was decided already. Nothing was changed.")
    if account.pk in (case.first_by_id, case.second_by_id):
        return _("Your decision is kept already. Somebody else looks at it now. Nothing was changed.")
    if case.state == CaseState.WAITING:
        return _("This case waits for the practitioner’s reply. Nothing was changed.")
    return ""


def _confirm(request: HttpRequest, case: "Case", form: "DecisionForm") -> HttpResponse:
    """What the decision does and the letter it sends, before anything happens."""
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in ("act", "csrfmiddlewaretoken")
    ]
    context = {
        "case": case,
        "practitioner": case.credential.practitioner,
        "decision": form.chosen.label,
        "preview": decision_words.preview(case, form),
        "kept": kept,
        "onward": request.POST.get("act") == NEXT,
    }
    return frame.page(request, "desk/confirm.html", context, here="queue")


def _said(done: "Case") -> str:
    """What became of the case, for the line above the next page."""
    words = {
        CaseState.SECOND: _("Your answer to %(ref)s is kept. A second person looks at it now."),
        CaseState.SETTLE: _("You two found different things in %(ref)s. A third person settles it."),
        CaseState.WAITING: _("%(ref)s waits for the practitioner’s reply. Its clock stands."),
    }
    return words.get(CaseState(done.state), _("%(ref)s is decided. The page says so now.")) % {
        "ref": done.ref
    }

"""The paragraphs of letters, by code: read by all moderators, given new words by seniors."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from directory.desk import frame, moderator
from directory.web import doors
from directory.web.filters import Problem
from directory.web.forms import Form, problems
from directory.web.refusals import status_of
from practitioners.errors import DomainError
from practitioners.models import Reason
from practitioners.workflow import reasons

LETTERS: Mapping[str, Any] = {
    "N": lazy("Name"), "E": lazy("Expiry"), "Q": lazy("Quality"), "S": lazy("Scope"),
    "F": lazy("Suspected false"), "D": lazy("Duplicate"), "C": lazy("Consent"), "W": lazy("Wording"),
    "R": lazy("Register says no"),
}  # fmt: skip


class ReasonForm(Form):
    """New words for one reason."""

    label = forms.CharField(label=lazy("Short name, for moderators"), max_length=120)
    text = forms.CharField(
        label=lazy("Paragraph in the letter"), max_length=reasons.LONGEST, widget=forms.Textarea({"rows": 6}),
        help_text=lazy("The practitioner reads it. Say what to do, not only what is wrong."),
    )  # fmt: skip


@require_safe
@never_cache
@doors.moderators
def show(request: HttpRequest) -> HttpResponse:
    """Every reason in force, by its letter."""
    active = reasons.active()
    groups = [(name, [each for each in active if each.letter == letter]) for letter, name in LETTERS.items()]
    context = {
        "groups": [group for group in groups if group[1]],
        "may": moderator.signed_in(request).is_senior,
    }
    return frame.page(request, "desk/reasons.html", context, here="reasons")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@doors.seniors
def revise(request: HttpRequest, code: str) -> HttpResponse:
    """Write the next version of a reason; letters already sent keep theirs."""
    posted = request.POST if request.method == "POST" else None
    versions = _versions(code)
    form = ReasonForm(posted, initial={"label": versions[0].label, "text": versions[0].text})
    if not form.is_valid():
        return _page(request, versions, form, problems(form), status=422 if form.is_bound else 200)
    seen, account = request.POST.get("seen", ""), moderator.signed_in(request)
    try:
        fresh = reasons.revise(code, by=account, seen=seen, **form.cleaned_data)
    except DomainError as refusal:
        said = [Problem(str(refusal), "#id_text")]
        return _page(request, _versions(code), form, said, status=status_of(refusal))
    messages.success(
        request, _("%(reason)s, version %(number)s.") % {"reason": fresh, "number": fresh.version}
    )
    return redirect("desk:reasons")


def _versions(code: str) -> list[Reason]:
    """Every version of this reason, the one in force first."""
    found = list(
        Reason.objects.filter(code=code).select_related("revised_by").order_by("-active", "-version")
    )
    if not found or not found[0].active:
        raise Http404
    return found


def _page(
    request: HttpRequest, versions: list[Reason], form: ReasonForm, wrong: list[Problem], *, status: int
) -> HttpResponse:
    """The form above the reason as it is now, so that whoever was overtaken sees by what."""
    context = {"form": form, "reason": versions[0], "versions": versions, "problems": wrong}
    return frame.page(request, "desk/reason.html", context, here="reasons", status=status)

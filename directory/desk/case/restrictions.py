"""What a register shows on a license: recorded in its own words with its address, and lifted when it is gone."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from directory.desk import frame, moderator
from directory.web import doors
from directory.web.forms import DayField, Form, problems
from directory.web.options import YesNoField
from practitioners import clock
from practitioners.errors import Overtaken
from practitioners.models import Restriction
from practitioners.workflow import oversight


class RestrictionForm(Form):
    """Type, dates and link; never our own summary."""

    type = forms.CharField(
        label=lazy("Type, in the register’s own words"), max_length=120,
        help_text=lazy("For example: Probation. Do not describe what happened."),
    )  # fmt: skip
    touches_treatment = YesNoField(label=lazy("Does it touch scalp microneedling?"))
    starts_on = DayField(label=lazy("From"))
    ends_on = DayField(label=lazy("Until, if the register prints a day"), required=False)
    source_url = forms.URLField(label=lazy("Where everybody can read it"), assume_scheme="https")

    def clean(self) -> dict[str, object]:
        """A restriction ends after it begins."""
        given = super().clean() or {}
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("It must end after it begins."))
        if starts and starts > clock.today():
            self.add_error("starts_on", _("Enter the day it began: it cannot be in the future."))
        return given


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@doors.moderators
def record(request: HttpRequest, ref: str) -> HttpResponse:
    """Record what the register of this case's license shows."""
    case, posted = moderator.case(request, ref), request.method == "POST"
    if posted:
        case = moderator.held(request, ref)
    elif not moderator.holds(request, case):
        raise Overtaken(_("You do not hold this case. Take it first."))
    form = RestrictionForm(request.POST if posted else None)
    if not form.is_valid():
        context = {"case": case, "form": form, "problems": problems(form) if form.is_bound else []}
        status = 422 if form.is_bound else 200
        return frame.page(request, "desk/restriction.html", context, here="queue", status=status)
    oversight.record_restriction(case.credential, by=moderator.signed_in(request), **form.cleaned_data)
    messages.success(request, _("Recorded. The page says so now, with the link to the source."))
    return redirect("desk:case", case.ref)


@require_POST
@doors.moderators
def lift(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """The register no longer shows it."""
    case = moderator.held(request, ref)
    restriction = get_object_or_404(Restriction, pk=pk, license=case.credential_id)
    oversight.lift_restriction(restriction, by=moderator.signed_in(request))
    messages.success(request, _("Recorded: the register no longer shows it."))
    return redirect("desk:case", case.ref)

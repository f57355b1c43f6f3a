"""A senior records what the source of a scope rule says today."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from directory.desk import frame, moderator
from directory.desk.scope import effect, facts
from directory.desk.scope.form import ReadingForm
from directory.web import doors
from directory.web.forms import problems
from practitioners.errors import DomainError, Overtaken
from practitioners.workflow import scope_rules

CONFIRM, EDIT = "confirm", "edit"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@doors.seniors
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a reading; where it changes public pages, say first whom. What was typed stays whatever goes wrong."""
    rule, act = facts.fetched(pk), request.POST.get("act", "")
    form = ReadingForm(request.POST if request.method == "POST" else None, rule=rule)
    if not form.is_bound or act == EDIT:
        return _page(request, pk, form)
    if not form.is_valid():
        return _page(request, pk, form, status=422)
    reading = form.reading
    try:
        scope_rules.check(rule, reading)
        if act != CONFIRM and not scope_rules.keeps_counting(rule, reading.verdict):
            return effect.asked(request, rule, reading.verdict, kept=_kept(request), may_edit=True)
        by, seen = moderator.signed_in(request), request.POST.get("seen", "")
        scope_rules.reread(rule, reading, by=by, seen=seen)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, pk, form, status=409 if isinstance(refusal, Overtaken) else 422)
    messages.success(request, _("Recorded. It counts by this reading from now on."))
    return redirect("desk:scope_rule", pk)


def _page(request: HttpRequest, pk: int, form: ReadingForm, *, status: int = 200) -> HttpResponse:
    """The form below the rule as it is now, so that whoever was overtaken sees by what."""
    rule = facts.fetched(pk)
    context = {
        "rule": rule,
        "facts": facts.of(rule, on=form.today),
        "form": form,
        "seen": scope_rules.stamp(rule),
        "problems": problems(form) if status != 200 else [],
    }
    return frame.page(request, "desk/scope_read.html", context, here="scope", status=status)


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """Everything that was typed, to be sent again."""
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name not in ("act", "csrfmiddlewaretoken")
    ]

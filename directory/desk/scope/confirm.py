"""A senior stands by a reading of the law as it is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from directory.desk import moderator
from directory.desk.scope import effect, facts
from directory.web import doors
from practitioners.vocabulary import Verdict
from practitioners.workflow import scope_rules


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@doors.seniors
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Say first whom it changes; then let the reading count."""
    rule = facts.fetched(pk)
    if request.method == "POST":
        scope_rules.confirm(rule, by=moderator.signed_in(request), seen=request.POST.get("seen", ""))
        messages.success(request, _("Confirmed. It counts from now on."))
        return redirect("desk:scope_rule", rule.pk)
    if rule.confirmed_on is not None:
        return redirect("desk:scope_rule", rule.pk)
    kept = [("seen", scope_rules.stamp(rule))]
    return effect.asked(request, rule, Verdict(rule.verdict), kept=kept, may_edit=False)

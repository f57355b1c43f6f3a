"""The page of one scope rule: its facts, what it decides, the steps of the work, and what happened to it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from directory.desk import frame, moderator
from directory.desk.scope import facts, history
from directory.web import doors
from practitioners import clock
from practitioners.vocabulary import RuleStand
from practitioners.workflow import scope_reach


@require_safe
@never_cache
@doors.moderators
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """What the rule says today and how it came to that; a fixed number of queries."""
    rule, today, account = facts.fetched(pk), clock.today(), moderator.signed_in(request)
    decided = scope_reach.decided(on=today, license_types=[rule.license_type_id])
    at_other_depths = rule.jurisdiction.scope_rules.filter(license_type=rule.license_type_id)
    context = {
        "rule": rule,
        "facts": facts.of(rule, on=today),
        "decides": decided.get(rule.pk, 0),
        "others": at_other_depths.exclude(pk=rule.pk).order_by("depth"),
        "entries": history.of(rule, reader=account),
        "may": account.is_senior,
        "may_confirm": rule.stands == RuleStand.UNCONFIRMED and rule.review_by > today,
    }
    return frame.page(request, "desk/scope_rule.html", context, here="scope")

"""The ledger in sight: every event but those of one's own record and of people one knows."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from directory.desk import blind, frame, ledger_words, moderator
from directory.desk.record.audit_form import AuditForm, seen_by
from directory.web import doors
from directory.web.forms import problems

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from practitioners.models import LedgerEvent

PAGE = 50


@require_safe
@never_cache
@doors.moderators
def show(request: HttpRequest) -> HttpResponse:
    """The newest events first, fifty a page; the next page begins where this one ends."""
    form = AuditForm(request.GET)
    valid = form.is_valid()
    found = list(_newest(request, form)) if valid else []
    events, more = found[:PAGE], len(found) > PAGE
    account = moderator.signed_in(request)
    who = ledger_words.Names.of([event.actor_id for event in events], account)
    rows = [
        (event, ledger_words.words(event), ledger_words.detail(event), ledger_words.actor(event, who))
        for event in events
    ]
    here = form.here
    context = {
        "form": form,
        "rows": rows,
        "exports": account.is_senior,
        "older": here.having("before", str(events[-1].pk)) if more else "",
        "newest": here.without("before") if form.data.get("before") else "",
        "problems": [] if valid else problems(form),
    }
    return frame.page(request, "desk/audit.html", context, here="audit", status=200 if valid else 422)


def _newest(request: HttpRequest, form: AuditForm) -> "QuerySet[LedgerEvent]":
    account = moderator.signed_in(request)
    events = blind.events(form.narrowed(seen_by(account)), account)
    return events.select_related("practitioner").order_by("-pk")[: PAGE + 1]

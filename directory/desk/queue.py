"""What waits: the queue with its views, and the next suitable case."""

from django.contrib import messages
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from directory.desk import frame, moderator, queue_rows
from directory.desk.queue_filter import VIEWS, CaseFilter, View, tally, waiting_for
from directory.web import doors
from directory.web.pager import pager
from practitioners import clock
from practitioners.workflow import cases

PAGE = 50


@require_safe
@never_cache
@doors.moderators
def show(request: HttpRequest) -> HttpResponse:
    """The open cases this moderator may see, harm first, then least time left; a fixed number of queries."""
    account, now = moderator.signed_in(request), clock.now()
    waiting = waiting_for(account)
    found = CaseFilter(request.GET, queryset=waiting, account=account, now=now)
    problems = found.problems
    fitting = found.fitting
    try:
        shown = Paginator(fitting.for_queue().in_order(), PAGE).page(request.GET.get("page") or 1)
    except InvalidPage:
        raise Http404 from None
    here = found.here
    counted = tally(waiting, account=account, now=now)
    context = {
        "rows": [queue_rows.row(case, now=now, reader=account) for case in shown],
        "total": shown.paginator.count,
        "everything": counted.total,
        "views": [
            View(str(name), str(here.having("view", key)), counted.views[key], request.GET.get("view") == key)
            for key, name in VIEWS.items()
        ],
        "all": str(here.without("view")) or "?",
        "any_view": not request.GET.get("view"),
        "bands": counted.bands,
        "filter": found,
        "kept": here.pairs,
        "number": shown.number,
        "pages": shown.paginator.num_pages,
        "pager": pager(
            page=shown.number,
            pages=shown.paginator.num_pages,
            href=lambda number: here.having("page", str(number)),
        ),
        "problems": problems,
        "done": "done" in request.GET,
    }
    return frame.page(request, "desk/queue.html", context, here="queue", status=422 if problems else 200)


@require_POST
@doors.moderators
def take_next(request: HttpRequest) -> HttpResponse:
    """Take the oldest suitable case of the view one came from, and open it."""
    account = moderator.signed_in(request)
    asked = CaseFilter(request.POST, queryset=waiting_for(account), account=account, now=clock.now())
    case = cases.take_next(by=account, among=None if asked.problems else asked.qs)
    if case is None:
        messages.info(
            request, _("Nothing here is waiting for you: what is left is held, or not yours to decide.")
        )
        return redirect("desk:queue")
    response = redirect("desk:case", case.ref)
    response["Location"] += "?start"
    return response

"""What waits: the queue with its views, and the next suitable case."""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from directory.desk import frame, moderator
from directory.desk.queue import onward, rows, stuck
from directory.desk.queue.filter import CaseFilter
from directory.web import doors
from directory.web.pager import pager

PAGE = 50


@require_safe
@never_cache
@doors.moderators
def show(request: HttpRequest) -> HttpResponse:
    """The open cases this moderator may see, harm first, then least time left; a fixed number of queries."""
    account = moderator.signed_in(request)
    found = CaseFilter(request.GET, account=account)
    problems, here, counted = found.problems, found.here, found.tally()
    pages = Paginator(found.fitting.in_order().values_list("pk", flat=True), PAGE)
    pages.count = 0 if problems else counted.fitting  # to count again is to read every case again
    try:
        shown = pages.page(request.GET.get("page") or 1)
    except InvalidPage:
        raise Http404 from None
    context = {
        "rows": rows.rows(list(shown), now=found.now, reader=account),
        "total": pages.count,
        "views": counted.views,
        "bands": counted.bands,
        "filter": found,
        "stuck": stuck.in_queue(account),
        "kept": here.pairs,
        "number": shown.number,
        "pages": pages.num_pages,
        "pager": pager(
            page=shown.number,
            pages=pages.num_pages,
            href=lambda number: here.having("page", str(number)),
        ),
        "problems": problems,
        "done": "done" in request.GET,
    }
    return frame.page(request, "desk/queue.html", context, here="queue", status=422 if problems else 200)


@require_POST
@doors.moderators
def take_next(request: HttpRequest) -> HttpResponse:
    """Take the most urgent suitable case of the view one came from, and open it."""
    return onward.begin(request)

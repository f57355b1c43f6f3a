"""Everything about one practitioner: claims, cases, looks, who opened which file, what was said."""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from directory.desk import bench_facts, frame, ledger_words, moderator, record
from directory.web import doors
from directory.web.pager import pager

PAGE = 50


@require_safe
@never_cache
@doors.moderators
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """A record from end to end; the timeline fifty a page, the rest whole."""
    person, account = moderator.practitioner(request, slug), moderator.signed_in(request)
    try:
        shown = Paginator(record.events(person, account), PAGE).page(request.GET.get("page") or 1)
    except InvalidPage:
        raise Http404 from None
    looks = record.looks(person, account)
    names = ledger_words.Names.of([look.moderator_id for look in looks], account, person)
    pages = shown.paginator.num_pages
    context = {
        "practitioner": person,
        "public": person.visibility in bench_facts.SHOWN,
        "claims": record.claims(person, account),
        "supervisions": record.supervisions(person, account),
        "looks": [record.look_in_words(look, names) for look in looks],
        "views": ledger_words.entries(record.views(person), reader=account, owner=person),
        "remarks": ledger_words.entries([], record.remarks(person), reader=account, owner=person),
        "timeline": ledger_words.entries(shown, reader=account, owner=person),
        "number": shown.number,
        "pages": pages,
        "pager": pager(page=shown.number, pages=pages, href=lambda number: f"?page={number}#timeline-h"),
    }
    return frame.page(request, "desk/practitioner.html", context, here="queue")

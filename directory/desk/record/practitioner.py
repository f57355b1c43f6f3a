"""Everything about one practitioner: claims, cases, looks, who opened which file, what was said."""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from directory.desk import frame, ledger_words, moderator
from directory.desk.case import bench_facts
from directory.desk.record import claims
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
        shown = Paginator(claims.events(person, account), PAGE).page(request.GET.get("page") or 1)
    except InvalidPage:
        raise Http404 from None
    looks = claims.looks(person, account)
    names = ledger_words.Names.of([look.moderator_id for look in looks], account, person)
    pages = shown.paginator.num_pages
    context = {
        "practitioner": person,
        "public": person.visibility in bench_facts.SHOWN,
        "claims": claims.claims(person, account),
        "supervisions": claims.supervisions(person, account),
        "looks": [claims.look_in_words(look, names) for look in looks],
        "views": ledger_words.entries(claims.views(person), reader=account, owner=person),
        "remarks": ledger_words.entries([], claims.remarks(person), reader=account, owner=person),
        "timeline": ledger_words.entries(shown, reader=account, owner=person),
        "number": shown.number,
        "pages": pages,
        "pager": pager(page=shown.number, pages=pages, href=lambda number: f"?page={number}#timeline-h"),
    }
    return frame.page(request, "desk/practitioner.html", context, here="queue")

"""The way to the page as clients see it, and what waits to change it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from directory.portal import owner, page_words, rooms
from directory.web import doors
from directory.web.pages import page
from practitioners.intake import drafts
from practitioners.vocabulary import Kind, Visibility
from practitioners.workflow import amendments


@never_cache
@require_safe
@doors.owners
def preview(request: HttpRequest) -> HttpResponse:
    """The public page is one click away at its own address; here stands what it does not show yet."""
    person = owner.record(request)
    under_way = owner.claims(request).filter(status__in=drafts.OPEN).exclude(kind=Kind.AMENDMENT)
    context = {
        "person": person,
        "public": person.visibility == Visibility.PUBLIC,
        "waiting": page_words.waiting(amendments.open_changes(person)),
        "rows": list(rooms.rows(under_way.order_by("pk"))),
    }
    return page(request, "portal/preview.html", context)

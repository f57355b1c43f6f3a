"""On to the next case: of the view one works through, for as long as something is left in it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from directory.desk import moderator
from directory.desk.queue.filter import CaseFilter
from practitioners.workflow import cases

_KEPT = "desk-queue"


def begin(request: HttpRequest) -> HttpResponse:
    """Take the most urgent case of the view that is posted, and stay in that view from here on."""
    asked = _question(request, request.POST)
    request.session[_KEPT] = dict(asked.here.pairs)
    following = _next(request, asked)
    if following is None and not asked.problems:
        messages.info(
            request, _("Nothing here is waiting for you: what is left is held, or not yours to decide.")
        )
    return following or redirect(f"{reverse('desk:queue')}{asked.here}")


def go(request: HttpRequest, *, wanted: bool) -> HttpResponse:
    """After a decision: the next case of that view, where it is wanted and there is one; otherwise the queue."""
    asked = _kept(request)
    following = _next(request, asked) if wanted else None
    return following or redirect(f"{reverse('desk:queue')}{asked.here.having('done', 'yes')}")


def back(request: HttpRequest) -> HttpResponse:
    """To the queue, in that view."""
    return redirect(f"{reverse('desk:queue')}{_kept(request).here}")


def _kept(request: HttpRequest) -> CaseFilter:
    kept = QueryDict(mutable=True)
    kept.update(request.session.get(_KEPT, {}))
    return _question(request, kept)


def _question(request: HttpRequest, said: QueryDict) -> CaseFilter:
    return CaseFilter(said, account=moderator.signed_in(request))


def _next(request: HttpRequest, asked: CaseFilter) -> HttpResponse | None:
    case = cases.take_next(by=moderator.signed_in(request), among=asked.fitting)
    return redirect(f"{reverse('desk:case', args=[case.ref])}?start") if case else None

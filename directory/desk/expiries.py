"""What runs out: today, and in the next sixty days, with the letters that went out about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import InvalidPage, Paginator
from django.db.models import Count, Max, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from directory.desk import frame, moderator
from directory.web import doors
from directory.web.pager import pager
from practitioners import clock, notices, standard
from practitioners.errors import MoveRefused
from practitioners.models import Account, Credential, Practitioner
from practitioners.vocabulary import Kind, NoticeKind, Status, Visibility

PAGE, AHEAD, AGAIN_DAYS = 50, 60, 7
BY_HAND = "by-hand"


@dataclass(frozen=True)
class Row:
    """One claim that runs out."""

    claim: Credential
    person: Practitioner
    what: str
    days: int
    letters: int
    last: Any
    by_look: bool
    may_remind: bool


@require_safe
@never_cache
@doors.moderators
def show(request: HttpRequest) -> HttpResponse:
    """What lapsed today and what lapses in sixty days, soonest first."""
    today, account = clock.today(), moderator.signed_in(request)
    ending = running_out(account)
    gone = ending.filter(valid_until=today - timedelta(days=1))
    soon = ending.filter(valid_until__range=(today, today + timedelta(days=AHEAD)))
    try:
        shown = Paginator(_with_letters(soon), PAGE).page(request.GET.get("page") or 1)
    except InvalidPage:
        raise Http404 from None
    pages = shown.paginator.num_pages
    context = {
        "gone": _rows(_with_letters(gone)[:PAGE]),
        "soon": _rows(shown),
        "total": shown.paginator.count,
        "ahead": AHEAD,
        "number": shown.number,
        "pages": pages,
        "pager": pager(page=shown.number, pages=pages, href=lambda number: f"?page={number}"),
    }
    return frame.page(request, "desk/expiries.html", context, here="expiries")


@require_POST
@doors.moderators
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Owe one letter more than the usual ones; one a week."""
    claim = get_object_or_404(running_out(moderator.signed_in(request)), pk=pk)
    week_ago = clock.now() - timedelta(days=AGAIN_DAYS)
    lately = claim.notices.filter(kind=NoticeKind.EXPIRING, owed_at__gt=week_ago)
    if lately.exists():
        raise MoveRefused(
            _("A letter about this went out within seven days. Wait, or write to them yourself.")
        )
    year, week, _weekday = clock.today().isocalendar()
    if notices.owe(NoticeKind.EXPIRING, claim, key=f"{BY_HAND}:{year}-{week}") is None:
        raise MoveRefused(_("Nobody has an account for this record: there is nobody to write to."))
    messages.success(request, _("The reminder goes out with the next letters."))
    return redirect("desk:expiries")


def running_out(account: Account) -> "QuerySet[Credential]":
    """Shown claims of public pages that end, but one's own and those of people one knows."""
    shown = Credential.objects.filter(
        status=Status.VERIFIED, practitioner__visibility=Visibility.PUBLIC, valid_until__isnull=False
    )
    ends = shown.exclude(kind__in=standard.PRIVATE_KINDS)
    theirs = Q(practitioner__account=account.pk) | Q(practitioner__conflicts__moderator=account.pk)
    return ends.exclude(pk__in=Credential.objects.filter(theirs).values("pk"))


def _with_letters(claims: "QuerySet[Credential]") -> "QuerySet[Credential]":
    about = Q(notices__kind=NoticeKind.EXPIRING)
    counted = claims.annotate(
        letters=Count("notices", filter=about), last=Max("notices__owed_at", filter=about)
    )
    return counted.select_related("practitioner", "license", "membership").order_by("valid_until", "pk")


def _by_look(claim: Credential) -> bool:
    """Only the age of our own look ends it: the practitioner can do nothing about that."""
    own = getattr(claim, "license", None) or getattr(claim, "membership", None)
    if own is None:
        return False
    ends = getattr(own, "expires_on", None) or getattr(own, "ends_on", None)
    return ends is None or (claim.valid_until is not None and ends > claim.valid_until)


def _rows(claims: Any) -> Sequence[Row]:
    today, week_ago = clock.today(), clock.now() - timedelta(days=AGAIN_DAYS)
    return [
        Row(
            claim=claim,
            person=claim.practitioner,
            what=str(Kind(claim.kind).label),
            days=(claim.valid_until - today).days,
            letters=claim.letters,
            last=claim.last,
            by_look=_by_look(claim),
            may_remind=not _by_look(claim)
            and claim.practitioner.account_id is not None
            and (claim.last is None or claim.last < week_ago),
        )
        for claim in claims
    ]

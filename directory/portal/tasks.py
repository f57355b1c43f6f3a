"""The task list: what clients see, what to do, and everything of the record under its heading."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from directory.portal import owner, summary, todo
from directory.web import doors
from directory.web.filters import Problem
from directory.web.pages import page
from directory.web.refusals import status_of
from practitioners.errors import DomainError
from practitioners.workflow import profile

if TYPE_CHECKING:
    from practitioners.models import Practitioner


@never_cache
@require_safe
@doors.members
def tasks(request: HttpRequest) -> HttpResponse:
    """The record of the person who is signed in; who has none yet is led to where one begins."""
    account = owner.signed_in(request)
    person = getattr(account, "practitioner", None)
    if person is None:
        return redirect(_desk() if account.is_moderator else "portal:start")
    return _page(request, person)


@never_cache
@require_POST
@doors.owners
def publish(request: HttpRequest) -> HttpResponse:
    """Make the page public; where something is missing, say what, with the way to it."""
    person = owner.record(request)
    try:
        profile.publish(person, by=owner.signed_in(request))
    except DomainError as refusal:
        gaps = profile.gaps_before_public(person)
        wrong = [Problem(gap.sentence, todo.gap_href(gap)) for gap in gaps] or [Problem(str(refusal), "")]
        return _page(request, person, problems=wrong, status=status_of(refusal))
    messages.success(request, _("Your page is public."))
    return redirect("portal:tasks")


def _page(
    request: HttpRequest, person: "Practitioner", *, problems: Iterable[Problem] = (), status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = summary.of(person, claims=list(owner.claims(request).order_by("pk")))
    return page(request, "portal/tasks.html", context | {"problems": list(problems)}, status=status)


def _desk() -> str:
    """Where moderators without a record of their own go; this site may have no desk."""
    try:
        return reverse("desk:queue")
    except NoReverseMatch:
        return "portal:start"

"""One claim with everything about it: where it stands, every answer, its documents, and what can be done."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from directory.portal import claim_page, owner
from directory.portal.forms.replies import Objection, Reply
from directory.web import doors
from directory.web.forms import problems
from directory.web.pages import page
from directory.web.refusals import status_of
from practitioners.errors import DomainError
from practitioners.vocabulary import Status
from practitioners.workflow import moves

if TYPE_CHECKING:
    from directory.web.filters import Problem


@require_http_methods(["GET", "HEAD", "POST"])
@doors.owners
@never_cache
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one claim; a POST sends it, with a reply where one was asked for."""
    form = Reply(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, pk, reply=form)
    found = owner.claim(request, pk)
    if not form.is_valid():
        return _page(request, pk, reply=form, wrong=problems(form), status=422)
    try:
        moves.submit(found, by=owner.signed_in(request), words=form.cleaned_data["words"])
    except DomainError as refusal:
        return _page(request, pk, reply=form, refusal=refusal)
    messages.success(request, _("Sent. You get a letter when it is decided."))
    return redirect("portal:claim", pk=pk)


@require_POST
@doors.owners
@never_cache
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask somebody who was not involved to look at a refusal or a suspension."""
    found = owner.claim(request, pk)
    form = Objection(request.POST)
    if not form.is_valid():
        return _page(request, pk, objection=form, wrong=problems(form), status=422)
    ask = moves.contest if found.status == Status.SUSPENDED else moves.appeal
    try:
        ask(found, by=owner.signed_in(request), words=form.cleaned_data["why"])
    except DomainError as refusal:
        return _page(request, pk, objection=form, refusal=refusal)
    messages.success(request, _("Asked. Somebody who was not involved will look at it."))
    return redirect("portal:claim", pk=pk)


def _page(
    request: HttpRequest, pk: int, *, reply: Reply | None = None, objection: Objection | None = None,
    wrong: "list[Problem] | None" = None, refusal: DomainError | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """Read anew: a refused move leaves the claim in the database as it was, and ours as it was not."""
    context: dict[str, Any] = claim_page.of(owner.loaded(request, pk))
    if refusal is not None:
        wrong = claim_page.refused(context, refusal)
        status = 422 if context["gaps"] else status_of(refusal)
    context |= {"problems": wrong or [], "reply": reply or Reply(), "objection": objection or Objection()}
    return page(request, "portal/claim.html", context, status=status)

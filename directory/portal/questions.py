"""One page of questions: shown, saved, and shown again where somebody else saved meanwhile."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from directory.portal import owner, rooms, sections
from directory.web import doors
from directory.web.filters import Problem
from directory.web.forms import problems
from directory.web.pages import page
from practitioners.errors import Overtaken
from practitioners.intake import drafts

if TYPE_CHECKING:
    from directory.portal.forms.question import Question
    from practitioners.models import Credential


@require_http_methods(["GET", "HEAD", "POST"])
@doors.owners
@never_cache
def question(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """The questions of one section; saving leads on, or back to the list of answers."""
    claim = owner.claim(request, pk)
    asked = sections.find(claim, section)
    if asked.form.early(drafts.answers(claim)):
        return redirect(sections.first(claim))
    if request.method != "POST":
        if claim.status not in drafts.EDITABLE:
            return redirect("portal:claim", pk=claim.pk)
        return _page(request, claim, asked, asked.form(claim=claim))
    form = asked.form(request.POST, claim=claim)
    seen = _whole(request.POST.get("seen", ""))
    if not form.is_valid():
        return _page(request, claim, asked, form, seen=seen, wrong=problems(form), status=422)
    try:
        drafts.save(claim, form.given(), by=owner.signed_in(request), seen=seen)
    except Overtaken as refusal:
        theirs = asked.form(claim=claim)
        if not _stands(claim, form):
            wrong = [Problem(str(refusal), "#theirs")]
            return _page(request, claim, asked, form, wrong=wrong, theirs=theirs, status=409)
    back = request.POST.get("then") == "list" or request.GET.get("back") == "check"
    return redirect(reverse("portal:claim", args=[claim.pk]) if back else sections.after(claim, asked))


def _stands(claim: "Credential", form: "Question") -> bool:
    """Whether what was typed is what is kept already: a second click, not a second opinion."""
    kept, typed = drafts.answers(claim), drafts.plain(form.given())
    return all(name in kept and kept[name] == value for name, value in typed.items())


def _page(
    request: HttpRequest, claim: "Credential", asked: sections.Section, form: "Question", *, status: int = 200,
    seen: int | None = None, wrong: list[Problem] | None = None, theirs: "Question | None" = None,
) -> HttpResponse:  # fmt: skip
    every = sections.of(claim)
    context: dict[str, Any] = {
        "claim": claim, "room": rooms.of(claim), "section": asked, "form": form, "problems": wrong or [],
        "seen": claim.edits if seen is None else seen, "theirs": theirs.rows() if theirs else [],
        "step": _("Question %(number)s of %(all)s") % {"number": every.index(asked) + 1, "all": len(every)}
        if asked in every
        else _("Renewal"),
    }  # fmt: skip
    return page(request, "portal/question.html", context, status=status)


def _whole(typed: str) -> int:
    """The number a form carries; one that no row ever has for anything else."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1

"""About the person: the fields that moderators look at."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from directory.portal import again, owner, page_words
from directory.portal.forms_page import AboutForm
from directory.web import doors
from directory.web.filters import Problem
from practitioners.errors import DomainError
from practitioners.intake import wording
from practitioners.workflow import amendments

if TYPE_CHECKING:
    from practitioners.models import Practitioner

COLUMNS = ("public_name", "profession_id", "profession_line", "about", "depth")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@doors.owners
def about(request: HttpRequest) -> HttpResponse:
    """Name, profession, depth and the text: what is on the page, what waits, and the form."""
    person = owner.record(request)
    now = amendments.proposed(person, *COLUMNS)
    form = AboutForm(
        request.POST or None,
        initial=now | {"seen": amendments.stamp_of(now)},
        warned="as_it_is" in request.POST,
    )
    if request.method != "POST" or not form.is_valid():
        return _about(request, form, person)
    doubts = wording.doubts(form.cleaned_data["profession_line"], form.cleaned_data["about"])
    if doubts and not form.cleaned_data.get("as_it_is"):
        return _warned(request, person, doubts)
    try:
        claim = amendments.change(
            person, form.values, by=owner.signed_in(request), seen=form.cleaned_data["seen"]
        )
    except DomainError as refusal:
        now = amendments.proposed(person, *COLUMNS)
        theirs = again.overtaken(form, refusal, seen=amendments.stamp_of(now), now=again.in_words(form, now))
        return _about(request, form, person, refusal=refusal, **theirs)
    messages.success(
        request, _("Saved. Send it to the moderators when you are done.") if claim else _("Saved.")
    )
    return redirect("portal:about")


def _about(
    request: HttpRequest,
    form: AboutForm,
    person: "Practitioner",
    *,
    refusal: DomainError | None = None,
    **more: Any,
) -> HttpResponse:
    changes = [claim for claim in amendments.open_changes(person) if claim.place_id is None]
    context = {"person": person, "waiting": page_words.waiting(changes), **more}
    return again.show(request, "portal/about.html", form, context, refusal=refusal)


def _warned(request: HttpRequest, person: "Practitioner", doubts: list[wording.Doubt]) -> HttpResponse:
    """The same form with everything that was typed, the reasons, and a tick to insist."""
    form = AboutForm(request.POST, warned=True)
    form.is_valid()
    found = [
        Problem(_("“%(words)s”: %(reason)s %(instead)s") % doubt.__dict__, "#id_about") for doubt in doubts
    ]
    context = {"person": person, "doubted": True}
    return again.show(request, "portal/about.html", form, context, doubts=found)

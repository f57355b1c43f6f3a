"""Before and after pictures: sets with captions and a client's consent, and the end of that consent."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from directory.portal import again, owner, photo_words
from directory.portal.forms_page import CaptionsForm
from directory.web import doors
from directory.web.pages import page
from practitioners.errors import DomainError, Overtaken
from practitioners.intake import drafts
from practitioners.vocabulary import Kind
from practitioners.workflow import photos as verbs

if TYPE_CHECKING:
    from practitioners.models import Credential

SET = "portal/photo_set.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@doors.owners
def index(request: HttpRequest) -> HttpResponse:
    """Every set with where it stands; POST begins a new one."""
    person = owner.record(request)
    if request.method == "POST":
        claim = verbs.start(person, by=owner.signed_in(request))
        return redirect("portal:photo_set", claim.pk)
    sets = person.credentials.filter(kind=Kind.PHOTOS).select_related("photos").order_by("-pk")
    context = {"sets": photo_words.rows(sets), "closed": photo_words.closed(person)}
    return page(request, "portal/photos.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@doors.owners
def photo_set(request: HttpRequest, pk: int) -> HttpResponse:
    """The captions and the consent of one set."""
    claim = own_set(request, pk)
    form = CaptionsForm(request.POST or None, initial=drafts.answers(claim) | {"seen": claim.edits})
    if request.method != "POST" or not form.is_valid():
        return again.show(request, SET, form, {"set": photo_words.one(claim)})
    given = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
    try:
        drafts.save(claim, given, by=owner.signed_in(request), seen=_seen(form, claim))
    except DomainError as refusal:
        theirs = again.overtaken(
            form, refusal, seen=claim.edits, now=again.in_words(form, drafts.answers(claim))
        )
        return again.show(request, SET, form, {"set": photo_words.one(claim), **theirs}, refusal=refusal)
    messages.success(request, _("Saved."))
    return redirect("portal:photo_files", claim.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@doors.owners
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """What it means that the client took the consent back, and then the end of the pictures."""
    claim = own_set(request, pk)
    if request.method != "POST":
        return page(request, "portal/photo_consent.html", {"set": photo_words.one(claim)})
    verbs.end_consent(claim, by=owner.signed_in(request))
    messages.success(request, _("The pictures are deleted."))
    return redirect("portal:photos")


def own_set(request: HttpRequest, pk: int) -> "Credential":
    """One of their own photo sets; another kind of claim does not live here."""
    claim = owner.claim(request, pk)
    if claim.kind != Kind.PHOTOS:
        raise Http404
    return claim


def _seen(form: CaptionsForm, claim: "Credential") -> int:
    """The number the page was made from; a page without one was not made here."""
    seen = form.cleaned_data["seen"]
    if seen is None:
        raise Overtaken(_("Open this page again: it has lost what it was made from."))
    return int(seen)

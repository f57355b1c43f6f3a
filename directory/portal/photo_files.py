"""The two pictures of a set: sent together, and seen by their owner."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from directory.portal import again, owner, photo_words
from directory.portal.forms_page import PicturesForm
from directory.portal.photos import own_set
from directory.portal.portrait import stored
from directory.web import doors
from practitioners.errors import DomainError
from practitioners.workflow import photos as verbs


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@doors.owners
def files(request: HttpRequest, pk: int) -> HttpResponse:
    """Both pictures of one set."""
    claim = own_set(request, pk)
    form = PicturesForm()
    if request.method == "POST":
        form = PicturesForm(request.POST, request.FILES)
    if request.method != "POST" or not form.is_valid():
        return again.show(request, "portal/photo_files.html", form, {"set": photo_words.one(claim)})
    given = form.cleaned_data
    try:
        verbs.attach(claim, given["before"], given["after"], by=owner.signed_in(request))
    except DomainError as refusal:
        context = {"set": photo_words.one(claim)}
        return again.show(
            request, "portal/photo_files.html", form, context, refusal=refusal, href="#id_before"
        )
    messages.success(request, _("Both pictures are stored at the same size. Send the set when you are done."))
    return redirect("portal:photo_files", claim.pk)


@never_cache
@require_safe
@doors.owners
def photo(request: HttpRequest, pk: int, which: str) -> HttpResponseBase:
    """One picture of one of the owner's own sets."""
    detail = getattr(own_set(request, pk), "photos", None)
    if detail is None or which not in ("before", "after"):
        raise Http404
    return stored(str(getattr(detail, which).name or ""))

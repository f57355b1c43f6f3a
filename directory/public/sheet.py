"""The aftercare sheet of a practitioner who lets clients read it: pictures of its pages, never the file."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from directory.web import doors
from directory.web.pages import page
from practitioners.intake import uploads
from practitioners.models import Credential, Evidence
from practitioners.querysets.credential import CredentialQuerySet
from practitioners.standing.words import day
from practitioners.storage import evidence_storage
from practitioners.vocabulary import Kind, Visibility

# Asked anew each time: the owner may take it back any day.
_fresh = cache_control(private=True, no_store=True)


@require_safe
@_fresh
@doors.everyone
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Every page of the sheet, with the day a moderator saw it."""
    claim = _shown(slug)
    numbers = range(1, len(_pages(claim)) + 1)
    context = {"person": claim.practitioner, "seen": day(claim.checked_on), "numbers": numbers}
    return page(request, "public/sheet.html", context)


@require_safe
@_fresh
@doors.everyone
def page_image(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The picture of one page."""
    pages = _pages(_shown(slug))
    if not 1 <= number <= len(pages):
        raise Http404
    try:
        return FileResponse(evidence_storage().open(pages[number - 1]), content_type=uploads.PAGE_TYPE)
    except FileNotFoundError:
        raise Http404 from None


def _shown(slug: str) -> Credential:
    """The aftercare claim that holds today and whose owner lets clients read the sheet; 404 without one."""
    claims: CredentialQuerySet = Credential.objects.current().filter(
        kind=Kind.AFTERCARE, aftercare__sheet_public=True, practitioner__slug=slug,
        practitioner__visibility=Visibility.PUBLIC,
    )  # fmt: skip
    claim: Credential | None = claims.select_related("practitioner").order_by("-valid_until", "pk").first()
    if claim is None or not _pages(claim):
        raise Http404
    return claim


def _pages(claim: Credential) -> list[str]:
    """The names of the page pictures of every document that others may open."""
    files = Evidence.objects.ready().filter(credential=claim).order_by("pk")
    return [name for images in files.values_list("page_images", flat=True) for name in images]

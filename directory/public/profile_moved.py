"""The ways to a page and from it: from an address it once had, and back to the results."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from directory.web import addresses
from practitioners.models import FormerSlug, Practitioner


def to(slug: str, view: str) -> HttpResponse:
    """A permanent redirect to the page under its present name; Http404 when nobody shown ever had this one."""
    shown = Practitioner.objects.reachable()
    former = (
        FormerSlug.objects.filter(slug=slug, practitioner__in=shown).select_related("practitioner").first()
    )
    if former is None:
        raise Http404
    return HttpResponsePermanentRedirect(reverse(view, args=[former.practitioner.slug]))


def back(request: HttpRequest) -> str:
    """The results one came from with their whole query, or nothing."""
    came = addresses.came_from(request)
    return came if came.startswith(f"{reverse('public:find')}?") else ""

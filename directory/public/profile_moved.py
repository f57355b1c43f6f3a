"""The way from an address a page once had to its present one."""

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

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

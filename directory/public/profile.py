"""A practitioner's page: what is claimed, how each claim is known, and what that does not tell."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from directory.public import history, profile_moved, profile_page, profile_record
from directory.web import doors
from directory.web.pages import page
from practitioners import clock
from practitioners.models import Practitioner

PORTRAITS = {".webp": "image/webp", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png"}


@require_safe
@doors.everyone
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """One practitioner with the evidence, their places and what happened; at most twelve queries.

    Its owner sees it before it is public too, and nothing keeps a copy of that.
    """
    practitioner = profile_record.visible(slug, to=request.user)
    if practitioner is None:
        return profile_moved.to(slug, "public:profile")
    record = profile_record.load(practitioner, on=clock.today())
    entries, more = history.latest(practitioner)
    context = profile_page.context(record) | {
        "entries": entries,
        "more": more,
        "back": profile_moved.back(request),
    }
    response = page(request, "public/profile.html", context)
    if context["preview"]:
        add_never_cache_headers(response)
    patch_vary_headers(response, ["Referer"])  # the way back names the search one came from
    return response


@require_safe
@cache_control(public=True, max_age=86_400)
@doors.everyone
def portrait(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The portrait of a public practitioner; nothing else in the media store has an address."""
    practitioner = Practitioner.objects.public().filter(slug=slug).first()
    name = str(practitioner.photo.name).lower() if practitioner else ""
    kind = next((kind for ending, kind in PORTRAITS.items() if name.endswith(ending)), None)
    if practitioner is None or kind is None:
        raise Http404
    try:
        return FileResponse(practitioner.photo.open("rb"), content_type=kind)
    except OSError:
        raise Http404 from None  # the row is there, the file is not

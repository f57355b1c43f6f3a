"""What machines ask a site for: robots, sitemap, security contact, icons, manifest."""

from datetime import timedelta
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from directory.web import doors
from practitioners import clock
from practitioners.models import Practitioner

PEOPLE_A_FILE = 10_000
FIXED = (
    "home", "how_we_check", "levels", "limits", "money", "numbers", "for_practitioners", "privacy",
    "accessibility", "terms", "contact", "open_source",
)  # fmt: skip
SECURITY_DAYS = 180
SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@require_safe
@cache_control(public=True, max_age=86_400)
@doors.everyone
def robots(request: HttpRequest) -> HttpResponse:
    """Profiles and texts may be indexed, searches may not; a demonstration not at all: its people do not exist."""
    closed = "/" if settings.DEMONSTRATION else reverse("public:find")
    lines = [
        "User-agent: *",
        f"Disallow: {closed}",
        f"Sitemap: {settings.SITE_URL}{reverse('public:sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@doors.everyone
def sitemap(request: HttpRequest) -> HttpResponse:
    """The list of sitemaps: the texts, and every public profile in files of 10,000."""
    addresses = [reverse("public:sitemap_part", args=[part]) for part in range(_files() + 1)]
    return _xml("sitemapindex", "sitemap", addresses)


@require_safe
@doors.everyone
def sitemap_part(request: HttpRequest, part: int) -> HttpResponse:
    """Part 0 is the texts; the others are people in the order they came."""
    if part == 0:
        return _xml("urlset", "url", [reverse(f"public:{name}") for name in FIXED])
    if part > _files():
        raise Http404  # asked first: no database counts as far as an address can
    first = (part - 1) * PEOPLE_A_FILE
    people = Practitioner.objects.public().order_by("pk").values_list("slug", flat=True)
    slugs = people[first : first + PEOPLE_A_FILE]
    return _xml("urlset", "url", [reverse("public:profile", args=[slug]) for slug in slugs])


def _files() -> int:
    """How many sitemaps the public profiles fill."""
    return -(-Practitioner.objects.public().count() // PEOPLE_A_FILE)


@require_safe
@doors.everyone
def security(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness of the site, in the form of RFC 9116."""
    expires = (clock.now() + timedelta(days=SECURITY_DAYS)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: mailto:{settings.CONTACT_EMAIL}",
        f"Expires: {expires}",
        "Preferred-Languages: en",
        f"Canonical: {settings.SITE_URL}{reverse('public:security')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=86_400)
@doors.everyone
def manifest(request: HttpRequest) -> JsonResponse:
    """Name, colors and icons for a home screen; nothing is installed and nothing works offline."""
    icons = [
        {"src": static(f"icons/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    said = {
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME,
        "lang": get_language(),
        "start_url": reverse("public:home"),
        "display": "browser",
        "background_color": "#f8f6f1",
        "theme_color": "#0c4348",
        "icons": icons,
    }
    return JsonResponse(said, content_type="application/manifest+json")


@require_safe
@cache_control(public=True, max_age=86_400)
@doors.everyone
def favicon(request: HttpRequest) -> HttpResponse:
    """The address that browsers try by themselves."""
    return HttpResponsePermanentRedirect(static("icons/favicon.png"))


def _xml(root: str, item: str, addresses: list[str]) -> HttpResponse:
    """A sitemap file of absolute addresses."""
    rows = "".join(
        f"<{item}><loc>{escape(settings.SITE_URL + address)}</loc></{item}>\n" for address in addresses
    )
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {SCHEMA}>\n{rows}</{root}>\n'
    return HttpResponse(body, content_type="application/xml; charset=utf-8")

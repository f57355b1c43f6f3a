"""The language of pages: the one that was chosen, or the first of the browser's own that we have."""

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from directory.web import addresses, doors

SPOKEN = ("text/html", "application/manifest+json")
"""Kinds of answers that differ from language to language; the others are for machines."""


ENGLISH = ("/my/", "/desk/", "/accounts/")
"""Rooms for signed-in people, which nobody has translated yet: half a page in another language helps nobody."""


class Languages(LocaleMiddleware):
    """Speaks the visitor's language, names it, and tells caches what it depends on."""

    def process_request(self, request: HttpRequest) -> None:
        """The language of this answer; `request.one_language` where there is no choice."""
        request.one_language = request.path.startswith(ENGLISH)  # type: ignore[attr-defined]  # for the page's foot
        if not request.path.startswith(ENGLISH):
            super().process_request(request)
            return
        translation.activate(settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = settings.LANGUAGE_CODE

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer with its language; one for machines has none."""
        if not response.headers.get("Content-Type", "").startswith(SPOKEN):
            return response
        # Colors and distances come from a cookie too.
        patch_vary_headers(response, ["Cookie"])
        answer: HttpResponseBase = super().process_response(request, response)
        return answer


# A token would put a cookie into the browser of everyone who reads a page: the address of the asking page will do.
@csrf_exempt
@require_POST
@doors.everyone
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the posted `language` in a cookie for a year and show the page again."""
    asking = request.headers.get("Origin")
    if asking and addresses.parts(asking).netloc != request.get_host():
        raise PermissionDenied
    if request.POST.get("language") not in dict(settings.LANGUAGES):
        raise BadRequest
    response: HttpResponse = set_language(request)
    return response

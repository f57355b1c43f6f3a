"""The site's own addresses, and some that go wrong in every way a page can."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.urls import path

from directory.urls import handler400, handler403, handler404, handler500
from directory.urls import urlpatterns as site
from directory.web import doors
from directory.web.context import site as told
from practitioners import errors

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

FAULTS = {
    400: SuspiciousOperation("That cannot be read."),
    403: PermissionDenied(),
    409: errors.MoveRefused("That move is not open."),
    422: errors.Invalid("Give a date."),
    500: RuntimeError("Broken on purpose."),
}


@doors.everyone
def goes_wrong(request: HttpRequest, status: int) -> HttpResponse:
    """Answers with that status in the way the site itself would."""
    if status in FAULTS:
        raise FAULTS[status]
    return HttpResponse(loader.render_to_string(f"{status}.html", told(request)), status=status)


urlpatterns = [path("goes-wrong/<int:status>/", goes_wrong), *site]

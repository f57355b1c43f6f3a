"""A site of one small room behind each door, beside the real pages of accounts."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_POST

from directory.web import doors


def room(request: HttpRequest) -> HttpResponse:
    """Says that somebody came in."""
    return HttpResponse("in")


@require_POST
@doors.members
@doors.recent
def burn(request: HttpRequest) -> HttpResponse:
    """Something that cannot be undone."""
    return HttpResponse(f"burnt {request.POST['what']}")


urlpatterns = [
    path("accounts/", include("directory.accounts.urls")),
    *(path(f"{name}/", getattr(doors, name)(room)) for name in ("members", "moderators", "seniors")),
    path("burn/", burn),
    path("", include("directory.public.urls")),
]

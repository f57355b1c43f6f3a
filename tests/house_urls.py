"""A site of a few small views for the tests of the house: one behind each door, one for each refusal."""

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_POST

from directory.web import doors
from directory.web.pages import page
from directory.web.security import csp_override
from practitioners import errors

DOORS = ("everyone", "members", "owners", "moderators", "seniors")
DEADLOCK = OperationalError("deadlock detected")
DEADLOCK.__cause__ = type("DeadlockDetected", (Exception,), {"sqlstate": "40P01"})()  # as psycopg says it
REFUSALS = {
    "deadlock": DEADLOCK,
    "away": OperationalError("the connection is lost"),
    "moved": errors.MoveRefused("That move is not open."),
    "overtaken": errors.Overtaken("Somebody was faster."),
    "forbidden": errors.NotAllowed("That is for the owner."),
    "invalid": errors.Invalid("Give a date."),
}


def room(request: HttpRequest) -> HttpResponse:
    """Says that somebody came in."""
    return HttpResponse("in")


@doors.everyone
def refuse(request: HttpRequest, kind: str) -> HttpResponse:
    """Refuses as the domain would, or breaks."""
    raise REFUSALS.get(kind, RuntimeError("ada@example.org typed this"))


@doors.everyone
def part(request: HttpRequest) -> HttpResponse:
    """A page with a fragment, or without one."""
    fragment = None if "plain" in request.GET else "part.html"
    return page(request, "whole.html", {"word": "found"}, fragment=fragment, status=200)


@require_POST
@doors.everyone
def only_forms(request: HttpRequest) -> HttpResponse:
    """Something that a button does."""
    return HttpResponse("done")


@csp_override({"default-src": ["'self'"]})
@doors.everyone
def own_policy(request: HttpRequest) -> HttpResponse:
    """A page with a content policy of its own."""
    return HttpResponse("own")


urlpatterns = [
    *(path(f"{door}/", getattr(doors, door)(room), name=door) for door in DOORS),
    path("refuse/<kind>/", refuse),
    path("part/", part),
    path("only-forms/", only_forms),
    path("own-policy/", own_policy),
    path("accounts/", include("directory.accounts.urls")),
]

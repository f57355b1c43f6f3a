"""The domain's refusals as pages: its sentence, and the status code that fits."""

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from practitioners import errors

STATUS: dict[type[errors.DomainError], int] = {
    errors.MoveRefused: 409,
    errors.Overtaken: 409,
    errors.NotAllowed: 403,
    errors.Invalid: 422,
}

DEADLOCK = "40P01"
"""What PostgreSQL calls it."""


def status_of(refusal: errors.DomainError) -> int:
    """The status code of the nearest class that has one; a refusal of no known kind is a conflict."""
    return next((STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS), 409)


class Refusals:
    """Shows a refusal that no view has answered itself; any other exception stays an exception."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The response as it is; only Django's refusal of a method would be an empty page."""
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            sentence = _("This address only takes what a button sends. Go to the page with it.")
            response.content = render(request, "refusal.html", {"sentence": sentence}).content
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page that says why not."""
        if _is_deadlock(exception):
            exception = errors.Overtaken(
                _(
                    "Somebody else changed the same at this moment, so this was not saved. Go back and try again."
                )
            )
        if not isinstance(exception, errors.DomainError):
            return None
        return render(request, "refusal.html", {"sentence": str(exception)}, status=status_of(exception))


def _is_deadlock(exception: Exception) -> bool:
    """Whether PostgreSQL undid this because two waited for each other: the other one went through."""
    return (
        isinstance(exception, OperationalError) and getattr(exception.__cause__, "sqlstate", "") == DEADLOCK
    )

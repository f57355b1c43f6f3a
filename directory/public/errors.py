"""The pages for what goes wrong: none of them asks the database."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template import loader

from directory.web.context import site

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request could not be read, or holds more than is read at once."""
    return _plain(request, 413 if isinstance(exception, TOO_MUCH) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """This may not be done, or the form came from elsewhere."""
    return _plain(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page: here is the search box."""
    return _plain(request, 404)


def failed(request: HttpRequest) -> HttpResponse:
    """Something broke on our side."""
    return _plain(request, 500)


def _plain(request: HttpRequest, status: int) -> HttpResponse:
    """The page of that status, made without the context of a request, which may be what failed."""
    return HttpResponse(loader.render_to_string(f"{status}.html", site(request)), status=status)

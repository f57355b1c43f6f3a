"""Pages of words that an operator makes their own by a template of the same name."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from directory.web import doors
from directory.web.pages import page


@require_safe
@doors.everyone
def show(request: HttpRequest, name: str) -> HttpResponse:
    """One of the texts; `name` comes from the address table, never from the visitor."""
    return page(request, f"public/{name}.html")

"""Answers: the whole page, or only its changing fragment."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    fragment: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page for a browser, or `fragment` alone for a script that asked to swap a part of it."""
    chosen = fragment if fragment and wants_fragment(request) else template
    response = render(request, chosen, context, status=status)
    if fragment:
        # Without these a cache or the Back button would show a fragment as a page.
        patch_vary_headers(response, ["HX-Request", "HX-Boosted", "HX-History-Restore-Request"])
    return response


def wants_fragment(request: HttpRequest) -> bool:
    """Whether a part is asked for: a boosted link or a restored history entry needs the whole page."""
    asked = request.headers.get
    whole = asked("HX-Boosted") == "true" or asked("HX-History-Restore-Request") == "true"
    return asked("HX-Request") == "true" and not whole

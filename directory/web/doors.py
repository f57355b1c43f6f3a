"""Who may come in: every view names its door, and a test walks all addresses to see that it did."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from practitioners.models import Account, Practitioner

View = Callable[..., HttpResponseBase]
Test = Callable[[Account], bool]


def everyone(view: View) -> View:
    """Open to all, signed in or not."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return _marked(guarded, "everyone")


def members(view: View) -> View:
    """For anyone who is signed in."""
    return _closed(view, "members", lambda account: True)


def owners(view: View) -> View:
    """For people with a practitioner record of their own; which record, the view asks the queryset."""
    return _closed(view, "owners", lambda account: Practitioner.objects.filter(account=account).exists())


def moderators(view: View) -> View:
    """For moderators and senior moderators."""
    return _closed(view, "moderators", lambda account: account.is_moderator)


def seniors(view: View) -> View:
    """For senior moderators only."""
    return _closed(view, "seniors", lambda account: account.is_senior)


def _closed(view: View, door: str, fits: Test) -> View:
    """A stranger is sent to sign in; without the role nobody learns even that the page exists."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if not fits(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return _marked(guarded, door)


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """The way to the sign-in page, and back to where the stranger wanted to go."""
    try:
        resolve(str(settings.LOGIN_URL))
    except Resolver404:
        raise Http404 from None
    if request.headers.get("HX-Request"):
        # A fragment request would show the sign-in form inside the page; the whole window has to go there.
        back = HtmxDetails(request).current_url_abs_path or "/"
        return HttpResponseClientRedirect(redirect_to_login(back).url)
    return redirect_to_login(request.get_full_path())


def _marked(view: View, door: str) -> View:
    """The view with its door written on it, for the test that walks the addresses."""
    view.door = door  # type: ignore[attr-defined]  # a mark on a function
    return view

"""Who may come in: every view names its door, and a test walks all addresses to see that it did."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from directory.web import addresses
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
    """For anyone who is signed in; nobody is before their e-mail address is confirmed."""
    return _closed(view, "members", lambda account: True)


def owners(view: View) -> View:
    """For people with a practitioner record of their own; which record, the view asks the queryset."""
    return _closed(view, "owners", lambda account: Practitioner.objects.filter(account=account).exists())


def moderators(view: View) -> View:
    """For moderators and senior moderators who proved a second factor in this session."""
    return _closed(view, "moderators", lambda account: account.is_moderator, second_factor=True)


def seniors(view: View) -> View:
    """For senior moderators only, who proved a second factor in this session."""
    return _closed(view, "seniors", lambda account: account.is_senior, second_factor=True)


def recent(view: View) -> View:
    """For what cannot be undone: asks again who it is, unless they proved it within five minutes.

    Stands below the door. What was posted is kept and done once they have proved it.
    """
    asked: View = reauthentication_required(view)
    return asked


def _closed(view: View, door: str, fits: Test, *, second_factor: bool = False) -> View:
    """A stranger is sent to sign in; without the role nobody learns even that the page exists."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if not fits(request.user):
            raise Http404
        if second_factor and not _proved_twice(request):
            return _to_second_factor(request)
        return view(request, *args, **kwargs)

    return _marked(guarded, door)


def _proved_twice(request: HttpRequest) -> bool:
    """Whether this session used a second factor that the account still has."""
    records = get_authentication_records(request, request.user)
    used = any(record["method"] == "mfa" for record in records)
    return used and Authenticator.objects.filter(user=request.user.pk).exists()


def _to_second_factor(request: HttpRequest) -> HttpResponseBase:
    """To the place where one is set up, or, when one is there, where this session proves it."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    prove = [method["url"] for method in methods if method["id"].startswith("mfa_")]
    if prove:
        return HttpResponseRedirect(f"{prove[0]}?{urlencode({'next': _way_back(request)})}")
    messages.info(request, _("Moderators sign in with a second step. Set one up first, then come back."))
    return HttpResponseRedirect(reverse("mfa_index"))


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """The way to the sign-in page, and back to where the stranger wanted to go."""
    try:
        resolve(str(settings.LOGIN_URL))
    except Resolver404:
        raise Http404 from None
    if request.headers.get("HX-Request"):
        # A fragment request would show the sign-in form inside the page; the whole window has to go there.
        here = addresses.ours(request, request.headers.get("HX-Current-URL", ""))
        return HttpResponseClientRedirect(redirect_to_login(here or "/").url)
    return redirect_to_login(_way_back(request))


def _way_back(request: HttpRequest) -> str:
    """Where to go on afterwards: the page that was asked for, or the one whose button was pressed."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    return addresses.came_from(request) or request.get_full_path()


def _marked(view: View, door: str) -> View:
    """The view with its door written on it, for the test that walks the addresses."""
    view.door = door  # type: ignore[attr-defined]  # a mark on a function
    return view

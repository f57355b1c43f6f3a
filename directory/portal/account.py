"""The account: ways to sign in, letters, taking the page away, taking everything along, and closing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from directory.portal import again, owner
from directory.web import doors
from directory.web.forms import Form
from practitioners import clock
from practitioners.errors import DomainError
from practitioners.vocabulary import Visibility
from practitioners.workflow import leaving, profile, reminders


class LettersForm(Form):
    """Which letters are wanted."""

    reminders = forms.BooleanField(
        label=lazy("Write to me well before something on my page runs out"),
        required=False,
        help_text=lazy("Letters about the last days, about decisions and about your account always come."),
    )


class CloseForm(Form):
    """A box that is never ticked in advance."""

    sure = forms.BooleanField(
        label=lazy("Close my account and erase my record. I know that this cannot be undone."),
        error_messages={"required": lazy("Tick the box if you want to close your account.")},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@doors.members
def account(request: HttpRequest) -> HttpResponse:
    """Everything about the account; a POST says which letters are wanted."""
    signed_in = owner.signed_in(request)
    form = LettersForm(
        request.POST if request.method == "POST" else None, initial={"reminders": signed_in.reminders}
    )
    if request.method == "POST" and form.is_valid():
        reminders.choose(signed_in, wanted=form.cleaned_data["reminders"])
        messages.success(request, _("Saved."))
        return redirect("portal:account")
    return again.show(request, "portal/account.html", form, _context(request))


def _context(request: HttpRequest) -> dict[str, Any]:
    person = getattr(request.user, "practitioner", None)
    return {
        "person": person,
        "can_unlist": person is not None and person.visibility == Visibility.PUBLIC,
        "can_return": person is not None and person.visibility == Visibility.CLOSED,
    }


@never_cache
@require_POST
@doors.owners
def unlist(request: HttpRequest) -> HttpResponse:
    """Take the page out of the directory; everything stays, and it can be made public again."""
    profile.close(owner.record(request), by=owner.signed_in(request))
    messages.success(request, _("Your page is out of the directory. You can make it public again."))
    return redirect("portal:account")


@never_cache
@require_POST
@doors.owners
def export(request: HttpRequest) -> HttpResponseBase:
    """Everything in one ZIP."""
    person = owner.record(request)
    packed = leaving.bundle(person, by=owner.signed_in(request))
    return FileResponse(
        packed, as_attachment=True, filename=f"{person.slug}-{clock.today()}.zip", content_type="application/zip"
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@doors.members
@doors.recent
def close(request: HttpRequest) -> HttpResponse:
    """What is erased and what is kept and why; a POST erases it and signs out."""
    form = CloseForm(request.POST if request.method == "POST" else None)
    context = {"person": getattr(request.user, "practitioner", None)}
    if request.method != "POST" or not form.is_valid():
        return again.show(request, "portal/close.html", form, context)
    try:
        leaving.erase(owner.signed_in(request))
    except DomainError as refusal:
        return again.show(request, "portal/close.html", form, context, refusal=refusal)
    logout(request)
    messages.success(request, _("Your account is closed and your record is erased."))
    return redirect("public:home")

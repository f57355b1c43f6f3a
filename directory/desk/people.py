"""Who moderates: seniors give the right and take it, two of them once there are two."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from directory.desk import frame, moderator
from directory.desk.queue import stuck
from directory.web import doors
from directory.web.forms import Form, problems
from directory.web.options import OneOf
from practitioners.models import Account, Conflict, RoleChange
from practitioners.vocabulary import Role
from practitioners.workflow import people


class GrantForm(Form):
    """Who gets which right."""

    email = forms.EmailField(label=lazy("E-mail address of their account"))
    role = forms.ChoiceField(
        label=lazy("What they may do"), widget=OneOf,
        choices=[(role.value, role.label) for role in (Role.MODERATOR, Role.SENIOR)],
    )  # fmt: skip

    def clean_email(self) -> Account:
        """The account of this address."""
        found = Account.objects.filter(email__iexact=self.cleaned_data["email"]).first()
        if found is None:
            raise forms.ValidationError(_("Nobody has an account with this address. They sign up first."))
        return found


@require_safe
@never_cache
@doors.seniors
def show(request: HttpRequest) -> HttpResponse:
    """Everybody who moderates, what waits for a second senior, and who knows whom."""
    return _page(request, GrantForm())


@require_POST
@never_cache
@doors.seniors
@doors.recent
def grant(request: HttpRequest) -> HttpResponse:
    """Propose a right; with one senior alone it counts at once."""
    form = GrantForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    role = Role(form.cleaned_data["role"])
    change = people.grant(form.cleaned_data["email"], role, by=moderator.signed_in(request))
    return _told(request, change)


@require_POST
@doors.seniors
@doors.recent
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose that somebody moderates no longer."""
    account = get_object_or_404(people.moderators(), pk=pk)
    return _told(request, people.remove(account, by=moderator.signed_in(request)))


@require_POST
@doors.seniors
@doors.recent
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The second senior agrees."""
    return _settled(request, pk, people.confirm)


@require_POST
@doors.seniors
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """A proposal is let go."""
    return _settled(request, pk, people.drop)


@require_POST
@doors.seniors
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """A moderator sees somebody's cases again."""
    people.lift_conflict(get_object_or_404(Conflict, pk=pk), by=moderator.signed_in(request))
    messages.success(request, _("They see these cases again."))
    return redirect("desk:people")


def _settled(request: HttpRequest, pk: int, verb: Callable[..., RoleChange]) -> HttpResponse:
    verb(get_object_or_404(RoleChange, pk=pk), by=moderator.signed_in(request))
    messages.success(request, _("Done."))
    return redirect("desk:people")


def _told(request: HttpRequest, change: RoleChange) -> HttpResponse:
    waits = _("Another senior moderator must confirm this.")
    messages.success(request, _("Done. It counts from now on.") if change.confirmed_at else waits)
    return redirect("desk:people")


def _page(request: HttpRequest, form: GrantForm, *, status: int = 200) -> HttpResponse:
    reader = moderator.signed_in(request)
    own = Conflict.objects.exclude(practitioner__account=reader).select_related("moderator", "practitioner")
    context = {
        "form": form,
        "moderators": people.moderators(),
        "waiting": people.waiting(),
        "conflicts": own,
        "stuck": stuck.for_senior(reader),
        "reader": reader,
        "problems": problems(form) if form.is_bound else [],
    }
    return frame.page(request, "desk/people.html", context, here="people", status=status)

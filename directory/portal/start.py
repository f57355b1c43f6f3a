"""Before you start, and the three answers that open a record."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from directory.portal import again, owner
from directory.web import doors
from directory.web.forms import Form
from directory.web.options import OneOf
from practitioners.errors import DomainError
from practitioners.models import Account, Term
from practitioners.vocabulary import Depth, TermKind
from practitioners.workflow import joining


class Professions(forms.ModelChoiceField):
    """The professions of the taxonomy in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        """The translated label."""
        return _(obj.label)


class StartForm(Form):
    """Who opens a record."""

    public_name = forms.CharField(
        label=lazy("Name clients know you by"),
        max_length=joining.LONGEST_NAME,
        help_text=lazy("It is the heading of your page. Your legal name is asked later and stays private."),
        error_messages={"required": lazy("Enter the name clients know you by.")},
    )
    profession = Professions(
        label=lazy("Profession"),
        queryset=Term.objects.filter(kind=TermKind.PROFESSION),
        empty_label=lazy("Choose one"),
        error_messages={"required": lazy("Choose your profession.")},
    )
    depth = forms.ChoiceField(
        label=lazy("Deepest needles you use on the scalp"),
        choices=[(depth, capfirst(label)) for depth, label in Depth.choices],
        widget=OneOf,
        help_text=lazy("What a license allows can depend on it. You can change it later."),
        error_messages={"required": lazy("Choose how deep your needles go.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["public_name"].widget.attrs["autocomplete"] = "name"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@doors.members
def start(request: HttpRequest) -> HttpResponse:
    """What a record asks for and costs, and the form that opens one."""
    account = owner.signed_in(request)
    if getattr(account, "practitioner", None) is not None:
        return redirect("portal:tasks")
    form = StartForm(request.POST or None, initial={"public_name": _invited_as(account)})
    if request.method != "POST" or not form.is_valid():
        return again.show(request, "portal/start.html", form, {})
    given = form.cleaned_data
    try:
        joining.open_record(
            by=account, public_name=given["public_name"], profession=given["profession"],
            depth=Depth(int(given["depth"])),
        )  # fmt: skip
    except DomainError as refusal:
        return again.show(request, "portal/start.html", form, {}, refusal=refusal)
    return redirect("portal:tasks")


def _invited_as(account: Account) -> str:
    """The name an operator invited this person under."""
    invitation = account.invitations.exclude(public_name="").first()
    return invitation.public_name if invitation else ""

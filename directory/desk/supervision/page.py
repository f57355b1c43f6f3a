"""The two pages before a supervision ends: why, and then what it does and the letters it sends."""

from collections.abc import Sequence

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as lazy

from directory.desk import frame
from directory.desk.supervision import ending, supervised
from directory.web.filters import Problem
from directory.web.forms import Form
from directory.web.options import OneOf
from practitioners.models import Supervision
from practitioners.vocabulary import Ending
from practitioners.workflow import oversight


class EndingForm(Form):
    """Why it ends: from a closed list for the ledger, and in words for both sides."""

    reason = forms.TypedChoiceField(
        label=lazy("What you found"), coerce=Ending, widget=OneOf, choices=Ending.choices
    )
    words = forms.CharField(
        label=lazy("Why, in your own words"), max_length=oversight.LONGEST, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=lazy("Both sides read it. Say what you read and where, and nothing about anybody’s person."),
    )  # fmt: skip


def asked(
    request: HttpRequest, supervision: Supervision, form: EndingForm, found: Sequence[Problem], *, status: int
) -> HttpResponse:
    """How it stands, what ending it would do, and the question why; `found` is what is wrong with the answer."""
    context = {
        "supervision": supervision,
        "row": supervised.row(supervision),
        "consequences": ending.consequences(supervision),
        "form": form,
        "problems": found,
    }
    return frame.page(request, "desk/supervision.html", context, here="queue", status=status)


def confirm(request: HttpRequest, supervision: Supervision, form: EndingForm) -> HttpResponse:
    """What a valid form does, before it is done."""
    context = {
        "supervision": supervision,
        "consequences": ending.consequences(supervision),
        "letters": ending.letters(supervision, **form.cleaned_data),
        "kept": [(name, request.POST.get(name, "")) for name in form.fields],
    }
    return frame.page(request, "desk/supervision_confirm.html", context, here="queue")

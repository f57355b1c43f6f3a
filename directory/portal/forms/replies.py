"""What a practitioner writes to the moderators."""

from django import forms
from django.utils.translation import gettext_lazy as lazy

from directory.web.forms import Form
from practitioners.models import Remark

_LONGEST = Remark._meta.get_field("words").max_length


class Reply(Form):
    """What is written to the moderators along with the claim."""

    words = forms.CharField(
        label=lazy("Your reply to the moderators"), required=False, max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=lazy("Leave out anything about clients."),
        error_messages={"max_length": lazy("Your reply is too long: use at most %(limit_value)d characters.")},
    )  # fmt: skip


class Objection(Form):
    """Why somebody else should look."""

    why = forms.CharField(
        label=lazy("What should they look at again?"), max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=lazy("A moderator who was not involved reads this and the documents, and decides."),
        error_messages={
            "required": lazy("Write what should be looked at again: another moderator will read it."),
            "max_length": lazy("This is too long: use at most %(limit_value)d characters."),
        },
    )  # fmt: skip

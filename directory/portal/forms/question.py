"""One page of questions about one claim, and fields that take their limits from the columns they fill."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from directory.web.forms import DayField, Form, required
from directory.web.options import AnyOf, OneOf
from practitioners.intake import drafts
from practitioners.models import Credential
from practitioners.standing.words import day

Answers = Mapping[str, Any]
NOTHING: tuple[object, ...] = (None, "", [], {})


class Question(Form):
    """A few questions whose answers are kept under the names of the detail's columns."""

    def __init__(self, *args: Any, claim: Credential, **kwargs: Any) -> None:
        self.claim = claim
        self.answers = drafts.answers(claim)
        super().__init__(*args, initial=self.read(self.answers), **kwargs)
        self.prepare()

    intro: Any = ""
    """What is said once above all of its questions."""

    def prepare(self) -> None:
        """Choices, hints and first suggestions that depend on the claim."""

    @classmethod
    def read(cls, answers: Answers) -> dict[str, Any]:
        """The kept answers as the fields show them."""
        return {name: answers[name] for name in cls.base_fields if name in answers}

    @classmethod
    def early(cls, answers: Answers) -> bool:
        """Whether an earlier page has to be answered first."""
        return False

    def given(self) -> dict[str, Any]:
        """What was typed, as it is kept."""
        return self.cleaned_data

    @classmethod
    def gaps(cls, answers: Answers) -> dict[str, str]:
        """What to do about each question that must be answered and is not, by field."""
        shown = cls.read(answers)
        return {
            name: str(_asked(field))
            for name, field in cls.base_fields.items()
            if field.required and not isinstance(field, PlaceField) and shown.get(name) in NOTHING
        }

    def rows(self) -> list[tuple[str, list[str]]]:
        """Each question with the kept answer in words; an empty list where there is none."""
        return [
            (str(self._label(bound)), said(bound.field, self.initial.get(bound.name)))
            for bound in self
            if bound.field.required or bound.widget_type != "checkbox" or self.initial.get(bound.name)
        ]

    def _label(self, bound: forms.BoundField) -> Any:
        """The question as it was written, without the word that it may be left out."""
        written = self.base_fields.get(bound.name)
        return written.label if written is not None else bound.label


def _asked(field: forms.Field) -> object:
    own = field.error_messages["required"]
    return required(field) if own == forms.Field.default_error_messages["required"] else own


def said(field: forms.Field, value: Any) -> list[str]:
    """A kept answer in words, one or several."""
    if value in NOTHING and not isinstance(field, PlaceField):
        return []
    if isinstance(field, forms.ChoiceField):
        words = {str(key): str(label) for key, label in _flat(field.choices)}
        chosen = value if isinstance(value, list) else [field.prepare_value(value)]
        return [words[str(each)] for each in chosen if str(each) in words]
    if isinstance(field, DayField):
        return [day(_day(value))]
    if isinstance(field, forms.BooleanField):
        return [_("Yes")] if value else []
    return [str(value)]


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    """Choices without the headings of their groups."""
    found: list[tuple[Any, Any]] = []
    for key, label in choices:
        found += _flat(label) if isinstance(label, (list, tuple)) else [(key, label)]
    return found


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) or value is None else date.fromisoformat(str(value))


class PlaceField(forms.TypedChoiceField):
    """All places of the practitioner, or one of them; all, until told otherwise."""

    widget = OneOf
    ALL = "all"

    def __init__(self) -> None:
        super().__init__(
            label=lazy("Where does this hold?"), coerce=lambda key: None if key == self.ALL else int(key)
        )

    def offer(self, claim: Credential) -> bool:
        """Take the practitioner's places for choices; whether there is anything to choose between."""
        places = [(str(place.pk), str(place)) for place in claim.practitioner.places.all()]
        self.choices = [(self.ALL, _("At all my places")), *places]
        return len(places) > 1

    def prepare_value(self, value: Any) -> Any:
        """Nothing kept stands for all."""
        return str(value) if value else self.ALL


class Placed(Question):
    """Questions of a claim that may hold for one place only; asked where there is more than one."""

    only_at = PlaceField()

    def prepare(self) -> None:
        """Leave the question out where it has one answer."""
        field = self.fields[drafts.ONLY_AT]
        if isinstance(field, PlaceField) and not field.offer(self.claim):
            del self.fields[drafts.ONLY_AT]


def _column(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)


def text(
    model: type[models.Model], name: str, label: Any, *, ask: Any = None, hint: Any = "", rows: int = 0
) -> forms.CharField:
    """Words, as many as the column holds, asked for unless the column may stay empty."""
    column = _column(model, name)
    return forms.CharField(
        label=label, help_text=hint, required=not column.blank, max_length=column.max_length,
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput,
        error_messages=_messages(ask, max_length=format_lazy(
            lazy("{label}: use at most {most} characters."), label=label, most=column.max_length
        )),
    )  # fmt: skip


def whole(
    model: type[models.Model], name: str, label: Any, *, ask: Any = None, hint: Any = "", least: int = 0
) -> forms.IntegerField:
    """A whole number that fits the column."""
    column = _column(model, name)
    most = 32_767 if isinstance(column, models.PositiveSmallIntegerField) else 2_147_483_647
    wrong = format_lazy(lazy("{label}: enter a whole number, {least} or more."), label=label, least=least)
    high = format_lazy(lazy("{label}: enter a smaller number."), label=label)
    return forms.IntegerField(
        label=label, help_text=hint, required=not column.blank, min_value=least, max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=_messages(ask, invalid=wrong, min_value=wrong, max_value=high),
    )  # fmt: skip


def a_day(model: type[models.Model], name: str, label: Any, *, ask: Any = None, hint: Any = "") -> DayField:
    """A day, asked for unless the column may stay empty."""
    return DayField(
        label=label, help_text=hint, required=not _column(model, name).blank, error_messages=_messages(ask)
    )


def ticks(label: Any, choices: Any = (), *, hint: Any = "") -> forms.MultipleChoiceField:
    """None, some or all of these."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, help_text=hint, required=False, widget=AnyOf
    )


def _messages(ask: Any, **others: Any) -> dict[str, Any]:
    return others | ({"required": ask} if ask else {})

"""What all forms share: a day in three boxes, sentences that lead to their field, no browser's own complaints."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from directory.web.filters import Problem

# A slip of the pen beyond these; and at the end of all years there is no day after, on which something has ended.
YEARS = range(1900, 2200)


class Form(forms.Form):
    """A form that speaks for itself: the page says what is wrong, not the browser."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.error_messages.setdefault("required", required(field))
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = required(field)
            if not field.required and not isinstance(field, forms.BooleanField) and field.label:
                field.label = lazy("%(label)s (optional)") % {"label": field.label}
            field.widget.attrs.setdefault("autocomplete", "off" if name != "email" else "email")

    def choice(self, name: str) -> forms.ChoiceField:
        """The field of this name that offers choices, for forms whose choices depend on whom they ask."""
        return cast(forms.ChoiceField, self.fields[name])


def required(field: forms.Field) -> str:
    """What to do about an empty field."""
    if isinstance(field, (forms.ChoiceField, forms.ModelChoiceField)):
        return _("Choose an answer: %(label)s") % {"label": field.label}
    return _("Enter an answer: %(label)s") % {"label": field.label}


def problems(form: forms.BaseForm) -> list[Problem]:
    """Every sentence of a bound form with a link to its field, in the order of the page."""
    found = [Problem(str(sentence), "") for sentence in form.non_field_errors()]
    for bound in form:
        found += [Problem(str(sentence), f"#{_first_control(bound)}") for sentence in _of(bound.errors)]
    return found


def _of(errors: ErrorList) -> Sequence[Any]:
    return list(errors)


def _first_control(bound: forms.BoundField) -> str:
    """The id of what the link should lead to: the first box or button of a group."""
    if isinstance(bound.field.widget, DayInput):
        return f"{bound.auto_id}_0"
    return f"{bound.auto_id}_0" if bound.field.widget.use_fieldset else bound.auto_id


class DayInput(forms.MultiWidget):
    """Day, month and year in three boxes: no date picker to fight with."""

    template_name = "components/day.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([forms.TextInput, forms.TextInput, forms.TextInput], attrs)

    def decompress(self, value: Any) -> list[Any]:
        """The three parts of a day; a typed one that is no day comes back as it was typed."""
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                return [value, None, None]
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.MultiValueField):
    """A day as day, month (12, Dec or December) and four digits of a year somebody may live in."""

    widget = DayInput

    def __init__(self, **kwargs: Any) -> None:
        parts = [forms.CharField(required=False) for _part in range(3)]
        super().__init__(fields=parts, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> date | None:
        """The day, None where none was asked for and none typed."""
        parts = [str(part or "").strip() for part in (value or ["", "", ""])]
        if not any(parts):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        found = self.compress(parts)
        self.run_validators(found)
        return found

    def compress(self, data_list: Any) -> date:
        """The day these three parts name; ValidationError when there is no such day."""
        day, month, year = (str(part or "").strip() for part in data_list)
        try:
            if len(year) != 4 or int(year) not in YEARS:
                raise ValueError(year)
            return date(int(year), _month(month), int(day))
        except ValueError as wrong:
            raise ValidationError(
                _("Enter a real day for “%(label)s”, such as 14 11 2026.") % {"label": self.label},
                code="invalid",
            ) from wrong


def _month(typed: str) -> int:
    if typed.isdigit():
        return int(typed)
    wanted = typed.rstrip(".").casefold()
    for names in (MONTHS, MONTHS_3):
        for number, name in names.items():
            if str(name).casefold() == wanted:
                return int(number)
    raise ValueError(typed)

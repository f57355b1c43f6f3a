"""Radio buttons and tick boxes as the house draws them: one below the other, each with its own hint."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy


class Option(str):
    """The label of one choice, with a hint that is shown below it."""

    hint: str

    def __new__(cls, label: object, hint: object = "") -> "Option":
        """The words of the label; the hint comes along."""
        made = super().__new__(cls, label)
        made.hint = str(hint)
        return made


class OneOf(forms.RadioSelect):
    """One of several."""

    template_name = "components/options.html"
    use_fieldset = True


class AnyOf(forms.CheckboxSelectMultiple):
    """None, some or all of several."""

    template_name = "components/options.html"
    use_fieldset = True


class YesNoField(forms.TypedChoiceField):
    """A question that wants a yes or a no; neither is chosen beforehand."""

    widget = OneOf

    def __init__(self, *, yes: Any = None, no: Any = None, **kwargs: Any) -> None:
        choices = [("yes", yes or lazy("Yes")), ("no", no or lazy("No"))]
        super().__init__(choices=choices, coerce=lambda said: said == "yes", empty_value=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A stored answer as its button; what was typed stays as it is."""
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value

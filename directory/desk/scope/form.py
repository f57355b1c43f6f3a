"""The form for what a senior read at the source of a scope rule."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from directory.web.forms import DayField, Form
from directory.web.options import OneOf
from practitioners import clock, standard
from practitioners.models import ScopeRule
from practitioners.vocabulary import Basis, Verdict
from practitioners.workflow.scope_rules import BASES, Reading


class ReadingForm(Form):
    """What the source says today; the verdict is not chosen beforehand, the rest begins as it stood."""

    verdict = forms.ChoiceField(label=lazy("What does it say?"), widget=OneOf, choices=Verdict.choices)
    citation = forms.CharField(
        label=lazy("Law or ruling"), max_length=300, required=False,
        help_text=lazy("For example: 16 CCR 991. Only an unclear verdict needs none."),
    )  # fmt: skip
    source = forms.URLField(
        label=lazy("Address you read it at"), max_length=300, assume_scheme="https",
        help_text=lazy("It begins with https://. Moderators open it when they check this rule."),
    )  # fmt: skip
    basis = forms.ChoiceField(
        label=lazy("What kind of source is it?"), widget=OneOf, choices=[(basis.value, basis.label) for basis in BASES]
    )  # fmt: skip
    note = forms.CharField(label=lazy("Note"), max_length=300, required=False)
    read_on = DayField(label=lazy("Day you read it"))
    review_by = DayField(
        label=lazy("Review by"), help_text=lazy("Usually in six months; at most a year ahead.")
    )

    def __init__(self, data: Any, *, rule: ScopeRule) -> None:
        today = clock.today()
        first = {
            "citation": rule.citation,
            "source": rule.source if rule.source.startswith("https://") else "",
            "basis": rule.basis if rule.basis in BASES else None,
            "note": rule.note,
            "read_on": today,
            "review_by": standard.months_after(today, standard.RULE_REVIEW_MONTHS),
        }
        super().__init__(data, initial=first)
        self.today = today
        self.fields["citation"].label = self.base_fields["citation"].label  # only with one verdict optional

    @property
    def reading(self) -> Reading:
        """What a valid form says."""
        said = self.cleaned_data
        return Reading(
            **{**said, "verdict": Verdict(said["verdict"]), "basis": Basis(said["basis"])},
        )

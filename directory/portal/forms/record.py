"""Questions about track record, insurance, memberships and identity."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from directory.portal.forms.practice import past
from directory.portal.forms.question import Answers, Placed, Question, a_day, text, whole
from directory.web.options import OneOf, YesNoField
from practitioners import clock, standard
from practitioners.models import Identity, Insurance, Membership, TrackRecord
from practitioners.search import atlas
from practitioners.vocabulary import IdentityDocument

COMPLICATIONS = {
    "infection": lazy("Infection"),
    "folliculitis": lazy("Inflamed hair follicles (folliculitis)"),
    "redness longer than a week": lazy("Redness longer than a week"),
    "allergic reaction": lazy("Allergic reaction"),
    "change of skin color": lazy("Change of skin color"),
    "scar": lazy("Scar"),
    "other": lazy("Anything else"),
}
"""What went wrong, by the words that the public page prints."""


class Counted(Question):
    """The period and the numbers."""

    period_from = a_day(
        TrackRecord,
        "period_from",
        lazy("First day of the period"),
        ask=lazy("Enter the first day of the period."),
    )
    period_to = a_day(
        TrackRecord,
        "period_to",
        lazy("Last day of the period"),
        ask=lazy("Enter the last day of the period."),
    )
    treatments = whole(
        TrackRecord, "treatments", lazy("Scalp microneedling treatments in the period"),
        ask=lazy("Enter how many scalp treatments there were."),
    )  # fmt: skip
    clients = whole(TrackRecord, "clients", lazy("Different clients"))

    def prepare(self) -> None:
        """What the Standard asks for."""
        self.fields["treatments"].help_text = _(
            "The published Standard asks for at least %(treatments)s treatments over %(months)s months."
        ) % {"treatments": standard.MINIMUM_TREATMENTS, "months": standard.MINIMUM_PRACTICE_MONTHS}

    def clean_period_to(self) -> Any:
        """What has not happened yet cannot be counted."""
        return past(self.cleaned_data["period_to"])

    def clean(self) -> dict[str, Any]:
        """A period runs forward."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = given.get("period_from"), given.get("period_to")
        if begins and ends and ends < begins:
            self.add_error("period_to", _("The period must end after it begins."))
        return given


class HowCounted(Question):
    """Where the numbers come from."""

    how_counted = text(
        TrackRecord, "how_counted", lazy("How did you count?"), rows=3, ask=lazy("Write how you counted."),
        hint=lazy("For example from the appointment book or treatment records. A moderator asks to see a sample."),
    )  # fmt: skip
    follow_up = text(
        TrackRecord, "follow_up", lazy("How do you learn how clients are doing afterwards?"), rows=2
    )


class Complications(Question):
    """What went wrong, by type; a nought is an answer."""

    intro = lazy("Count what happened in the period. Enter 0 where it never did.")

    def prepare(self) -> None:
        """A box for each type, and for types that were counted before."""
        kept = self.answers.get("complications") or {}
        for word, label in {**{other: other.capitalize() for other in kept}, **COMPLICATIONS}.items():
            self.fields[self.box(word)] = _count(label)
            self.initial.setdefault(self.box(word), kept.get(word))

    @staticmethod
    def box(word: str) -> str:
        """The name of the box of one type."""
        return f"count {word}".replace(" ", "_")

    @classmethod
    def gaps(cls, answers: Answers) -> dict[str, str]:
        """No counts at all."""
        found = super().gaps(answers)
        if not answers.get("complications"):
            found[cls.box("infection")] = _(
                "Enter how often each complication happened, 0 where it never did."
            )
        return found

    def given(self) -> dict[str, Any]:
        """One answer: how often by type."""
        kept = self.answers.get("complications") or {}
        words = [*{**COMPLICATIONS, **kept}]
        plain = {name: value for name, value in self.cleaned_data.items() if not name.startswith("count_")}
        return plain | {"complications": {word: self.cleaned_data[self.box(word)] for word in words}}


def _count(label: Any) -> forms.IntegerField:
    wrong = _("%(label)s: enter a whole number, 0 where it never happened.") % {"label": label}
    return forms.IntegerField(
        label=label, min_value=0, max_value=100_000, widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off"}
        ),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
    )  # fmt: skip


class Policy(Placed):
    """Who insures, and what."""

    insurer = text(Insurance, "insurer", lazy("Insurer"), ask=lazy("Enter the insurer."))
    policy_number = text(Insurance, "policy_number", lazy("Policy number"), hint=lazy("Never public."))
    covers_scalp_microneedling = YesNoField(
        label=lazy("Does the policy name scalp microneedling?"),
        error_messages={"required": lazy("Say whether the policy names scalp microneedling.")},
    )


class PolicyPeriod(Question):
    """From when until when."""

    starts_on = a_day(Insurance, "starts_on", lazy("It begins on"), ask=lazy("Enter the day it begins."))
    ends_on = a_day(Insurance, "ends_on", lazy("It ends on"), ask=lazy("Enter the day it ends."))

    def clean(self) -> dict[str, Any]:
        """A policy runs forward and is not over."""
        given: dict[str, Any] = self.cleaned_data
        begins, ends = given.get("starts_on"), given.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", _("The policy must end after it begins."))
        elif ends and ends < clock.today():
            self.add_error("ends_on", _("This policy is over: send the current one."))
        return given


class Body(Question):
    """Which voluntary register."""

    body = text(
        Membership, "body", lazy("Which body?"), ask=lazy("Enter the name of the body."),
        hint=lazy("A voluntary register is not a license, and your page says so."),
    )  # fmt: skip
    number = text(Membership, "number", lazy("Membership number"))
    list_url = forms.URLField(
        label=lazy("Address of its public list"), required=False, assume_scheme="https", max_length=200,
        help_text=lazy("Where a client can look your name up, starting with https://"),
        error_messages={"invalid": lazy("Enter a web address, such as https://example.org/members")},
    )  # fmt: skip


class MembershipEnd(Question):
    """Until when it runs."""

    ends_on = a_day(Membership, "ends_on", lazy("It ends on"), hint=lazy("Leave it empty if it has no end."))

    def clean_ends_on(self) -> Any:
        """Not over."""
        ends = self.cleaned_data["ends_on"]
        if ends and ends < clock.today():
            raise forms.ValidationError(_("This membership is over: renew it first."), code="past")
        return ends


class Names(Question):
    """Who somebody is in law."""

    legal_name = text(
        Identity, "legal_name", lazy("Your legal name"), ask=lazy("Enter your legal name."),
        hint=lazy("As in your document. It is never public."),
    )  # fmt: skip
    former_names = text(
        Identity, "former_names", lazy("Former names"),
        hint=lazy("Names that stand on a license or certificate of yours. Never public."),
    )  # fmt: skip


class Document(Question):
    """What proves it."""

    document = forms.ChoiceField(
        label=lazy("Which document do you show?"), choices=IdentityDocument.choices, widget=OneOf,
        help_text=lazy("We look at the document and delete it after the decision."),
        error_messages={"required": lazy("Choose which document you show.")},
    )  # fmt: skip
    country = forms.ChoiceField(
        label=lazy("Which country issued it?"),
        error_messages={"required": lazy("Choose the country that issued it.")},
    )

    def prepare(self) -> None:
        """Every country."""
        self.choice("country").choices = [("", _("Choose")), *atlas.countries().items()]

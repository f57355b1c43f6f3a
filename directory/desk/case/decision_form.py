"""What a moderator fills in on a case: the checklist, what was read, the decision and its words."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from directory.desk.case.reading_form import ReadingForm
from directory.web.forms import DayField
from directory.web.options import AnyOf, OneOf
from practitioners import clock
from practitioners.checklists import Checklist
from practitioners.models import Credential, Reason
from practitioners.standing.words import day
from practitioners.vocabulary import Answer, Decision, Kind, Level, Method, Reading
from practitioners.workflow import opinions

OTHER = "other"
APPROVALS = frozenset({Decision.VERIFY, Decision.RELOOK})
_ASKED_SOMETIMES = ("read_as", "status_words", "review_on", "reasons", "words")
"""Fields that some decisions need: "optional" would be the wrong word beside them."""
_HOW = {
    Method.REGISTER: lazy("I read the issuer’s own register"),
    Method.ISSUER_REPLY: lazy("The issuer answered us"),
    Method.DOCUMENT: lazy("I read the document only"),
}
_ASKING = (Method.REGISTER, Method.ISSUER_REPLY, Method.DOCUMENT)
_WAYS: dict[Kind, tuple[Method, ...]] = {
    Kind.LICENSE: _ASKING, Kind.MEMBERSHIP: _ASKING, Kind.TRAINING: _ASKING,
    Kind.INSURANCE: (Method.ISSUER_REPLY, Method.DOCUMENT),
    Kind.INFECTION_CONTROL: (Method.ISSUER_REPLY, Method.DOCUMENT),
}  # fmt: skip
"""Who can be asked besides the document; for other kinds there is nobody."""


class DecisionForm(ReadingForm):
    """One look at one claim and what follows from it. Nothing of the checklist is chosen beforehand."""

    how = forms.ChoiceField(label=lazy("How did you look?"), widget=OneOf)
    read_as = forms.ChoiceField(label=lazy("Status there"), required=False, widget=OneOf)
    status_words = forms.CharField(
        label=lazy("Status, in the source’s own words"), required=False, max_length=160,
        help_text=lazy("For example: Active. Do not reword it."),
    )  # fmt: skip
    source_url = forms.URLField(label=lazy("Address of what you read"), required=False, assume_scheme="https")
    looked_on = DayField(label=lazy("Day you looked"))
    decision = forms.ChoiceField(label=lazy("Decision"), widget=OneOf)
    reasons = forms.MultipleChoiceField(label=lazy("Reasons"), required=False, widget=AnyOf)
    words = forms.CharField(
        label=lazy("In your own words"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text=lazy(
            "The practitioner will read this. With an approval, or where nothing changes, it stays with the case."
        ),
    )  # fmt: skip
    review_on = DayField(
        label=lazy("Review the suspension on"), required=False, help_text=lazy("Within five working days.")
    )

    def __init__(
        self,
        *args: Any,
        credential: Credential,
        sources: Sequence[Reading],
        checklist: Checklist,
        decisions: Iterable[tuple[str, Any]],
        reasons: Iterable[Reason],
        read_before: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = _first(credential) | (kwargs.get("initial") or {})
        super().__init__(*args, credential=credential, sources=sources, **kwargs)
        self.checklist = checklist
        self.ways = _WAYS.get(Kind(credential.kind), (Method.DOCUMENT,))
        self.choice("how").choices = [(way.value, _HOW[way]) for way in self.ways]
        said = [(words, words) for words in read_before]
        self.choice("read_as").choices = [*said, (OTHER, _("Other words"))] if said else []
        self.choice("decision").choices = list(decisions)
        self.choice("reasons").choices = [(each.code, f"{each.code}: {each.label}") for each in reasons]
        for name in _ASKED_SOMETIMES:
            self.fields[name].label = self.base_fields[name].label
        for question in checklist.questions:
            self.fields[_name(question.key)] = forms.ChoiceField(
                label=question.words, choices=Answer.choices, required=False, widget=OneOf
            )
        self.order_fields(["agree", *self.boxes, *(_name(question.key) for question in checklist.questions)])

    @property
    def asks(self) -> Sequence[forms.BoundField]:
        """The checklist's questions, in its order."""
        return [self[_name(question.key)] for question in self.checklist.questions]

    @property
    def chosen(self) -> Decision:
        """The decision of a valid form."""
        return Decision(self.cleaned_data["decision"])

    @property
    def answers(self) -> dict[str, str]:
        """The answers that were given."""
        said = {q.key: self.cleaned_data.get(_name(q.key), "") for q in self.checklist.questions}
        return {key: answer for key, answer in said.items() if answer}

    @property
    def method(self) -> Method:
        """How the moderator looked."""
        return Method(self.cleaned_data["how"])

    @property
    def how_words(self) -> str:
        """How one looked, in the words of the button that is chosen."""
        chosen = str(self["how"].value() or "")
        said = {way.value: words for way, words in _HOW.items()}.get(chosen, _("How did you look?"))
        return f"{said}, {day(clock.today())}" if not self.is_bound else str(said)

    @property
    def asks_status(self) -> bool:
        """Whether there is a register, which says how a claim stands there."""
        return Method.REGISTER in self.ways

    @property
    def level(self) -> Level:
        """What such a look can show: only the issuer's own word confirms."""
        return Level.DOCUMENT if self.method == Method.DOCUMENT else Level.ISSUER

    @property
    def read_words(self) -> str:
        """The status as the source words it: chosen from earlier readings, or typed."""
        chosen = str(self.cleaned_data["read_as"])
        return chosen if chosen not in ("", OTHER) else str(self.cleaned_data["status_words"])

    def clean(self) -> dict[str, Any]:
        """What belongs together: an approval has every answer, and it was read by today."""
        given = super().clean() or {}
        looked = given.get("looked_on")
        if looked and looked > clock.today():
            self.add_error("looked_on", _("Enter the day you looked: it cannot be in the future."))
        if given.get("decision") in APPROVALS:
            self._needs_a_look(given)
        if given.get("decision") in opinions.TOLD and not any(
            given.get(name) or name in self.errors for name in ("reasons", "words")
        ):
            self.add_error("words", _("Write the reason: the practitioner will read it."))
        if (
            given.get("decision") == Decision.SUSPEND
            and not given.get("review_on")
            and "review_on" not in self.errors
        ):
            self.add_error("review_on", _("Enter the day the suspension is reviewed."))
        return given

    def _needs_a_look(self, given: dict[str, Any]) -> None:
        self.needs_readings(given)
        for question in self.checklist.questions:
            if not given.get(_name(question.key)):
                self.add_error(
                    _name(question.key), _("Answer it: %(question)s") % {"question": question.words}
                )
        chosen, typed = given.get("read_as"), given.get("status_words")
        if given.get("how") == Method.REGISTER and not typed and chosen in (None, "", OTHER):
            if self.choice("read_as").choices and not chosen:
                self.add_error("read_as", _("Choose the status as the source words it."))
            else:
                self.add_error("status_words", _("Enter the status as the source words it."))


def _name(key: str) -> str:
    return f"ask-{key}"


def _first(credential: Credential) -> dict[str, Any]:
    """What may be filled in beforehand: where such a claim is read, today, and the last day for a review."""
    at_issuer = credential.kind in (Kind.LICENSE, Kind.MEMBERSHIP)
    license = getattr(credential, "license", None) if credential.kind == Kind.LICENSE else None
    return {
        "how": (Method.REGISTER if at_issuer else Method.DOCUMENT).value,
        "looked_on": clock.today(),
        "review_on": opinions.latest_review(),
        "source_url": license.issuer.register_url if license else "",
    }

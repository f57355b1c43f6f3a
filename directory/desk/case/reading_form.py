"""What a moderator read beside the claim: said in one press where all agree, else field by field in the table."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from directory.desk.case import claimed
from directory.web.forms import DayField, Form
from directory.web.options import OneOf
from practitioners.folding import fold
from practitioners.models import Credential
from practitioners.standing.words import day
from practitioners.vocabulary import Kind, Method, Reading
from practitioners.workflow.readings import ELSE, LONGEST

SAME, DIFFERS = "same", "differs"
AS_CLAIMED, OTHER, NOWHERE = "claimed", "other", "none"
ENDS: Mapping[Kind, str] = {
    Kind.LICENSE: "expires_on", Kind.INSURANCE: "ends_on", Kind.MEMBERSHIP: "ends_on",
    Kind.INFECTION_CONTROL: "expires_on",
}  # fmt: skip
"""The column in which a claim names its own last day; as read, it is a day and not words."""


class ReadingForm(Form):
    """The comparison: one question, and a box for every field of every source that says otherwise."""

    agree = forms.ChoiceField(label=lazy("What did you read?"), required=False, widget=OneOf)
    expiry = forms.ChoiceField(label=lazy("Last day, as read at the source"), required=False, widget=OneOf)
    expires_on = DayField(label=lazy("The other day"), required=False)

    def __init__(self, *args: Any, credential: Credential, sources: Sequence[Reading], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.credential, self.sources = credential, sources
        for name in ("agree", "expiry", "expires_on"):
            self.fields[name].label = self.base_fields[name].label  # some decisions need them: not "optional"
        if sources:
            self.choice("agree").choices = [
                (SAME, _("All I read says what is claimed")),
                (DIFFERS, _("Something differs, or is not there: I write it in the table")),
            ]
        self.choice("expiry").choices = list(_expiries(credential))
        self.boxes = [_box(source, name) for source in sources for name in self._asked_of(source)]
        words = {**claimed.labels(credential), ELSE: _("Anything else")}
        for source in sources:
            for name in self._asked_of(source):
                self.fields[_box(source, name)] = _words(source, words[name])

    def box(self, source: Reading, name: str) -> forms.BoundField | None:
        """The box for this field of this source; None for a last day, which is asked as a day."""
        return self[_box(source, name)] if _box(source, name) in self.fields else None

    @property
    def readings(self) -> dict[str, dict[str, str]]:
        """What was read, as the domain keeps it; nothing where the moderator did not say."""
        said = {source: self._otherwise(source) for source in self.sources if self._was_read(source)}
        if self.cleaned_data["agree"] == SAME:
            return {source.value: {} for source in said}
        told = self.cleaned_data["agree"] == DIFFERS or any(said.values())
        return {source.value: read for source, read in said.items()} if told else {}

    @property
    def last_day(self) -> date | None:
        """The last day that was read, if one was."""
        chosen = self.cleaned_data["expiry"]
        if self.cleaned_data["agree"] == SAME or chosen == AS_CLAIMED:
            return claimed_end(self.credential)
        found: date | None = self.cleaned_data["expires_on"]
        return found if chosen == OTHER else None

    def clean(self) -> dict[str, Any]:
        """Another day is named."""
        given = super().clean() or {}
        other = given.get("expiry") == OTHER and given.get("agree") != SAME
        if other and not given.get("expires_on") and "expires_on" not in self.errors:
            self.add_error("expires_on", _("Enter the last day you read at the source."))
        return given

    def needs_readings(self, given: Mapping[str, Any]) -> None:
        """Complain where an approval does not say what was read."""
        if self.choice("agree").choices and not given.get("agree"):
            self.add_error("agree", _("Say whether what you read is what is claimed."))
            return
        if given.get("agree") == SAME:
            return
        if self.choice("expiry").choices and not given.get("expiry"):
            self.add_error("expiry", _("Say which last day you read at the source."))
        written = any(self._otherwise(source) for source in self.sources)
        if given.get("agree") == DIFFERS and not written and given.get("expiry") in (None, "", AS_CLAIMED):
            self.add_error("agree", _("Write in the table what differs, or say that all agrees."))

    def _asked_of(self, source: Reading) -> list[str]:
        """The fields with a box; the last day of the source that counts is asked as a day."""
        day_of_its_own = ENDS.get(Kind(self.credential.kind)) if source == self.sources[-1] else None
        return [name for name in (*claimed.labels(self.credential), ELSE) if name != day_of_its_own]

    def _was_read(self, source: Reading) -> bool:
        return source == Reading.DOCUMENT or self.cleaned_data.get("how") != Method.DOCUMENT

    def _otherwise(self, source: Reading) -> dict[str, str]:
        """What this source says otherwise; the claim's own words typed again say nothing new."""
        says = claimed.values(self.credential)
        typed = {
            name: str(self.cleaned_data.get(_box(source, name)) or "") for name in self._asked_of(source)
        }
        return {
            name: words for name, words in typed.items() if words and fold(words) != fold(says.get(name, ""))
        }


def claimed_end(credential: Credential) -> date | None:
    """The last day the claim itself names."""
    column = ENDS.get(Kind(credential.kind))
    found: date | None = getattr(getattr(credential, credential.kind), column) if column else None
    return found


def _box(source: Reading, name: str) -> str:
    return f"{source.value}-{name}"


def _words(source: Reading, label: Any) -> forms.CharField:
    named = _("%(field)s: %(source)s") % {"field": label, "source": source.label}
    box = forms.TextInput({"aria-label": named, "autocomplete": "off"})
    return forms.CharField(label=named, required=False, max_length=LONGEST, widget=box)


def _expiries(credential: Credential) -> Iterable[tuple[str, Any]]:
    """One press where the source agrees with the claim; nothing to say where the kind has no day of its own."""
    if Kind(credential.kind) not in ENDS:
        return
    if end := claimed_end(credential):
        yield AS_CLAIMED, _("%(day)s, as claimed") % {"day": day(end)}
    yield OTHER, _("Another day")
    yield NOWHERE, _("It names no last day")

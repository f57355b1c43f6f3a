"""Questions about one course: which it was, what it covered, how long it was."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from directory.portal.forms.practice import past
from directory.portal.forms.question import Answers, Question, a_day, text, ticks, whole
from practitioners.models import Training
from practitioners.vocabulary import Topic


class Course(Question):
    """Which course it was."""

    course = text(
        Training, "course", lazy("Name of the course"), ask=lazy("Enter the name of the course."),
        hint=lazy("As it is printed on the certificate."),
    )  # fmt: skip
    provider = text(Training, "provider", lazy("School or trainer"), ask=lazy("Enter the school or trainer."))
    completed_on = a_day(
        Training, "completed_on", lazy("Day you completed it"), ask=lazy("Enter the day you completed it.")
    )

    def clean_completed_on(self) -> Any:
        """Not a day to come."""
        return past(self.cleaned_data["completed_on"])


class Topics(Question):
    """What it covered and for how long."""

    covers = ticks(
        lazy("What did it cover?"), Topic.choices,
        hint=lazy("Your certificates together must cover all three. A moderator looks for them on the certificate."),
    )  # fmt: skip
    hours = whole(
        Training, "hours", lazy("Hours in all"), ask=lazy("Enter the hours of the course."), least=1
    )
    hands_on_hours = whole(
        Training, "hands_on_hours", lazy("Hours of hands-on practice"),
        ask=lazy("Enter the hours of hands-on practice."), hint=lazy("Enter 0 if there were none."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["covers"].label = _("What did it cover?")  # none of them is an answer that cannot be sent

    def clean_covers(self) -> list[str]:
        """At least one: a course that covers none of them cannot be sent."""
        chosen: list[str] = self.cleaned_data["covers"]
        if not chosen:
            raise forms.ValidationError(_("Say which topics the course covered."), code="required")
        return chosen

    def clean(self) -> dict[str, Any]:
        """Practice is part of the whole."""
        given: dict[str, Any] = self.cleaned_data
        every, practice = given.get("hours"), given.get("hands_on_hours")
        if every is not None and practice is not None and practice > every:
            self.add_error("hands_on_hours", _("Hands-on hours cannot be more than all hours."))
        return given

    @classmethod
    def read(cls, answers: Answers) -> dict[str, Any]:
        """Three columns are one question."""
        covered = [topic.value for topic in Topic if answers.get(f"covers_{topic.value}")]
        return {**super().read(answers), "covers": covered}

    @classmethod
    def gaps(cls, answers: Answers) -> dict[str, str]:
        """No topic at all is a gap too."""
        found = super().gaps(answers)
        if not cls.read(answers)["covers"]:
            found["covers"] = _("Say which topics the course covered.")
        return found

    def given(self) -> dict[str, Any]:
        """One answer for each column."""
        kept = {**self.cleaned_data}
        chosen = kept.pop("covers")
        return kept | {f"covers_{topic.value}": topic.value in chosen for topic in Topic}

"""Questions about how somebody works: infection control, consultation, aftercare; each ends in a statement."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from directory.portal.forms.question import Answers, Placed, Question, a_day, text, ticks, whole
from directory.web.options import Option, YesNoField
from practitioners import clock
from practitioners.intake import drafts
from practitioners.models import Aftercare, Consultation, InfectionControl, Term
from practitioners.standing.words import day
from practitioners.vocabulary import TermKind

FUTURE = lazy("This day has not come yet: enter the day printed on the document.")


def past(value: Any) -> Any:
    """The day, unless it is still to come."""
    if value and value > clock.today():
        raise forms.ValidationError(FUTURE, code="future")
    return value


class Certificate(Placed):
    """The certificate, and where it holds."""

    certificate = text(
        InfectionControl, "certificate", lazy("Name of the certificate"),
        ask=lazy("Enter the name of the certificate."),
        hint=lazy("For example “Bloodborne pathogens”. Copy it as it is printed."),
    )  # fmt: skip
    certified_on = a_day(
        InfectionControl, "certified_on", lazy("Date of the certificate"),
        ask=lazy("Enter the date of the certificate."),
    )  # fmt: skip
    expires_on = a_day(InfectionControl, "expires_on", lazy("It expires on"))

    def clean_certified_on(self) -> Any:
        """Not a day to come."""
        return past(self.cleaned_data["certified_on"])

    def clean(self) -> dict[str, Any]:
        """It cannot end before it begins."""
        given: dict[str, Any] = self.cleaned_data
        begins, ends = given.get("certified_on"), given.get("expires_on")
        if begins and ends and ends < begins:
            self.add_error("expires_on", _("The certificate must expire after its date."))
        return given


class Needles(Question):
    """What touches the client."""

    single_use_opened_before_client = YesNoField(
        label=lazy("Do you use sterile single-use needles, and open the packet in front of the client?"),
        error_messages={"required": lazy("Say whether needles are opened in front of the client.")},
    )
    lot_recorded = YesNoField(
        label=lazy("Do you write down the lot number of the needles for each client?"),
        error_messages={"required": lazy("Say whether lot numbers are written down.")},
    )
    devices = ticks(
        lazy("Which devices do you use?"),
        hint=lazy("Clients read under each one what it is cleared for."),
    )

    def prepare(self) -> None:
        """The devices we know, each with what it is cleared for."""
        known = Term.objects.filter(kind=TermKind.DEVICE)
        self.choice("devices").choices = [
            (str(each.pk), Option(_(each.label), _(each.note) if each.note else "")) for each in known
        ]

    def given(self) -> dict[str, Any]:
        """Devices by their key."""
        return {**self.cleaned_data, "devices": sorted(map(int, self.cleaned_data["devices"]))}


class Protocol(Question):
    """What the written protocol says."""

    protocol_dated = a_day(
        InfectionControl, "protocol_dated", lazy("Date of your written protocol"),
        ask=lazy("Enter the date of your written protocol."),
        hint=lazy("The sheet that says how you clean and protect. You send it as a document."),
    )  # fmt: skip
    surfaces = text(
        InfectionControl, "surfaces", lazy("Surfaces between clients"), rows=3,
        hint=lazy("What you clean with, and how long it stays on."),
    )  # fmt: skip
    hand_hygiene = text(InfectionControl, "hand_hygiene", lazy("Hands and gloves"), rows=3)
    after_needlestick = text(
        InfectionControl, "after_needlestick", lazy("After a needlestick"), rows=3,
        hint=lazy("What you do when somebody is pricked by a used needle."),
    )  # fmt: skip
    sharps_contract_until = a_day(
        InfectionControl, "sharps_contract_until", lazy("Sharps collection contract runs until")
    )

    def clean_protocol_dated(self) -> Any:
        """Not a day to come."""
        return past(self.cleaned_data["protocol_dated"])


class Session(Question):
    """How somebody is seen before any treatment."""

    minutes = whole(
        Consultation, "minutes", lazy("How many minutes does a consultation take?"), least=1,
        ask=lazy("Enter how many minutes a consultation takes."),
    )  # fmt: skip
    in_person = YesNoField(
        label=lazy("How do you see the client?"), yes=lazy("In person"), no=lazy("By phone or video"),
        error_messages={"required": lazy("Say how you see the client.")},
    )  # fmt: skip
    days_before_treatment = whole(
        Consultation, "days_before_treatment",
        lazy("How many days lie at least between consultation and treatment?"),
        ask=lazy("Enter how many days lie between consultation and treatment."),
        hint=lazy("Enter 0 if it can be the same day."),
    )  # fmt: skip


class Asked(Question):
    """What is asked, and who is turned away."""

    asks_about = text(
        Consultation, "asks_about", lazy("What do you ask about?"), rows=4,
        ask=lazy("Write what you ask about."),
        hint=lazy("For example medical history, current health, medicines, allergies, earlier treatments."),
    )  # fmt: skip
    turns_away = text(
        Consultation, "turns_away", lazy("Who do you turn away or send to a doctor first?"), rows=4,
        ask=lazy("Write who you turn away or send to a doctor first."),
        hint=lazy("For example an infected scalp, a bleeding disorder, hair loss nobody has diagnosed."),
    )  # fmt: skip


class Sheet(Question):
    """What clients take home in writing."""

    covers = text(
        Aftercare, "covers", lazy("What does your written sheet cover?"), rows=4,
        ask=lazy("Write what your sheet covers."),
        hint=lazy("For example washing, sun, swimming, exercise, products."),
    )  # fmt: skip
    warning_signs = text(
        Aftercare, "warning_signs", lazy("Which warning signs does it name?"), rows=4,
        ask=lazy("Write which warning signs your sheet names."),
        hint=lazy("For example growing pain or redness, pus, fever, swollen glands."),
    )  # fmt: skip
    sheet_public = forms.BooleanField(
        required=False, label=lazy("Clients may read this sheet on my page"),
        help_text=lazy("Its pages are shown as pictures once a moderator has seen it. You can take that back any day."),
    )  # fmt: skip


class Contact(Question):
    """Who answers afterwards."""

    contact = text(
        Aftercare, "contact", lazy("Who can clients reach when you are closed, and how?"), rows=2,
        ask=lazy("Write who clients can reach when you are closed."),
        hint=lazy("This is public. Use a number or address that clients may know."),
    )  # fmt: skip
    follow_up = text(Aftercare, "follow_up", lazy("How do you follow up?"), rows=2)


class Statement(Question):
    """The signature under what was answered."""

    attested = forms.BooleanField(
        label=lazy("I sign this statement"),
        error_messages={"required": lazy("Tick the box to sign the statement.")},
    )
    words: Any = ""
    """What is signed."""

    def prepare(self) -> None:
        """The words stand beside the box."""
        self.fields[drafts.ATTESTED].help_text = self.words

    @classmethod
    def read(cls, answers: Answers) -> dict[str, Any]:
        """Signed before or just now: both are a ticked box."""
        return {**super().read(answers), drafts.ATTESTED: bool(answers.get(drafts.ATTESTED))}

    @classmethod
    def gaps(cls, answers: Answers) -> dict[str, str]:
        """An unticked box is no signature."""
        found = super().gaps(answers)
        if not answers.get(drafts.ATTESTED):
            found[drafts.ATTESTED] = _("Sign the statement that it is true.")
        return found

    def rows(self) -> list[tuple[str, list[str]]]:
        """Signed now, or on which day."""
        signed = self.answers.get(drafts.ATTESTED)
        said = []
        if signed is True:
            said = [_("Signed. It is dated on the day you send it.")]
        elif signed:
            said = [_("Signed on %(day)s") % {"day": day(date.fromisoformat(signed))}]
        others = [row for row in super().rows() if row[0] != str(self.fields[drafts.ATTESTED].label)]
        return [*others, (_("Your signed statement"), said)]


class InfectionControlStatement(Statement):
    """Of infection control."""

    words = lazy(
        "What I wrote here is how I work with every client, and my written protocol says the same. I send a new "
        "protocol when it changes."
    )


class ConsultationStatement(Statement):
    """Of consultation."""

    words = lazy(
        "Every client has this consultation before the first treatment, and I turn people away as I wrote here."
    )


class AftercareStatement(Statement):
    """Of aftercare."""

    words = lazy(
        "Every client gets this sheet in writing before they leave, and somebody answers the contact I named."
    )

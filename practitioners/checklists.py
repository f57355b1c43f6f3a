"""What a moderator answers before deciding: 4 to 7 questions for each kind of claim, where Yes is always good."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from practitioners.models import Credential
from practitioners.vocabulary import Kind

VERSION = "2026-11"
"""Goes up with every change of a question; opinions name the one they answered."""


@dataclass(frozen=True)
class Question:
    """One thing to look at; `key` stays for good."""

    key: str
    words: Any


@dataclass(frozen=True)
class Checklist:
    """The questions for one kind of claim, in the order of the work."""

    version: str
    questions: tuple[Question, ...]

    @property
    def keys(self) -> frozenset[str]:
        """What can be answered."""
        return frozenset(question.key for question in self.questions)


def of(credential: Credential) -> Checklist:
    """The questions about this claim."""
    questions = _OF_KIND[Kind(credential.kind)]
    return Checklist(VERSION, tuple(Question(key, words) for key, words in questions.items()))


_OF_KIND: dict[Kind, dict[str, Any]] = {
    Kind.LICENSE: {
        "found": _("The register shows this number"),
        "name": _("The name there is this person’s, or the difference is explained"),
        "type": _("The license type is the one claimed"),
        "active": _("The register calls it active today"),
        "expiry": _("The expiry date there is the one claimed"),
        "unrestricted": _("No restriction there touches needling"),
        "scope": _("The scope row for this place and depth fits this license"),
    },
    Kind.TRAINING: {
        "name": _("The certificate names this person"),
        "provider": _("The provider exists and teaches this"),
        "topics": _("The certificate, or the provider’s course page, shows the topics claimed"),
        "hours": _("The hours, and the hands-on hours, are the ones claimed"),
        "date": _("The date is the one claimed"),
    },
    Kind.INFECTION_CONTROL: {
        "name": _("The certificate names this person and is in date"),
        "single_use": _("Single use is stated for every device listed"),
        "sharps": _("The sharps contract is in date and for this address"),
        "surfaces": _("Disinfectant and contact time are named"),
        "dated": _("The protocol has a date within a year"),
    },
    Kind.CONSULTATION: {
        "blank": _("The form is blank and shows no client"),
        "asks": _("It asks about history, medicines, allergies and scarring"),
        "turns_away": _("It says who is turned away"),
        "gap": _("It leaves time between consultation and treatment, or says why not"),
    },
    Kind.AFTERCARE: {
        "sheet": _("The sheet is the one clients are given"),
        "warning_signs": _("It names the warning signs"),
        "contact": _("It says whom to call, and when nobody answers"),
        "words": _("It promises no result and advises against no medicine"),
    },
    Kind.TRACK_RECORD: {
        "period": _("The summary covers the period claimed"),
        "counts": _("The counts are the ones claimed"),
        "how": _("How they were counted can be followed"),
        "complications": _("Complications are counted, none included"),
        "no_clients": _("No client can be recognized"),
    },
    Kind.INSURANCE: {
        "name": _("The policy names this person or their practice"),
        "dates": _("The dates are the ones claimed"),
        "covers": _("It covers microneedling of the scalp and does not exclude it"),
        "insurer": _("The insurer exists and may insure this here"),
    },
    Kind.MEMBERSHIP: {
        "listed": _("The body’s list shows this person today"),
        "name": _("The name there is this person’s, or the difference is explained"),
        "end": _("The end of the membership is the one claimed"),
        "words": _("It is shown as a membership and not as a license"),
    },
    Kind.IDENTITY: {
        "readable": _("The document can be read and is in date"),
        "name": _("The legal name is the one typed"),
        "person": _("Public name and former names fit it, or the difference is explained"),
        "license": _("The name on the license fits it, where there is one"),
    },
    Kind.AMENDMENT: {
        "true": _("What is new agrees with what was checked, or is shown by a document"),
        "person": _("A new name is this person’s"),
        "address": _("A new address is a place where this person works"),
        "words": _("No words promise a result or claim more than was checked"),
        "picture": _("A new picture shows this person and no client"),
    },
    Kind.PHOTOS: {
        "same": _("Both pictures have the same size, angle and light"),
        "stated": _("Weeks, sessions and other treatments are stated"),
        "consent": _("Consent is recorded, with its holder and scope"),
        "recognized": _("No face or tattoo is shown without consent to it"),
        "words": _("No words promise a result"),
    },
}  # fmt: skip

"""The question pages of each kind of claim, as data: one view and one template show them all."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy

from directory.portal.forms import license, practice, record, renewal, training
from directory.portal.forms.question import Question
from practitioners.models import Credential
from practitioners.vocabulary import Kind


@dataclass(frozen=True)
class Section:
    """One page of questions: its address, its heading and its form."""

    slug: str
    title: Any
    form: type[Question]

    def href(self, claim: Credential, *, back: bool = False) -> str:
        """Where it is answered for this claim; `back` returns to the list of answers afterwards."""
        return reverse("portal:question", args=[claim.pk, self.slug]) + ("?back=check" if back else "")


SECTIONS: dict[Kind, tuple[Section, ...]] = {
    Kind.LICENSE: (
        Section("from", lazy("Where the license comes from"), license.From),
        Section("type", lazy("Which license it is"), license.Type),
        Section("number", lazy("License number and name"), license.Number),
        Section("dates", lazy("Until when it is valid"), license.Dates),
    ),
    Kind.TRAINING: (
        Section("course", lazy("Which course it was"), training.Course),
        Section("topics", lazy("What the course covered"), training.Topics),
    ),
    Kind.INFECTION_CONTROL: (
        Section("certificate", lazy("Your infection control certificate"), practice.Certificate),
        Section("needles", lazy("Needles and devices"), practice.Needles),
        Section("protocol", lazy("Your written protocol"), practice.Protocol),
        Section("statement", lazy("Sign your statement"), practice.InfectionControlStatement),
    ),
    Kind.CONSULTATION: (
        Section("session", lazy("How you hold a consultation"), practice.Session),
        Section("asked", lazy("What you ask and who you turn away"), practice.Asked),
        Section("statement", lazy("Sign your statement"), practice.ConsultationStatement),
    ),
    Kind.AFTERCARE: (
        Section("sheet", lazy("Your aftercare sheet"), practice.Sheet),
        Section("contact", lazy("Who answers afterwards"), practice.Contact),
        Section("statement", lazy("Sign your statement"), practice.AftercareStatement),
    ),
    Kind.TRACK_RECORD: (
        Section("counted", lazy("How many treatments, over which time"), record.Counted),
        Section("how", lazy("How you counted"), record.HowCounted),
        Section("complications", lazy("How often something went wrong"), record.Complications),
    ),
    Kind.INSURANCE: (
        Section("policy", lazy("Your insurance"), record.Policy),
        Section("period", lazy("From when until when"), record.PolicyPeriod),
    ),
    Kind.MEMBERSHIP: (
        Section("body", lazy("Which voluntary register"), record.Body),
        Section("ends", lazy("Until when it runs"), record.MembershipEnd),
    ),
    Kind.IDENTITY: (
        Section("names", lazy("Your names"), record.Names),
        Section("document", lazy("Your identity document"), record.Document),
    ),
}
"""In the order they are asked; a kind that is not here has pages of its own."""

_RENEWALS: dict[Kind, type[Question]] = {
    Kind.LICENSE: license.Dates,
    Kind.TRAINING: renewal.Training,
    Kind.INFECTION_CONTROL: renewal.InfectionControl,
    Kind.CONSULTATION: practice.ConsultationStatement,
    Kind.AFTERCARE: practice.AftercareStatement,
    Kind.TRACK_RECORD: renewal.TrackRecord,
    Kind.INSURANCE: record.PolicyPeriod,
    Kind.MEMBERSHIP: record.MembershipEnd,
}
RENEWALS = {kind: Section("renewal", lazy("What is new"), form) for kind, form in _RENEWALS.items()}
"""The one page a renewal asks before its file; every other answer was copied and can still be changed."""


def of(claim: Credential) -> tuple[Section, ...]:
    """The pages that hold every answer of this claim once."""
    return SECTIONS.get(Kind(claim.kind), ())


def first(claim: Credential) -> str:
    """Where answering begins: for a renewal with what is new."""
    asked = RENEWALS.get(Kind(claim.kind)) if claim.renews_id else None
    if asked is None and not claim.renews_id:
        asked = next(iter(of(claim)), None)
    return asked.href(claim) if asked else reverse("portal:evidence", args=[claim.pk])


def find(claim: Credential, slug: str) -> Section:
    """The page of this address; 404 where this claim has none."""
    known = {section.slug: section for section in of(claim)}
    if claim.renews_id and Kind(claim.kind) in RENEWALS:
        known["renewal"] = RENEWALS[Kind(claim.kind)]
    if slug not in known:
        raise Http404
    return known[slug]


def after(claim: Credential, section: Section) -> str:
    """The next page of questions; after the last one, and after what is new, the documents."""
    asked = list(of(claim))
    rest = asked[asked.index(section) + 1 :] if section in asked else []
    return rest[0].href(claim) if rest else reverse("portal:evidence", args=[claim.pk])

"""A plan as rows: people with their places, and their claims as drafts, saved a batch at a time."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model

from practitioners import models, standard
from practitioners.demonstration import pictures
from practitioners.demonstration.plan import ClaimPlan, PersonPlan
from practitioners.intake.drafts import ATTESTED
from practitioners.models import (
    Account,
    Credential,
    Evidence,
    InfectionControl,
    Issuer,
    LicenseType,
    Place,
    Practitioner,
    Term,
)
from practitioners.scope import Rulebook
from practitioners.vocabulary import Kind, Status, TermKind

DETAILS: Mapping[Kind, type[Model]] = {
    Kind.LICENSE: models.License, Kind.TRAINING: models.Training, Kind.INFECTION_CONTROL: InfectionControl,
    Kind.CONSULTATION: models.Consultation, Kind.AFTERCARE: models.Aftercare, Kind.TRACK_RECORD: models.TrackRecord,
    Kind.INSURANCE: models.Insurance, Kind.MEMBERSHIP: models.Membership, Kind.IDENTITY: models.Identity,
}  # fmt: skip


@dataclass
class Made:
    """One person's rows beside their plan, claims and places in the plan's order."""

    plan: PersonPlan
    person: Practitioner
    places: list[Place] = field(default_factory=list)
    claims: list[Credential] = field(default_factory=list)

    @property
    def owner(self) -> Account:
        """The account that the person signs in with."""
        account = self.person.account
        assert account is not None  # noqa: S101  # made a line before the person
        return account

    @property
    def license(self) -> Credential:
        """The license that restrictions and supervision are about."""
        return next(claim for claim in self.claims if claim.kind == Kind.LICENSE)


@dataclass(frozen=True)
class Stock:
    """What all rows share: drawn pictures and reference data."""

    portraits: Sequence[str]
    specimens: Mapping[Kind, pictures.Specimen]
    issuers: Mapping[int, Issuer]
    license_types: Mapping[int, LicenseType]
    terms: Mapping[int, Term]
    rulebook: Rulebook
    password: str = ""
    """Hashed, of those who can sign in; empty: nobody can."""

    @classmethod
    def load(cls, rulebook: Rulebook, *, password: str = "") -> "Stock":
        """The pictures drawn anew, and the reference data known today."""
        return cls(
            portraits=pictures.portraits(), specimens=pictures.specimens(), issuers=Issuer.objects.in_bulk(),
            license_types=LicenseType.objects.in_bulk(), terms=Term.objects.in_bulk(), rulebook=rulebook,
            password=password,
        )  # fmt: skip


def drafted(plans: Iterable[PersonPlan], stock: Stock) -> list[Made]:
    """Unsaved rows of these people; details hang on their claims."""
    return [_drafted(plan, stock) for plan in plans]


def save(batch: Sequence[Made], stock: Stock) -> None:
    """Write the rows of a batch, whatever stands in their columns by now."""
    Account.objects.bulk_create([made.owner for made in batch])
    Practitioner.objects.bulk_create([made.person for made in batch])
    Place.objects.bulk_create([place for made in batch for place in made.places])
    claims = [claim for made in batch for claim in made.claims]
    # A renewal needs the number of what it renews.
    Credential.objects.bulk_create([claim for claim in claims if claim.renews is None])
    Credential.objects.bulk_create([claim for claim in claims if claim.renews is not None])
    for kind, model in DETAILS.items():
        details = [getattr(claim, kind.value) for claim in claims if claim.kind == kind and not claim.answers]
        model._default_manager.bulk_create(details)
    _save_links(batch, stock)
    Evidence.objects.bulk_create([_evidence(claim, stock) for claim in claims if _shows(claim)])


def _shows(claim: Credential) -> bool:
    """Whether a document lies with the claim: that of an identity is not kept after the decision."""
    seen = claim.kind == Kind.IDENTITY and claim.status == Status.VERIFIED
    return claim.kind in standard.EVIDENCED_KINDS and not seen


def _save_links(batch: Sequence[Made], stock: Stock) -> None:
    offers, access, devices = (
        Practitioner.terms.through,
        Place.access.through,
        InfectionControl.devices.through,
    )
    offers.objects.bulk_create(
        [offers(practitioner_id=made.person.pk, term_id=term) for made in batch for term in made.plan.terms]
    )
    access.objects.bulk_create(
        [
            access(place_id=place.pk, term_id=term)
            for made in batch
            for place, plan in zip(made.places, made.plan.places, strict=True)
            for term in plan.access
        ]
    )
    devices.objects.bulk_create(
        [
            devices(infectioncontrol_id=claim.infection_control.pk, term_id=term)
            for made in batch
            for claim in made.claims
            if claim.kind == Kind.INFECTION_CONTROL and not claim.answers
            for term in made.plan.terms
            if stock.terms[term].kind == TermKind.DEVICE
        ]
    )


def _drafted(plan: PersonPlan, stock: Stock) -> Made:
    account = Account(email=plan.email or f"person{plan.number}@example.org")
    account.set_unusable_password()
    if plan.sees and stock.password:
        account.password = stock.password
    person = Practitioner(
        account=account, legal_name=plan.name, public_name=plan.name, slug=plan.slug,
        profession=stock.terms[plan.profession_id], profession_line=plan.profession_line,
        about=plan.about, depth=plan.depth,
        photo=stock.portraits[plan.portrait] if plan.portrait is not None else "",
    )  # fmt: skip
    made = Made(plan, person)
    made.places = [
        Place(
            practitioner=person, locality=place.spot.locality, region=place.spot.region, postcode=place.spot.postcode,
            country=place.spot.country, jurisdiction_id=place.spot.jurisdiction_id, lat=place.spot.lat,
            lon=place.spot.lon, **place.fields,
        )
        for place in plan.places
    ]  # fmt: skip
    for claim in plan.claims:
        made.claims.append(_claim(made, claim, stock))
    return made


def _claim(made: Made, plan: ClaimPlan, stock: Stock) -> Credential:
    claim = Credential(
        practitioner=made.person, kind=plan.kind, attested_on=plan.attested_on,
        place=made.places[plan.place] if plan.place is not None else None,
        renews=made.claims[plan.renews] if plan.renews is not None else None,
        attestation_version=standard.VERSION if plan.attested_on else "",
    )  # fmt: skip
    details = dict(plan.details)
    if plan.kind == Kind.LICENSE:
        details["issuer"] = stock.issuers[details.pop("issuer_id")]
        details["license_type"] = stock.license_types[details.pop("license_type_id")]
        details |= {"number": f"DEMO-{made.plan.number:06d}", "name_on_license": made.plan.name}
    if plan.ending == Status.DRAFT:
        _type_in(claim, details, plan)
        return claim
    DETAILS[plan.kind](credential=claim, **details)  # reachable from the claim from here on
    return claim


def _type_in(claim: Credential, details: Mapping[str, Any], plan: ClaimPlan) -> None:
    """A draft is typed and not sent: answers, no details, and its statement is ticked and not yet signed."""
    typed = {name: value.isoformat() if isinstance(value, date) else value for name, value in details.items()}
    claim.answers, claim.edits = typed | ({ATTESTED: True} if plan.attested_on else {}), 1
    claim.attested_on, claim.attestation_version = None, ""


def _evidence(claim: Credential, stock: Stock) -> Evidence:
    specimen = stock.specimens[Kind(claim.kind)]
    # One drawing stands in for many people's own files; were their hashes alike, all would be taken for copies.
    own = hashlib.sha256(f"{specimen.sha256} {claim.pk}".encode()).hexdigest()
    return Evidence(
        credential=claim, original=specimen.name, filename=f"specimen-{claim.kind}.webp", content_type="image/webp",
        sha256=own, size=specimen.size, page_images=[specimen.name],
    )  # fmt: skip

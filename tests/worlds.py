"""Small directories as plain data, written straight into the tables: for tests of what records are worth.

The verbs cannot make every record that the tables can hold; these can. A world names people and places by number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import Any

from practitioners.models import (
    Aftercare,
    Amendment,
    Consultation,
    Credential,
    Identity,
    InfectionControl,
    Insurance,
    License,
    Membership,
    PhotoSet,
    Place,
    Practitioner,
    Restriction,
    ScopeRule,
    Supervision,
    TrackRecord,
    Training,
)
from practitioners.vocabulary import Basis, Depth, Kind, Level, Status, TermKind, Topic, Verdict, Visibility
from tests import factories as make

LONG_AGO = date(2020, 1, 1)


@dataclass(frozen=True)
class Limit:
    """A restriction on a license."""

    starts_on: date
    lifted_on: date | None = None
    touches: bool = True


@dataclass(frozen=True)
class Backing:
    """A supervisor (the number of a person) for a license at one of its owner's places."""

    supervisor: int
    place: int
    confirmed_on: date | None
    ended_on: date | None = None


@dataclass(frozen=True)
class Claim:
    """One credential. `says` are details of its kind, `place` the number of one of the owner's places."""

    kind: Kind
    status: Status = Status.VERIFIED
    level: Level = Level.DOCUMENT
    valid_from: date | None = None
    valid_until: date | None = None
    checked_on: date | None = None
    place: int | None = None
    says: Mapping[str, Any] = field(default_factory=dict)
    limits: tuple[Limit, ...] = ()
    backings: tuple[Backing, ...] = ()


@dataclass(frozen=True)
class Spot:
    """A place."""

    law: str
    confirmed_on: date | None
    at: tuple[int, int] = make.AUSTIN
    practice: str = "Fern Studio"
    access: tuple[str, ...] = ()
    fee: int | None = None
    accepting: bool = True


@dataclass(frozen=True)
class Person:
    """A practitioner with everything that hangs on them."""

    name: str
    spots: tuple[Spot, ...]
    claims: tuple[Claim, ...]
    depth: Depth = Depth.UP_TO_05
    visibility: Visibility = Visibility.PUBLIC
    profession: str = "esthetician"
    terms: tuple[tuple[TermKind, str], ...] = ()


@dataclass(frozen=True)
class Rule:
    """A scope rule."""

    law: str
    type: str
    depth: Depth
    verdict: Verdict
    confirmed_on: date | None = LONG_AGO


@dataclass(frozen=True)
class World:
    """A directory: laws with whether they license the treatment, license types with whether they are statutory."""

    laws: Mapping[str, bool]
    types: Mapping[str, bool]
    rules: tuple[Rule, ...]
    people: tuple[Person, ...]

    def days(self) -> set[date]:
        """Every date that occurs anywhere in it."""
        return set(_dates(self.rules)) | set(_dates(self.people))


def _dates(thing: object) -> Iterator[date]:
    if isinstance(thing, date):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from _dates(part)
    elif is_dataclass(thing):
        for column in fields(thing):
            yield from _dates(getattr(thing, column.name))


def write(world: World) -> list[Practitioner]:
    """Put the world into empty tables, a batch for each table; its people, in order. No search row is written."""
    reference = _Reference(world)
    reference.write_rules(world)
    owners = Practitioner.objects.bulk_create(_person(p, n, reference) for n, p in enumerate(world.people))
    places = [
        Place.objects.bulk_create(_place(o, s, reference) for s in p.spots) for o, p in _pairs(owners, world)
    ]
    for owner, person in _pairs(owners, world):
        if person.terms:
            owner.terms.set([make.term(kind, key) for kind, key in person.terms])
    for theirs, person in _pairs(places, world):
        for place, spot in zip(theirs, person.spots, strict=True):
            if spot.access:
                place.access.set([make.term(TermKind.ACCESS, key) for key in spot.access])
    _Claims(reference, owners, places).write(world)
    return owners


def _pairs(rows: list[Any], world: World) -> Iterator[tuple[Any, Person]]:
    return zip(rows, world.people, strict=True)


class _Reference:
    """What the people of a world refer to, in memory."""

    def __init__(self, world: World) -> None:
        self.laws = {c: make.jurisdiction(c, licenses_treatment=yes) for c, yes in sorted(world.laws.items())}
        self.types = {key: make.license_type(key, statutory=yes) for key, yes in world.types.items()}
        self.issuers = {code: make.issuer(code, types=()) for code in world.laws}
        self.professions = {p.profession: make.term(key=p.profession) for p in world.people}

    def write_rules(self, world: World) -> None:
        ScopeRule.objects.bulk_create(
            ScopeRule(
                jurisdiction=self.laws[rule.law], license_type=self.types[rule.type], depth=rule.depth,
                verdict=rule.verdict, confirmed_on=rule.confirmed_on, review_by=date(2030, 1, 1),
                basis=Basis.DEMONSTRATION, source="test", checked_on=LONG_AGO,
            )
            for rule in world.rules
        )  # fmt: skip


def _person(person: Person, number: int, reference: _Reference) -> Practitioner:
    return Practitioner(
        public_name=person.name, slug=f"person-{number}", depth=person.depth, visibility=person.visibility,
        profession=reference.professions[person.profession],
        suspended_on=LONG_AGO if person.visibility == Visibility.SUSPENDED else None,
    )  # fmt: skip


def _place(owner: Practitioner, spot: Spot, reference: _Reference) -> Place:
    return Place(
        practitioner=owner, practice_name=spot.practice, locality="Somewhere", country=spot.law[:2],
        jurisdiction=reference.laws[spot.law], lat=spot.at[0], lon=spot.at[1], fee_from=spot.fee,
        accepting_clients=spot.accepting, details_confirmed_on=spot.confirmed_on,
    )  # fmt: skip


class _Claims:
    """Writes the credentials of all people with what hangs on them."""

    def __init__(self, reference: _Reference, owners: list[Practitioner], places: list[list[Place]]) -> None:
        self.reference, self.owners, self.places = reference, owners, places

    def write(self, world: World) -> None:
        claims = [(number, claim) for number, person in enumerate(world.people) for claim in person.claims]
        credentials = Credential.objects.bulk_create(
            self._credential(number, claim) for number, claim in claims
        )
        details: dict[Any, list[Any]] = {}
        for (number, claim), credential in zip(claims, credentials, strict=True):
            model, says = self._details(claim)
            details.setdefault(model, []).append(model(credential=credential, **says))
            details.setdefault(Restriction, []).extend(
                _restriction(credential, limit) for limit in claim.limits
            )
            details.setdefault(Supervision, []).extend(
                self._supervision(credential, number, backing) for backing in claim.backings
            )
        for model, rows in details.items():
            model.objects.bulk_create(rows)

    def _credential(self, number: int, claim: Claim) -> Credential:
        return Credential(
            practitioner=self.owners[number], kind=claim.kind, status=claim.status, level=claim.level,
            valid_from=claim.valid_from, valid_until=claim.valid_until, checked_on=claim.checked_on,
            place=None if claim.place is None else self.places[number][claim.place],
        )  # fmt: skip

    def _supervision(self, license: Credential, number: int, backing: Backing) -> Supervision:
        return Supervision(
            license=license, supervisor=self.owners[backing.supervisor], place=self.places[number][backing.place],
            confirmed_on=backing.confirmed_on, ended_on=backing.ended_on,
        )  # fmt: skip

    def _details(self, claim: Claim) -> tuple[Any, dict[str, Any]]:
        says = dict(claim.says)
        match claim.kind:
            case Kind.LICENSE:
                issuer, type_ = self.reference.issuers[says["law"]], self.reference.types[says["type"]]
                return License, {"issuer": issuer, "license_type": type_, "number": "1"}
            case Kind.TRAINING:
                covered = {f"covers_{topic}": topic in says["covers"] for topic in Topic}
                return Training, {"course": "A course", "completed_on": LONG_AGO, "hours": 8, **covered}
            case Kind.INFECTION_CONTROL:
                opened = {"single_use_opened_before_client": True}
                return InfectionControl, {"certified_on": LONG_AGO, "protocol_dated": LONG_AGO, **opened}
            case Kind.CONSULTATION:
                return Consultation, {"minutes": 30}
            case Kind.AFTERCARE:
                return Aftercare, {}
            case Kind.TRACK_RECORD:
                return TrackRecord, says
            case Kind.INSURANCE:
                return Insurance, {"starts_on": LONG_AGO, "ends_on": date(2030, 1, 1), **says}
            case _:
                return _beside_the_six(claim.kind)


def _beside_the_six(kind: Kind) -> tuple[Any, dict[str, Any]]:
    match kind:
        case Kind.MEMBERSHIP:
            return Membership, {"body": "A register"}
        case Kind.IDENTITY:
            return Identity, {"legal_name": "A Name", "document": "passport", "country": "US"}
        case Kind.PHOTOS:
            taken = {"weeks": 12, "sessions": 3, "same_light": True, "not_retouched": True}
            return PhotoSet, {"consent_on": LONG_AGO, **taken}
        case _:
            return Amendment, {"values": {"about": "Otherwise."}}


def _restriction(license: Credential, limit: Limit) -> Restriction:
    return Restriction(
        license=license, type="As on the register", touches_treatment=limit.touches, starts_on=limit.starts_on,
        lifted_on=limit.lifted_on, source_url="https://example.org/", seen_on=LONG_AGO,
    )  # fmt: skip

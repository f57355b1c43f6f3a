"""What a fictional person is to be: plain values, the same for the same seed and day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from practitioners.vocabulary import Depth, Kind, Level, Status


@dataclass(frozen=True)
class Spot:
    """Somewhere a practice could be, in micro-degrees."""

    jurisdiction_id: int
    country: str
    region: str
    locality: str
    postcode: str
    lat: int
    lon: int


@dataclass(frozen=True)
class PlacePlan:
    """One practice address; `fields` are the columns of Place besides where it is."""

    spot: Spot
    fields: Mapping[str, Any]
    access: tuple[int, ...]
    confirmed_on: date


@dataclass(frozen=True)
class ClaimPlan:
    """One claim from its sending to where it stands now; days in the order of the fields, each perhaps absent.

    `ending` is where it stands now. `details` are the columns of its kind's table. `place` and `renews` are the
    positions of the place and of the earlier claim in the same person's plan.
    """

    kind: Kind
    details: Mapping[str, Any]
    sent_on: date
    looked_on: date | None = None
    decided_on: date | None = None
    relooked_on: date | None = None
    stopped_on: date | None = None
    ending: Status = Status.VERIFIED
    level: Level = Level.DOCUMENT
    attested_on: date | None = None
    expires_on: date | None = None
    place: int | None = None
    renews: int | None = None


@dataclass(frozen=True)
class RestrictionPlan:
    """A limit that a register shows on the person's license."""

    type: str
    touches_treatment: bool
    starts_on: date
    recorded_on: date


@dataclass(frozen=True)
class SupervisionPlan:
    """Whom the person names as supervisor for the license at the first place; unconfirmed when `confirmed` is off."""

    supervisor: int
    on: date
    confirmed: bool = True


@dataclass(frozen=True)
class PersonPlan:
    """One fictional person. `qualifies` says whether they are found as qualified on the day of the plan."""

    number: int
    name: str
    slug: str
    profession_id: int
    profession_line: str
    about: str
    depth: Depth
    terms: tuple[int, ...]
    portrait: int | None
    places: tuple[PlacePlan, ...]
    claims: tuple[ClaimPlan, ...]
    qualifies: bool
    published_on: date | None = None
    suspended_on: date | None = None
    closed_on: date | None = None
    supervision: SupervisionPlan | None = None
    restriction: RestrictionPlan | None = None
    scenario: str = field(default="", compare=False)
    email: str = ""
    """Where a member of the cast is written to; the crowd is numbered."""
    sees: str = ""
    """What there is to see for whoever signs in as this person; empty: nobody can."""


Unit = tuple[PersonPlan, ...]
"""People of one practice, supervisors first: built together, never split over two batches."""


@dataclass(frozen=True)
class LicensePlan:
    """A license somebody can have at a spot, and the depth they work in."""

    issuer_id: int
    license_type_id: int
    key: str
    profession_id: int
    label: str
    depth: Depth

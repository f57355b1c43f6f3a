"""One fictional person put together: name, place and offer around a record of claims."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from practitioners.demonstration import claims
from practitioners.demonstration.claims import Record
from practitioners.demonstration.names import slug_of
from practitioners.demonstration.plan import ClaimPlan, LicensePlan, PersonPlan, PlacePlan, Spot
from practitioners.demonstration.world import World
from practitioners.vocabulary import Depth, Kind, Status, TermKind

PORTRAITS = 24
_FIRST = (
    "Fern", "Juniper", "Willow", "Harbor", "Cedar", "Lantern", "Marigold", "Bluebird", "Granite", "Meadow", "Copper",
    "Heron", "Orchard", "Linden", "Saltbush", "Clover", "Driftwood", "Larkspur", "Quarry", "Thistle",
)  # fmt: skip
_SECOND = (
    "Scalp Studio",
    "Hair and Scalp Room",
    "Skin Clinic",
    "Scalp Care",
    "Treatment Rooms",
    "Dermal Practice",
)
_STREETS = ("Specimen Street", "Example Avenue", "Sample Lane", "Demonstration Road", "Placeholder Way")
_HOURS = (
    "Tuesday to Saturday 9:00–17:00", "Monday to Friday 10:00–18:00", "Wednesday and Thursday 12:00–20:00",
    "By appointment", "",
)  # fmt: skip
_MONEY = {"US": "USD", "GB": "GBP", "CA": "CAD", "AU": "AUD", "IE": "EUR", "NZ": "NZD"}
_DIAL = {"US": "1", "GB": "44", "CA": "1", "AU": "61", "IE": "353", "NZ": "64"}
_ABOUT = (
    "Works by appointment, one client at a time.",
    "Sees every client for a consultation on another day before any treatment.",
    "Came to scalp microneedling from general practice and keeps a small list of clients.",
    "Works in a shared practice with others who can be asked for a second opinion.",
    "Treats scalps only, and says no when a doctor should look first.",
)
_DEPTHS = {
    Depth.UP_TO_03: 12,
    Depth.UP_TO_05: 38,
    Depth.UNDER_15: 34,
    Depth.FROM_15: 11,
    Depth.RADIO_FREQUENCY: 5,
}
_TYPES = {
    "us-physician": 9, "us-physician-assistant": 11, "us-nurse-practitioner": 13, "us-registered-nurse": 20,
    "us-practical-nurse": 2, "us-esthetician": 30, "us-master-esthetician": 8, "us-cosmetologist": 4, "us-barber": 2,
    "us-electrologist": 3, "us-acupuncturist": 3, "gb-gdc-dentist": 4, "gb-gphc-pharmacist": 3,
    "gb-hcpc-professional": 3, "gb-psni-pharmacist": 3, "ie-coru-professional": 3, "ca-practical-nurse": 4,
}  # fmt: skip
_TYPICAL = 18


@dataclass
class Sketch:
    """A person in the making."""

    rng: Random
    number: int
    name: str
    spots: list[Spot]
    license: LicensePlan | None
    record: Record
    confirmed_on: date
    further: dict[str, Any] = field(default_factory=dict)
    places_of_claims: dict[str, int] = field(default_factory=dict)
    practice: str = ""
    hidden: bool = False
    """Never made public."""


def sketch(
    world: World, rng: Random, *, number: int, name: str, spot: Spot, license: LicensePlan | None
) -> Sketch:
    """A person in order, with one place whose details they confirmed lately."""
    record = claims.complete(rng, world.on, license)
    return Sketch(
        rng=rng, number=number, name=name, spots=[spot], license=license, record=record,
        confirmed_on=record.ago(0, 100), practice=practice(rng),
    )  # fmt: skip


def pick(rng: Random, licenses: Sequence[LicensePlan]) -> LicensePlan | None:
    """One of these licenses: a common type more often, then a usual depth more often."""
    if not licenses:
        return None
    types = list(dict.fromkeys(plan.key for plan in licenses))
    (key,) = rng.choices(types, weights=[_TYPES.get(key, _TYPICAL) for key in types])
    depths = [plan for plan in licenses if plan.key == key]
    return rng.choices(depths, weights=[_DEPTHS[plan.depth] for plan in depths])[0]


def near(rng: Random, spot: Spot) -> Spot:
    """The same area, a little aside, so that two practices do not stand on one point."""
    return replace(spot, lat=spot.lat + rng.randint(-9_000, 9_000), lon=spot.lon + rng.randint(-9_000, 9_000))


def finished(world: World, person: Sketch, *, qualifies: bool, scenario: str = "") -> PersonPlan:
    """The plan of this person, with its days in an order that can have happened."""
    rng = person.rng
    ordered = _ordered(person)
    published_on = None if person.hidden else _published_on(ordered)
    ordered.append(_identity(world, person, published_on))
    stop = {
        day: max(person.further.pop(day), published_on or world.on)
        for day in ("suspended_on", "closed_on")
        if day in person.further
    }
    slug = slug_of(person.name, person.number)
    license = person.license
    profession = license.profession_id if license else world.term(TermKind.PROFESSION, "trichologist").pk
    depth = license.depth if license else rng.choice((Depth.UP_TO_03, Depth.UP_TO_05))
    return PersonPlan(
        number=person.number, name=person.name, slug=slug, profession_id=profession,
        profession_line=license.label if license else "Trichologist", about=_about(rng), depth=depth,
        terms=_offer(world, rng), portrait=rng.randrange(PORTRAITS) if rng.random() < 0.4 else None,
        places=tuple(_place(world, person, spot, slug) for spot in person.spots),
        claims=tuple(_after(claim, published_on) for claim in ordered), qualifies=qualifies, published_on=published_on,
        scenario=scenario, **stop, **person.further,
    )  # fmt: skip


def _ordered(person: Sketch) -> "list[ClaimPlan]":
    """Claims with the earlier version before its renewal, and where each stands in that order."""
    found: list[ClaimPlan] = []
    at: dict[str, int] = {}
    for key, claim in person.record.claims.items():
        before = person.record.before.get(key)
        renews = at.get(key.removesuffix(" renewal"))
        if before:
            renews = len(found)
            found.append(replace(before, ending=Status.SUPERSEDED))
        at[key] = len(found)
        found.append(replace(claim, renews=renews, place=person.places_of_claims.get(key)))
    return found


def _published_on(ordered: list[ClaimPlan]) -> date:
    """The first day on which everything a public page asks for was there."""
    asked = {Kind.TRAINING, Kind.INFECTION_CONTROL, Kind.CONSULTATION, Kind.AFTERCARE}
    firsts = [min(claim.sent_on for claim in ordered if claim.kind == kind) for kind in asked]
    licenses = [claim.decided_on for claim in ordered if claim.kind == Kind.LICENSE and claim.decided_on]
    return max([*firsts, *([min(licenses)] if licenses else [])])


def _identity(world: World, person: Sketch, published_on: date | None) -> ClaimPlan:
    """Checked on the day before the page went public; sent and waiting where it never did."""
    day = published_on or world.on
    plan = claims.identified(person.name, person.spots[0].country, on=day - timedelta(days=1))
    return plan if published_on else replace(plan, ending=Status.SUBMITTED, looked_on=None, decided_on=None)


def _after(claim: ClaimPlan, published_on: date | None) -> ClaimPlan:
    """Nothing is stopped before the page was public."""
    if claim.stopped_on and published_on:
        return replace(claim, stopped_on=max(claim.stopped_on, published_on))
    return claim


def practice(rng: Random) -> str:
    """The name of a practice."""
    return f"{rng.choice(_FIRST)} {rng.choice(_SECOND)}"


def _about(rng: Random) -> str:
    return f"A made-up person for the demonstration. {rng.choice(_ABOUT)}"


def _offer(world: World, rng: Random) -> tuple[int, ...]:
    """Conditions, techniques, devices and languages: the first of each list far more often than the last."""
    english, *others = world.terms[TermKind.LANGUAGE]
    found = [english.pk]
    (more,) = rng.choices((0, 1, 2), weights=(62, 30, 8))
    found += [
        term.pk for term in rng.choices(others, weights=[1 / (n + 1) for n in range(len(others))], k=more)
    ]
    devices = world.terms[TermKind.DEVICE]
    found += [
        term.pk for term in rng.choices(devices, weights=[1 / (n + 1) for n in range(len(devices))], k=1)
    ]
    for kind, first in ((TermKind.CONDITION, 0.9), (TermKind.TECHNIQUE, 0.8)):
        found += [
            term.pk for n, term in enumerate(world.terms[kind]) if rng.random() < first / (1 + n * 0.35)
        ]
    return tuple(dict.fromkeys(found))


def _place(world: World, person: Sketch, spot: Spot, slug: str) -> PlacePlan:
    rng = person.rng
    lowest = rng.choice((90, 120, 140, 150, 180, 200, 225, 250, 280, 300, 350, 400, 480, 550))
    fees = (lowest, lowest + rng.choice((0, 30, 50, 100, 150))) if rng.random() < 0.9 else (None, None)
    fields = {
        "practice_name": person.practice, "street": f"{rng.randint(1, 980)} {rng.choice(_STREETS)}",
        "hide_street": rng.random() < 0.06, "hours": rng.choice(_HOURS), "currency": _MONEY.get(spot.country, "USD"),
        "phone": f"+{_DIAL.get(spot.country, '1')} 555-555-01{rng.randint(0, 99):02d}",
        "website": f"https://{slug[:50].strip('-')}.example.org/" if rng.random() < 0.6 else "",
        "consultation_fee": rng.choice((0, 0, 25, 40, 60, 95, None)), "fee_from": fees[0], "fee_to": fees[1],
        "fee_includes": rng.choice(("", "Aftercare kit", "One follow-up visit")),
        "accepting_clients": rng.random() < 0.82, "mobile_radius_km": 30 if rng.random() < 0.04 else None,
    }  # fmt: skip
    access = tuple(
        t.pk for n, t in enumerate(world.terms[TermKind.ACCESS]) if rng.random() < 0.7 / (1 + n * 0.25)
    )
    return PlacePlan(near(rng, spot), fields, access, person.confirmed_on)

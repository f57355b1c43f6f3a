"""A record in which all six criteria hold, and the extras: what a person who is in order has sent."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from practitioners.demonstration.plan import ClaimPlan, LicensePlan
from practitioners.vocabulary import IdentityDocument, Kind, Level

SCHOOLS = (
    "Specimen School of Skin", "Example Academy of Scalp Care", "Demonstration College of Needling",
    "Sample Institute for Hair and Skin", "Made-up Medical Training",
)  # fmt: skip
INSURERS = ("Specimen Mutual", "Example Indemnity", "Sample Professional Cover", "Demonstration Insurance")
BODIES = (
    "Demonstration Society of Scalp Needling",
    "Example Guild of Skin Practitioners",
    "Sample Hair Institute",
)
COUNTS = (
    "Counted in the appointment book, one line for each treatment.",
    "Counted by the booking software; canceled visits left out.",
    "Counted from the treatment cards, each with the cartridge lot.",
)
ASKS = (
    "Medical history, medicines and blood thinners, allergies, pregnancy, earlier scalp treatments, keloid scars.",
    "Health now, medicines, allergies, bleeding, skin conditions, recent procedures, what you hope for.",
)
TURNS_AWAY = (
    "Open or infected skin, a bleeding disorder, scarring hair loss without a diagnosis, anybody under 18.",
    "Active infection, suspicious spots, recent isotretinoin, sudden or patchy loss that no doctor has seen.",
)
COVERS = (
    "Sun, gentle shampoo, swimming and exercise, products to leave out, when to come back.",
    "First wash, hats and sun, sport and pools, minoxidil pause, what to expect each day.",
)
WARNINGS = "Growing pain, warmth, pus, fever, spreading redness, blisters, new patches of hair loss."
TOPICS = ("covers_technique", "covers_scalp_anatomy", "covers_skin_healing")


@dataclass
class Record:
    """The claims of one person in the making; `before` holds the earlier version of a renewed claim."""

    rng: Random
    on: date
    claims: dict[str, ClaimPlan] = field(default_factory=dict)
    before: dict[str, ClaimPlan] = field(default_factory=dict)

    def ago(self, low: int, high: int) -> date:
        """A day between so many days ago."""
        return self.on - timedelta(days=self.rng.randint(low, high))

    def ahead(self, low: int, high: int) -> date:
        """A day between so many days from now."""
        return self.on + timedelta(days=self.rng.randint(low, high))


def complete(rng: Random, on: date, license: LicensePlan | None) -> Record:
    """All six criteria held on that day, where there is a license, and perhaps insurance and a membership."""
    record = Record(rng, on)
    if license:
        record.claims[Kind.LICENSE] = licensed(record, license)
    record.claims |= trained(record)
    record.claims[Kind.INFECTION_CONTROL] = clean(record)
    record.claims[Kind.CONSULTATION] = consulting(record, looked_on=record.ago(3, 350))
    record.claims[Kind.AFTERCARE] = caring(record, looked_on=record.ago(3, 350))
    record.claims[Kind.TRACK_RECORD] = experienced(record)
    if rng.random() < 0.62:
        record.claims[Kind.INSURANCE] = insured(record)
    if rng.random() < 0.22:
        record.claims[Kind.MEMBERSHIP] = member(record)
    if rng.random() < 0.15:
        renew(record)
    return record


def checked(
    record: Record, kind: Kind, details: dict[str, Any], *, looked_on: date, **further: Any
) -> ClaimPlan:
    """A claim that was looked at that day, sent a little before and decided a little after."""
    sent_on = looked_on - timedelta(days=record.rng.randint(0, 9))
    decided_on = min(record.on, looked_on + timedelta(days=record.rng.randint(0, 2)))
    return ClaimPlan(kind, details, sent_on, looked_on, decided_on, **further)


def licensed(
    record: Record, license: LicensePlan, *, looked_on: date | None = None, expires_on: date | None = None
) -> ClaimPlan:
    """A license that two moderators read on the register; often read again since."""
    rng = record.rng
    recent = looked_on or (record.ago(92, 116) if rng.random() < 0.08 else record.ago(2, 85))
    expires_on = expires_on or record.ahead(31, 900)
    details = {
        "issuer_id": license.issuer_id,
        "license_type_id": license.license_type_id,
        "expires_on": expires_on,
    }
    further: dict[str, Any] = {"level": Level.ISSUER, "expires_on": expires_on}
    if looked_on is None and rng.random() < 0.4:
        first = recent - timedelta(days=rng.randint(20, 110))
        return checked(record, Kind.LICENSE, details, looked_on=first, relooked_on=recent, **further)
    return checked(record, Kind.LICENSE, details, looked_on=recent, **further)


def trained(record: Record, *, looked_on: date | None = None) -> dict[str, ClaimPlan]:
    """One certificate for all three topics, or two that cover them together."""
    if record.rng.random() < 0.7:
        return {Kind.TRAINING: certificate(record, TOPICS, looked_on=looked_on)}
    return {
        Kind.TRAINING: certificate(record, TOPICS[:1], looked_on=looked_on),
        "training 2": certificate(record, TOPICS[1:], looked_on=looked_on),
    }


def certificate(record: Record, topics: tuple[str, ...], *, looked_on: date | None = None) -> ClaimPlan:
    """A course certificate that covers these topics."""
    rng = record.rng
    looked_on = looked_on or record.ago(5, 1080)
    hours = rng.choice((8, 12, 16, 16, 24, 32, 40))
    course = "Scalp microneedling" if len(topics) == 3 else "Microneedling technique"
    details = {
        "course": course if TOPICS[0] in topics else "Scalp anatomy and skin healing",
        "provider": rng.choice(SCHOOLS), "completed_on": looked_on - timedelta(days=rng.randint(20, 700)),
        "hours": hours, "hands_on_hours": rng.randint(0, hours // 2), **dict.fromkeys(topics, True),
    }  # fmt: skip
    return checked(record, Kind.TRAINING, details, looked_on=looked_on)


def clean(record: Record, *, looked_on: date | None = None, certified_on: date | None = None) -> ClaimPlan:
    """An infection-control certificate with its protocol, attested on the day it was sent."""
    rng = record.rng
    looked_on = looked_on or record.ago(3, 320)
    longest = max(10, min(200, 335 - (record.on - looked_on).days))
    certified_on = certified_on or looked_on - timedelta(days=rng.randint(10, longest))
    details = {
        "certificate": "Bloodborne pathogens (demonstration course)", "certified_on": certified_on,
        "protocol_dated": looked_on - timedelta(days=rng.randint(10, 400)), "single_use_opened_before_client": True,
        "lot_recorded": rng.random() < 0.8, "surfaces": "Wiped with disinfectant between clients.",
        "hand_hygiene": "Washed before gloves and after.", "after_needlestick": "Written plan on the wall.",
    }  # fmt: skip
    return attested(record, Kind.INFECTION_CONTROL, details, looked_on=looked_on)


def consulting(record: Record, *, looked_on: date) -> ClaimPlan:
    """How people are seen before any treatment."""
    rng = record.rng
    details = {
        "minutes": rng.choice((15, 20, 30, 30, 45, 60)), "in_person": rng.random() < 0.9,
        "days_before_treatment": rng.choice((0, 0, 1, 3, 7)), "asks_about": rng.choice(ASKS),
        "turns_away": rng.choice(TURNS_AWAY),
    }  # fmt: skip
    return attested(record, Kind.CONSULTATION, details, looked_on=looked_on)


def caring(record: Record, *, looked_on: date) -> ClaimPlan:
    """What clients are given in writing."""
    rng = record.rng
    details = {
        "covers": rng.choice(COVERS), "warning_signs": WARNINGS,
        "contact": rng.choice(("By phone, every day until 20:00.", "By text or e-mail, answered the same day.")),
        "follow_up": rng.choice(("", "A call after two days.", "A visit after four weeks.")),
    }  # fmt: skip
    return attested(record, Kind.AFTERCARE, details, looked_on=looked_on)


def attested(record: Record, kind: Kind, details: dict[str, Any], *, looked_on: date) -> ClaimPlan:
    """A checked claim that the practitioner signed not more than nine days before the look."""
    claim = checked(record, kind, details, looked_on=looked_on)
    return replace(claim, attested_on=claim.sent_on)


def experienced(record: Record, *, looked_on: date | None = None, treatments: int | None = None) -> ClaimPlan:
    """A log summary; the more treatments, the rarer."""
    rng = record.rng
    looked_on = looked_on or record.ago(3, 355)
    last = looked_on - timedelta(days=rng.randint(10, 60))
    done = treatments if treatments is not None else 50 + int(rng.expovariate(1 / 160))
    details = {
        "period_from": last - timedelta(days=rng.randint(400, 1600)), "period_to": last, "treatments": done,
        "clients": max(1, done // rng.randint(3, 6)), "how_counted": rng.choice(COUNTS),
        "complications": _complications(rng, done),
        "follow_up": rng.choice(("", "Seen again after four weeks: 8 of 10.")),
    }  # fmt: skip
    return checked(record, Kind.TRACK_RECORD, details, looked_on=looked_on)


def insured(record: Record, *, ends_on: date | None = None) -> ClaimPlan:
    """A policy in force."""
    rng = record.rng
    ends_on = ends_on or record.ahead(3, 330)
    starts_on = ends_on - timedelta(days=364)
    looked_on = min(record.on, starts_on + timedelta(days=rng.randint(1, 30)))
    details = {
        "insurer": rng.choice(INSURERS), "policy_number": f"DEMO-P{rng.randint(10_000, 99_999)}",
        "covers_scalp_microneedling": rng.random() < 0.93, "starts_on": starts_on, "ends_on": ends_on,
    }  # fmt: skip
    claim = checked(record, Kind.INSURANCE, details, looked_on=looked_on)
    return replace(claim, decided_on=max(starts_on, claim.decided_on or looked_on))


def member(record: Record) -> ClaimPlan:
    """A place on a made-up voluntary register."""
    details = {
        "body": record.rng.choice(BODIES), "number": f"DEMO-M{record.rng.randint(1000, 9999)}",
        "list_url": "https://members.example.org/", "ends_on": record.ahead(20, 400),
    }  # fmt: skip
    return checked(record, Kind.MEMBERSHIP, details, looked_on=record.ago(2, 110))


def identified(name: str, country: str, *, on: date) -> ClaimPlan:
    """Who somebody is, looked at on this day."""
    details = {"legal_name": name, "document": IdentityDocument.PASSPORT, "country": country}
    return ClaimPlan(Kind.IDENTITY, details, sent_on=on - timedelta(days=2), looked_on=on, decided_on=on)


def renew(record: Record) -> None:
    """Let the consultation or the aftercare be the renewal of last year's."""
    kind, make = record.rng.choice(((Kind.CONSULTATION, consulting), (Kind.AFTERCARE, caring)))
    years_ago = timedelta(days=record.rng.randint(330, 355))
    current = record.claims[kind]
    if current.looked_on:
        record.before[kind] = make(record, looked_on=current.sent_on - years_ago)


def _complications(rng: Random, treatments: int) -> dict[str, int]:
    found = {
        "redness longer than a week": rng.randint(0, 1 + treatments // 60),
        "folliculitis": rng.randint(0, 1 + treatments // 150),
        "allergic reaction": rng.randint(0, 1 + treatments // 400),
    }
    return {word: count for word, count in found.items() if count}

"""The published Standard: what each criterion demands and how long an answer holds.

Every number about "qualified" lives here. `/how-we-check/` prints it; nothing else repeats it.
Clocks follow section 3 of the design's domain facts: 120 days is NCQA's limit for the age of a
primary-source check (in force since 1 July 2025), 90 days the No Surprises Act's directory clock,
42 days CAQH's last reminder after the date.
"""

import calendar
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from practitioners.vocabulary import Criterion, Kind, Level, Topic

VERSION = "2026-11"

LICENSE_LOOK_DAYS = 120
TRAINING_MONTHS = 36
INFECTION_CONTROL_MONTHS = 12
ATTESTATION_MONTHS = 12
TRACK_RECORD_MONTHS = 12
MEMBERSHIP_LOOK_DAYS = 120
IDENTITY_MONTHS = 120
REFUSED_IDENTITY_DAYS = 30
PHOTOS_MONTHS = 60
DECLARATION_VERSION = "2026-11"

EXPIRING_DAYS = 30
DETAILS_DAYS = 90
DETAILS_GRACE_DAYS = 42
LISTED_DAYS = DETAILS_DAYS + DETAILS_GRACE_DAYS

EXPIRY_LETTERS = (60, 30, 14, 3, 0)
"""So many days before the last day of a claim its owner gets a letter."""
DETAILS_LETTERS = (-15, -10, -5, 1, 14, 28, DETAILS_GRACE_DAYS)
"""So many days from the day details should be confirmed by, its owner gets a letter."""
LETTERS_ALWAYS_DAYS = 3
"""Letters further ahead than this can be turned off."""
LETTERS_MADE_UP_DAYS = 14
"""A missed letter is made up for so long after its last date; nobody is written to about things long past."""

HOLD_MINUTES = 30
TARGET_HOURS_HARM = 4
TARGET_DAYS_LICENSE = 3
TARGET_DAYS = 5
SUSPENSION_REVIEW_DAYS = 5
LICENSE_RECHECK_DAYS = 90
RECHECK_AHEAD_DAYS = 30
RULE_REVIEW_MONTHS = 6
RULE_REVIEW_MOST_MONTHS = 12
"""The desk's own numbers; hours and days are those of `worktime`."""

MINIMUM_PRACTICE_MONTHS = 12
MINIMUM_TREATMENTS = 50
TOPICS = frozenset(Topic)


@dataclass(frozen=True)
class Demand:
    """What one criterion must show to count."""

    criterion: Criterion
    level: Level


DEMANDS: Mapping[Criterion, Demand] = {
    criterion: Demand(criterion, Level.ISSUER if criterion == Criterion.LICENSE else Level.DOCUMENT)
    for criterion in Criterion
}


def looks_needed(level: Level) -> int:
    """How many different moderators must agree before a claim has this level."""
    return int(settings.LOOKS_FOR_ISSUER) if level == Level.ISSUER else 1


def second_check_share() -> int:
    """Of the decisions that one moderator may make alone, how many in a hundred a second one checks."""
    return int(settings.SECOND_CHECK_SHARE)


def drawn_for_second_check(number: int) -> bool:
    """Whether chance picks the case with this number for a second check; the same number is always picked."""
    drawn = int(hashlib.sha256(f"second check of case {number}".encode()).hexdigest(), 16)
    return drawn % 100 < second_check_share()


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or that month's last day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def license_holds_until(*, looked_on: date, expires_on: date | None) -> date:
    """The earlier of the register's expiry date and 120 days after the last look at the register."""
    looked_until = looked_on + timedelta(days=LICENSE_LOOK_DAYS)
    return min(looked_until, expires_on) if expires_on else looked_until


def license_runs_until(*, held_until: date, looked_on: date, expires_on: date | None) -> date | None:
    """The license's own last day (the end of time where it names none) when our look grows too old before it.

    None when the license ends first, or with the look.
    """
    looked_until = looked_on + timedelta(days=LICENSE_LOOK_DAYS)
    own = expires_on or date.max
    return own if held_until == looked_until < own else None


def training_holds_until(*, checked_on: date) -> date:
    """36 months after the check."""
    return months_after(checked_on, TRAINING_MONTHS)


def infection_control_holds_until(*, certified_on: date, expires_on: date | None, attested_on: date) -> date:
    """The earliest of 12 months after the certificate, its own expiry, and 12 months after the attestation."""
    ends = [
        months_after(certified_on, INFECTION_CONTROL_MONTHS),
        months_after(attested_on, ATTESTATION_MONTHS),
    ]
    return min([*ends, expires_on] if expires_on else ends)


def attestation_holds_until(*, attested_on: date) -> date:
    """12 months after the attestation (consultation, aftercare)."""
    return months_after(attested_on, ATTESTATION_MONTHS)


def track_record_holds_until(*, checked_on: date) -> date:
    """12 months after the check."""
    return months_after(checked_on, TRACK_RECORD_MONTHS)


def membership_holds_until(*, looked_on: date, expires_on: date | None) -> date:
    """The earlier of the membership's end and 120 days after the last look at its list."""
    looked_until = looked_on + timedelta(days=MEMBERSHIP_LOOK_DAYS)
    return min(looked_until, expires_on) if expires_on else looked_until


def identity_holds_until(*, checked_on: date) -> date:
    """120 months after the check; a new name is a new check."""
    return months_after(checked_on, IDENTITY_MONTHS)


def photos_hold_until(*, checked_on: date, consent_until: date | None) -> date:
    """The earlier of 60 months after the check and the end of the client's consent."""
    shown_until = months_after(checked_on, PHOTOS_MONTHS)
    return min(shown_until, consent_until) if consent_until else shown_until


def enough_experience(*, months: int, treatments: int) -> bool:
    """Whether a track record reaches the published minimum of practice and scalp treatments."""
    return months >= MINIMUM_PRACTICE_MONTHS and treatments >= MINIMUM_TREATMENTS


def listed_until(*, confirmed_on: date) -> date:
    """The last day a place is found in search after its details were confirmed (90 days and 42 of reminders)."""
    return confirmed_on + timedelta(days=LISTED_DAYS)


def criterion_of(kind: str) -> Criterion | None:
    """The criterion a kind of credential answers; None for the extras."""
    return Criterion(kind) if kind in Criterion.values else None


PRIVATE_KINDS = frozenset({Kind.IDENTITY, Kind.AMENDMENT})
"""Kinds whose details no public page shows."""
COUNTED_KINDS = frozenset(Kind) - PRIVATE_KINDS - {Kind.PHOTOS}
"""Kinds that say something about somebody's work: their looks are what "last checked" means."""
ATTESTED_KINDS = frozenset({Kind.INFECTION_CONTROL, Kind.CONSULTATION, Kind.AFTERCARE})
EVIDENCED_KINDS = frozenset(Kind) - {Kind.LICENSE, Kind.MEMBERSHIP, Kind.AMENDMENT, Kind.PHOTOS}

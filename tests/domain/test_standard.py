"""The numbers of the published Standard, and the dates they make."""

from datetime import date
from typing import Any

import pytest

from practitioners import standard
from practitioners.vocabulary import Criterion, Kind, Level, Topic


def test_the_published_numbers() -> None:
    assert (standard.LICENSE_LOOK_DAYS, standard.MEMBERSHIP_LOOK_DAYS) == (120, 120)
    assert (standard.TRAINING_MONTHS, standard.INFECTION_CONTROL_MONTHS) == (36, 12)
    assert (standard.ATTESTATION_MONTHS, standard.TRACK_RECORD_MONTHS) == (12, 12)
    assert (standard.DETAILS_DAYS, standard.DETAILS_GRACE_DAYS, standard.EXPIRING_DAYS) == (90, 42, 30)
    assert (standard.MINIMUM_PRACTICE_MONTHS, standard.MINIMUM_TREATMENTS) == (12, 50)
    assert set(standard.TOPICS) == {Topic.TECHNIQUE, Topic.SCALP_ANATOMY, Topic.SKIN_HEALING}


def test_only_the_license_must_be_confirmed_by_its_issuer() -> None:
    demanded = {criterion: demand.level for criterion, demand in standard.DEMANDS.items()}
    assert demanded == {
        Criterion.LICENSE: Level.ISSUER, Criterion.TRAINING: Level.DOCUMENT,
        Criterion.INFECTION_CONTROL: Level.DOCUMENT, Criterion.CONSULTATION: Level.DOCUMENT,
        Criterion.AFTERCARE: Level.DOCUMENT, Criterion.TRACK_RECORD: Level.DOCUMENT,
    }  # fmt: skip


@pytest.mark.parametrize(("setting", "level", "needed"), [
    (2, Level.ISSUER, 2), (1, Level.ISSUER, 1), (2, Level.DOCUMENT, 1), (1, Level.DOCUMENT, 1),
])  # fmt: skip
def test_two_people_look_for_issuer_unless_the_site_has_one(
    settings: Any, setting: int, level: Level, needed: int
) -> None:
    settings.LOOKS_FOR_ISSUER = setting
    assert standard.looks_needed(level) == needed


@pytest.mark.parametrize(("day", "months", "then"), [
    (date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2027, 11, 30), 3, date(2028, 2, 29)),
    (date(2024, 2, 29), 12, date(2025, 2, 28)), (date(2026, 12, 31), 12, date(2027, 12, 31)),
    (date(2026, 12, 15), 1, date(2027, 1, 15)), (date(2026, 3, 31), 0, date(2026, 3, 31)),
    (date(9999, 6, 1), 12, date.max),
])  # fmt: skip
def test_months_end_where_the_month_does(day: date, months: int, then: date) -> None:
    assert standard.months_after(day, months) == then


def test_a_license_holds_120_days_after_the_look_or_until_the_register_ends_it() -> None:
    look = date(2026, 3, 2)
    assert standard.license_holds_until(looked_on=look, expires_on=None) == date(2026, 6, 30)
    assert standard.license_holds_until(looked_on=look, expires_on=date(2026, 6, 30)) == date(2026, 6, 30)
    assert standard.license_holds_until(looked_on=look, expires_on=date(2026, 7, 1)) == date(2026, 6, 30)
    assert standard.license_holds_until(looked_on=look, expires_on=date(2026, 6, 29)) == date(2026, 6, 29)
    assert standard.membership_holds_until(looked_on=look, expires_on=date(2026, 6, 29)) == date(2026, 6, 29)
    assert standard.membership_holds_until(looked_on=look, expires_on=None) == date(2026, 6, 30)


def test_infection_control_holds_until_the_first_of_three_ends() -> None:
    def until(certified: date, expires: date | None, attested: date) -> date:
        return standard.infection_control_holds_until(
            certified_on=certified, expires_on=expires, attested_on=attested
        )

    assert until(date(2026, 1, 5), None, date(2026, 2, 6)) == date(2027, 1, 5)
    assert until(date(2026, 2, 6), None, date(2026, 1, 5)) == date(2027, 1, 5)
    assert until(date(2026, 2, 6), date(2026, 12, 1), date(2026, 1, 5)) == date(2026, 12, 1)
    assert until(date(2026, 2, 6), date(2028, 12, 1), date(2026, 1, 5)) == date(2027, 1, 5)


def test_the_other_clocks() -> None:
    day = date(2026, 3, 2)
    assert standard.training_holds_until(checked_on=day) == date(2029, 3, 2)
    assert standard.attestation_holds_until(attested_on=day) == date(2027, 3, 2)
    assert standard.track_record_holds_until(checked_on=day) == date(2027, 3, 2)
    # Day 132 is the last one in search: from day 133 on the place is out until it is confirmed again.
    assert standard.listed_until(confirmed_on=date(2026, 1, 1)) == date(2026, 5, 13)
    assert (standard.listed_until(confirmed_on=day) - day).days == 132


@pytest.mark.parametrize(("months", "treatments", "enough"), [
    (12, 50, True), (11, 50, False), (12, 49, False), (11, 500, False), (200, 49, False), (13, 51, True),
])  # fmt: skip
def test_experience_needs_both_numbers(months: int, treatments: int, enough: bool) -> None:
    assert standard.enough_experience(months=months, treatments=treatments) is enough


def test_extras_answer_no_criterion() -> None:
    answered = {kind: standard.criterion_of(kind) for kind in Kind}
    assert {kind for kind, criterion in answered.items() if criterion is None} == {
        Kind.INSURANCE, Kind.MEMBERSHIP, Kind.IDENTITY, Kind.AMENDMENT, Kind.PHOTOS,
    }  # fmt: skip
    assert {c.value for c in answered.values() if c} == {c.value for c in Criterion}


def test_what_must_be_attested_and_shown() -> None:
    assert {Kind.INFECTION_CONTROL, Kind.CONSULTATION, Kind.AFTERCARE} == standard.ATTESTED_KINDS
    without = {Kind.LICENSE, Kind.MEMBERSHIP, Kind.AMENDMENT, Kind.PHOTOS}
    assert set(Kind) - without == standard.EVIDENCED_KINDS
    assert {Kind.IDENTITY, Kind.AMENDMENT} == standard.PRIVATE_KINDS


def test_identity_and_photos_hold_for_years_and_no_longer_than_consent() -> None:
    looked_on = date(2026, 2, 28)
    assert standard.identity_holds_until(checked_on=looked_on) == date(2036, 2, 28)
    assert standard.photos_hold_until(checked_on=looked_on, consent_until=None) == date(2031, 2, 28)
    assert standard.photos_hold_until(checked_on=looked_on, consent_until=date(2027, 1, 1)) == date(
        2027, 1, 1
    )

"""What must be looked at again is put on the desk before its date, once, and only while a look would help."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries

from practitioners import clock, listings
from practitioners.models import Case, Credential, Practitioner
from practitioners.vocabulary import CaseKind, Decision, Kind, Level, Outcome, Visibility
from practitioners.workflow import cases, moves, profile, rechecks
from tests import factories as make
from tests.domain.desk import decided

pytestmark = pytest.mark.django_db
START = date(2026, 1, 5)


@pytest.fixture(autouse=True)
def _start(frozen: Callable[[date], None], settings: Any) -> None:
    settings.SECOND_CHECK_SHARE = 0
    frozen(START)


def opened() -> set[tuple[str, date | None]]:
    return set(Case.objects.filter(kind=CaseKind.RECHECK).values_list("credential__kind", "about_until"))


def day(number: int) -> date:
    return START + timedelta(days=number)


def test_a_license_is_read_again_from_day_90(frozen: Callable[[date], None]) -> None:
    make.verified(make.practitioner("Ben Draft"), Kind.LICENSE)  # not public: nobody reads it
    ada = make.qualified()
    frozen(day(89))
    assert rechecks.open_due() == 0
    frozen(day(90))
    assert rechecks.open_due() == 1
    assert opened() == {(Kind.LICENSE, day(120))}
    case = Case.objects.get(kind=CaseKind.RECHECK)
    assert (case.credential.practitioner, case.due_at) == (ada, datetime(2026, 5, 5, 17, tzinfo=UTC))
    assert rechecks.open_due() == 0


def test_a_look_starts_the_clock_anew(frozen: Callable[[date], None]) -> None:
    make.qualified()
    frozen(day(95))
    rechecks.open_due()
    case = decided(Case.objects.get(kind=CaseKind.RECHECK), "rea", Decision.RELOOK)
    assert case.outcome == Outcome.RELOOK
    assert case.credential.valid_until == day(95 + 120)
    frozen(day(95 + 89))
    assert rechecks.open_due() == 0
    frozen(day(95 + 90))
    assert rechecks.open_due() == 1


def test_a_missed_night_and_a_lapsed_look_are_made_up(frozen: Callable[[date], None]) -> None:
    make.qualified()
    frozen(day(140))
    assert rechecks.open_due() == 1
    assert set(Case.objects.overdue(clock.now())) == set(Case.objects.filter(kind=CaseKind.RECHECK))


def test_what_the_license_itself_ends_is_not_read_again(frozen: Callable[[date], None]) -> None:
    ada = make.qualified()
    type(ada.credentials.get(kind=Kind.LICENSE).license).objects.update(expires_on=day(100))
    Credential.objects.filter(kind=Kind.LICENSE).update(valid_until=day(100))
    frozen(day(101))
    assert rechecks.open_due() == 0


def test_the_rest_comes_30_days_before_its_day_and_only_once(frozen: Callable[[date], None]) -> None:
    ada = make.qualified()
    Credential.objects.filter(practitioner=ada).exclude(kind=Kind.AFTERCARE).update(
        valid_until=day(2000), checked_on=day(300)
    )
    ends = Credential.objects.get(kind=Kind.AFTERCARE).valid_until
    assert ends is not None
    frozen(ends - timedelta(days=31))
    assert rechecks.open_due() == 0
    frozen(ends - timedelta(days=30))
    assert rechecks.open_due() == 1
    decided(Case.objects.get(kind=CaseKind.RECHECK), "rea", Decision.DISMISS)
    assert rechecks.open_due() == 0  # asked and answered for this day
    frozen(ends + timedelta(days=1))
    assert rechecks.open_due() == 0


def test_what_is_being_renewed_needs_no_second_case(frozen: Callable[[date], None]) -> None:
    ada = make.qualified()
    old = ada.credentials.get(kind=Kind.TRAINING)
    Credential.objects.filter(practitioner=ada).update(valid_until=day(2000), checked_on=START)
    Credential.objects.filter(pk=old.pk).update(valid_until=day(20))
    renewal = make.sent(ada, Kind.TRAINING, renews=old)
    assert rechecks.open_due() == 0
    moves.withdraw(renewal, by=ada.account)
    assert rechecks.open_due() == 1


def test_a_page_that_is_not_public_waits_until_it_is() -> None:
    ada = make.qualified()
    Credential.objects.filter(kind=Kind.TRAINING).update(valid_until=day(10))
    profile.suspend(ada, by=make.moderator())
    assert Practitioner.objects.get().visibility == Visibility.SUSPENDED
    assert rechecks.open_due() == 0


@pytest.mark.parametrize("people", [1, 3, 40])
def test_a_night_costs_a_fixed_number_of_queries(
    people: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with listings.postponed():
        for number in range(people):
            make.verified(make.practitioner(f"Person {number}"), Kind.TRAINING, level=Level.DOCUMENT)
    Credential.objects.update(valid_until=day(10))
    Practitioner.objects.update(visibility=Visibility.PUBLIC)
    seen: list[tuple[int, int]] = []
    with django_assert_max_num_queries(6):
        assert rechecks.open_due(progress=lambda done, of: seen.append((done, of))) == people
    assert seen == [(people, people)]


def test_tick_opens_them() -> None:
    make.qualified()
    Credential.objects.filter(kind=Kind.TRAINING).update(valid_until=day(10))
    out = io.StringIO()
    call_command("tick", stdout=out)
    assert "re-check cases opened: 1" in out.getvalue()
    assert cases.options(Case.objects.get(kind=CaseKind.RECHECK)) == [
        Decision.RELOOK, Decision.SUSPEND, Decision.DISMISS,
    ]  # fmt: skip

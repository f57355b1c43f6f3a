"""The letter to moderators: numbers of what they may take, once a working day, and nothing about anybody."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings as site

from practitioners import clock, worktime
from practitioners.models import Case, Conflict, Credential, Notice
from practitioners.vocabulary import Kind, NoticeKind, Role
from practitioners.workflow import cases, digests
from practitioners.workflow.digests import Digest
from tests import factories as make
from tests.domain.desk import decided

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None], settings: Any) -> None:
    frozen(TUESDAY)
    settings.SECOND_CHECK_SHARE = 0


def waiting(name: str, *, due: timedelta, harm: bool = False) -> Case:
    """A case about somebody, due so long from now."""
    claim = make.sent(make.practitioner(name), Kind.AFTERCARE)
    Case.objects.filter(credential=claim).update(due_at=clock.now() + due, harm=harm)
    return Case.objects.get(credential=claim)


def owed() -> list[str]:
    """Who is written to, and on which day."""
    rows = Notice.objects.filter(kind=NoticeKind.DIGEST).order_by("pk")
    return [f"{row.to.email if row.to else ''} {row.due_key.rsplit(':', 1)[1]}" for row in rows]


def test_it_counts_what_this_moderator_may_take() -> None:
    rea, max_ = make.moderator("rea"), make.moderator("max")
    waiting("Today", due=timedelta(hours=2))
    waiting("Late", due=-timedelta(days=1), harm=True)
    waiting("Tomorrow", due=timedelta(days=1))
    known = waiting("Known", due=timedelta(hours=1))
    Conflict.objects.create(
        moderator=rea, practitioner=known.credential.practitioner, declared_at=clock.now()
    )
    cases.take(waiting("Held", due=timedelta(hours=1)), by=max_)
    assert digests.of(rea) == Digest(due=1, overdue=1, harm=1)
    assert digests.of(max_) == Digest(due=2, overdue=1, harm=1)
    assert digests.of(make.account("sam@example.org")) == Digest()


def test_what_waits_for_a_reply_or_a_third_person_is_not_counted() -> None:
    license = make.sent(make.practitioner(), Kind.LICENSE)
    case = decided(Case.objects.get(credential=license), "rea", level=3)
    Case.objects.filter(pk=case.pk).update(due_at=clock.now())
    assert (digests.of(make.moderator("rea")), digests.of(make.moderator("max"))) == (Digest(), Digest(due=1))


def test_a_senior_reads_of_rules_that_are_due_and_of_cases_nobody_may_decide() -> None:
    sia = make.account("sia@example.org", role=Role.SENIOR)
    make.scope_rule("US-WY")[0].__class__.objects.update(review_by=TUESDAY, checked_on=TUESDAY)
    case = waiting("Appeal", due=timedelta(days=3))
    case.barred.add(sia)
    rules = digests.of(sia).rules
    assert rules >= 1
    assert digests.of(sia) == Digest(stuck=1, rules=rules)
    assert digests.of(make.moderator("rea")) == Digest()


def test_everybody_is_written_to_once_a_day_and_only_where_something_waits() -> None:
    make.moderator("rea")
    make.account("sam@example.org")
    assert (digests.owe(), owed()) == (0, [])
    waiting("Today", due=timedelta(hours=2))
    assert (digests.owe(), digests.owe(), owed()) == (1, 0, ["rea@example.org 2026-03-10"])
    Credential.objects.update(status="submitted")
    with clock.at(TUESDAY + timedelta(days=1)):
        assert digests.owe() == 1
    assert owed() == ["rea@example.org 2026-03-10", "rea@example.org 2026-03-11"]


@pytest.mark.parametrize(
    ("day", "hour", "minute", "runs"),
    [(10, 8, 59, False), (10, 9, 0, True), (10, 16, 59, True), (10, 17, 0, False), (14, 12, 0, False)],
)
def test_nobody_is_written_to_outside_the_working_hours(day: int, hour: int, minute: int, runs: bool) -> None:
    make.moderator("rea")
    waiting("Late", due=-timedelta(days=9))
    with time_machine.travel(
        datetime(2026, 3, day, hour, minute, tzinfo=ZoneInfo(site.TIME_ZONE)), tick=False
    ):
        assert worktime.runs(clock.now()) == runs
        assert digests.owe() == runs

"""Working time: the operator's weekdays and hours count, and nothing else."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practitioners import worktime

# 2 March 2026 is a Monday; the hours are 9 to 17.
MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (at(2, 10), 4, at(2, 14)),
        (at(2, 15), 4, at(3, 11)),  # over night
        (at(6, 15), 4, at(9, 11)),  # over the weekend
        (at(7, 12), 4, at(9, 13)),  # from a Saturday
        (at(2, 5), 4, at(2, 13)),  # before the hours
        (at(2, 20), 4, at(3, 13)),  # after them
        (at(2, 9), 8, at(2, 17)),  # a whole day ends with the day
        (at(8, 12), 0, at(9, 9)),  # nothing, from the first working moment
    ],
)
def test_hours_count_while_somebody_works(start: datetime, hours: int, end: datetime) -> None:
    assert worktime.add(start, hours=hours) == end


def test_days_are_working_days() -> None:
    assert worktime.add(at(2, 10), days=3) == at(5, 10)
    assert worktime.add(at(5, 10), days=3) == at(10, 10)
    assert worktime.add(at(7, 10), days=1) == at(9, 17)


def test_between_counts_the_same_hours_and_backwards_less_than_none() -> None:
    assert worktime.between(at(6, 16), at(9, 10)) == timedelta(hours=2)
    assert worktime.between(at(9, 10), at(6, 16)) == -timedelta(hours=2)
    assert worktime.between(at(7), at(8)) == timedelta()


def test_the_operator_chooses_days_hours_and_zone(settings: Any) -> None:
    settings.WORK_DAYS, settings.WORK_FROM, settings.WORK_TO = (5, 6), time(20), time(22)
    settings.TIME_ZONE = "America/Chicago"
    start = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("America/Chicago"))
    assert worktime.add(start, hours=3) == datetime(2026, 3, 8, 21, tzinfo=ZoneInfo("America/Chicago"))
    assert worktime.day_length() == timedelta(hours=2)


def test_the_night_of_a_clock_change_costs_no_working_hour(settings: Any) -> None:
    zone = ZoneInfo("America/Chicago")
    settings.TIME_ZONE = "America/Chicago"
    friday = datetime(2026, 3, 6, 16, tzinfo=zone)  # clocks go forward on the 8th
    assert worktime.add(friday, hours=2) == datetime(2026, 3, 9, 10, tzinfo=zone)
    assert worktime.between(friday, datetime(2026, 3, 9, 10, tzinfo=zone)) == timedelta(hours=2)


def test_a_day_closes_with_its_hours() -> None:
    assert worktime.closing(date(2026, 3, 7)) == at(7, 17)


@given(
    start=st.integers(0, 60 * 24 * 365).map(lambda minute: MONDAY + timedelta(minutes=minute)),
    minutes=st.integers(0, 60 * 24 * 20),
)
def test_what_is_added_is_what_lies_between(start: datetime, minutes: int) -> None:
    span = timedelta(minutes=minutes)
    assert worktime.between(start, worktime.later(start, span)) == span

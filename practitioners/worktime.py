"""The operator's weekdays and hours: when a target is due, and how much working time lies between two moments."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from django.conf import settings
from django.utils import timezone


def add(start: datetime, *, hours: float = 0, days: float = 0) -> datetime:
    """The moment so much working time after `start`; a working day is as long as the operator's hours.

    Time outside the hours does not count, so what starts on a Saturday starts on Monday morning.
    """
    return later(start, timedelta(hours=hours) + days * day_length())


def later(start: datetime, span: timedelta) -> datetime:
    """The moment after this span of working time; with none, the first working moment from `start` on."""
    left = span
    for opens, closes in _open_from(start):
        if left <= closes - opens:
            return (opens + left).astimezone(UTC)
        left -= closes - opens
    raise AssertionError("there is always another working day")


def between(start: datetime, end: datetime) -> timedelta:
    """The working time from `start` to `end`; negative when `end` came first."""
    if end < start:
        return -between(end, start)
    spent = timedelta()
    for opens, closes in _open_from(start):
        if opens >= end:
            break
        spent += min(closes, end) - opens
    return spent


def closing(day: date) -> datetime:
    """When the working hours of this day end, whether or not it is a working day."""
    return _at(day, settings.WORK_TO)


def runs(moment: datetime) -> bool:
    """Whether this moment lies within the working hours."""
    return later(moment, timedelta()) == moment


def day_length() -> timedelta:
    """How long a working day is."""
    somewhere = date(2000, 1, 3)
    return datetime.combine(somewhere, settings.WORK_TO) - datetime.combine(somewhere, settings.WORK_FROM)


def _open_from(start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """What is left of the working hours from `start` on, a day each, without end."""
    day = timezone.localdate(start, timezone.get_default_timezone())
    while True:
        if day.weekday() in settings.WORK_DAYS:
            opens, closes = max(start, _at(day, settings.WORK_FROM)), _at(day, settings.WORK_TO)
            if opens < closes:
                # In UTC, where the hours of a day of clock change are counted as they pass.
                yield opens.astimezone(UTC), closes
        day += timedelta(days=1)


def _at(day: date, hour: time) -> datetime:
    return _moment(day, hour, timezone.get_default_timezone())


@lru_cache(maxsize=4096)
def _moment(day: date, hour: time, zone: tzinfo) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour), zone).astimezone(UTC)

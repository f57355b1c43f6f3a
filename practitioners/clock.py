"""The one clock. "Today" is the date in the site's TIME_ZONE; nothing else reads it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time

from django.utils import timezone

_stopped: ContextVar[datetime | None] = ContextVar("stopped", default=None)


def today() -> date:
    """The current date in the site's time zone."""
    return timezone.localdate(_stopped.get())


def now() -> datetime:
    """The current moment, aware, in UTC."""
    return _stopped.get() or timezone.now()


@contextmanager
def at(day: date) -> Iterator[None]:
    """Let the clock stand at noon of that day within a block: for demonstrations, which make up a past, and tests."""
    token = _stopped.set(timezone.make_aware(datetime.combine(day, time(12))))
    try:
        yield
    finally:
        _stopped.reset(token)

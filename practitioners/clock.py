"""The one clock. "Today" is the date in the site's TIME_ZONE; nothing else reads it."""

from datetime import date, datetime

from django.utils import timezone


def today() -> date:
    """The current date in the site's time zone."""
    return timezone.localdate()


def now() -> datetime:
    """The current moment, aware, in UTC."""
    return timezone.now()

"""A calendar file of everything that ends, as RFC 5545 has it: whole days, a lasting name for each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from directory.portal import claim_words, due, owner
from directory.web import doors
from practitioners import clock
from practitioners.vocabulary import Kind

OCTETS = 75
"""The longest line, without its end; longer ones go on after a line end and a space."""


@dataclass(frozen=True)
class Event:
    """One day to remember."""

    key: str
    on: date
    title: str
    words: str
    path: str


@never_cache
@require_safe
@doors.owners
def calendar(request: HttpRequest) -> HttpResponse:
    """The last day of each claim that its owner can renew, and the days to confirm details by."""
    ends = due.ends(due.claims_of(owner.signed_in(request)))
    places = due.details(owner.record(request).places.all())
    events = [*_ends(ends), *_details(places)]
    answer = HttpResponse(written(events, at=clock.now()), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="renewals.ics"'
    return answer


def written(events: Iterable[Event], *, at: datetime) -> bytes:
    """The file."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{_text(settings.SITE_NAME)}//Renewals//EN", "CALSCALE:GREGORIAN",
    ]  # fmt: skip
    for event in events:
        lines += _event(event, at=at)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def folded(line: str) -> bytes:
    """One content line with its end, no part of it longer than 75 octets, no letter cut in two."""
    parts: list[bytes] = []
    part = b""
    for letter in line:
        octets = letter.encode()
        # A part that goes on begins with a space, which counts.
        if len(part) + len(octets) > (OCTETS if not parts else OCTETS - 1):
            parts.append(part)
            part = b""
        part += octets
    return b"\r\n ".join([*parts, part]) + b"\r\n"


def _event(event: Event, *, at: datetime) -> Iterator[str]:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    yield "BEGIN:VEVENT"
    yield f"UID:{event.key}@{host}"
    yield f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(event.title)}"
    yield f"DESCRIPTION:{_text(event.words)}"
    yield f"URL:{settings.SITE_URL}{event.path}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(said: str) -> str:
    """Words as a value: what has a meaning in the format is escaped, what has no place in it is left out."""
    escaped = said.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(letter for letter in lines if letter.isprintable())


def _ends(ends: Iterable[due.End]) -> Iterator[Event]:
    """A license is named without its number: calendars are shared."""
    for end in ends:
        if end.by_look:
            continue  # a moderator reads the register again; the day moves without its owner
        kind = Kind(end.claim.kind)
        name = str(kind.label) if kind == Kind.LICENSE else claim_words.title(end.claim)
        yield Event(
            f"claim-{end.claim.pk}",
            end.until,
            _("Last day: %(name)s") % {"name": name},
            _("Renew it before. From the next day clients see: %(label)s.")
            % {"label": end.standing(end.until + timedelta(days=1)).label},
            reverse("portal:claim", args=[end.claim.pk]),
        )


def _details(places: Iterable[due.Details]) -> Iterator[Event]:
    for each in places:
        if each.by is not None:
            yield Event(
                f"place-{each.place.pk}",
                each.by,
                _("Confirm your details: %(place)s") % {"place": each.place},
                _("Address, hours, contact and fees. It is one click for each place."),
                reverse("portal:renewals"),
            )

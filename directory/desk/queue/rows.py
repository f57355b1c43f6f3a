"""A case as a row of the queue: its target, what it is about, who has it; ready strings, no further query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.desk.queue import changes, hints, whereabouts
from practitioners.models import Account, Case
from practitioners.querysets.case import CaseQuerySet
from practitioners.vocabulary import CaseKind, CaseState, Kind, Outcome, Turn

_SOON = timedelta(hours=24)


@dataclass(frozen=True)
class Target:
    """By when, in a date and in words; `tone` adds a color to what the words say already."""

    at: datetime
    day: str
    words: str
    tone: str


@dataclass(frozen=True)
class Row:
    """One case."""

    ref: str
    href: str
    what: str
    who: str
    place: str
    target: Target
    changed: str
    hints: Sequence[str]
    state: str
    holder: str


def loaded(cases: CaseQuerySet) -> CaseQuerySet:
    """Cases with everything that a row or a case's own page shows of them, hints included; their own query."""
    return hints.told(cases.for_queue())


def rows(numbers: Sequence[int], *, now: datetime, reader: Account) -> list[Row]:
    """The rows of the cases with these numbers, in the order of the queue; a fixed number of queries."""
    # By number: an engine would work out the hints of every case that a page far down skips.
    cases = list(loaded(Case.objects.filter(pk__in=numbers)).in_order())
    changed = changes.of(cases)
    return [_row(case, changed[case.pk], now=now, reader=reader) for case in cases]


def _row(case: Case, changed: str, *, now: datetime, reader: Account) -> Row:
    return Row(
        ref=case.ref,
        href=reverse("desk:case", args=[case.ref]),
        what=title(case),
        who=case.credential.practitioner.public_name,
        place=whereabouts.words(case),
        target=target(case, now=now),
        changed=changed,
        hints=hints.of(case),
        state=state(case, now=now),
        holder=holder(case, now=now, reader=reader),
    )


def title(case: Case) -> str:
    """What is looked at, and why."""
    claim, why = str(Kind(case.credential.kind).label), str(CaseKind(case.kind).label)
    if case.kind == CaseKind.PHOTOS:
        return claim
    return why if case.kind in (CaseKind.CHANGE, CaseKind.PAGE) else f"{claim}, {why.lower()}"


def state(case: Case, *, now: datetime) -> str:
    """Where it stands; a hold whose time ran out is none."""
    if case.state == CaseState.HELD and not is_held(case, now=now):
        return str(Turn(case.turn).label)
    return str(CaseState(case.state).label)


def is_held(case: Case, *, now: datetime) -> bool:
    """Whether it is in somebody's hands."""
    return case.held_until is not None and case.held_until > now


def holder(case: Case, *, now: datetime, reader: Account) -> str:
    """Who has it, and until when."""
    if not is_held(case, now=now) or case.held_by is None:
        return ""
    until = {"time": clock_time(case.held_until)}
    if case.held_by_id == reader.pk:
        return _("You, until %(time)s") % until
    return _("%(who)s, until %(time)s") % {"who": case.held_by.email, **until}


def target(case: Case, *, now: datetime) -> Target:
    """The target of a running case, or that its clock stands."""
    due = date_format(timezone.localtime(case.due_at), _("j M Y, H:i"))
    if case.state == CaseState.WAITING:
        return Target(case.due_at, due, _("The clock stands until the reply"), "")
    if case.closed_at is not None:
        return Target(case.due_at, due, _("Closed"), "")
    left = case.due_at - now
    if left < timedelta():
        return Target(case.due_at, due, _("Overdue by %(time)s") % {"time": span(-left)}, "late")
    return Target(case.due_at, due, _("%(time)s left") % {"time": span(left)}, "soon" if left < _SOON else "")


def span(time: timedelta) -> str:
    """A stretch of time in its largest fitting unit: "20 hours", "3 days"."""
    hours = int(time.total_seconds()) // 3600
    if hours >= 48:
        return ngettext("%(n)s day", "%(n)s days", hours // 24) % {"n": hours // 24}
    if hours >= 1:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    minutes = max(int(time.total_seconds()) // 60, 1)
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}


def clock_time(at: datetime | None) -> str:
    """An hour and minute in the site's time zone."""
    return date_format(timezone.localtime(at), "H:i") if at else ""


def summary(case: Case) -> str:
    """A case in one short line: why, and where it stands or how it ended."""
    ended = Outcome(case.outcome).label if case.outcome else CaseState(case.state).label
    return _("%(why)s: %(stands)s") % {"why": CaseKind(case.kind).label, "stands": ended}

"""How the desk keeps up, in numbers: how long a decision takes, why claims are refused, which re-checks are late."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from practitioners import clock, worktime
from practitioners.models import Case, Opinion
from practitioners.vocabulary import CaseKind, Decision, Move, Outcome

LATEST = 1000
FEW = 5
"""Below this a reason is not counted alone: in a small directory it would point at somebody."""
_ASKED_FIRST = (CaseKind.NEW, CaseKind.RENEWAL, CaseKind.CHANGE, CaseKind.PAGE, CaseKind.PHOTOS)
REASONS: dict[str, Any] = {
    "N": lazy("The name did not match"),
    "E": lazy("It had expired, or its dates did not match"),
    "Q": lazy("It could not be read, or was another document"),
    "S": lazy("It did not cover what it was sent for"),
    "F": lazy("It could not be confirmed where it was issued"),
    "D": lazy("Somebody else had sent the same file"),
    "C": lazy("A client’s consent was not recorded, or somebody could be recognized"),
    "W": lazy("It promised or claimed too much"),
    "R": lazy("The issuer’s register said otherwise"),
}
"""The reason codes by their letter, in words for everybody; the paragraphs of letters are the moderators' own."""
OTHER = lazy("Other reasons, or fewer than %(few)s times")

Lines = list[tuple[str, str, str]]


def late(rounded: Callable[[int], str]) -> Lines:
    """Re-checks whose date has passed."""
    waiting = Case.objects.filter(kind=CaseKind.RECHECK).overdue(clock.now()).count()
    said = _("What nobody has looked at again stops counting by itself.")
    return [(_("Re-checks past their date"), rounded(waiting), said)]


def median(since: datetime) -> str:
    """The middle working time of the latest decisions; where we asked for more, the wait was not ours alone."""
    closed = Case.objects.filter(kind__in=_ASKED_FIRST, closed_at__gte=since)
    decided = closed.filter(outcome__in=(Outcome.VERIFY, Outcome.REJECT))
    ours = decided.exclude(credential__remarks__move=Move.RETURN).order_by("-closed_at")
    waits = sorted(worktime.between(*pair) for pair in ours.values_list("opened_at", "closed_at")[:LATEST])
    return _working_days(waits[len(waits) // 2]) if waits else _("No decision yet")


def refusals(since: datetime, rounded: Callable[[int], str]) -> Lines:
    """The reasons of what was not accepted, most frequent first; rare ones and those without a code together."""
    counted: Counter[str] = Counter()
    for codes in _codes(since):
        counted.update({code[:1] if code[:1] in REASONS else "" for code in codes} or {""})
    often = [(letter, times) for letter, times in counted.most_common() if letter and times >= FEW]
    rest = counted.total() - sum(times for _letter, times in often)
    found = [(str(REASONS[letter]), rounded(times), "") for letter, times in often]
    if rest:
        few = _("fewer than %(few)s") % {"few": FEW}
        found.append((str(OTHER) % {"few": FEW}, rounded(rest) if rest >= FEW else few, ""))
    return found


def _codes(since: datetime) -> list[list[str]]:
    """The reason codes of each refusal: of the opinion that counted, which is the last of its case."""
    said = Opinion.objects.filter(
        decision=Decision.REJECT, case__outcome=Outcome.REJECT, case__closed_at__gte=since
    )
    last = dict(said.order_by("case", "at").values_list("case", "reasons"))
    return [[str(code) for code, _version in codes] for codes in last.values()]


def _working_days(wait: timedelta) -> str:
    days = wait / worktime.day_length()
    if days < 1:
        return _("under 1 working day")
    whole = round(days)
    return ngettext("%(days)s working day", "%(days)s working days", whole) % {"days": whole}

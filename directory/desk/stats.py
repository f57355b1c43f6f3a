"""How the desk works: how long, how often we ask for more, how often two people differ, how appeals end."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from directory.desk import frame
from directory.desk.queue import rows
from directory.web import doors
from practitioners import clock
from practitioners.models import Case, Opinion
from practitioners.vocabulary import Answer, CaseKind, Decision, Outcome, Turn

DAYS, LATEST = 90, 2000
_UPHELD = (Outcome.VERIFY, Outcome.REINSTATE)


@dataclass(frozen=True)
class Table:
    """One small table."""

    title: str
    note: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@require_safe
@never_cache
@doors.moderators
def show(request: HttpRequest) -> HttpResponse:
    """The last ninety days as tables."""
    return frame.page(request, "desk/stats.html", {"tables": tables(), "days": DAYS}, here="stats")


@require_safe
@never_cache
@doors.moderators
def export(request: HttpRequest) -> HttpResponse:
    """The same tables as CSV."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="desk-{clock.today().isoformat()}.csv"'
    sheet = csv.writer(response)
    for table in tables():
        sheet.writerow([table.title, *table.heads[1:]])
        sheet.writerows(table.rows)
        sheet.writerow([])
    return response


def tables() -> list[Table]:
    """Every table; a fixed number of queries."""
    return [_times(), _now(), _decided(), _second(), _questions(), _appeals()]


def _times() -> Table:
    """From opening to closing, by the clock on the wall, of the latest cases."""
    closed = Case.objects.filter(closed_at__gte=_since()).order_by("-closed_at")
    waits: dict[str, list[float]] = {}
    for kind, opened, ended in closed.values_list("kind", "opened_at", "closed_at")[:LATEST]:
        waits.setdefault(kind, []).append((ended - opened).total_seconds())
    rows = [
        [str(CaseKind(kind).label), str(len(found)), _at(found, 50), _at(found, 90)]
        for kind in CaseKind.values
        if (found := sorted(waits.get(kind, [])))
    ]
    heads = [_("Reason to look"), _("Closed"), _("Half took at most"), _("Nine of ten took at most")]
    return Table(_("Time to a decision"), _("Weekends and waiting for replies are in it."), heads, rows)


def _now() -> Table:
    now = clock.now()
    waiting = Case.objects.open()
    rows = [
        [_("Open"), str(waiting.count())],
        [_("Past their target"), str(waiting.overdue(now).count())],
        [_("Waiting for a reply"), str(waiting.waiting().count())],
    ]
    return Table(_("Now"), "", [_("What"), _("Cases")], rows)


def _decided() -> Table:
    said = Opinion.objects.filter(at__gte=_since(), turn=Turn.FIRST)
    counted = dict(said.order_by().values_list("decision").annotate(n=Count("pk")))
    total = sum(counted.values())
    rows = [
        [str(Decision(each).label), str(counted[each]), _share(counted[each], total)]
        for each in Decision.values
        if each in counted
    ]
    return Table(_("First decisions"), "", [_("Decision"), _("Times"), _("Share")], rows)


def _second() -> Table:
    """How often the second person found something else."""
    seconds = Opinion.objects.filter(at__gte=_since(), turn=Turn.SECOND)
    first = Opinion.objects.filter(case=OuterRef("case"), round=OuterRef("round"), turn=Turn.FIRST)
    same = first.filter(decision=OuterRef("decision"))
    counted = seconds.aggregate(all=Count("pk"), other=Count("pk", filter=~Exists(same)))
    settled = Opinion.objects.filter(at__gte=_since(), turn=Turn.THIRD).count()
    rows = [
        [_("Second checks"), str(counted["all"]), ""],
        [
            _("Another decision than the first"),
            str(counted["other"]),
            _share(counted["other"], counted["all"]),
        ],
        [_("Settled by a third person"), str(settled), _share(settled, counted["all"])],
    ]
    return Table(_("Second checks"), "", [_("What"), _("Times"), _("Share")], rows)


def _questions() -> Table:
    """Which questions lead to asking for more: answered No or Can't tell when the decision was that."""
    counted: dict[str, int] = {}
    asked = Opinion.objects.filter(at__gte=_since(), decision=Decision.RETURN).order_by("-at")
    for answers in asked.values_list("answers", flat=True)[:LATEST]:
        for key, answer in answers.items():
            counted[key] = counted.get(key, 0) + (answer in (Answer.NO, Answer.UNCLEAR))
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = [[key, str(times)] for key, times in ordered if times]
    return Table(
        _("Why we asked for more"), _("By the key of the question."), [_("Question"), _("Times")], rows
    )


def _appeals() -> Table:
    decided = Case.objects.filter(kind=CaseKind.APPEAL, closed_at__gte=_since())
    counted = decided.aggregate(all=Count("pk"), upheld=Count("pk", filter=Q(outcome__in=_UPHELD)))
    rows = [
        [_("Decided"), str(counted["all"]), ""],
        [
            _("In favor of the practitioner"),
            str(counted["upheld"]),
            _share(counted["upheld"], counted["all"]),
        ],
    ]
    return Table(_("Appeals"), "", [_("What"), _("Times"), _("Share")], rows)


def _since() -> Any:
    return clock.now() - timedelta(days=DAYS)


def _at(found: Sequence[float], percent: int) -> str:
    """The wait that so many in a hundred did not pass."""
    place = max(0, -(-len(found) * percent // 100) - 1)
    return rows.span(timedelta(seconds=found[place]))


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else ""

"""What may be asked of the queue: saved views as links with their counts, and two narrower filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import django_filters
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from directory.desk.sift import Sift
from practitioners.models import Account, Case
from practitioners.querysets.case import CaseQuerySet
from practitioners.vocabulary import CaseKind, CaseState, Kind

VIEWS: Mapping[str, Any] = {
    "mine": lazy("Mine"), "unassigned": lazy("Unassigned"), "second": lazy("Second check"),
    "settle": lazy("To settle"), "waiting": lazy("Waiting for reply"), "overdue": lazy("Overdue"),
    "harm": lazy("Harm"),
}  # fmt: skip


@dataclass(frozen=True)
class View:
    """One saved view: a link, and how many cases are in it."""

    name: str
    href: str
    count: int
    current: bool


@dataclass(frozen=True)
class Tally:
    """How many open cases each view holds, and how old they are; one query."""

    total: int
    views: Mapping[str, int]
    bands: Sequence[tuple[str, int]]


class CaseFilter(Sift):
    """The queue, narrowed. A wrong value is a problem, and then nothing is shown."""

    view = django_filters.ChoiceFilter(choices=tuple(VIEWS.items()), method="in_view", label=lazy("View"))
    what = django_filters.ChoiceFilter(
        field_name="credential__kind", lookup_expr="exact", choices=Kind.choices, label=lazy("Claim"),
        empty_label=lazy("Any claim"),
    )  # fmt: skip
    kind = django_filters.ChoiceFilter(
        field_name="kind", lookup_expr="exact", choices=CaseKind.choices, label=lazy("Reason to look"),
        empty_label=lazy("Any reason"),
    )  # fmt: skip

    links = frozenset({"view"})

    class Meta:
        model = Case
        fields: Sequence[str] = ()

    def __init__(self, *args: Any, account: Account, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account, self.now = account, now

    def in_view(self, queryset: "QuerySet[Case]", _name: str, value: str) -> "QuerySet[Case]":
        """The cases of a saved view."""
        return queryset.filter(conditions(self.account, self.now)[value])


def waiting_for(account: Account) -> CaseQuerySet:
    """The open cases this moderator may see."""
    found: CaseQuerySet = Case.objects.visible_to(account).open()
    return found


def conditions(account: Account, now: datetime) -> dict[str, Q]:
    """What puts an open case into a view; what waits for the practitioner is nobody's to take and never overdue."""
    free = Q(state__in=(CaseState.OPEN, CaseState.SECOND, CaseState.SETTLE))
    expired = Q(state=CaseState.HELD, held_until__lte=now)
    return {
        "mine": Q(state=CaseState.HELD, held_by=account.pk),
        "unassigned": free | expired,
        "second": Q(state=CaseState.SECOND),
        "settle": Q(state=CaseState.SETTLE),
        "waiting": Q(state=CaseState.WAITING),
        "overdue": ~Q(state=CaseState.WAITING) & Q(due_at__lt=now),
        "harm": Q(harm=True),
    }


def tally(cases: "QuerySet[Case]", *, account: Account, now: datetime) -> Tally:
    """The counts of every view and of the ageing bands."""
    running = ~Q(state=CaseState.WAITING)
    day, week = now + timedelta(days=1), now + timedelta(days=7)
    bands = {
        "late": running & Q(due_at__lt=now), "today": running & Q(due_at__gte=now, due_at__lt=day),
        "week": running & Q(due_at__gte=day, due_at__lt=week), "later": running & Q(due_at__gte=week),
    }  # fmt: skip
    asked = {**conditions(account, now), **bands}
    counted = cases.aggregate(
        total=Count("pk"), **{f"n_{name}": Count("pk", filter=wanted) for name, wanted in asked.items()}
    )
    words = {
        "late": _("Overdue"), "today": _("Within 24 hours"), "week": _("Within 7 days"), "later": _("Later"),
    }  # fmt: skip
    return Tally(
        total=counted["total"],
        views={name: counted[f"n_{name}"] for name in VIEWS},
        bands=[(words[name], counted[f"n_{name}"]) for name in bands],
    )

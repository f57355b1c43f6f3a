"""What may be asked of the queue: saved views as links with their counts, and narrower filters beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import django_filters
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from directory.desk.queue import hints, whereabouts
from directory.desk.sift import Sift
from practitioners import clock
from practitioners.models import Account, Case
from practitioners.querysets.case import CaseQuerySet
from practitioners.vocabulary import CaseKind, CaseState, Kind

VIEW = "view"
VIEWS: Mapping[str, Any] = {
    "claims": lazy("New and renewed"), "rechecks": lazy("Re-checks"), "appeals": lazy("Appeals"),
    "harm": lazy("Harm"), "overdue": lazy("Overdue"), "mine": lazy("Mine"), "unassigned": lazy("Unassigned"),
    "second": lazy("Second check"), "settle": lazy("To settle"), "waiting": lazy("Waiting for reply"),
}  # fmt: skip
"""First what the work is, then where it stands."""


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

    fitting: int
    views: Sequence[View]
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
    place = django_filters.ChoiceFilter(
        choices=(), method="in_place", label=lazy("Place"), empty_label=lazy("Any place")
    )
    hint = django_filters.ChoiceFilter(
        choices=tuple((key, hint.words) for key, hint in hints.HINTS.items()), method="with_hint", label=lazy("Hint"),
        empty_label=lazy("Any hint"),
    )  # fmt: skip

    links = frozenset({VIEW})

    class Meta:
        model = Case
        fields: Sequence[str] = ()

    def __init__(self, data: QueryDict, *, account: Account) -> None:
        waiting = Case.objects.visible_to(account).open()
        super().__init__(data=data, queryset=waiting)
        self.account, self.now = account, clock.now()
        asked = str(data.get("place", ""))
        # Whoever has just decided the last case of a place has asked for nothing wrong.
        known = whereabouts.choices(waiting, asked=asked if asked.isprintable() else "")
        self.filters["place"].extra["choices"] = known

    def in_view(self, queryset: "QuerySet[Case]", _name: str, value: str) -> "QuerySet[Case]":
        """The cases of a saved view."""
        return queryset.filter(conditions(self.account, self.now)[value])

    def in_place(self, queryset: "QuerySet[Case]", _name: str, value: str) -> "QuerySet[Case]":
        """The cases of a jurisdiction."""
        return queryset.filter(whereabouts.within(value))

    def with_hint(self, queryset: "QuerySet[Case]", _name: str, value: str) -> "QuerySet[Case]":
        """The cases whose row says this."""
        return queryset.filter(hints.HINTS[value].condition())

    @property
    def wide(self) -> str:
        """The same view without the other filters, as a link; nothing where there are none."""
        view = self.here.less([name for name in self.filters if name != VIEW])
        return (str(view) or "?") if view != self.here else ""

    @property
    def in_any_view(self) -> CaseQuerySet:
        """The cases that fit the other filters: what the views are counted from."""
        found: CaseQuerySet = self.queryset
        for name, value in {} if self.problems else self.form.cleaned_data.items():
            found = found if name == VIEW else self.filters[name].filter(found, value)
        return found

    def tally(self) -> Tally:
        """The views as links with their counts, and the ageing bands, of what fits the other filters."""
        asked, bands = conditions(self.account, self.now), ages(self.now)
        wanted = {**asked, **{name: condition for name, (_words, condition) in bands.items()}}
        counted = self.in_any_view.aggregate(
            n_all=Count("pk"), **{f"n_{name}": Count("pk", filter=q) for name, q in wanted.items()}
        )
        chosen = self.data.get(VIEW, "")
        views = [
            View(str(name), str(self.here.having(VIEW, key)), counted[f"n_{key}"], chosen == key)
            for key, name in VIEWS.items()
        ]
        everything = View(_("All open"), str(self.here.without(VIEW)) or "?", counted["n_all"], not chosen)
        shown = [everything, *views]
        return Tally(
            fitting=next((view.count for view in shown if view.current), 0),
            views=shown,
            bands=[(words, counted[f"n_{name}"]) for name, (words, _condition) in bands.items()],
        )


def conditions(account: Account, now: datetime) -> dict[str, Q]:
    """What puts an open case into a view; what waits for the practitioner is nobody's to take and never overdue."""
    free = Q(state__in=(CaseState.OPEN, CaseState.SECOND, CaseState.SETTLE))
    expired = Q(state=CaseState.HELD, held_until__lte=now)
    return {
        "claims": Q(kind__in=(CaseKind.NEW, CaseKind.RENEWAL)),
        "rechecks": Q(kind=CaseKind.RECHECK),
        "appeals": Q(kind=CaseKind.APPEAL),
        "harm": Q(harm=True),
        "overdue": ~Q(state=CaseState.WAITING) & Q(due_at__lt=now),
        "mine": Q(state=CaseState.HELD, held_by=account.pk),
        "unassigned": free | expired,
        "second": Q(state=CaseState.SECOND),
        "settle": Q(state=CaseState.SETTLE),
        "waiting": Q(state=CaseState.WAITING),
    }


def ages(now: datetime) -> dict[str, tuple[Any, Q]]:
    """The bands of what is left until the target, nearest first."""
    running = ~Q(state=CaseState.WAITING)
    day, week = now + timedelta(days=1), now + timedelta(days=7)
    return {
        "late": (_("Overdue"), running & Q(due_at__lt=now)),
        "today": (_("Within 24 hours"), running & Q(due_at__gte=now, due_at__lt=day)),
        "week": (_("Within 7 days"), running & Q(due_at__gte=day, due_at__lt=week)),
        "later": (_("Later"), running & Q(due_at__gte=week)),
    }

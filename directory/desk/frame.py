"""What every page of the desk has around it: the way to the others, with how many cases wait."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from directory.desk import moderator
from directory.web import pages
from practitioners import clock
from practitioners.models import Account, Case, ScopeRule


@dataclass(frozen=True)
class Link:
    """One of the desk's rooms; `count` where something waits there."""

    name: str
    href: str
    current: bool
    count: int | None = None


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    here: str,
    status: int = 200,
) -> HttpResponse:
    """A page of the desk; `here` is the name of the room it belongs to."""
    return pages.page(request, template, {**context, "nav": _links(request, here)}, status=status)


def _links(request: HttpRequest, here: str) -> list[Link]:
    account = moderator.signed_in(request)
    waiting, due = _counts(account)
    rooms = [
        ("queue", _("Queue"), waiting),
        ("expiries", _("Expiries"), None),
        ("scope", _("Scope rules"), due),
        ("audit", _("Audit"), None),
        ("reasons", _("Reasons"), None),
        *([("people", _("People"), None)] if account.is_senior else []),
        ("stats", _("Statistics"), None),
    ]
    return [Link(name, reverse(f"desk:{room}"), room == here, count) for room, name, count in rooms]


def _counts(account: Account) -> tuple[int, int]:
    """The cases that wait and the scope rules due for review; one query for every page of the desk."""
    waiting = Case.objects.visible_to(account).open()
    due = ScopeRule.objects.confirmed().due_for_review(on=clock.today())
    return Account.objects.values_list(_number_of(waiting), _number_of(due)).get(pk=account.pk)


def _number_of(rows: "QuerySet[Any]") -> Coalesce:
    counted = rows.order_by().values(one=Value(1)).annotate(number=Count("pk", distinct=True))
    return Coalesce(Subquery(counted.values("number")), 0)

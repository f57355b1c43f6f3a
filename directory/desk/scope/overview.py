"""Every scope rule with where it stands and how many licenses it decides, the most useful to decide on first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import django_filters
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from directory.desk import frame
from directory.desk.sift import Sift
from directory.web import doors
from directory.web.pager import pager
from practitioners import clock
from practitioners.models import Jurisdiction, LicenseType, ScopeRule
from practitioners.standing.words import short
from practitioners.vocabulary import Depth, RuleStand, Verdict
from practitioners.workflow import scope_reach

PAGE = 50


class RuleFilter(Sift):
    """The rules of one place, of one type of license, or at one stand."""

    law = django_filters.ModelChoiceFilter(
        field_name="jurisdiction", lookup_expr="exact", to_field_name="code", label=lazy("Place"),
        queryset=Jurisdiction.objects.filter(scope_rules__isnull=False).distinct(), empty_label=lazy("Any place"),
    )  # fmt: skip
    license = django_filters.ModelChoiceFilter(
        field_name="license_type", lookup_expr="exact", to_field_name="key", label=lazy("License type"),
        queryset=LicenseType.objects.filter(scope_rules__isnull=False).distinct(), empty_label=lazy("Any type"),
    )  # fmt: skip
    stands = django_filters.ChoiceFilter(
        field_name="stands", lookup_expr="exact", choices=RuleStand.choices, label=lazy("Stands at"),
        empty_label=lazy("Anything"),
    )  # fmt: skip

    class Meta:
        model = ScopeRule
        fields: Sequence[str] = ()


@dataclass(frozen=True)
class Row:
    """One rule in the list."""

    href: str
    what: str
    depth: str
    verdict: str
    stands: str
    due: bool
    review: str
    decides: int


@require_safe
@never_cache
@doors.moderators
def show(request: HttpRequest) -> HttpResponse:
    """The rules that fit, the most useful to decide on first; a fixed number of queries."""
    today = clock.today()
    rules = ScopeRule.objects.standing(on=today).select_related("jurisdiction", "license_type")
    found = RuleFilter(request.GET, queryset=rules)
    decided = scope_reach.decided(on=today)
    # There are some hundreds of rules, so they are put in order here.
    fitting = sorted(found.fitting, key=lambda rule: _order(rule, decided))
    try:
        shown = Paginator(fitting, PAGE).page(request.GET.get("page") or 1)
    except InvalidPage:
        raise Http404 from None
    here, pages = found.here, shown.paginator.num_pages
    context = {
        "rows": [_row(rule, decided) for rule in shown],
        "total": shown.paginator.count,
        "filter": found,
        "filtered": bool(here.pairs),
        "number": shown.number,
        "pages": pages,
        "pager": pager(page=shown.number, pages=pages, href=lambda number: here.having("page", str(number))),
        "problems": found.problems,
    }
    return frame.page(
        request, "desk/scope.html", context, here="scope", status=422 if found.problems else 200
    )


def _order(rule: ScopeRule, decided: Mapping[int, int]) -> tuple[int, int, date, str, str, int]:
    """What waits for somebody and decides most comes first; then what counts and decides most."""
    decides = decided.get(rule.pk, 0)
    waits = 0 if rule.stands == RuleStand.COUNTS else decides
    return (-waits, -decides, rule.review_by, rule.jurisdiction.code, rule.license_type.label, rule.depth)


def _row(rule: ScopeRule, decided: Mapping[int, int]) -> Row:
    return Row(
        href=reverse("desk:scope_rule", args=[rule.pk]),
        what=f"{rule.jurisdiction.name}: {rule.license_type.label}",
        depth=str(Depth(rule.depth).label),
        verdict=str(Verdict(rule.verdict).label),
        stands=str(RuleStand(rule.stands).label),
        due=rule.stands == RuleStand.DUE,
        review=short(rule.review_by),
        decides=decided.get(rule.pk, 0),
    )

"""The same truth as SQL: which places meet which criteria on a day, asked of the normalized tables.

It is written apart from `findings`, in the database's own terms, so that each can show the other wrong.
"""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any  # annotated columns have no static type

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce, ExtractDay, ExtractMonth, ExtractYear

from practitioners import standard
from practitioners.models import Credential, Place, Restriction, ScopeRule, Supervision
from practitioners.vocabulary import Criterion, Kind, Level, Topic, Verdict, Visibility


def places_on(day: date) -> "QuerySet[Place]":
    """Every place with a boolean for each criterion (`meets_license` …) and `qualified`, as of that day."""
    conditions = {f"meets_{criterion.value}": _condition(criterion, day) for criterion in Criterion}
    return Place.objects.annotate(**conditions).annotate(
        qualified=Case(
            When(**dict.fromkeys(conditions, True), then=Value(value=True)), default=Value(value=False)
        )
    )


def _condition(criterion: Criterion, day: date) -> Exists | Q:
    match criterion:
        case Criterion.LICENSE:
            return Exists(_licenses_at_place(day))
        case Criterion.TRAINING:
            held = _current(Kind.TRAINING, day)
            covered = [Exists(held.filter(**{f"training__covers_{topic.value}": True})) for topic in Topic]
            return Q(*covered)
        case Criterion.TRACK_RECORD:
            return Exists(_long_enough(_current(Kind.TRACK_RECORD, day)))
        case _:
            return Exists(_current(Kind(criterion.value), day))


def _current(kind: Kind, day: date) -> "QuerySet[Credential, Any]":
    """Current credentials of the outer place's practitioner, at the level the Standard demands."""
    demand = standard.DEMANDS[Criterion(kind.value)].level
    at_place = Q(place__isnull=True) | Q(place=OuterRef("pk"))
    return Credential.objects.current(day).filter(
        at_place, kind=kind, level__gte=demand, practitioner=OuterRef("practitioner")
    )


def _long_enough(track_records: "QuerySet[Credential, Any]") -> "QuerySet[Credential, Any]":
    def months(field: str) -> CombinedExpression:
        return ExtractYear(field) * 12 + ExtractMonth(field)

    first, last = "track_record__period_from", "track_record__period_to"
    whole = months(last) - months(first)
    return track_records.annotate(
        months=Case(When(**{f"{last}__day__lt": ExtractDay(first)}, then=whole - 1), default=whole)
    ).filter(
        months__gte=standard.MINIMUM_PRACTICE_MONTHS,
        track_record__treatments__gte=standard.MINIMUM_TREATMENTS,
    )


def _licenses_at_place(day: date) -> Any:
    """Current licenses of the outer place's practitioner that count there, alone or under a supervisor."""
    alone = _within_law(day, jurisdiction="place__jurisdiction", depth="license__practitioner__depth")
    supervisors = Supervision.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=day),
        Exists(
            _unrestricted(alone, day).filter(
                practitioner=OuterRef("supervisor"), ruling=Verdict.ALLOWED, place__isnull=True
            )
        ),
        license=OuterRef("pk"),
        place=OuterRef(OuterRef("pk")),
        confirmed_on__lte=day,
    ).exclude(supervisor__visibility__in=(Visibility.SUSPENDED, Visibility.CLOSED))
    licenses = _within_law(day, jurisdiction="jurisdiction", depth="practitioner__depth")
    return _unrestricted(licenses, day).filter(
        Q(ruling=Verdict.ALLOWED) | Q(Q(ruling=Verdict.SUPERVISED), Exists(supervisors)),
        Q(place__isnull=True) | Q(place=OuterRef("pk")),
        practitioner=OuterRef("practitioner"),
    )


def _unrestricted(licenses: Any, day: date) -> Any:
    in_force = Restriction.objects.filter(
        Q(lifted_on__isnull=True) | Q(lifted_on__gt=day),
        license=OuterRef("pk"), touches_treatment=True, starts_on__lte=day,
    )  # fmt: skip
    return licenses.exclude(Exists(in_force))


def _within_law(day: date, *, jurisdiction: str, depth: str) -> Any:
    """Current issuer-level licenses that cover the outer row's jurisdiction, with the scope `ruling` there."""
    lineage = [jurisdiction, f"{jurisdiction}__parent", f"{jurisdiction}__parent__parent"]
    rules = [
        Subquery(
            ScopeRule.objects.filter(
                jurisdiction=OuterRef(OuterRef(here)),
                license_type=OuterRef("license__license_type"),
                depth=OuterRef(OuterRef(depth)),
            ).values_list(
                Case(When(confirmed_on__lte=day, then=F("verdict")), default=Value(Verdict.UNCLEAR.value))
            )[:1]
        )
        for here in lineage
    ]
    licensed_here = ExpressionWrapper(
        OuterRef(f"{jurisdiction}__licenses_treatment"), output_field=BooleanField()
    )
    return (
        Credential.objects.current(day)
        .annotate(ruling=Coalesce(*rules, Value(Verdict.UNCLEAR.value)), licensed_here=licensed_here)
        .filter(
            Q(license__license_type__statutory=True) | Q(licensed_here=True),
            reduce(or_, (Q(license__issuer__jurisdiction=OuterRef(here)) for here in lineage)),
            kind=Kind.LICENSE,
            level__gte=Level.ISSUER,
        )
    )

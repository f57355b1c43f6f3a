"""Adjectives of scope rules."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Case, F, Q, Value, When

from practitioners.vocabulary import RuleStand


class ScopeRuleQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Scope rules, by what the operator has made of them."""

    def confirmed(self) -> Self:
        """Rules that count."""
        return self.filter(confirmed_on__isnull=False)

    def due_for_review(self, *, on: date) -> Self:
        """Rules whose review date has come, or that the shipped table contradicts by a later reading."""
        return self.filter(_due(on))

    def standing(self, *, on: date) -> Self:
        """With `stands`: not confirmed, counting, or counting and due for review."""
        return self.annotate(
            stands=Case(
                When(confirmed_on__isnull=True, then=Value(RuleStand.UNCONFIRMED.value)),
                When(_due(on), then=Value(RuleStand.DUE.value)),
                default=Value(RuleStand.COUNTS.value),
            )
        )


def _due(on: date) -> Q:
    contradicted = Q(shipped_on__gt=F("checked_on")) & ~Q(shipped_verdict=F("verdict"))
    return Q(review_by__lte=on) | contradicted

"""Adjectives of scope rules."""

from datetime import date
from typing import Self

from django.db import models


class ScopeRuleQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Scope rules, by what the operator has made of them."""

    def confirmed(self) -> Self:
        """Rules that count."""
        return self.filter(confirmed_on__isnull=False)

    def due_for_review(self, *, on: date) -> Self:
        """Rules whose review date has come."""
        return self.filter(review_by__lte=on)

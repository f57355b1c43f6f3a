"""Adjectives of search rows."""

from datetime import date
from typing import Self

from django.db import models

from practitioners.vocabulary import Criterion


class ListingQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Search rows. Every question names its day."""

    def on(self, day: date) -> Self:
        """Found in search that day: public, and the details confirmed recently enough."""
        return self.filter(listed_until__gte=day)

    def meeting(self, criterion: Criterion, *, on: date) -> Self:
        """At places where this criterion meets the Standard that day."""
        return self.filter(**{f"{criterion.value}_until__gte": on})

    def qualified(self, *, on: date) -> Self:
        """At places where all six criteria meet the Standard that day."""
        return self.filter(qualified_until__gte=on)

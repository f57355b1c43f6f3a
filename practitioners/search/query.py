"""One validated question to the directory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

KM_PER_MILE = 1.609344


class Sort(TextChoices):
    """In what order people are shown; nobody can pay to move up."""

    DISTANCE = "distance", _("Distance")
    CHECKED = "checked", _("Most recently checked")
    NAME = "name", _("Name")


@dataclass(frozen=True)
class Near:
    """Around a point, in micro-degrees; `km` is the radius, or None for any distance."""

    lat: int
    lon: int
    km: float | None


@dataclass(frozen=True)
class Query:
    """A question with its day. `chosen` are the values picked in each dimension, by the dimension's key."""

    on: date
    near: Near | None = None
    area: str = ""
    words: tuple[str, ...] = ()
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = Sort.NAME
    page: int = 1
    size: int = 20

    @property
    def order(self) -> Sort:
        """The order that can be had: without a point there is no nearest."""
        return Sort.NAME if self.sort == Sort.DISTANCE and self.near is None else self.sort

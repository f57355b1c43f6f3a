"""Places with laws: countries, states, nations and provinces."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from practitioners.vocabulary import Basis


class Sourced(models.Model):
    """Reference data says what it rests on and when somebody last read it."""

    basis = models.CharField(max_length=16, choices=Basis)
    source = models.CharField(max_length=300)
    checked_on = models.DateField()

    class Meta:
        abstract = True


class Jurisdiction(Sourced):
    """One place with its own law, under the place that contains it."""

    code = models.CharField(max_length=8, unique=True, help_text=_("ISO 3166-1 alpha-2 or 3166-2"))
    name = models.CharField(max_length=80)
    name_key = models.CharField(max_length=80, db_index=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    licenses_treatment = models.BooleanField(
        default=True, help_text=_("Whether the law here knows a license that can cover the treatment")
    )
    reviews_allowed = models.BooleanField(default=True)
    galleries_allowed = models.BooleanField(default=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

"""Where a practitioner works."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from practitioners.models.jurisdiction import Jurisdiction
from practitioners.models.practitioner import Practitioner
from practitioners.models.term import Term


class Place(models.Model):
    """One practice address of one practitioner. Money is in whole units of `currency`."""

    practitioner = models.ForeignKey(Practitioner, on_delete=models.CASCADE, related_name="places")
    practice_name = models.CharField(max_length=120)
    street = models.CharField(max_length=160, blank=True)
    hide_street = models.BooleanField(default=False)
    locality = models.CharField(max_length=120)
    region = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    country = models.CharField(max_length=2)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="places")
    lat = models.IntegerField(help_text=_("Micro-degrees"))
    lon = models.IntegerField(help_text=_("Micro-degrees"))
    phone = models.CharField(max_length=32, blank=True)
    website = models.URLField(blank=True)
    hours = models.CharField(max_length=300, blank=True)
    access = models.ManyToManyField(Term, related_name="places", blank=True)
    currency = models.CharField(max_length=3, default="USD")
    consultation_fee = models.PositiveIntegerField(null=True, blank=True, help_text=_("0 means free"))
    fee_from = models.PositiveIntegerField(null=True, blank=True)
    fee_to = models.PositiveIntegerField(null=True, blank=True)
    fee_includes = models.CharField(max_length=160, blank=True)
    accepting_clients = models.BooleanField(default=True)
    mobile_radius_km = models.PositiveSmallIntegerField(null=True, blank=True)
    shown = models.BooleanField(
        default=True, editable=False, help_text=_("Off until a new place of a public page has been checked")
    )
    details_confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["practice_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__range=(-90_000_000, 90_000_000)), name="place_lat_on_earth"
            ),
            models.CheckConstraint(
                condition=Q(lon__range=(-180_000_000, 180_000_000)), name="place_lon_on_earth"
            ),
            models.CheckConstraint(
                condition=Q(fee_to__isnull=True) | Q(fee_from__isnull=False, fee_to__gte=F("fee_from")),
                name="place_fee_range_rises",
                violation_error_message=_("The highest fee must not be below the lowest."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice_name}, {self.locality}"

"""The search row: a practitioner at a place. Derived; only `practitioners.listings` writes it."""

from django.db import models

from practitioners.models.place import Place
from practitioners.models.practitioner import Practitioner
from practitioners.querysets.listing import ListingQuerySet


class Listing(models.Model):
    """Everything a search needs, as plain columns.

    A `…_until` date is the last day the criterion meets the Standard at this place (empty: it does not), so a
    search compares dates with today and no status is ever stored. `evidence` is what a card shows, in the order
    of `Criterion`: level, last day, day of the look and shortfall; a card asks `standing` what they are worth.
    """

    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="listing")
    practitioner = models.ForeignKey(Practitioner, on_delete=models.CASCADE, related_name="listings")
    listed_until = models.DateField(null=True, help_text="Empty: not public, or details never confirmed")
    lat = models.IntegerField()
    lon = models.IntegerField()
    country = models.CharField(max_length=2)
    jurisdiction = models.CharField(max_length=8)
    sort_key = models.CharField(max_length=160)
    words = models.TextField(help_text="Folded beginnings of name and practice words, each after a space")
    profession = models.CharField(max_length=60)
    conditions = models.BigIntegerField(default=0)
    techniques = models.BigIntegerField(default=0)
    devices = models.BigIntegerField(default=0)
    languages = models.BigIntegerField(default=0)
    access = models.BigIntegerField(default=0)
    depth = models.PositiveSmallIntegerField()
    price = models.CharField(max_length=12, blank=True)
    accepting = models.BooleanField()
    license_until = models.DateField(null=True)
    training_until = models.DateField(null=True)
    infection_control_until = models.DateField(null=True)
    consultation_until = models.DateField(null=True)
    aftercare_until = models.DateField(null=True)
    track_record_until = models.DateField(null=True)
    qualified_until = models.DateField(null=True, help_text="The earliest of the six; empty when one is")
    insured_until = models.DateField(null=True)
    checked_on = models.DateField(null=True, help_text="The latest look by a person at any claim")
    evidence = models.JSONField(default=list)

    objects = ListingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["lat", "lon"], name="listing_point"),
            models.Index(fields=["practitioner"], name="listing_person"),
            models.Index(fields=["qualified_until"], name="listing_qualified"),
            models.Index(fields=["country", "jurisdiction"], name="listing_law"),
        ]

    def __str__(self) -> str:
        return f"{self.practitioner_id} at {self.place_id}"

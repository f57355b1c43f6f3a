"""Who stands behind a license that needs a supervisor, and what limits a license."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from practitioners.models.credential import Credential
from practitioners.models.place import Place
from practitioners.models.practitioner import Practitioner
from practitioners.querysets.supervision import SupervisionQuerySet
from practitioners.vocabulary import Ending


class Supervision(models.Model):
    """A named supervisor for one license at one place; counts once the supervisor has confirmed it."""

    license = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="supervisions")
    supervisor = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="supervises")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="supervisions")
    confirmed_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text=_("The first day it no longer counts"))
    ended_for = models.CharField(
        max_length=16,
        choices=Ending,
        blank=True,
        editable=False,
        help_text=_("Why, where a moderator ended it"),
    )
    ended_words = models.TextField(
        max_length=2000, blank=True, editable=False, help_text=_("What the moderator wrote to both sides")
    )

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["license", "supervisor", "place"],
                condition=Q(ended_on__isnull=True),
                name="supervision_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(confirmed_on__isnull=True)
                | Q(ended_on__gte=F("confirmed_on")),
                name="supervision_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(ended_for="", ended_words="")
                | (~Q(ended_for="") & ~Q(ended_words="") & Q(ended_on__isnull=False)),
                name="supervision_ended_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supervisor_id} for {self.license_id} at {self.place_id}"


class Restriction(models.Model):
    """A limit a register shows on a license: type, dates and where to read it, never our own summary.

    It counts from `starts_on` until a moderator has seen at the source that it is gone (`lifted_on`, the first
    day it no longer counts). An end date printed on the register is kept as read and lifts nothing by itself.
    """

    license = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="restrictions")
    type = models.CharField(max_length=120, help_text=_("The register's own words"))
    touches_treatment = models.BooleanField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    lifted_on = models.DateField(null=True, blank=True)
    source_url = models.URLField()
    seen_on = models.DateField()

    class Meta:
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="restriction_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.type

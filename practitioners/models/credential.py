"""What every claim has, whatever it claims. Status, level and dates live only here."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from practitioners.models.place import Place
from practitioners.models.practitioner import Practitioner
from practitioners.querysets.credential import CredentialQuerySet
from practitioners.vocabulary import Kind, Level, Status

_DECIDED = (Status.VERIFIED, Status.SUSPENDED, Status.SUPERSEDED)


class Credential(models.Model):
    """One claim of one practitioner. Decisions are stored; validity is asked for a day."""

    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="credentials")
    kind = models.CharField(max_length=20, choices=Kind)
    place = models.ForeignKey(
        Place,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="credentials",
        help_text=_("Only where the claim holds for one place"),
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT, editable=False)
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.NONE, editable=False)
    valid_from = models.DateField(null=True, blank=True, editable=False)
    valid_until = models.DateField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    checked_on = models.DateField(
        null=True, blank=True, editable=False, help_text=_("The day of the look the level rests on")
    )
    round = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text=_("Which decision is being prepared; looks of earlier rounds do not count"),
    )
    attestation_version = models.CharField(max_length=16, blank=True)
    attested_on = models.DateField(null=True, blank=True)
    answers = models.JSONField(
        default=dict,
        blank=True,
        help_text=_("What was typed so far, by field; becomes the details when it is sent"),
    )
    edits = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text=_("Counts the savings of answers: the second of two editors is told"),
    )
    appealed_at = models.DateTimeField(null=True, blank=True, editable=False)
    renews = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="renewals"
    )

    objects = CredentialQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["practitioner", "kind"], name="credential_of_person")]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="credential_status_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="credential_kind_known"),
            models.CheckConstraint(
                condition=~Q(status__in=_DECIDED)
                | Q(
                    level__gte=Level.DOCUMENT,
                    valid_from__isnull=False,
                    valid_until__isnull=False,
                    checked_on__isnull=False,
                ),
                name="credential_decided_has_level_and_dates",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="credential_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(renews=F("pk")), name="credential_never_renews_itself"),
            models.UniqueConstraint(
                fields=["renews"],
                condition=Q(status__in=(Status.DRAFT, Status.SUBMITTED, Status.RETURNED)),
                name="credential_one_open_renewal",
                violation_error_message=_("A renewal of this is under way already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} ({self.status})"

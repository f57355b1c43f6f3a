"""Uploaded files, private, and the looks moderators took."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from practitioners.models.account import Account
from practitioners.models.credential import Credential
from practitioners.querysets.evidence import EvidenceQuerySet
from practitioners.storage import evidence_storage, random_name
from practitioners.vocabulary import Level, Method, ScanState


class Evidence(models.Model):
    """One uploaded file. The original is private and leaves only as an attachment."""

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="evidence")
    original = models.FileField(storage=evidence_storage, upload_to=random_name)
    filename = models.CharField(max_length=160)
    content_type = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField(help_text=_("Bytes"))
    page_images = models.JSONField(default=list, help_text=_("Names in the evidence storage, a page each"))
    scan_state = models.CharField(max_length=12, choices=ScanState, default=ScanState.NOT_SCANNED)
    uploaded_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    read_by_owner = models.BooleanField(
        default=False, help_text=_("The practitioner can read every word of it")
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = EvidenceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.filename

    @property
    def scanned(self) -> bool:
        """Whether a scanner has, or will have, something to say of it."""
        return self.scan_state != ScanState.NOT_SCANNED


class Check(models.Model):
    """One look by one moderator at one credential. Never changed; a new look is a new row."""

    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, related_name="checks")
    moderator = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveIntegerField(
        default=0, help_text=_("Which decision of the credential this look serves")
    )
    level = models.PositiveSmallIntegerField(choices=Level, help_text=_("The level this look supports"))
    method = models.CharField(max_length=16, choices=Method)
    checklist_version = models.CharField(max_length=16)
    answers = models.JSONField(default=dict)
    source = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(blank=True)
    status_words = models.CharField(max_length=160, blank=True, help_text=_("As read at the source"))
    expires_on = models.DateField(null=True, blank=True, help_text=_("As read at the source"))
    note = models.CharField(max_length=400, blank=True, help_text=_("Never public"))
    looked_on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(moderator__isnull=False) | Q(method=Method.ROSTER),
                name="check_is_somebodys_or_a_roster",
            ),
            models.CheckConstraint(condition=Q(level__gte=Level.DOCUMENT), name="check_supports_a_level"),
            models.UniqueConstraint(
                fields=["credential", "moderator", "round"],
                name="check_one_look_each",
                violation_error_message=_(
                    "You have looked at this already; somebody else must take the second look."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} on {self.looked_on}"

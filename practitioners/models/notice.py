"""A letter the directory owes."""

from django.db import models
from django.db.models import Q

from practitioners.models.account import Account
from practitioners.models.credential import Credential
from practitioners.models.invitation import Invitation
from practitioners.models.place import Place
from practitioners.models.supervision import Supervision
from practitioners.vocabulary import NoticeKind


class Notice(models.Model):
    """One letter, owed once (`due_key`), sent at least once, with its attempts counted."""

    kind = models.CharField(max_length=16, choices=NoticeKind)
    to = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="notices")
    address = models.EmailField(blank=True, help_text="Where it goes when nobody has an account there")
    place = models.ForeignKey(Place, null=True, on_delete=models.CASCADE, related_name="notices")
    invitation = models.ForeignKey(Invitation, null=True, on_delete=models.CASCADE, related_name="notices")
    credential = models.ForeignKey(Credential, null=True, on_delete=models.CASCADE, related_name="notices")
    supervision = models.ForeignKey(Supervision, null=True, on_delete=models.CASCADE, related_name="notices")
    subject = models.CharField(
        max_length=200, blank=True, help_text="Of a letter that comes worded (accounts)"
    )
    words = models.TextField(blank=True, help_text="What the moderator wrote to the reader")
    due_key = models.CharField(max_length=120, unique=True)
    owed_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["owed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to__isnull=False) | ~Q(address=""), name="notice_goes_somewhere"
            )
        ]
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(sent_at__isnull=True), name="notice_waiting"),
        ]

    def __str__(self) -> str:
        return self.due_key

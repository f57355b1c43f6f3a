"""People the operator asked to join."""

from django.db import models
from django.db.models.functions import Lower

from practitioners.models.account import Account


class Invitation(models.Model):
    """One person asked by e-mail; nothing of theirs is public before they accept and publish it themselves."""

    email = models.EmailField()
    public_name = models.CharField(max_length=120, blank=True)
    invited_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitations"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="invitation_once_an_address")]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

"""Who may moderate: changes that wait for a second senior, and those that were made."""

from django.db import models
from django.db.models import Q

from practitioners.models.account import Account
from practitioners.vocabulary import Role


class RoleChange(models.Model):
    """A right that a senior moderator wants given or taken, and what became of it."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=12, choices=Role, help_text="What the account will be")
    proposed_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(confirmed_at__isnull=True, dropped_at__isnull=True),
                name="role_change_one_waiting",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(dropped_at__isnull=True), name="role_change_ends_once"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.account_id} to {self.role}"

"""What practitioner and moderators wrote to each other about a claim."""

from django.db import models
from django.db.models import Q

from practitioners.models.account import Account
from practitioners.models.credential import Credential
from practitioners.vocabulary import Move


class Remark(models.Model):
    """One message that came with a move. Private to the two sides; never changed."""

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="remarks")
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    from_moderator = models.BooleanField()
    move = models.CharField(max_length=16, choices=Move)
    words = models.TextField(max_length=2000)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="remark_says_something")]

    def __str__(self) -> str:
        return f"{self.move} {self.at:%Y-%m-%d}"

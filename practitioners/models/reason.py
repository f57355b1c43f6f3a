"""Why something is asked for again or refused: codes, and the paragraphs of letters that go with them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from practitioners.models.account import Account


class Reason(models.Model):
    """One version of one reason. A change of its text is a new version; decisions name the one they used."""

    code = models.CharField(max_length=4, help_text=_("A letter for its kind, and a number"))
    version = models.PositiveSmallIntegerField(default=1)
    label = models.CharField(max_length=120)
    text = models.TextField(max_length=1000, help_text=_("The paragraph the practitioner reads"))
    active = models.BooleanField(default=True)
    revised_by = models.ForeignKey(
        Account, null=True, on_delete=models.SET_NULL, related_name="+",
        help_text=_("Empty: it came with the reference data"),
    )  # fmt: skip
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["code", "version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="reason_version_once"),
            models.UniqueConstraint(fields=["code"], condition=Q(active=True), name="reason_one_active"),
            models.CheckConstraint(condition=~Q(text=""), name="reason_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.label}"

    @property
    def letter(self) -> str:
        """Its kind.

        N name, E expiry, Q quality, S scope, F suspected false, D duplicate, C consent, W wording, R register says no.
        """
        return self.code[:1]

"""What happened, kept for good. Only `practitioners.ledger` writes here."""

from django.db import models

from practitioners.models.practitioner import Practitioner
from practitioners.vocabulary import Verb


class LedgerEvent(models.Model):
    """One thing that happened to one subject: ids, a verb and a closed set of keys; no personal text.

    The database refuses UPDATE and DELETE by trigger. Rows of people are plain numbers, so that erasing a
    person leaves the chain whole.
    """

    subject = models.CharField(max_length=40, help_text='"practitioner:12" or "site"')
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    verb = models.CharField(max_length=32, choices=[(verb.value, verb.value) for verb in Verb])
    practitioner = models.ForeignKey(
        Practitioner, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="events"
    )
    credential_id = models.BigIntegerField(null=True)
    actor_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["subject", "seq"]
        constraints = [models.UniqueConstraint(fields=["subject", "seq"], name="ledger_one_chain_a_subject")]

    def __str__(self) -> str:
        return f"{self.subject}#{self.seq} {self.verb}"


class LedgerHead(models.Model):
    """The last link of one subject's chain: the lock writers take, and how a cut tail is noticed."""

    subject = models.CharField(max_length=40, primary_key=True)
    seq = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.subject}#{self.seq}"

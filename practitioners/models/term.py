"""The taxonomy: professions, conditions, techniques, devices, languages, access features."""

from django.db import models
from django.db.models import Q

from practitioners.models.jurisdiction import Sourced
from practitioners.vocabulary import TermKind

BITS = 63
"""Tag bits in one signed 64-bit column, the widest integer both engines have."""


class Term(Sourced):
    """One taxonomy entry. Its `bit` is its place in `Listing`'s masks and is never given to another."""

    kind = models.CharField(max_length=12, choices=TermKind)
    key = models.SlugField(max_length=60)
    label = models.CharField(max_length=120)
    note = models.CharField(max_length=300, blank=True, help_text="For a device: what it is cleared for")
    bit = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["kind", "position", "label"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="term_key_once"),
            models.UniqueConstraint(fields=["kind", "bit"], name="term_bit_never_shared"),
            models.CheckConstraint(condition=Q(bit__lt=BITS), name="term_bit_fits_column"),
        ]

    def __str__(self) -> str:
        return self.label

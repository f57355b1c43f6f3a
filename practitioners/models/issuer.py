"""Bodies that issue licenses, and the types of license they issue."""

from django.db import models

from practitioners.models.jurisdiction import Jurisdiction, Sourced
from practitioners.models.term import Term


class LicenseType(Sourced):
    """One type of license, such as "Registered nurse" in the United States."""

    key = models.SlugField(max_length=60, unique=True)
    label = models.CharField(max_length=120)
    profession = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="license_types")
    statutory = models.BooleanField(help_text="A profession with a register in law, such as doctor or nurse")
    number_pattern = models.CharField(max_length=120, blank=True)
    number_hint = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["label", "key"]

    def __str__(self) -> str:
        return self.label


class Issuer(Sourced):
    """A body that issues licenses, and where its register is read."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="issuers")
    license_types = models.ManyToManyField(LicenseType, related_name="issuers")
    register_name = models.CharField(max_length=160)
    register_url = models.URLField(blank=True)
    lookup_steps = models.TextField()

    class Meta:
        ordering = ["name", "key"]

    def __str__(self) -> str:
        return self.name

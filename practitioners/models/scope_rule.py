"""What a license type allows at a place and needle depth."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from practitioners.models.issuer import LicenseType
from practitioners.models.jurisdiction import Jurisdiction, Sourced
from practitioners.querysets.scope_rule import ScopeRuleQuerySet
from practitioners.vocabulary import Basis, Depth, Verdict


class ScopeRule(Sourced):
    """A dated reading of the law; it counts only once the operator has confirmed it."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="scope_rules")
    license_type = models.ForeignKey(LicenseType, on_delete=models.PROTECT, related_name="scope_rules")
    depth = models.PositiveSmallIntegerField(choices=Depth)
    verdict = models.CharField(max_length=16, choices=Verdict)
    citation = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=300, blank=True)
    review_by = models.DateField()
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "practitioners.Account", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    shipped_verdict = models.CharField(
        max_length=16, choices=Verdict, blank=True,
        help_text=_("What the shipped table says, where the operator's own reading stands in for it"),
    )  # fmt: skip
    shipped_on = models.DateField(
        null=True, blank=True, help_text=_("The day of the shipped table's reading")
    )

    stands: str
    """A RuleStand, on rules fetched with `standing`."""

    objects = ScopeRuleQuerySet.as_manager()

    class Meta:
        ordering = ["jurisdiction", "license_type", "depth"]
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "license_type", "depth"], name="scope_rule_one_reading"
            ),
            models.CheckConstraint(
                condition=Q(review_by__gte=models.F("checked_on")), name="scope_rule_review_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jurisdiction_id}/{self.license_type_id}/{self.depth}: {self.verdict}"

    @property
    def is_demonstration(self) -> bool:
        """Whether this rule was made up so that a demonstration can show something."""
        return self.basis == Basis.DEMONSTRATION

    @property
    def is_own_reading(self) -> bool:
        """Whether a senior moderator here read the source, so that the shipped table no longer decides."""
        return self.shipped_on is not None

    @property
    def differs_from_shipped(self) -> bool:
        """Whether the shipped table was read later than the operator read the source, and says otherwise."""
        newer = self.shipped_on is not None and self.shipped_on > self.checked_on
        return newer and self.shipped_verdict != self.verdict

"""Adjectives of supervisions: which count, and who may judge them."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from practitioners.models import Account


class SupervisionQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Supervisions, asked for, confirmed or ended."""

    def standing(self) -> Self:
        """Confirmed, and ended by nobody."""
        return self.filter(confirmed_on__isnull=False, ended_on__isnull=True)

    def judged_by(self, account: "Account") -> Self:
        """What this moderator may judge: nothing in which they, or somebody they know, stand on either side."""
        if not account.is_moderator:
            return self.none()
        others = self.exclude(license__practitioner__account=account.pk).exclude(
            supervisor__account=account.pk
        )
        unknown = others.exclude(license__practitioner__conflicts__moderator=account.pk)
        return unknown.exclude(supervisor__conflicts__moderator=account.pk)

"""Adjectives of credentials: what is current, expiring or lapsed on a day, and who may decide."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from practitioners import clock, standard
from practitioners.vocabulary import Kind, Status

if TYPE_CHECKING:
    from practitioners.models import Account


class CredentialQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Credentials. The last day counts; "today" comes from the clock when no day is given."""

    def verified(self) -> Self:
        """Decided and shown; time may have run out since."""
        return self.filter(status=Status.VERIFIED)

    def begun(self, on: date | None = None) -> Self:
        """Verified and begun by that day, whether or not it still holds."""
        return self.verified().filter(valid_from__lte=on or clock.today())

    def current(self, on: date | None = None) -> Self:
        """Verified, begun, and not yet past its last day."""
        on = on or clock.today()
        return self.begun(on).filter(valid_until__gte=on)

    def expiring(self, *, within: timedelta, on: date | None = None) -> Self:
        """Current, but not for longer than that."""
        on = on or clock.today()
        return self.current(on).filter(valid_until__lte=on + within)

    def lapsed(self, on: date | None = None) -> Self:
        """Verified once, and past its last day."""
        return self.verified().filter(valid_until__lt=on or clock.today())

    def shown(self) -> Self:
        """What a public page may speak of: claims, decided claims, and stopped ones; nothing private."""
        stands = self.filter(
            status__in=(Status.SUBMITTED, Status.RETURNED, Status.VERIFIED, Status.SUSPENDED)
        )
        return stands.exclude(kind__in=standard.PRIVATE_KINDS)

    def reviewable_by(self, account: "Account") -> Self:
        """What this person may decide: never their own."""
        if not account.is_moderator:
            return self.none()
        decidable = Q(status__in=(Status.SUBMITTED, Status.VERIFIED, Status.SUSPENDED))
        return self.filter(decidable).exclude(practitioner__account=account)

    def owned_by(self, account: "Account") -> Self:
        """What this person may send, answer and withdraw."""
        return self.filter(practitioner__account=account)

    def with_details(self) -> Self:
        """With what each claims, whatever its kind, in the same query."""
        return self.select_related(*Kind.values, "license__issuer", "license__license_type")

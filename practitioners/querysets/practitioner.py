"""Adjectives of practitioners."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from practitioners.vocabulary import Visibility

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from practitioners.models import Account


class PractitionerQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Practitioners, by who may see them."""

    def public(self) -> Self:
        """Those whose page is shown and found."""
        return self.filter(visibility=Visibility.PUBLIC)

    def reachable(self) -> Self:
        """Those whose page answers: public ones, and suspended ones, which say so."""
        return self.filter(visibility__in=(Visibility.PUBLIC, Visibility.SUSPENDED))

    def visible_to(self, user: "Account | AnonymousUser") -> Self:
        """Those whose page answers this visitor: what everyone can reach, and one's own at any time."""
        if not user.is_authenticated:
            return self.reachable()
        return self.filter(Q(visibility__in=(Visibility.PUBLIC, Visibility.SUSPENDED)) | Q(account=user))

    def owned_by(self, account: "Account") -> Self:
        """The record this account keeps."""
        return self.filter(account=account)

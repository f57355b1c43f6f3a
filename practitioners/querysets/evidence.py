"""Adjectives of uploaded files."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef

from practitioners.vocabulary import ScanState

if TYPE_CHECKING:
    from practitioners.models import Account


class EvidenceQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Uploaded files, by who may see them and what is known of them."""

    def kept(self) -> Self:
        """Those whose file is there: what the scanner found harmful is gone, only its row says so."""
        return self.exclude(scan_state=ScanState.FOUND)

    def ready(self) -> Self:
        """Those that others may open: kept, and not while the scanner is still asked."""
        return self.kept().exclude(scan_state=ScanState.WAITING)

    def readable_by(self, account: "Account") -> Self:
        """What this moderator may open: of other people, never their own."""
        if not account.is_moderator:
            return self.none()
        return self.ready().exclude(credential__practitioner__account=account)

    def shared(self) -> Self:
        """Files that another practitioner sent too, byte for byte; both sides are here."""
        same = self.model._default_manager.filter(sha256=OuterRef("sha256"))
        others = same.exclude(credential__practitioner=OuterRef("credential__practitioner"))
        return self.filter(Exists(others))

"""Adjectives of cases: who may see which, and which comes next."""

import re
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Q

from practitioners.vocabulary import CaseState, Turn

if TYPE_CHECKING:
    from practitioners.models import Account

_FREE = (CaseState.OPEN, CaseState.SECOND, CaseState.SETTLE)


def of_strangers_to(moderator: int) -> Q:
    """Not about the moderator of this number, nor about people they know.

    Asked by the claims, which are few and found once, and not of every case anew.
    """
    claims = apps.get_model("practitioners", "Credential")._default_manager
    theirs = Q(practitioner__account=moderator) | Q(practitioner__conflicts__moderator=moderator)
    return ~Q(credential__in=claims.filter(theirs).order_by().values("pk"))


def fair_for(moderator: int) -> Q:
    """Of strangers, and not judged before by the moderator of this number."""
    first, second = Q(turn__gte=Turn.SECOND, first_by=moderator), Q(turn=Turn.THIRD, second_by=moderator)
    barred = apps.get_model("practitioners", "Case").barred.through._default_manager.filter(account=moderator)
    appealed = Q(pk__in=barred.values("case"))
    return of_strangers_to(moderator) & ~first & ~second & ~appealed


class CaseQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Cases. A hold whose time has run out counts as none."""

    def open(self) -> Self:
        """Not closed."""
        return self.filter(closed_at__isnull=True)

    def visible_to(self, account: "Account") -> Self:
        """What this moderator may see: nothing of their own record, nor of people they know."""
        return self.filter(of_strangers_to(account.pk)) if account.is_moderator else self.none()

    def open_to(self, account: "Account") -> Self:
        """What this moderator may have an opinion on: nothing they judged before, and no appeal against them."""
        return self.open().filter(fair_for(account.pk)) if account.is_moderator else self.none()

    def free(self, now: datetime) -> Self:
        """Waiting for somebody to take it."""
        return self.open().filter(Q(state__in=_FREE) | Q(state=CaseState.HELD, held_until__lte=now))

    def held(self, now: datetime) -> Self:
        """In somebody's hands."""
        return self.filter(state=CaseState.HELD, held_until__gt=now)

    def takeable_by(self, account: "Account", now: datetime) -> Self:
        """What this moderator may take now."""
        return self.open_to(account).free(now)

    def mine(self, account: "Account") -> Self:
        """In this moderator's hands; also when the time ran out and nobody else took it."""
        if not account.is_moderator:
            return self.none()
        return self.filter(state=CaseState.HELD, held_by=account.pk)

    def waiting(self) -> Self:
        """For the practitioner's reply."""
        return self.filter(state=CaseState.WAITING)

    def overdue(self, now: datetime) -> Self:
        """Past the target; what waits for a reply is not, for its clock stands."""
        return self.open().exclude(state=CaseState.WAITING).filter(due_at__lt=now)

    def in_order(self) -> Self:
        """Harm first, then what is due first."""
        return self.order_by("-harm", "due_at", "pk")

    def for_queue(self) -> Self:
        """With everything that a row of the queue shows, in a fixed number of queries."""
        return self.select_related(
            "credential__practitioner", "credential__place", "credential__amendment", "credential__license__issuer",
            "credential__license__license_type", "held_by", "first_by",
        ).prefetch_related("credential__practitioner__places")  # fmt: skip

    def by_ref(self, ref: str) -> Self:
        """The case of this number, as people write it; none for anything else."""
        number = re.fullmatch(r"[Cc]-0*(\d{1,12})", ref.strip())
        return self.filter(pk=int(number[1])) if number else self.none()

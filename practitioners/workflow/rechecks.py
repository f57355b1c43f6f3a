"""What must be looked at again: cases before the published Standard's dates, and what waits for nobody any more."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from practitioners import clock, standard, worktime
from practitioners.models import Case, Credential
from practitioners.vocabulary import CaseKind, CaseState, Kind, Level, Status, Turn, Visibility
from practitioners.workflow import docket

BATCH = 500
_LOOKED_UP = (Kind.LICENSE, Kind.MEMBERSHIP)
"""Kinds whose look grows old long before the thing itself ends."""


def open_due(*, progress: Callable[[int, int], None] | None = None) -> int:
    """Open a re-check for every shown claim whose time comes; the number of cases opened.

    What lapses first is due first. Safe to run twice, beside itself, or late.
    """
    ids = list(due().values_list("pk", flat=True))
    opened = 0
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        opened += _open(batch)
        if progress:
            progress(start + len(batch), len(ids))
    return opened


def begin_alone() -> int:
    """Where one look is enough by now, let anybody decide what waits for another person's; the number of claims.

    Whoever looked already may look anew.
    """
    if standard.looks_needed(Level.ISSUER) > 1:
        return 0
    waiting = Case.objects.open().filter(turn__gte=Turn.SECOND).exclude(state=CaseState.WAITING)
    begun = 0
    for pk in sorted(set(waiting.values_list("credential", flat=True))):
        with transaction.atomic():
            claim = Credential.objects.select_for_update(no_key=True).filter(pk=pk).first()
            if claim is not None and waiting.filter(credential=claim).exists():
                docket.anew(claim)
                begun += 1
    return begun


def due() -> "QuerySet[Credential]":
    """Claims on public pages that want another look and have no case for that, what ends first coming first."""
    today = clock.today()
    look_is_old = Q(
        kind__in=_LOOKED_UP, checked_on__lte=today - timedelta(days=standard.LICENSE_RECHECK_DAYS)
    )
    ended = Q(license__expires_on__lt=today) | Q(membership__ends_on__lt=today)
    soon = Q(valid_until__range=(today, today + timedelta(days=standard.RECHECK_AHEAD_DAYS)))
    shown = Credential.objects.filter(
        status=Status.VERIFIED, practitioner__visibility=Visibility.PUBLIC
    ).exclude(kind=Kind.AMENDMENT)
    wanting = shown.filter((look_is_old & ~ended) | soon)
    renewed = wanting.exclude(renewals__status=Status.SUBMITTED)
    asked = Q(cases__kind=CaseKind.RECHECK) & (
        Q(cases__closed_at__isnull=True) | Q(cases__about_until=F("valid_until"))
    )
    return renewed.exclude(pk__in=Credential.objects.filter(asked).values("pk")).order_by("valid_until", "pk")


@transaction.atomic
def _open(ids: list[int]) -> int:
    now = clock.now()
    claims = Credential.objects.filter(pk__in=ids, status=Status.VERIFIED, valid_until__isnull=False)
    fresh = [
        Case(
            credential=claim, kind=CaseKind.RECHECK, opened_at=now, due_at=worktime.closing(claim.valid_until),
            about_until=claim.valid_until,
        )
        for claim in claims.order_by("pk").select_for_update(no_key=True)  # nobody withdraws them meanwhile
    ]  # fmt: skip
    # Another run may have opened some meanwhile: those are left as they are, and counted there.
    Case.objects.bulk_create(fresh, ignore_conflicts=True)
    return Case.objects.filter(kind=CaseKind.RECHECK, credential__in=ids, opened_at=now).count()

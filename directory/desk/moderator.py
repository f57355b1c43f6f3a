"""The moderator who is signed in, and what of other people's they may see."""

from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from directory.desk.queue import rows
from practitioners.models import Account, Case, Evidence, Practitioner, Supervision
from practitioners.workflow import cases


def signed_in(request: HttpRequest) -> Account:
    """The account; every door of this room has seen that there is one."""
    return cast(Account, request.user)


def case(request: HttpRequest, ref: str) -> Case:
    """The case of this reference, with its hints; one's own and an acquaintance's do not exist."""
    mine = rows.loaded(Case.objects.visible_to(signed_in(request)))
    return cast(Case, get_object_or_404(mine.by_ref(ref)))


def holds(request: HttpRequest, case: Case) -> bool:
    """Whether the case is in this moderator's hands; also when the time ran out and nobody else took it."""
    return case.held_by_id == signed_in(request).pk


def held(request: HttpRequest, ref: str) -> Case:
    """The case, in hand: it is kept for another half hour. Refuses whoever does not hold it."""
    return cases.renew(case(request, ref), by=signed_in(request))


def evidence(request: HttpRequest, case: Case, pk: int) -> Evidence:
    """One file of the claim this case is about."""
    theirs = Evidence.objects.readable_by(signed_in(request)).filter(credential=case.credential_id)
    return cast(Evidence, get_object_or_404(theirs, pk=pk))


def supervision(request: HttpRequest, pk: int) -> Supervision:
    """A confirmed supervision in which neither side is this moderator, or somebody they know."""
    rows = Supervision.objects.judged_by(signed_in(request)).filter(confirmed_on__isnull=False)
    people = rows.select_related("license__practitioner__account", "supervisor__account", "place")
    return cast(Supervision, get_object_or_404(people, pk=pk))


def practitioner(request: HttpRequest, slug: str) -> Practitioner:
    """Somebody else's record, not an acquaintance's."""
    account = signed_in(request)
    people = Practitioner.objects.exclude(account=account).exclude(conflicts__moderator=account)
    return cast(Practitioner, get_object_or_404(people, slug=slug))

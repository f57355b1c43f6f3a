"""Who has a case in hand: taken for half an hour, kept by working on it, handed back; one person at a time."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from practitioners import clock, ledger, standard
from practitioners.errors import DomainError, MoveRefused, NotAllowed, Overtaken
from practitioners.models import Account, Case, Conflict, Credential, Evidence, Viewing
from practitioners.querysets.case import CaseQuerySet
from practitioners.vocabulary import CaseState, Kind, Picture, Step, Verb
from practitioners.workflow.case_table import RESTS, STEPS
from practitioners.workflow.docket import LET_GO

PICTURES = {Kind.PHOTOS: (Picture.BEFORE, Picture.AFTER), Kind.AMENDMENT: (Picture.PORTRAIT,)}
"""The pictures that claims of these kinds may have beside their files."""
_TRIES = 20


def take(case: Case, *, by: Account) -> Case:
    """Have this case in hand for half an hour; whoever has it already keeps it for another one."""
    now = clock.now()
    rows = Case.objects.filter(pk=case.pk)
    if rows.mine(by).update(held_until=_until(now)):
        return _fresh(case)
    there = rows.takeable_by(by, now).first()
    if there is None or not _seize(there, by=by, now=now):
        raise _why_not(case, by=by, now=now)
    return _fresh(case)


def take_next(*, by: Account, among: CaseQuerySet | None = None) -> Case | None:
    """Have the most urgent case in hand that this person may decide; None when there is none.

    `among` narrows the choice to a view of the queue.
    """
    now = clock.now()
    chosen: CaseQuerySet = Case.objects.all()
    if among is not None:
        chosen = chosen.filter(pk__in=among.order_by().values("pk"))
    for _try in range(_TRIES):
        case: Case | None = chosen.takeable_by(by, now).in_order().first()
        if case is None:
            return None
        if _seize(case, by=by, now=now):
            return _fresh(case)
    raise Overtaken(_("Others are taking cases at this moment. Try again."))


def renew(case: Case, *, by: Account) -> Case:
    """Keep it in hand for another half hour; refuses when somebody else has taken it meanwhile."""
    now = clock.now()
    if not Case.objects.filter(pk=case.pk).mine(by).update(held_until=_until(now)):
        raise _not_yours(case)
    return _fresh(case)


def hand_back(case: Case, *, by: Account) -> Case:
    """Let somebody else take it."""
    rows = Case.objects.filter(pk=case.pk).mine(by)
    if not any(rows.filter(turn=turn).update(state=state, **LET_GO) for turn, state in RESTS.items()):
        raise _not_yours(case)
    return _fresh(case)


@transaction.atomic
def know(case: Case, *, by: Account) -> Case:
    """Say that one knows this person: their cases go back, and are not shown to this moderator any more."""
    if not by.is_moderator:
        raise NotAllowed(_("Only a moderator can do this."))
    person = case.credential.practitioner
    if person.account_id == by.pk:
        raise NotAllowed(_("This is your own record. You see nothing of it here."))
    # The claims first, as every verb does that goes on to their cases.
    held = Case.objects.filter(credential__practitioner=person).mine(by)
    claims = Credential.objects.filter(pk__in=held.values("credential")).order_by("pk")
    list(claims.select_for_update(no_key=True).values_list("pk"))
    _declared, fresh = Conflict.objects.get_or_create(
        moderator=by, practitioner=person, defaults={"declared_at": clock.now()}
    )
    for each in held.order_by("pk"):
        hand_back(each, by=by)
    if fresh:
        ledger.record(person, Verb.CONFLICT_DECLARED, by=by, credential=case.credential, case=case.pk)
    return _fresh(case)


@transaction.atomic
def let_go(account: Account) -> int:
    """Hand back everything this person has in hand; the number of cases."""
    mine = Case.objects.mine(account)
    claims = Credential.objects.filter(pk__in=mine.values("credential")).order_by("pk")
    list(claims.select_for_update(no_key=True).values_list("pk"))  # first, as in `know`
    held = list(mine.order_by("pk"))
    for case in held:
        hand_back(case, by=account)
    return len(held)


@transaction.atomic
def viewed(case: Case, evidence: Evidence, *, by: Account) -> bool:
    """Write down that this person opened this file, once a hold (or half hour without one); whether it was news."""
    if evidence.credential_id != case.credential_id:
        raise MoveRefused(_("This file belongs to another claim."))
    return _noted(case, by=by, seen={"evidence": evidence}, said={"evidence": evidence.pk})


@transaction.atomic
def viewed_picture(case: Case, picture: Picture, *, by: Account) -> bool:
    """The same for a picture of the claim that may become public."""
    if picture not in PICTURES.get(Kind(case.credential.kind), ()):
        raise MoveRefused(_("This claim has no such picture."))
    return _noted(case, by=by, seen={"picture": picture}, said={"picture": picture.value})


def _noted(case: Case, *, by: Account, seen: dict[str, Any], said: dict[str, Any]) -> bool:
    if not Case.objects.visible_to(by).filter(pk=case.pk).exists():
        raise NotAllowed(_("Only a moderator can do this, and never about people they know."))
    mine = case.state == CaseState.HELD and case.held_by_id == by.pk
    since = (case.held_since if mine else None) or _half_hour(clock.now())
    _row, fresh = Viewing.objects.get_or_create(case=case, by=by, since=since, **seen)
    if fresh:
        ledger.record(
            case.credential.practitioner, Verb.EVIDENCE_VIEWED, by=by, credential=case.credential, case=case.pk,
            **said,
        )  # fmt: skip
    return fresh


def _seize(seen: Case, *, by: Account, now: datetime) -> bool:
    """Compare-and-swap: of two people who reach for one case, one has it.

    Only its own columns are compared: what an UPDATE asks of other tables, it asks of the past.
    """
    unmoved = Case.objects.filter(
        pk=seen.pk, state=seen.state, turn=seen.turn, held_by=seen.held_by_id, held_until=seen.held_until
    )
    columns = {"state": CaseState.HELD, "held_by": by, "held_since": now, "held_until": _until(now)}
    return bool(unmoved.update(**columns))


def _why_not(case: Case, *, by: Account, now: datetime) -> DomainError:
    there = Case.objects.filter(pk=case.pk)
    if not by.is_moderator:
        return NotAllowed(_("Only a moderator can do this."))
    if not there.visible_to(by).exists():
        return NotAllowed(_("Nobody decides about their own record, or about people they know."))
    if not there.open().exists():
        return MoveRefused(_("This case is closed."))
    if not there.open_to(by).exists():
        return NotAllowed(_("You have had your say here: somebody else must look at it."))
    if there.held(now).exists():
        return Overtaken(_("Somebody else holds this case. You can read it."))
    if there.exclude(state__in=STEPS[Step.TAKE][0]).exists():
        return MoveRefused(_("This case waits for the practitioner’s reply."))
    return Overtaken(_("Somebody else was faster. Look at the case again."))


def _not_yours(case: Case) -> DomainError:
    now = Case.objects.filter(pk=case.pk).first()
    if now is None or now.state == CaseState.CLOSED:
        return Overtaken(_("This case is closed already."))
    return Overtaken(_("You do not hold this case any more. Take it again, if nobody else has."))


def _fresh(case: Case) -> Case:
    case.refresh_from_db()
    return case


def _until(now: datetime) -> datetime:
    return now + timedelta(minutes=standard.HOLD_MINUTES)


def _half_hour(now: datetime) -> datetime:
    return now.replace(minute=now.minute // 30 * 30, second=0, microsecond=0)

"""Who may moderate: given and taken by seniors, two of them once there are two."""

from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext as _

from practitioners import clock, ledger
from practitioners.errors import MoveRefused, NotAllowed, Overtaken
from practitioners.models import Account, Conflict, RoleChange
from practitioners.querysets.case import fair_for
from practitioners.vocabulary import CaseState, Role, Verb
from practitioners.workflow import holds


def moderators() -> "QuerySet[Account]":
    """Everybody who may decide, seniors first."""
    chosen = Account.objects.filter(is_active=True, role__in=(Role.MODERATOR, Role.SENIOR))
    return chosen.order_by("-role", "email")


def undecidable() -> Q:
    """The open cases that everybody who moderates judged before, or must not see; only another moderator helps."""
    # One by one: asked of a team as a whole, every case would look for every moderator anew.
    team = moderators().values_list("pk", flat=True)
    running = Q(closed_at__isnull=True) & ~Q(state=CaseState.WAITING)
    return running & ~reduce(or_, (fair_for(pk) for pk in team), Q(pk__in=[]))


def waiting() -> "QuerySet[RoleChange]":
    """What waits for a second senior."""
    rows = RoleChange.objects.filter(confirmed_at__isnull=True, dropped_at__isnull=True)
    return rows.select_related("account", "proposed_by").order_by("pk")


@transaction.atomic
def appoint_first(account: Account) -> Account:
    """The operator makes this account the first senior moderator; refused once there is one."""
    seniors = Account.objects.filter(role=Role.SENIOR, is_active=True)
    if not Account.objects.filter(~Exists(seniors), pk=account.pk).update(role=Role.SENIOR):
        raise MoveRefused(_("There is a senior moderator already. Seniors appoint the others."))
    account.role = Role.SENIOR
    ledger.record(None, Verb.ROLE_GRANTED, account=account.pk, role=Role.SENIOR.value)
    return account


@transaction.atomic
def grant(account: Account, role: Role, *, by: Account) -> RoleChange:
    """Let this account moderate; a change that a second senior must confirm, or one that counts if there is none.

    `confirmed_at` of what is returned says which.
    """
    if role not in (Role.MODERATOR, Role.SENIOR):
        raise MoveRefused(_("Choose what the account may do: moderator, or senior moderator."))
    return _propose(account, role, by=by)


@transaction.atomic
def remove(account: Account, *, by: Account) -> RoleChange:
    """Take the right to moderate away, in the same way; the ledger keeps what was decided, and by whom."""
    return _propose(account, Role.MEMBER, by=by)


@transaction.atomic
def confirm(change: RoleChange, *, by: Account) -> RoleChange:
    """Another senior agrees: from now on it counts."""
    _is_senior(by)
    seniors = _seniors()
    row = waiting().select_for_update(of=("self",)).filter(pk=change.pk).first()
    if row is None:
        raise Overtaken(_("This was confirmed or dropped already."))
    if row.proposed_by_id == by.pk:
        raise NotAllowed(_("Another senior moderator must confirm what you proposed."))
    return _make(row, by=by, seniors=seniors)


@transaction.atomic
def drop(change: RoleChange, *, by: Account) -> RoleChange:
    """Either senior lets a waiting change go."""
    _is_senior(by)
    if not waiting().filter(pk=change.pk).update(dropped_at=clock.now()):
        raise Overtaken(_("This was confirmed or dropped already."))
    change.refresh_from_db()
    return change


@transaction.atomic
def lift_conflict(conflict: Conflict, *, by: Account) -> None:
    """A senior lets a moderator see somebody's cases again, where it was said by mistake."""
    _is_senior(by)
    if conflict.moderator_id == by.pk:
        raise NotAllowed(_("Another senior moderator must lift what you declared yourself."))
    person = conflict.practitioner
    if not Conflict.objects.filter(pk=conflict.pk).delete()[0]:
        raise Overtaken(_("This was lifted already."))
    ledger.record(person, Verb.CONFLICT_LIFTED, by=by, account=conflict.moderator_id)


def _propose(account: Account, role: Role, *, by: Account) -> RoleChange:
    _is_senior(by)
    seniors = _seniors()
    account.refresh_from_db()
    if account.role == role:
        raise MoveRefused(_("This account has that right already, or never had one."))
    if not account.is_active:
        raise MoveRefused(_("This account is closed."))
    if waiting().filter(account=account).exists():
        raise MoveRefused(_("A change of this account waits for a second senior already."))
    change = RoleChange.objects.create(account=account, role=role, proposed_by=by, proposed_at=clock.now())
    return _make(change, by=by, seniors=seniors) if seniors == {by.pk} else change


def _make(change: RoleChange, *, by: Account, seniors: set[int]) -> RoleChange:
    account, role = change.account, Role(change.role)
    if seniors == {account.pk} and role != Role.SENIOR:
        raise MoveRefused(_("One senior moderator must remain. Make another one first."))
    Account.objects.filter(pk=account.pk).update(role=role)
    RoleChange.objects.filter(pk=change.pk).update(confirmed_by=by, confirmed_at=clock.now())
    if role == Role.MEMBER:
        holds.let_go(account)
    account.role = role
    verb = Verb.ROLE_REMOVED if role == Role.MEMBER else Verb.ROLE_GRANTED
    ledger.record(None, verb, by=by, account=account.pk, role=role.value, proposed_by=change.proposed_by_id)
    change.refresh_from_db()
    return change


def _seniors() -> set[int]:
    """All seniors, locked: two changes at once must not leave none."""
    rows = Account.objects.filter(role=Role.SENIOR, is_active=True).order_by("pk")
    return set(rows.select_for_update(no_key=True).values_list("pk", flat=True))


def _is_senior(by: Account) -> None:
    if not by.is_senior:
        raise NotAllowed(_("Only a senior moderator can do this."))

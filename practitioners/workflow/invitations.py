"""People the operator asks to join: one letter each, and nothing of theirs is public before they publish it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from practitioners import clock, notices
from practitioners.errors import Invalid, Overtaken
from practitioners.models import Account, Invitation
from practitioners.vocabulary import NoticeKind
from practitioners.workflow import joining

LONGEST_ADDRESS = 254


class Became(Enum):
    """What became of a row."""

    INVITED = "invited"
    BEFORE = "invited before"
    MEMBER = "has an account"
    INVALID = "invalid"


@dataclass(frozen=True)
class Row:
    """One person to invite, and where they stand in the file; `problem` is what its reader stumbled over."""

    line: int
    email: str
    public_name: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of one row; `sentence` says what is wrong with an invalid one."""

    row: Row
    became: Became
    sentence: str = ""


def invite(rows: Iterable[Row], *, dry_run: bool = False) -> list[Outcome]:
    """Invite everybody in these rows who was not invited yet and has no account; each row stands for itself.

    A second run of the same rows invites nobody twice. A dry run writes nothing and owes no letter.
    """
    seen: set[str] = set()
    return [_invited(row, seen=seen, dry_run=dry_run) for row in rows]


@transaction.atomic
def accept(invitation: Invitation, *, by: Account) -> Invitation:
    """This account is the one that was asked; an invitation is accepted once."""
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True)
    if waiting.update(accepted_at=clock.now(), account=by):
        invitation.refresh_from_db()
        return invitation
    invitation.refresh_from_db()
    if invitation.account_id != by.pk:
        raise Overtaken(_("This invitation was accepted already."))
    return invitation


def _invited(row: Row, *, seen: set[str], dry_run: bool) -> Outcome:
    email = row.email.strip().lower()
    if wrong := row.problem or _wrong(email):
        return Outcome(row, Became.INVALID, wrong)
    try:
        name = joining.read_name(row.public_name) if row.public_name.strip() else ""
    except Invalid:
        said = {"most": joining.LONGEST_NAME}
        wrong = _("The name has no letter that can be read, or more than %(most)s of them.") % said
        return Outcome(row, Became.INVALID, wrong)
    if Account.objects.filter(email__iexact=email).exists():
        return Outcome(row, Became.MEMBER)
    if email in seen or Invitation.objects.filter(email__iexact=email).exists():
        return Outcome(row, Became.BEFORE)
    seen.add(email)
    return Outcome(row, Became.INVITED if dry_run or _asked(email, name) else Became.BEFORE)


def _wrong(email: str) -> str:
    if not email:
        return _("The e-mail address is missing.")
    try:
        validate_email(email)
    except ValidationError:
        return _("This is no e-mail address. It looks like name@example.org.")
    return _("The e-mail address is too long.") if len(email) > LONGEST_ADDRESS else ""


@transaction.atomic
def _asked(email: str, name: str) -> bool:
    """Whether this run was the one that asked them."""
    invitation, created = Invitation.objects.get_or_create(
        email=email, defaults={"public_name": name, "invited_at": clock.now()}
    )
    if created:
        notices.owe_to(
            None, NoticeKind.INVITATION, key=str(invitation.pk), address=email, invitation=invitation
        )
    return created

"""One verb per move of a credential, read top to bottom.

Each verb checks who and whether, changes the status by compare-and-swap, and writes the ledger, the letter and
the search rows in the same transaction: all of it happens or none.
"""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from practitioners import clock, ledger, standard
from practitioners.errors import Invalid, MoveRefused, Overtaken
from practitioners.models import Account, Check, Credential
from practitioners.vocabulary import Level, Method, Move, NoticeKind, Status, Verb
from practitioners.workflow import effects, guards
from practitioners.workflow.table import GO_WITH_THEIR_PLACE, MOVES, Actor


@transaction.atomic
def submit(credential: Credential, *, by: Account, words: str = "") -> Credential:
    """Send the claim to the moderators; from now on it is shown as the practitioner's own statement.

    What was typed becomes the details first. `words` answer the moderators.
    """
    guards.may_act(credential, Actor.OWNER, by=by)
    _open(credential, Move.SUBMIT)
    # Whoever saves answers or takes a document away at this moment is through by now, or waits and is refused.
    if not _unmoved(credential).filter(edits=credential.edits).select_for_update(no_key=True).first():
        raise Overtaken(
            _("This was changed in another window meanwhile. Look at it again before you send it.")
        )
    effects.settle(credential)
    guards.complete(credential)
    guards.own_renewal(credential)
    _move(credential, Move.SUBMIT, by=by, submitted_at=clock.now(), round=credential.round + 1)
    return effects.done(credential, Move.SUBMIT, by=by, words=words)


@transaction.atomic
def look(
    credential: Credential,
    *,
    by: Account,
    level: Level,
    method: Method,
    looked_on: date | None = None,
    expires_on: date | None = None,
    **read: Any,
) -> Check:
    """Record one look at the claim: by one person, once for each decision. `read` are further columns of Check."""
    guards.may_act(credential, Actor.MODERATOR, by=by)
    guards.supports(method, level)
    if credential.status not in (Status.SUBMITTED, Status.VERIFIED):
        raise MoveRefused(_("Nothing is waiting to be looked at here."))
    if not _unmoved(credential).select_for_update(no_key=True).values_list("pk").first():
        raise Overtaken(_("Somebody else decided this first. Look at it again before you go on."))
    looked_on = looked_on or clock.today()
    if looked_on > clock.today():
        raise Invalid(_("Enter the day you looked: it cannot be in the future."))
    read.setdefault("checklist_version", standard.VERSION)
    try:
        with transaction.atomic():
            check = Check.objects.create(
                credential=credential, moderator=by, round=credential.round, level=level, method=method,
                looked_on=looked_on, expires_on=expires_on, **read,
            )  # fmt: skip
    except IntegrityError as error:
        raise Overtaken(
            _("You have looked at this already; somebody else must take the next look.")
        ) from error
    ledger.record(
        credential.practitioner, Verb.LOOK, by=by, credential=credential, kind=credential.kind, level=level.key,
        method=method.value, looked_on=looked_on,
    )  # fmt: skip
    return check


@transaction.atomic
def return_(credential: Credential, *, by: Account, words: str) -> Credential:
    """Ask the practitioner for more; `words` is what they read."""
    guards.has_reason(words)
    _move(credential, Move.RETURN, by=by)
    return effects.done(credential, Move.RETURN, by=by, letter=NoticeKind.RETURNED, words=words)


@transaction.atomic
def verify(credential: Credential, *, by: Account, level: Level, settles: bool = False) -> Credential:
    """Show the claim at this level, for as long as the Standard lets it hold; what it renews is replaced.

    `settles`: two found different things, and this is the third person's word.
    """
    guards.may_act(credential, Actor.MODERATOR, by=by)
    renewed = guards.renewed_by(credential)
    if credential.status == Status.SUBMITTED:
        looked = guards.carried(credential, level, looked=guards.looks(credential), settles=settles)
        terms = guards.terms(credential, level, looked=looked)
    else:
        terms = None
    columns = _columns(terms) | {"round": credential.round + 1, "appealed_at": None}
    _move(credential, Move.VERIFY, by=by, decided_at=clock.now(), **columns)
    if renewed is not None:
        _supersede(renewed, by=by, renewal=credential)
    return effects.done(credential, Move.VERIFY, by=by, letter=NoticeKind.VERIFIED)


@transaction.atomic
def reject(credential: Credential, *, by: Account, words: str) -> Credential:
    """Refuse the claim; `words` is what the practitioner reads."""
    guards.has_reason(words)
    _move(credential, Move.REJECT, by=by, decided_at=clock.now(), appealed_at=None)
    return effects.done(credential, Move.REJECT, by=by, letter=NoticeKind.REJECTED, words=words)


@transaction.atomic
def relook(credential: Credential, *, by: Account) -> Credential:
    """Let a new look move the dates; the level stays."""
    guards.may_act(credential, Actor.MODERATOR, by=by)
    level = Level(credential.level)
    fresh = [check for check in guards.looks(credential) if check.level >= level]
    if not fresh:
        raise MoveRefused(_("Record a new look first, at the level that is shown or above."))
    terms = guards.terms(credential, level, looked=fresh)
    columns = _columns(terms) | {"valid_from": credential.valid_from}
    _move(credential, Move.RELOOK, by=by, decided_at=clock.now(), round=credential.round + 1, **columns)
    return effects.done(credential, Move.RELOOK, by=by)


@transaction.atomic
def suspend(credential: Credential, *, by: Account, words: str) -> Credential:
    """Stop showing it as valid, at once; `words` is what the practitioner reads."""
    guards.has_reason(words)
    _move(credential, Move.SUSPEND, by=by)
    return effects.done(credential, Move.SUSPEND, by=by, letter=NoticeKind.SUSPENDED, words=words)


@transaction.atomic
def reinstate(credential: Credential, *, by: Account, words: str) -> Credential:
    """Show it again with the dates it had; `words` is what the practitioner reads.

    What was looked at before it was suspended is of an earlier round.
    """
    guards.has_reason(words)
    _move(credential, Move.REINSTATE, by=by, appealed_at=None, round=credential.round + 1)
    return effects.done(credential, Move.REINSTATE, by=by, letter=NoticeKind.REINSTATED, words=words)


@transaction.atomic
def withdraw(credential: Credential, *, by: Account, with_place: bool = False) -> Credential:
    """Take the claim back; what was shown is shown no longer.

    `with_place`: the only place it holds for goes, and what was refused or suspended there goes, too.
    """
    _move(credential, Move.WITHDRAW, by=by, also=GO_WITH_THEIR_PLACE if with_place else frozenset())
    return effects.done(credential, Move.WITHDRAW, by=by)


@transaction.atomic
def appeal(credential: Credential, *, by: Account, words: str) -> Credential:
    """Ask somebody who was not involved to decide a refused claim; `words` is what they read."""
    guards.may_act(credential, Actor.OWNER, by=by)
    guards.has_argument(words)
    _open(credential, Move.APPEAL)
    guards.still_there(credential)
    try:
        with transaction.atomic():
            _move(credential, Move.APPEAL, by=by, appealed_at=clock.now(), round=credential.round + 1)
    except IntegrityError as error:
        raise MoveRefused(
            _("Another renewal of the same is under way. Withdraw that one first, or leave this as it is.")
        ) from error
    return effects.done(credential, Move.APPEAL, by=by, words=words)


@transaction.atomic
def contest(credential: Credential, *, by: Account, words: str) -> Credential:
    """Ask somebody who was not involved to look at a suspension; it stays suspended until they decide."""
    guards.has_argument(words)
    _move(credential, Move.CONTEST, by=by, appealed_at=clock.now())
    return effects.done(credential, Move.CONTEST, by=by, words=words)


def _open(credential: Credential, move: Move, *, also: frozenset[Status] = frozenset()) -> None:
    """The move leads somewhere from where the claim stands."""
    if credential.status not in MOVES[move][0] | also:
        raise MoveRefused(
            _("“%(move)s” is not open for a credential that stands at “%(status)s”.")
            % {"move": move.label, "status": Status(credential.status).label}
        )


def _move(
    credential: Credential, move: Move, *, by: Account, also: frozenset[Status] = frozenset(), **columns: Any
) -> None:
    _sources, target, actor = MOVES[move]
    guards.may_act(credential, actor, by=by)
    _open(credential, move, also=also)
    if actor == Actor.MODERATOR:
        guards.not_involved(credential, by=by)
    before = Status(credential.status)
    columns["status"] = target
    # Compare-and-swap: of two people pressing at once, one row changes. The round tells two looks apart.
    if not _unmoved(credential).update(**columns):
        raise Overtaken(_("Somebody else decided this first. Look at it again before you go on."))
    for column, value in columns.items():
        setattr(credential, column, value)
    until = credential.valid_until if target in (Status.VERIFIED, Status.SUSPENDED) else None
    ledger.record(
        credential.practitioner, Verb(move.value), by=by, credential=credential, kind=credential.kind,
        before=before.value, after=target.value, standard=standard.VERSION,
        **({"level": Level(credential.level).key, "until": until} if until else {}),
    )  # fmt: skip


def _unmoved(credential: Credential) -> "QuerySet[Credential]":
    return Credential.objects.filter(pk=credential.pk, status=credential.status, round=credential.round)


def _supersede(renewed: Credential, *, by: Account, renewal: Credential) -> None:
    if not _unmoved(renewed).update(status=Status.SUPERSEDED):
        raise Overtaken(_("What this renews was changed meanwhile. Look at it again before you go on."))
    ledger.record(
        renewal.practitioner,
        Verb.SUPERSEDE,
        by=by,
        credential=renewed,
        kind=renewed.kind,
        renewed_by=renewal.pk,
    )
    effects.inherit(renewed, renewal)


def _columns(terms: guards.Terms | None) -> dict[str, Any]:
    if terms is None:
        return {}
    return {
        "level": terms.level, "valid_from": terms.valid_from, "valid_until": terms.valid_until,
        "checked_on": terms.checked_on,
    }  # fmt: skip

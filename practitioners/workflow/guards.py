"""Policy before a move: each guard passes silently or refuses with a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from practitioners import clock, standard
from practitioners.errors import Invalid, MoveRefused, NotAllowed
from practitioners.intake import galleries
from practitioners.models import Account, Check, Credential
from practitioners.vocabulary import Kind, Level, Method, ScanState, Status, Verb
from practitioners.workflow.table import Actor


@dataclass(frozen=True)
class Terms:
    """On what terms a credential is shown."""

    level: Level
    valid_from: date
    valid_until: date
    checked_on: date


def may_act(credential: Credential, actor: Actor, *, by: Account) -> None:
    """Owners move their own; moderators never do."""
    owns = credential.practitioner.account_id == by.pk
    if actor == Actor.OWNER and not owns:
        raise NotAllowed(_("Only the practitioner can do this."))
    if actor == Actor.MODERATOR and not by.is_moderator:
        raise NotAllowed(_("Only a moderator can do this."))
    if actor == Actor.MODERATOR and owns:
        raise NotAllowed(_("Nobody decides about their own record. Hand it to somebody else."))


def has_reason(words: str) -> None:
    """The reader of the letter must learn why."""
    if not words.strip():
        raise MoveRefused(_("Write the reason: the practitioner will read it."))


def has_argument(words: str) -> None:
    """Whoever looks again must learn what was overlooked."""
    if not words.strip():
        raise MoveRefused(_("Write what should be looked at again: another moderator will read it."))


def not_involved(credential: Credential, *, by: Account) -> None:
    """What was appealed is decided by somebody else than whoever refused or suspended it."""
    if credential.appealed_at is None:
        return
    stopped = (Verb.REJECT.value, Verb.SUSPEND.value)
    decided = credential.practitioner.events.filter(
        credential_id=credential.pk, verb__in=stopped, actor_id=by.pk, at__lte=credential.appealed_at
    )
    if decided.exists():
        raise NotAllowed(_("You took the decision that is appealed: somebody else must look at it."))


def missing(credential: Credential) -> list[str]:
    """What this claim still lacks before it can be sent, a sentence each."""
    gaps: list[str] = []
    if not hasattr(credential, credential.kind):
        return [_("Fill in the details.")]
    if credential.kind in standard.ATTESTED_KINDS and (
        credential.attested_on is None or credential.attested_on > clock.today()
    ):
        gaps.append(_("Sign the statement that it is true."))
    if credential.kind == Kind.TRAINING and not credential.training.covers:
        gaps.append(_("Say which topics the course covered."))
    if credential.kind == Kind.PHOTOS:
        gaps += galleries.missing(credential)
    # Asked in memory, so that a list which brought its documents along asks nothing for each of its claims.
    kept = [each for each in credential.evidence.all() if each.scan_state != ScanState.FOUND]
    if credential.kind in standard.EVIDENCED_KINDS and not kept:
        gaps.append(_("Add a document that shows it."))
    return gaps


def complete(credential: Credential) -> None:
    """Everything that is asked for is there."""
    if gaps := missing(credential):
        raise MoveRefused(" ".join(gaps))


def still_there(credential: Credential) -> None:
    """What was refused can be looked at again: nothing of it was deleted, or ended, since it was sent."""
    if gaps := missing(credential):
        raise MoveRefused(" ".join([*gaps, _("This one cannot be looked at again: send a new one.")]))


def own_renewal(credential: Credential) -> None:
    """A renewal replaces a claim of the same person and kind, and nobody else's."""
    renewed = credential.renews
    if renewed is None:
        return
    if (renewed.practitioner_id, renewed.kind) != (credential.practitioner_id, credential.kind):
        raise MoveRefused(_("Choose one of your own credentials of the same kind to renew."))


def supports(method: Method, level: Level) -> None:
    """A person can record no more than what they looked at; a match in a roster comes from its import alone."""
    if method == Method.ROSTER:
        raise Invalid(_("A match in a roster is recorded by the import of the roster, not by a person."))
    if level < Level.DOCUMENT:
        raise Invalid(_("Choose what the look shows: a document, or the issuer's own word."))
    if level == Level.ISSUER and method == Method.DOCUMENT:
        raise Invalid(
            _("Reading a document does not confirm it with its issuer. Choose how the issuer was asked.")
        )


def looks(credential: Credential) -> list[Check]:
    """The looks taken since the last decision."""
    return list(credential.checks.filter(round=credential.round))


def carried(
    credential: Credential, level: Level, *, looked: Sequence[Check], settles: bool = False
) -> list[Check]:
    """The looks that carry this level: enough different people, who read the same last day.

    A third person's word counts where two differ: a third look, or one that `settles` what the others found.
    Raises MoveRefused when they are too few or disagree.
    """
    if level < Level.DOCUMENT:
        raise MoveRefused(_("Choose the level it is shown at: document seen, or confirmed by issuer."))
    support = [check for check in looked if check.level >= level]
    rosters = [check for check in support if check.method == Method.ROSTER and check.moderator_id is None]
    if rosters:
        return rosters
    people = {check.moderator_id for check in support}
    needed = standard.looks_needed(level)
    if len(people) < needed:
        raise MoveRefused(
            _(
                "This level needs %(needed)s moderators who looked; %(have)s did so far. "
                "Approve it as “document seen”, or ask for more: then it is looked at anew."
            )
            % {"needed": needed, "have": len(people)}
        )
    differ = len({check.expires_on for check in support}) > 1
    if differ and level == Level.ISSUER and len(people) == needed and not settles:
        raise MoveRefused(_("The looks read different last days. A third person must look and settle it."))
    return support


def vouched_for(looked: Sequence[Check]) -> date | None:
    """The last day that most of those who looked vouch for: of three days the middle one, of two the earlier."""
    days = sorted(check.expires_on or date.max for check in looked)
    middle = days[(len(days) - 1) // 2]
    return None if middle == date.max else middle


def renewed_by(credential: Credential) -> Credential | None:
    """What this renews, if it is there to be replaced; locked, so that nobody suspends it meanwhile.

    A renewal does not lift a suspension. The lock comes before any other of the move: whoever suspends the
    renewed one holds it and then asks for the ledger, so asking for both in the other order could never end.
    """
    if credential.renews_id is None:
        return None
    renewed = Credential.objects.select_for_update(no_key=True).filter(pk=credential.renews_id).first()
    if renewed is not None and renewed.status == Status.SUSPENDED:
        raise MoveRefused(
            _("This would renew a suspended credential. Reinstate that one first, or reject this.")
        )
    return renewed if renewed is not None and renewed.status == Status.VERIFIED else None


def terms(credential: Credential, level: Level, *, looked: Sequence[Check]) -> Terms:
    """From when until when it would be shown, by the published Standard; refuses what has no day left."""
    looked_on = max(check.looked_on for check in looked)
    starts_on = credential.insurance.starts_on if credential.kind == Kind.INSURANCE else clock.today()
    until = _holds_until(credential, looked_on=looked_on, looked=looked)
    if starts_on > clock.today():
        raise MoveRefused(_("It begins on %(day)s. Decide it on that day or later.") % {"day": starts_on})
    if until < clock.today():
        raise MoveRefused(_("It would have ended on %(day)s. Ask for a current one.") % {"day": until})
    # What held before anybody looked was their own statement then.
    return Terms(level=level, valid_from=clock.today(), valid_until=until, checked_on=looked_on)


def _holds_until(credential: Credential, *, looked_on: date, looked: Sequence[Check]) -> date:
    match Kind(credential.kind):
        case Kind.LICENSE:
            ends = [day for day in (vouched_for(looked), credential.license.expires_on) if day]
            return standard.license_holds_until(looked_on=looked_on, expires_on=min(ends, default=None))
        case Kind.TRAINING:
            return standard.training_holds_until(checked_on=looked_on)
        case Kind.INFECTION_CONTROL:
            detail = credential.infection_control
            return standard.infection_control_holds_until(
                certified_on=detail.certified_on,
                expires_on=detail.expires_on,
                attested_on=_attested(credential),
            )
        case Kind.CONSULTATION | Kind.AFTERCARE:
            return standard.attestation_holds_until(attested_on=_attested(credential))
        case Kind.TRACK_RECORD:
            return standard.track_record_holds_until(checked_on=looked_on)
        case Kind.INSURANCE:
            return credential.insurance.ends_on
        case Kind.MEMBERSHIP:
            return standard.membership_holds_until(
                looked_on=looked_on, expires_on=credential.membership.ends_on
            )
        case _:
            return _page_holds_until(credential, looked_on=looked_on)


def _page_holds_until(credential: Credential, *, looked_on: date) -> date:
    """The same for what stands outside the six and the extras."""
    match Kind(credential.kind):
        case Kind.IDENTITY:
            return standard.identity_holds_until(checked_on=looked_on)
        case Kind.PHOTOS:
            return standard.photos_hold_until(
                checked_on=looked_on, consent_until=credential.photos.consent_until
            )
        case _:
            return date.max  # an amendment becomes the page itself; nothing of it runs out


def _attested(credential: Credential) -> date:
    if credential.attested_on is None:
        raise MoveRefused(_("The practitioner has not signed the statement."))
    return credential.attested_on

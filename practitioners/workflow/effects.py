"""What a move brings with it, in its own transaction: details, words, files, the page, letters, search rows."""

from django.db.models import Exists, OuterRef

from practitioners import clock, listings, notices
from practitioners.intake import drafts, files
from practitioners.models import Account, Credential, Practitioner, Remark, Restriction, Supervision
from practitioners.vocabulary import Kind, Move, NoticeKind
from practitioners.workflow import amendments, docket

BY_OWNER = frozenset({Move.SUBMIT, Move.WITHDRAW, Move.APPEAL, Move.CONTEST})
_OF_THE_PERSON = frozenset({Kind.IDENTITY, Kind.AMENDMENT})
"""Kinds that become columns of the person."""
_SEEN = frozenset({Move.VERIFY, Move.WITHDRAW})
"""After these nobody needs the document of an identity; a refused one waits for an appeal (`sweep.refused`)."""


def settle(credential: Credential) -> None:
    """What was typed becomes the details of the claim; an amendment also remembers what it replaces."""
    drafts.settle(credential)
    if credential.kind == Kind.AMENDMENT:
        amendments.remember(credential)


def inherit(renewed: Credential, renewal: Credential) -> None:
    """What stands around a license goes on with its renewal: restrictions that nobody saw lifted, and supervisors.

    Whoever stood behind another license, or was asked anew for the renewal, speaks for the renewal themselves.
    """
    if renewed.kind != Kind.LICENSE:
        return
    Restriction.objects.filter(license=renewed, lifted_on__isnull=True).update(license=renewal)
    old, new = renewed.license, renewal.license
    if (old.issuer_id, old.license_type_id) != (new.issuer_id, new.license_type_id):
        return
    standing = Supervision.objects.filter(ended_on__isnull=True)
    anew = standing.filter(license=renewal, supervisor=OuterRef("supervisor"), place=OuterRef("place"))
    standing.filter(~Exists(anew), license=renewed).update(license=renewal)


def done(
    credential: Credential, move: Move, *, by: Account, letter: NoticeKind | None = None, words: str = ""
) -> Credential:
    """Everything after the status and the ledger; the search rows come last."""
    if words.strip():
        Remark.objects.create(
            credential=credential, by=by, from_moderator=move not in BY_OWNER, move=move, words=words.strip(),
            at=clock.now(),
        )  # fmt: skip
    if credential.kind in _OF_THE_PERSON and credential.place_id is None and move == Move.VERIFY:
        listings.hold(credential.practitioner_id)
    if credential.kind == Kind.IDENTITY and move in _SEEN:
        files.forget(credential)  # an identity document is seen and not kept
    if credential.kind == Kind.IDENTITY and move == Move.VERIFY:
        Practitioner.objects.filter(pk=credential.practitioner_id).update(
            legal_name=credential.identity.legal_name
        )
    if credential.kind == Kind.AMENDMENT and move == Move.VERIFY:
        amendments.apply(credential)
    if credential.kind == Kind.AMENDMENT and move == Move.WITHDRAW:
        amendments.forget(credential)
    if credential.kind == Kind.PHOTOS and move == Move.WITHDRAW:
        files.forget_photos(credential)
    if letter is not None:
        notices.owe(letter, credential, key=clock.now().isoformat(), words=words)
    docket.follow(credential, move, by=by)
    listings.refresh(credential.practitioner_id)
    return credential

"""Verbs on before and after pictures: a new set, its two files, and the end of a client's consent."""

from typing import Any, BinaryIO

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from practitioners import ledger
from practitioners.errors import Invalid, MoveRefused, NotAllowed, Overtaken
from practitioners.intake import drafts, files, galleries, pictures
from practitioners.models import Account, Credential, PhotoSet, Practitioner
from practitioners.vocabulary import Kind, Move, Verb
from practitioners.workflow import moves
from practitioners.workflow.table import MOVES


def start(practitioner: Practitioner, *, by: Account) -> Credential:
    """A new set, empty; refused with the reason where pictures are switched off."""
    if said := galleries.refusal(practitioner):
        raise MoveRefused(said)
    return drafts.start(practitioner, Kind.PHOTOS, by=by)


def attach(
    credential: Credential, before: "File[Any] | BinaryIO", after: "File[Any] | BinaryIO", *, by: Account
) -> Credential:
    """Store both pictures at one size with this set, whose captions are all there; earlier ones of it go.

    Raises Invalid with what is wrong with a picture, or with what is missing in the captions; nothing is stored then.
    """
    _may_change(credential, by=by)
    if said := galleries.refusal(credential.practitioner):
        raise MoveRefused(said)
    if drafts.problems(credential):
        raise Invalid(_("Fill in the captions and the consent first."))
    drafts.settle(credential)
    names = pictures.pair(before, after)
    try:
        with transaction.atomic():
            _put(credential, names)
    except BaseException:
        for name in names:
            pictures.remove(name)
        raise
    return credential


def _put(credential: Credential, names: tuple[str, str]) -> None:
    editable = Credential.objects.filter(pk=credential.pk, status__in=drafts.EDITABLE)
    if not editable.select_for_update(no_key=True).exists():
        raise Overtaken(_("This set was sent or withdrawn meanwhile. Look at it again before you go on."))
    files.forget_photos(credential)
    PhotoSet.objects.filter(credential=credential).update(before=names[0], after=names[1])
    credential.photos.refresh_from_db()


@transaction.atomic
def end_consent(credential: Credential, *, by: Account) -> Credential:
    """The client took the consent back: the pictures are deleted at once, files included, whatever their state."""
    if credential.practitioner.account_id != by.pk:
        raise NotAllowed(_("Only the practitioner can do this."))
    if credential.kind != Kind.PHOTOS:
        raise MoveRefused(_("Only photos have a client's consent."))
    # Whatever is decided at this moment waits here, or was decided before: the pictures go in any case.
    there = Credential.objects.select_for_update(no_key=True).get(pk=credential.pk)
    credential.status, credential.round = there.status, there.round
    ledger.record(
        credential.practitioner, Verb.CONSENT_WITHDRAWN, by=by, credential=credential, kind=credential.kind
    )
    if credential.status in MOVES[Move.WITHDRAW][0]:
        return moves.withdraw(credential, by=by)
    files.forget_photos(credential)
    return credential


def _may_change(credential: Credential, *, by: Account) -> None:
    if credential.practitioner.account_id != by.pk:
        raise NotAllowed(_("Only the practitioner can do this."))
    if credential.kind != Kind.PHOTOS or credential.status not in drafts.EDITABLE:
        raise MoveRefused(_("These pictures were sent already. Withdraw them to send others."))

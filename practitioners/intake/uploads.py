"""A document becomes evidence: read in another process, kept as it came in private, seen as pictures of its pages."""

import re
import unicodedata
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from practitioners.errors import Invalid, MoveRefused, NotAllowed, Overtaken
from practitioners.intake import decoder, drafts, scanner, shelf, workshop
from practitioners.models import Account, Credential, Evidence, Practitioner
from practitioners.storage import evidence_storage, random_name
from practitioners.vocabulary import ScanState

LIMIT_BYTES = workshop.LIMIT_BYTES
MOST_FILES = 300
"""Of one practitioner: many small files would otherwise become many large pictures."""
PAGE_TYPE = "image/webp"
"""What every page image is."""
KINDS_IN_WORDS = (
    "PDF, JPEG, PNG, WebP or HEIC, up to 15 MB" if decoder.HEIC else "PDF, JPEG, PNG or WebP, up to 15 MB"
)
PICTURES = ".jpg,.jpeg,.png,.webp" + (",.heic,.heif" if decoder.HEIC else "")
"""Value of the accept attribute where only a picture will do."""
ACCEPT = f".pdf,{PICTURES}"
_LONGEST_NAME = 160
_ENDINGS = {
    "application/pdf": (".pdf",), "image/jpeg": (".jpg", ".jpeg"), "image/png": (".png",), "image/webp": (".webp",),
    "image/heic": (".heic", ".heif"),
}  # fmt: skip


def accept(file: "File[Any] | BinaryIO", *, name: str, credential: Credential, by: Account) -> Evidence:
    """Keep this file as evidence of an editable claim, with a picture of each of its pages.

    Raises Invalid with what is wrong with the file, MoveRefused when the claim was sent, NotAllowed for a stranger.
    """
    if credential.practitioner.account_id != by.pk:
        raise NotAllowed(_("Only the practitioner can do this."))
    _editable(credential)
    _has_room(credential, 0)
    with workshop.folder() as where:
        received = workshop.receive(file, where / "file")
        _has_room(credential, received.size)
        state = scanner.scan(received.path)
        if state == ScanState.FOUND:
            raise Invalid(_("The virus scanner found something harmful in this file. We did not keep it."))
        decoded = workshop.decode(where, "evidence")
        with (
            shelf.together(evidence_storage()) as put,
            received.path.open("rb") as original,
            transaction.atomic(),
        ):
            _editable(_locked(credential))
            _has_room(credential, received.size)
            return Evidence.objects.create(
                credential=credential, original=put(random_name(None, ""), File(original)),
                filename=cleaned(name, kind=decoded.content_type), content_type=decoded.content_type,
                sha256=received.sha256, size=received.size,
                page_images=[
                    put(random_name(None, ""), ContentFile(page)) for page in decoded.files.values()
                ],
                scan_state=state, uploaded_by=by,
            )  # fmt: skip


def shared(evidence: Evidence) -> QuerySet[Evidence]:
    """The same file, byte for byte, where other practitioners sent it."""
    return Evidence.objects.filter(sha256=evidence.sha256).exclude(
        credential__practitioner=evidence.credential.practitioner_id
    )


def cleaned(name: str, *, kind: str) -> str:
    """The name somebody reads: no folders, nothing invisible, nothing that turns the letters around.

    It ends as the content does: a moderator keeps the file under this name, and a double click goes by the ending.
    """
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(
        letter for letter in unicodedata.normalize("NFC", last) if unicodedata.category(letter)[0] != "C"
    )
    words = " ".join(plain.split()).strip(". ") or _("file")
    ending = PurePosixPath(words).suffix
    if ending.lower() not in _ENDINGS[kind]:
        ending = _ENDINGS[kind][0]
    return words.removesuffix(ending)[: _LONGEST_NAME - len(ending)] + ending


def _locked(credential: Credential) -> Credential:
    """The claim as it stands, so that nobody sends it meanwhile; reading a file takes time, and it may be gone."""
    there: Credential | None = (
        Credential.objects.select_for_update(no_key=True).filter(pk=credential.pk).first()
    )
    if there is None:
        raise Overtaken(_("This was deleted in another window meanwhile."))
    # Another file of the same person, for whichever claim, waits for this one to be counted.
    Practitioner.objects.select_for_update(no_key=True).get(pk=there.practitioner_id)
    return there


def _editable(credential: Credential) -> None:
    if credential.status not in drafts.EDITABLE:
        raise MoveRefused(
            _("This was sent already. Take it back or wait for the moderators' answer to change it.")
        )


def _has_room(credential: Credential, size: int) -> None:
    """The account's share is not used up."""
    theirs = Evidence.objects.filter(credential__practitioner=credential.practitioner_id)
    if theirs.count() >= MOST_FILES:
        raise Invalid(
            _("You have %(most)s files here, which is the most. Remove one first.") % {"most": MOST_FILES}
        )
    used = theirs.aggregate(used=Sum("size", default=0))["used"]
    if used + size > settings.EVIDENCE_QUOTA:
        raise Invalid(
            _("Your files fill the %(most)s MB there is for each account. Remove one first.")
            % {"most": settings.EVIDENCE_QUOTA // 1_000_000}
        )

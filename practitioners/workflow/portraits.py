"""The picture of a person: a checked field, whose files come and go with it."""

from typing import Any, BinaryIO

from django.core.files import File
from django.utils.translation import gettext as _

from practitioners.errors import DomainError, NotAllowed
from practitioners.intake import pictures
from practitioners.models import Account, Credential, Practitioner
from practitioners.workflow import amendments


def put(
    practitioner: Practitioner, file: "File[Any] | BinaryIO", *, crop: str, by: Account
) -> Credential | None:
    """Store the picture and let it be the portrait: at once (None), or as a change to be checked first.

    Raises Invalid with what is wrong with the picture; then nothing is stored.
    """
    if practitioner.account_id != by.pk:
        raise NotAllowed(_("Only the practitioner can do this."))
    stored = pictures.portrait(file, crop=crop)
    try:
        return amendments.change(practitioner, {"photo": stored.name}, by=by)
    except DomainError:
        pictures.remove(stored.name)
        raise

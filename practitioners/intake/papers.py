"""What the owner does with files that were uploaded already: say whether they can be read, take them away."""

from django.db import transaction
from django.utils.translation import gettext as _

from practitioners.errors import MoveRefused, NotAllowed
from practitioners.intake import drafts, files
from practitioners.models import Account, Credential, Evidence


def readable(evidence: Evidence, *, by: Account) -> Evidence:
    """The owner can read every word of it."""
    _own_and_open(evidence, by=by)
    evidence.read_by_owner = True
    evidence.save(update_fields=["read_by_owner"])
    return evidence


@transaction.atomic
def remove(evidence: Evidence, *, by: Account) -> None:
    """Take the file back, with the pictures of its pages, as long as nobody decides about it."""
    # Who sends the claim at this moment sends it with the file, or finds that it is gone.
    list(
        Credential.objects.select_for_update(no_key=True).filter(pk=evidence.credential_id).values_list("pk")
    )
    evidence.credential.refresh_from_db(fields=["status"])
    _own_and_open(evidence, by=by)
    files.remove(evidence)


def _own_and_open(evidence: Evidence, *, by: Account) -> None:
    if evidence.credential.practitioner.account_id != by.pk:
        raise NotAllowed(_("Only the practitioner can do this."))
    if evidence.credential.status not in drafts.EDITABLE:
        raise MoveRefused(
            _("This was sent already. Take it back or wait for the moderators' answer to change it.")
        )

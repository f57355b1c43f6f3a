"""Open changes of checked fields as the page's rooms show them: in words, and with where they stand."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from directory.portal import changes
from practitioners.models import Credential
from practitioners.vocabulary import Status


@dataclass(frozen=True)
class Waiting:
    """One open change: its lines, what may be expected of it, and whether it was sent."""

    claim: Credential
    lines: tuple[changes.Change, ...]
    state: str
    sendable: bool


def waiting(claims: list[Credential]) -> list[Waiting]:
    """These open changes in words; the number of queries is the same for any number of them."""
    said = changes.of(claims)
    return [
        Waiting(
            claim=claim,
            lines=tuple(said.get(claim.pk, ())),
            state=state(claim),
            sendable=claim.status == Status.DRAFT,
        )
        for claim in claims
    ]


def state(claim: Credential) -> str:
    """What the practitioner may expect of an open change."""
    return {
        Status.DRAFT: _("Not sent yet"),
        Status.SUBMITTED: _("Being checked"),
        Status.RETURNED: _("Needs your reply"),
    }.get(Status(claim.status), str(Status(claim.status).label))

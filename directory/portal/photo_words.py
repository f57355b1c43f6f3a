"""Photo sets as the portal shows them: where each stands, and its own pictures."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from practitioners import clock
from practitioners.intake import drafts, galleries, pictures
from practitioners.models import Credential, PhotoSet, Practitioner
from practitioners.standing.words import day
from practitioners.vocabulary import Move, Status
from practitioners.workflow import guards
from practitioners.workflow.table import Actor, open_moves


@dataclass(frozen=True)
class Row:
    """One set in the list."""

    claim: Credential
    title: str
    state: str
    pictures: bool


def rows(claims: Iterable[Credential]) -> list[Row]:
    """These sets, with their details loaded."""
    return [
        Row(claim=claim, title=title(claim), state=state(claim), pictures=has_pictures(claim))
        for claim in claims
    ]


def closed(person: Practitioner) -> str:
    """Why this person can show no pictures; empty when they can."""
    return galleries.refusal(person)


def title(claim: Credential) -> str:
    """A name for a set that tells nobody who the client is."""
    given = drafts.answers(claim)
    weeks, sessions = given.get("weeks"), given.get("sessions")
    if not weeks or not sessions:
        return _("Photo set %(number)s") % {"number": claim.pk}
    apart = ngettext("%(n)s week apart", "%(n)s weeks apart", weeks) % {"n": weeks}
    treated = ngettext("%(n)s treatment", "%(n)s treatments", sessions) % {"n": sessions}
    return f"{apart}, {treated}"


def state(claim: Credential) -> str:
    """Where the set stands, and since when or until when."""
    status = Status(claim.status)
    if status == Status.VERIFIED and claim.valid_until:
        if claim.valid_until < clock.today():
            return _("Not shown since %(day)s: the time it holds has ended") % {"day": day(claim.valid_until)}
        return _("Shown until %(day)s") % {"day": day(claim.valid_until)}
    return str(status.label)


def has_pictures(claim: Credential) -> bool:
    """Whether both pictures are stored."""
    detail = _detail(claim)
    return bool(detail and detail.before and detail.after)


def one(claim: Credential) -> dict[str, Any]:
    """All that the pages of one set show."""
    detail = _detail(claim)
    stored = has_pictures(claim)
    gaps = [] if stored else [_("Add both pictures.")]
    captioned = not drafts.problems(claim)
    if captioned:
        gaps = (
            guards.missing(drafts.as_sent(claim))
            if stored
            else [*filter(None, [closed(claim.practitioner)]), *gaps]
        )
    return {
        "claim": claim,
        "set_title": title(claim),
        "state": state(claim),
        "editable": claim.status in drafts.EDITABLE,
        "captioned": captioned,
        "stored": stored,
        "size": pictures.sizes(str(detail.before.name))[:1] if detail and stored else [],
        "gaps": gaps if claim.status in drafts.EDITABLE else [],
        "withdrawable": Move.WITHDRAW in open_moves(Status(claim.status), actor=Actor.OWNER) or stored,
    }


def _detail(claim: Credential) -> PhotoSet | None:
    try:
        return claim.photos
    except ObjectDoesNotExist:
        return None

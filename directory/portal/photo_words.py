"""Photo sets as the portal shows them: where each stands, and its own pictures."""

from collections.abc import Iterable
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Whole:
    """One set as its own pages show it, with what it lacks before it can be sent."""

    claim: Credential
    title: str
    state: str
    editable: bool
    captioned: bool
    stored: bool
    size: pictures.Size | None
    gaps: list[str]
    withdrawable: bool


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


def one(claim: Credential) -> Whole:
    """All that the pages of one set show."""
    detail = _detail(claim)
    stored, captioned = has_pictures(claim), not drafts.problems(claim)
    editable = claim.status in drafts.EDITABLE
    return Whole(
        claim=claim,
        title=title(claim),
        state=state(claim),
        editable=editable,
        captioned=captioned,
        stored=stored,
        size=next(iter(pictures.sizes(str(detail.before.name))), None) if detail and stored else None,
        gaps=_gaps(claim, stored=stored, captioned=captioned) if editable else [],
        withdrawable=Move.WITHDRAW in open_moves(Status(claim.status), actor=Actor.OWNER) or stored,
    )


def _gaps(claim: Credential, *, stored: bool, captioned: bool) -> list[str]:
    """What it lacks before it can be sent."""
    if stored:
        return guards.missing(drafts.as_sent(claim)) if captioned else []
    closing = closed(claim.practitioner) if captioned else ""
    return [*filter(None, [closing]), _("Add both pictures.")]


def _detail(claim: Credential) -> PhotoSet | None:
    try:
        return claim.photos
    except ObjectDoesNotExist:
        return None

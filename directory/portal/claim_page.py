"""What the page of one claim shows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from directory.portal import changes, claim_words, gaps, rooms, sections
from directory.web.filters import Problem
from practitioners.errors import DomainError
from practitioners.intake import drafts
from practitioners.vocabulary import Kind, Move, Status, Worth
from practitioners.workflow.table import Actor, open_moves

if TYPE_CHECKING:
    from practitioners.models import Credential

_ANSWERABLE = (Status.RETURNED, Status.REJECTED, Status.SUSPENDED)
"""Where the moderators' last words want an answer."""


@dataclass(frozen=True)
class Doings:
    """What its owner can do with it now."""

    change: bool
    send: bool
    withdraw: bool
    renew: bool
    object: bool


@dataclass(frozen=True)
class Answered:
    """One page of questions with its answers in words."""

    title: str
    href: str
    rows: list[tuple[str, list[str]]]


def of(claim: "Credential") -> dict[str, Any]:
    """Everything the template needs, in a number of queries that does not grow with what happened."""
    remarks = list(claim.remarks.all())
    asked = [remark for remark in remarks if remark.from_moderator]
    can, renewal = doings(claim), _renewal(claim)
    return {
        "claim": claim,
        "room": rooms.of(claim),
        "title": claim_words.title(claim),
        "detail": claim_words.detail(claim),
        "mark": claim_words.mark(claim),
        "clients_see": claim_words.clients_see(claim),
        "can": can,
        "gaps": gaps.of(claim, thorough=True) if can.change else [],
        "warnings": gaps.warnings(claim) if can.change else [],
        "answers": [_answered(claim, section) for section in sections.of(claim)],
        "changes": changes.of([claim]).get(claim.pk, []),
        "photos": claim.kind == Kind.PHOTOS,
        "sheet": _sheet(claim),
        "files": list(claim.evidence.all()),
        "bring": "" if claim.kind == Kind.PHOTOS else rooms.bring(claim),
        "no_files": rooms.no_files(claim),
        "renewal": renewal,
        "renew_now": can.renew and renewal is None and _runs_out(claim),
        "asked": asked[-1] if asked and claim.status in _ANSWERABLE else None,
        "asked_look": "plain" if claim.status == Status.REJECTED else "stop",
        "wants_reply": claim.status == Status.RETURNED,
        "objected": claim.appealed_at if claim.status == Status.SUSPENDED else None,
        "entries": claim_words.timeline(claim, remarks),
    }


def refused(context: dict[str, Any], refusal: DomainError) -> list[Problem]:
    """What is missing, each with its page; or else the sentence of the refusal."""
    return context["gaps"] or [Problem(str(refusal), "")]


def withdrawal(claim: "Credential") -> dict[str, Any]:
    """What its owner reads before taking it back."""
    return {
        "claim": claim,
        "room": rooms.of(claim),
        "title": claim_words.title(claim),
        "once_withdrawn": claim_words.once_withdrawn(claim),
        "can": doings(claim),
    }


def doings(claim: "Credential") -> Doings:
    """Read off the table of moves."""
    moves = open_moves(Status(claim.status), actor=Actor.OWNER)
    return Doings(
        change=claim.status in drafts.EDITABLE,
        send=Move.SUBMIT in moves,
        withdraw=Move.WITHDRAW in moves,
        renew=claim.status == Status.VERIFIED and claim.kind in drafts.RENEWABLE,
        object=Move.APPEAL in moves or Move.CONTEST in moves,
    )


def _answered(claim: "Credential", section: sections.Section) -> Answered:
    form = section.form(claim=claim)
    return Answered(str(section.title), section.href(claim, back=True), form.rows())


def _sheet(claim: "Credential") -> bool | None:
    """Whether clients may read the aftercare sheet; None where there is none that was checked."""
    checked = claim.kind == Kind.AFTERCARE and claim.status == Status.VERIFIED
    return claim.aftercare.sheet_public if checked else None


def _runs_out(claim: "Credential") -> bool:
    """Whether it ends soon or has ended, for want of a new date and file."""
    worth = claim_words.standing(claim)
    return worth is not None and worth.worth in (Worth.EXPIRING, Worth.LAPSED) and not worth.by_look


def _renewal(claim: "Credential") -> "Credential | None":
    """The renewal that is under way."""
    return claim.renewals.filter(status__in=drafts.OPEN).first()

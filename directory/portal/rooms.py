"""Which claims live in which room, what each room asks for in words, and the list it shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from directory.portal import claim_words, owner, sections
from directory.web import doors
from directory.web.pages import page
from practitioners.intake import drafts
from practitioners.models import Credential
from practitioners.vocabulary import Kind


@dataclass(frozen=True)
class Room:
    """One room of the record: what belongs there, why clients ask for it, and which document shows it."""

    slug: str
    kind: Kind
    why: Any
    bring: Any
    add: Any
    empty: Any

    @property
    def title(self) -> str:
        """The heading of the room."""
        return str(self.kind.label)

    @property
    def href(self) -> str:
        """Its address."""
        return reverse("portal:room", args=[self.slug])


def _room(kind: Kind, *, slug: str = "", why: Any, bring: Any, add: Any, empty: Any) -> Room:
    return Room(slug or kind.value.replace("_", "-"), kind, why, bring, add, empty)


ROOMS: dict[Kind, Room] = {room.kind: room for room in (
    _room(
        Kind.LICENSE, add=lazy("Add a license"), empty=lazy("No license yet."),
        why=lazy("Moderators read your license on the register of the body that gave it to you."),
        bring=lazy("No document is needed. A picture of the license helps where the register is hard to search."),
    ),
    _room(
        Kind.TRAINING, add=lazy("Add a course"), empty=lazy("No course yet."),
        why=lazy("Your certificates together must cover technique, scalp anatomy and skin healing."),
        bring=lazy("The certificate of the course, with your name, the date and the hours."),
    ),
    _room(
        Kind.INFECTION_CONTROL, add=lazy("Add your infection control"), empty=lazy("No infection control yet."),
        why=lazy("Clients ask for sterile single-use needles and a clean room."),
        bring=lazy("Your certificate and your written protocol. Each is a file of its own."),
    ),
    _room(
        Kind.CONSULTATION, add=lazy("Add your consultation"), empty=lazy("No consultation yet."),
        why=lazy("Clients want to know what you ask before a treatment, and who you turn away."),
        bring=lazy("The blank form you use, without any client’s answers."),
    ),
    _room(
        Kind.AFTERCARE, add=lazy("Add your aftercare"), empty=lazy("No aftercare yet."),
        why=lazy("Clients want to know what they take home in writing, and who answers afterwards."),
        bring=lazy("The sheet you give to clients."),
    ),
    _room(
        Kind.TRACK_RECORD, add=lazy("Add a track record"), empty=lazy("No track record yet."),
        why=lazy("How many scalp treatments you did, and what went wrong. It can be left out; your page then says so."),
        bring=lazy("A summary of your treatment log, without names of clients."),
    ),
    _room(
        Kind.INSURANCE, add=lazy("Add an insurance"), empty=lazy("No insurance yet."),
        why=lazy("It stands outside the six criteria. Your page shows the insurer and the dates."),
        bring=lazy("The certificate of insurance, with the dates and what is insured."),
    ),
    _room(
        Kind.MEMBERSHIP, slug="memberships", add=lazy("Add a membership"), empty=lazy("No membership yet."),
        why=lazy("Voluntary registers stand outside the six criteria. They are not a license."),
        bring=lazy("No document is needed if your name is on a public list."),
    ),
    _room(
        Kind.IDENTITY, add=lazy("Show who you are"), empty=lazy("Nothing yet."),
        why=lazy("Your page can become public once a moderator has seen who you are. Your document is never public."),
        bring=lazy("A passport, driving license or identity card. We look at it and delete it after the decision."),
    ),
)}  # fmt: skip
_BY_SLUG = {room.slug: room for room in ROOMS.values()}


def of(claim: Credential) -> Room | None:
    """The room of this claim; None for those that have pages of their own."""
    return ROOMS.get(Kind(claim.kind))


def bring(claim: Credential) -> str:
    """Which document shows it."""
    room = of(claim)
    return (
        str(room.bring)
        if room
        else _("A document is needed only if a moderator asks for it, or if your name changed.")
    )


def no_files(claim: Credential) -> str:
    """Why there are none."""
    if claim.kind == Kind.IDENTITY and claim.status not in drafts.OPEN:
        return _("We keep no identity document after the decision.")
    return _("No document yet.")


def find(slug: str) -> Room:
    """The room of this address; 404 where there is none."""
    if slug not in _BY_SLUG:
        raise Http404
    return _BY_SLUG[slug]


@dataclass(frozen=True)
class Row:
    """One claim in a list."""

    claim: Credential
    title: str
    detail: str
    mark: claim_words.Mark
    href: str


def rows(claims: Any) -> Iterator[Row]:
    """Claims as a list shows them; they come with their details."""
    for claim in claims:
        yield Row(
            claim, claim_words.title(claim), claim_words.detail(claim), claim_words.mark(claim),
            reverse("portal:claim", args=[claim.pk]),
        )  # fmt: skip


@require_safe
@doors.owners
@never_cache
def show(request: HttpRequest, room: str) -> HttpResponse:
    """The claims of one kind, newest first."""
    found = find(room)
    claims = owner.claims(request).filter(kind=found.kind).order_by("-pk")
    return page(request, "portal/room.html", {"room": found, "rows": list(rows(claims))})


@require_POST
@doors.owners
def add(request: HttpRequest, room: str) -> HttpResponse:
    """An empty claim of this kind, and its first question."""
    kind = find(room).kind
    claim = drafts.start(owner.record(request), kind, by=owner.signed_in(request))
    return redirect(sections.first(claim))

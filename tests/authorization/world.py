"""Two practitioners with the same full records, and everybody else who might try their addresses."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from PIL import Image

from practitioners import clock
from practitioners.intake import drafts
from practitioners.models import Account, Case, Credential, Evidence, Place, Practitioner, Reason, Supervision
from practitioners.storage import evidence_storage
from practitioners.vocabulary import Kind, Level, Role
from practitioners.workflow import moves, oversight
from tests import factories as make
from tests.accounts.people import confirmed, enter

VISITOR, ADA, BEA, SAM, REA, SUE = (
    "visitor",
    "practitioner A",
    "practitioner B",
    "stranger",
    "moderator",
    "senior",
)
HOSTILE = {
    "status": "verified", "visibility": "public", "level": "3", "valid_from": "2020-01-01", "valid_until": "2099-12-31",
    "role": "senior", "is_active": "0", "practitioner": "1", "practitioner_id": "1", "account": "1", "account_id": "1",
    "legal_name": "Somebody Else", "checked_on": "2099-01-01", "round": "99", "shown": "1",
    "details_confirmed_on": "2099-01-01", "declared_on": "2099-01-01", "qualified_until": "2099-01-01",
    "appealed_at": "2099-01-01", "decision": "verify", "by": "1",
}  # fmt: skip
"""What no form asks for: columns that only decisions write, and other people's keys."""


@dataclass
class Owned:
    """One practitioner's record with one of everything that has an address."""

    person: Practitioner
    place: Place
    draft: Credential
    license: Credential
    rejected: Credential
    photos: Credential
    evidence: Evidence
    supervision: Supervision | None = None


@dataclass
class World:
    """Who is there, and what they have."""

    ada: Owned
    bea: Owned
    actors: dict[str, Account | None] = field(default_factory=dict)
    case: Case | None = None
    rule: int = 0
    standing: Supervision | None = None

    def client(self, who: str) -> Client:
        """A browser in which this actor is signed in, with a second step where the doors ask for one."""
        client = Client(raise_request_exception=False)
        account = self.actors[who]
        if account is not None:
            enter(client, account)
        return client


def build() -> World:
    """Ada and Bea alike, a stranger, a moderator, a senior; Cal asks Ada to supervise, and for Dan she does."""
    ada, bea = _owned("Ada Stone"), _owned("Bea Wells")
    cal = make.practitioner("Cal Draft")
    ada.supervision = oversight.ask_supervisor(
        make.draft(cal, Kind.LICENSE), by=cal.account, supervisor=ada.person, place=make.place(cal)
    )
    Reason.objects.create(code="N1", label="Name", text="The names differ.", written_at=clock.now())
    world = World(ada, bea)
    world.actors = {
        VISITOR: None, ADA: ada.person.account, BEA: bea.person.account, SAM: confirmed("sam@example.org"),
        REA: confirmed("mod@example.org", role=Role.MODERATOR), SUE: confirmed("sue@example.org", role=Role.SENIOR),
    }  # fmt: skip
    dan = make.practitioner("Dan Under")
    asked = oversight.ask_supervisor(
        make.verified(dan, Kind.LICENSE), by=dan.account, supervisor=ada.person, place=make.place(dan)
    )
    world.standing = oversight.confirm_supervision(asked, by=ada.person.account)
    waiting = make.sent(ada.person, Kind.CONSULTATION)
    _paged(waiting.evidence.get())
    world.case = Case.objects.get(credential=waiting)
    world.rule = make.scope_rule("US-WY", confirmed=False)[0].pk
    return world


def _owned(name: str) -> Owned:
    person = make.qualified(name)
    account = person.account
    draft = drafts.start(person, Kind.TRAINING, by=account)
    rejected = moves.reject(make.sent(person, Kind.TRAINING), by=make.moderator("rea"), words="Too blurred.")
    evidence = draft.evidence.create(
        original=ContentFile(b"%PDF-1.4 of nobody", name="seen.pdf"), filename="seen.pdf",
        content_type="application/pdf", sha256="1" * 64, size=18, uploaded_by=account,
    )  # fmt: skip
    _paged(evidence)
    return Owned(
        person=person, place=person.places.get(), draft=draft, license=person.credentials.get(kind=Kind.LICENSE),
        rejected=rejected, photos=make.verified(person, Kind.PHOTOS, level=Level.DOCUMENT), evidence=evidence,
    )  # fmt: skip


def _paged(evidence: Evidence) -> None:
    """With one page to look at."""
    page = io.BytesIO()
    Image.new("RGB", (32, 32)).save(page, "WEBP")
    evidence.page_images = [evidence_storage().save(f"pages/{evidence.pk}", ContentFile(page.getvalue()))]
    evidence.save()


def named(room: str) -> dict[str, tuple[str, Any]]:
    """Every address of a room by its name: the path with its holes, and its view."""
    found: dict[str, tuple[str, Any]] = {}
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver) and resolver.app_name == room:
            for pattern in resolver.url_patterns:
                if isinstance(pattern, URLPattern):
                    found[str(pattern.name)] = (str(pattern.pattern), pattern.callback)
    return found


OF_A: dict[str, Callable[[World, Owned], dict[str, Any]]] = {
    "claim": lambda _world, of: {"pk": of.draft.pk},
    "question": lambda _world, of: {"pk": of.draft.pk, "section": "course"},
    "evidence": lambda _world, of: {"pk": of.draft.pk},
    "renew": lambda _world, of: {"pk": of.license.pk},
    "withdraw": lambda _world, of: {"pk": of.draft.pk},
    "sheet": lambda _world, of: {"pk": of.person.credentials.get(kind=Kind.AFTERCARE).pk},
    "appeal": lambda _world, of: {"pk": of.rejected.pk},
    "evidence_original": lambda _world, of: {"pk": of.evidence.pk},
    "evidence_read": lambda _world, of: {"pk": of.evidence.pk},
    "evidence_remove": lambda _world, of: {"pk": of.evidence.pk},
    "evidence_page": lambda _world, of: {"pk": of.evidence.pk, "number": 1},
    "place": lambda _world, of: {"pk": of.place.pk},
    "place_address": lambda _world, of: {"pk": of.place.pk},
    "place_remove": lambda _world, of: {"pk": of.place.pk},
    "confirm": lambda _world, of: {"pk": of.place.pk},
    "photo_set": lambda _world, of: {"pk": of.photos.pk},
    "photo_files": lambda _world, of: {"pk": of.photos.pk},
    "photo_consent": lambda _world, of: {"pk": of.photos.pk},
    "photo": lambda _world, of: {"pk": of.photos.pk, "which": "before"},
    "supervision_confirm": lambda _world, of: {"pk": of.supervision.pk if of.supervision else 0},
    "supervision_end": lambda _world, of: {"pk": of.supervision.pk if of.supervision else 0},
}
"""The addresses of /my/ that name a thing of one practitioner."""
OF_NOBODY: dict[str, dict[str, Any]] = {
    "room": {"room": "training"}, "add": {"room": "training"}, "portrait_image": {"which": "now"},
}  # fmt: skip
"""The addresses of /my/ that name no row."""


def desk(world: World, name: str) -> dict[str, Any]:
    """What an address of the desk needs."""
    assert world.case is not None
    case = {"ref": world.case.ref}
    return {
        "original": {**case, "pk": world.case.credential.evidence.get().pk},
        "page": {**case, "pk": world.case.credential.evidence.get().pk, "number": 1},
        "picture": {**case, "which": "before"},
        "lift": {**case, "pk": 1},
        "practitioner": {"slug": world.ada.person.slug},
        "end_supervision": {"pk": world.standing.pk if world.standing else 0},
        "remind": {"pk": world.ada.license.pk},
        "reason": {"code": "N1"},
        "scope_rule": {"pk": world.rule}, "scope_confirm": {"pk": world.rule}, "scope_read": {"pk": world.rule},
        "remove": {"pk": 10_000}, "confirm": {"pk": 10_000}, "drop": {"pk": 10_000}, "lift_conflict": {"pk": 10_000},
    }.get(name, case if name in CASE else {})  # fmt: skip


CASE = {"case", "second", "settle", "take", "hand_back", "know", "decide", "restrict"}

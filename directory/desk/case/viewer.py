"""The document beside the questions: one page at a time, turned and enlarged by plain links."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from directory.web.addresses import Address
from practitioners.models import Case, Credential, Evidence
from practitioners.standing.words import day
from practitioners.vocabulary import Kind

TURNS = (0, 90, 180, 270)
ZOOMS = (50, 75, 100, 150, 200, 300)
USUAL = 100
PAIR = ("before", "after")


@dataclass(frozen=True)
class Control:
    """One link of a bar above the page."""

    name: str
    href: str
    current: bool = False


@dataclass(frozen=True)
class Bar:
    """Links of one kind, under a name that is heard."""

    name: str
    controls: Sequence[Control]


@dataclass(frozen=True)
class Picture:
    """What is drawn in the viewer."""

    src: str
    alt: str


@dataclass(frozen=True)
class Viewer:
    """The open page of the open file, the way to the others, and what is known of the file."""

    bars: Sequence[Bar]
    picture: Picture | None
    zoom: int
    title: str
    caption: str
    original: str
    here: str


def of(case: Case, files: Sequence[Evidence], asked: QueryDict, *, base: str) -> Viewer | None:
    """What is asked to be seen of these files; the first page of the first where that says nothing sensible.

    `base` is the address of the page around it.
    """
    if not files:
        return None
    open_file = next((each for each in files if str(each.pk) == asked.get("file")), files[0])
    pages = len(open_file.page_images)
    number = min(max(_whole(asked, "page", 1), 1), max(pages, 1))
    turn, zoom = _one_of(asked, "turn", TURNS, 0), _one_of(asked, "zoom", ZOOMS, USUAL)
    here = Address(
        base, (("file", str(open_file.pk)), ("page", str(number)), ("turn", str(turn)), ("zoom", str(zoom)))
    )
    source = reverse("desk:page", args=[case.ref, open_file.pk, number])
    looks = [*_pages(here, number, pages), *_looks(here, turn, zoom)] if pages else []
    alt = _("Page %(number)s of %(pages)s of %(file)s. It has no text version: read it here.") % {
        "number": number, "pages": pages, "file": open_file.filename,
    }  # fmt: skip
    return Viewer(
        bars=[*_files(here, files, open_file), Bar(_("Document view"), looks)],
        picture=Picture(f"{source}?turn={turn}" if turn else source, alt) if pages else None,
        zoom=zoom,
        title=open_file.filename,
        caption=_caption(open_file),
        original=reverse("desk:original", args=[case.ref, open_file.pk]),
        here=str(here),
    )


def pair(case: Case, credential: Credential) -> list[Picture]:
    """The two pictures of a photo set, or a portrait that was proposed; nothing for other claims."""
    if credential.kind == Kind.PHOTOS:
        words = {"before": _("Before: as uploaded"), "after": _("After: as uploaded")}
        return [
            Picture(reverse("desk:picture", args=[case.ref, which]), words[which])
            for which in PAIR
            if getattr(credential.photos, which)
        ]
    if credential.kind == Kind.AMENDMENT and credential.amendment.values.get("photo"):
        return [Picture(reverse("desk:picture", args=[case.ref, "photo"]), _("The proposed portrait"))]
    return []


def _files(here: Address, files: Sequence[Evidence], open_file: Evidence) -> list[Bar]:
    if len(files) == 1:
        return []
    found = [
        _control(
            each.filename, here.having("file", str(each.pk)).having("page", "1"), current=each == open_file
        )
        for each in files
    ]
    return [Bar(_("Files"), found)]


def _pages(here: Address, number: int, pages: int) -> list[Control]:
    if pages <= 1:
        return []
    around = [n for n in range(1, pages + 1) if n in (1, pages) or abs(n - number) <= 2]
    return [
        _control(_("Page %(number)s") % {"number": n}, here.having("page", str(n)), current=n == number)
        for n in around
    ]


def _looks(here: Address, turn: int, zoom: int) -> list[Control]:
    larger = next((step for step in ZOOMS if step > zoom), None)
    smaller = next((step for step in reversed(ZOOMS) if step < zoom), None)
    turned = TURNS[(TURNS.index(turn) + 1) % len(TURNS)]
    found = [_control(_("Larger"), here.having("zoom", str(larger)))] if larger else []
    found += [_control(_("Smaller"), here.having("zoom", str(smaller)))] if smaller else []
    return [*found, _control(_("Turn"), here.having("turn", str(turned)))]


def _caption(evidence: Evidence) -> str:
    megabytes = (
        f"{evidence.size / 1_000_000:.1f} MB" if evidence.size >= 100_000 else f"{evidence.size} bytes"
    )
    return _("%(size)s, sent %(day)s. Scanner: %(scan)s. Viewing is recorded.") % {
        "size": megabytes, "day": day(evidence.uploaded_at.date()), "scan": evidence.get_scan_state_display(),
    }  # fmt: skip


def _control(name: str, address: Address, *, current: bool = False) -> Control:
    return Control(name, f"{address}#viewer", current)


def _whole(asked: QueryDict, name: str, otherwise: int) -> int:
    said = asked.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 4 else otherwise


def _one_of(asked: QueryDict, name: str, allowed: Sequence[int], otherwise: int) -> int:
    found = _whole(asked, name, otherwise)
    return found if found in allowed else otherwise

"""Files at the desk: seen as pictures of pages, turned by links, recorded once a hold, never cached, never run."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from practitioners.models import Case, Credential, Evidence, LedgerEvent
from practitioners.vocabulary import Kind, ScanState, Verb
from tests import factories as make
from tests.desk.room import MAX, REA, browser, decide, page, taken, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None]) -> None:
    frozen(date(2026, 3, 9))


@pytest.fixture
def claim() -> Credential:
    """A training certificate that waits, with a file of two pages and nothing else."""
    found = make.sent(make.practitioner("Ada Stone"), Kind.TRAINING)
    found.evidence.all().delete()
    upload(found, pages=2)
    return found


def got(client: Client, path: str) -> tuple[Any, bytes]:
    """The answer and its body."""
    answer = client.get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[arg-type]
    return answer, body


def views() -> list[tuple[int, int]]:
    """Who opened which file, as the ledger tells it."""
    found = LedgerEvent.objects.filter(verb=Verb.EVIDENCE_VIEWED).order_by("pk")
    return [(event.actor_id or 0, event.data["evidence"]) for event in found]


def pictures_seen() -> list[tuple[int, str]]:
    """The same of pictures that may become public."""
    found = LedgerEvent.objects.filter(verb=Verb.EVIDENCE_VIEWED).order_by("pk")
    return [(event.actor_id or 0, event.data["picture"]) for event in found]


def test_a_page_is_a_private_picture_and_its_view_is_recorded_once_a_hold(claim: Credential) -> None:
    rea, file = browser(REA), claim.evidence.get()
    case = taken(claim, rea)
    for number in (1, 2, 1):
        answer, body = got(rea, f"/desk/case/{case.ref}/files/{file.pk}/{number}/")
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
        assert "sandbox" in answer["Content-Security-Policy"]
        assert Image.open(io.BytesIO(body)).size == (60, 40)
    assert views() == [(make.moderator(REA).pk, file.pk)]
    rea.post(f"/desk/case/{case.ref}/hand-back/")
    taken(claim, mad := browser(MAX))
    got(mad, f"/desk/case/{case.ref}/files/{file.pk}/1/")
    assert views() == [(make.moderator(REA).pk, file.pk), (make.moderator(MAX).pk, file.pk)]


@pytest.mark.parametrize(("turn", "size"), [("90", (40, 60)), ("180", (60, 40)), ("270", (40, 60))])
def test_the_server_turns_the_page(claim: Credential, turn: str, size: tuple[int, int]) -> None:
    rea, file = browser(REA), claim.evidence.get()
    case = taken(claim, rea)
    _answer, body = got(rea, f"/desk/case/{case.ref}/files/{file.pk}/2/?turn={turn}")
    assert Image.open(io.BytesIO(body)).size == size


def test_the_original_leaves_as_an_attachment_under_a_sandbox(claim: Credential) -> None:
    rea, file = browser(REA), claim.evidence.get()
    case = taken(claim, rea)
    answer, body = got(rea, f"/desk/case/{case.ref}/files/{file.pk}/original/")
    assert answer["Content-Disposition"] == 'attachment; filename="license.png"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert body == b"license.png"
    assert views() == [(make.moderator(REA).pk, file.pk)]


def test_what_is_not_there_is_404_and_not_recorded(claim: Credential) -> None:
    rea, file = browser(REA), claim.evidence.get()
    case = taken(claim, rea)
    other = upload(make.sent(make.practitioner("Sam Stranger"), Kind.AFTERCARE))
    here = f"/desk/case/{case.ref}/files"
    missing = (
        f"{other.pk}/1/",
        f"{file.pk}/0/",
        f"{file.pk}/3/",
        f"{other.pk}/original/",
        f"{file.pk}/1/?turn=45",
    )
    assert {rea.get(f"{here}/{path}").status_code for path in missing[:4]} == {404}
    Evidence.objects.filter(pk=file.pk).update(scan_state=ScanState.WAITING)
    assert rea.get(f"{here}/{file.pk}/1/").status_code == 404
    assert views() == []


def test_the_viewer_turns_pages_by_plain_links_and_keeps_to_sensible_values(claim: Credential) -> None:
    taken(claim, browser(REA))
    rea = browser(MAX)
    case, file = Case.objects.get(credential=claim), claim.evidence.get()
    here = f"/desk/case/{case.ref}/"
    shown = page(rea, f"{here}?page=2&turn=90&zoom=150")
    (picture,) = shown.all("figure[@id='viewer']//img")
    assert picture.attrib["src"] == f"/desk/case/{case.ref}/files/{file.pk}/2/?turn=90"
    links = {"".join(link.itertext()): link.attrib["href"] for link in shown.all("figure[@id='viewer']//a")}
    assert links["Turn"] == f"{here}?file={file.pk}&page=2&turn=180&zoom=150#viewer"
    assert links["Larger"] == f"{here}?file={file.pk}&page=2&turn=90&zoom=200#viewer"
    assert links["Page 1"] == f"{here}?file={file.pk}&page=1&turn=90&zoom=150#viewer"
    wild = page(rea, f"/desk/case/{case.ref}/?file=x&page=-4&turn=7&zoom=9000")
    (picture,) = wild.all("figure[@id='viewer']//img")
    assert picture.attrib["src"] == f"/desk/case/{case.ref}/files/{file.pk}/1/"


def test_many_files_have_a_bar_of_their_own_and_no_picture_is_not_enlarged(claim: Credential) -> None:
    rea = browser(REA)
    case = taken(claim, rea)
    upload(claim, name="second.png", pages=0)
    unread = claim.evidence.get(filename="second.png")
    shown = page(rea, f"/desk/case/{case.ref}/?file={unread.pk}")
    bars = {
        bar.attrib["aria-label"]: ["".join(each.itertext()) for each in bar]
        for bar in shown.all("figure[@id='viewer']/div[@class='bar']")
    }
    assert bars == {"Files": ["license.png", "second.png"], "Document view": ["Original file"]}


def test_whoever_decides_turns_pages_by_buttons_that_keep_what_was_typed(claim: Credential) -> None:
    rea = browser(REA)
    case, file = taken(claim, rea), claim.evidence.get()
    here = f"/desk/case/{case.ref}/"
    bar = page(rea, here).all("figure[@id='viewer']//button")
    turned = {"".join(each.itertext()): each.attrib["value"] for each in bar}
    assert turned["Page 2"] == f"{here}?file={file.pk}&page=2&turn=0&zoom=100#viewer"
    typed_so_far = {
        "agree": "differs",
        "document-hours": "8",
        "ask-name": "yes",
        "words": "Half a",
        "looked_on_0": "x",
    }
    answer = decide(rea, case, view=turned["Page 2"], **typed_so_far)
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert f'src="/desk/case/{case.ref}/files/{file.pk}/2/"' in shown
    assert "There is a problem" not in shown
    assert 'class="error"' not in shown
    form = answer.context["bench"].form
    kept = {name: form[name].value() for name in ("agree", "document-hours", "ask-name", "words")}
    assert kept == {name: typed_so_far[name] for name in kept}
    assert form["looked_on"].value()[0] == "x"
    # A later mistake leaves the same page open.
    wrong = decide(rea, case, seen=turned["Page 2"], **typed_so_far)
    assert (wrong.status_code, f"/files/{file.pk}/2/" in wrong.content.decode()) == (422, True)


def test_a_photo_set_shows_both_pictures() -> None:
    names = {
        which: default_storage.save(f"photos/{which}.webp", ContentFile(b"RIFF"))
        for which in ("before", "after")
    }
    claim = make.sent(make.practitioner(), Kind.PHOTOS, **names)
    rea = browser(REA)
    case = taken(claim, rea)
    pictures = page(rea, f"/desk/case/{case.ref}/").all("div[@class='both']//img")
    assert [each.attrib["src"].rsplit("/", 2)[1] for each in pictures] == ["before", "after"]
    for which in ("after", "before", "after"):
        assert got(rea, f"/desk/case/{case.ref}/pictures/{which}/")[1] == b"RIFF"
    assert rea.get(f"/desk/case/{case.ref}/pictures/photo/").status_code == 404
    assert pictures_seen() == [(make.moderator(REA).pk, "after"), (make.moderator(REA).pk, "before")]
    seen = " ".join(page(rea, f"/desk/p/{claim.practitioner.slug}/").document.itertext())
    assert ("the picture after" in seen, "the picture before" in seen) == (True, True)
    for name in names.values():
        default_storage.delete(name)
    browser(MAX).get(f"/desk/case/{case.ref}/pictures/after/")
    assert len(pictures_seen()) == 2  # what is not there was not seen


def test_a_proposed_portrait_is_seen_by_a_record_too() -> None:
    name = default_storage.save("portraits/new.webp", ContentFile(b"RIFF"))
    claim = make.sent(make.practitioner(), Kind.AMENDMENT, values={"photo": name})
    rea, mad = browser(REA), browser(MAX)
    case = taken(claim, rea)
    for client in (rea, mad, rea, mad):
        assert got(client, f"/desk/case/{case.ref}/pictures/photo/")[1] == b"RIFF"
    assert client.get(f"/desk/case/{case.ref}/pictures/before/").status_code == 404
    assert pictures_seen() == [(make.moderator(who).pk, "photo") for who in (REA, MAX)]

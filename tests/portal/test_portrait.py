"""The portrait: square without dragging, shown once checked, and gone at once when its owner wants it gone."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from practitioners.intake import pictures
from practitioners.models import Practitioner
from practitioners.vocabulary import Level
from practitioners.workflow import amendments, moves
from tests import factories as make
from tests.portal.page import owner, picture, seen, stored, stranger

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
PORTRAIT = "/my/portrait/"


def name_of(person: Practitioner) -> str:
    person.refresh_from_db()
    return str(person.photo)


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def checked(person: Practitioner) -> None:
    claim = amendments.pending(person)
    assert claim is not None
    moves.submit(claim, by=person.account)
    make.looked(claim, "rea", level=Level.DOCUMENT)
    moves.verify(claim, by=make.moderator("rea"), level=Level.DOCUMENT)


def test_a_draft_record_has_its_portrait_at_once(media: Path) -> None:
    ben = make.practitioner("Ben Draft")
    browser = owner(ben)
    answer = browser.post(PORTRAIT, {"picture": picture(), "crop": "top"})
    assert (answer.status_code, answer["Location"]) == (302, PORTRAIT)
    assert stored(media) == {file for size in pictures.sizes(name_of(ben)) for file in (size.webp, size.jpeg)}
    answer = browser.get(f"{PORTRAIT}shown/image/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert "no-store" in answer["Cache-Control"]
    assert Image.open(io.BytesIO(body(answer))).size == (640, 640)


def test_another_portrait_takes_the_files_of_the_first_along(
    media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    ben = make.practitioner("Ben Draft")
    browser = owner(ben)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(PORTRAIT, {"picture": picture(), "crop": "middle"})
        browser.post(PORTRAIT, {"picture": picture("#112233"), "crop": "left"})
    assert stored(media) == {file for size in pictures.sizes(name_of(ben)) for file in (size.webp, size.jpeg)}


def test_a_public_page_shows_a_portrait_once_it_has_been_checked() -> None:
    ada = make.qualified()
    browser = owner(ada)
    browser.post(PORTRAIT, {"picture": picture(), "crop": "middle"})
    assert name_of(ada) == ""
    assert "portrait" not in Client().get(f"/p/{ada.slug}/").content.decode()
    assert seen(browser, f"{PORTRAIT}waiting/image/") == 200
    assert seen(browser, f"{PORTRAIT}shown/image/") == 404
    assert "New: not shown until it has been checked" in browser.get(PORTRAIT).content.decode()
    checked(ada)
    page = Client().get(f"/p/{ada.slug}/").content.decode()
    assert "<picture>" in page
    assert 'loading="lazy"' in page
    for size in pictures.sizes(name_of(ada)):
        for kind, said in (("webp", "image/webp"), ("jpg", "image/jpeg")):
            answer = Client().get(f"/p/{ada.slug}/portrait/{size.width}.{kind}")
            assert (answer.status_code, answer["Content-Type"]) == (200, said)
            assert f"/portrait/{size.width}.{kind}?v=" in page
            assert Image.open(io.BytesIO(body(answer))).size == (size.width, size.height)
    assert seen(Client(), f"/p/{ada.slug}/portrait/7.webp") == 404
    assert seen(Client(), f"/p/{ada.slug}/portrait/320.png") == 404


def test_a_withdrawn_portrait_leaves_no_file(media: Path, django_capture_on_commit_callbacks: Any) -> None:
    ada = make.qualified()
    with django_capture_on_commit_callbacks(execute=True):
        owner(ada).post(PORTRAIT, {"picture": picture(), "crop": "middle"})
        claim = amendments.pending(ada)
        assert claim is not None
        moves.withdraw(claim, by=ada.account)
    assert stored(media) == set()


def test_a_portrait_is_removed_at_once_with_its_files(
    media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    ada = make.qualified()
    browser = owner(ada)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(PORTRAIT, {"picture": picture(), "crop": "middle"})
        checked(ada)
        browser.post(PORTRAIT, {"picture": picture("#112233"), "crop": "middle"})
        assert browser.get(f"{PORTRAIT}remove/").status_code == 405
        assert browser.post(f"{PORTRAIT}remove/").status_code == 302
    assert (name_of(ada), stored(media), amendments.open_changes(ada)) == ("", set(), [])


def test_drawings_of_a_demonstration_are_shared_and_stay(
    media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    ben = make.practitioner("Ben Draft", photo="portraits/demonstration-01.webp")
    make.practitioner("Other", photo="portraits/demonstration-01.webp")
    (media / "portraits").mkdir()
    (media / "portraits/demonstration-01.webp").write_bytes(b"drawn")
    with django_capture_on_commit_callbacks(execute=True):
        owner(ben).post(f"{PORTRAIT}remove/")
    assert stored(media) == {"portraits/demonstration-01.webp"}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"crop": "middle"}, "Choose a picture."),
        ({"crop": "outside", "picture": "jpeg"}, "outside"),
        ({"crop": "middle", "picture": b"<svg onload=alert(1)>"}, "problem"),
        ({"crop": "middle", "picture": b""}, "The file is empty. Choose another."),
    ],
)
def test_what_is_no_picture_is_said_and_nothing_is_stored(
    media: Path, given: dict[str, Any], says: str
) -> None:
    ben = make.practitioner("Ben Draft")
    if "picture" in given:
        held = given["picture"]
        given = given | {
            "picture": picture()
            if held == "jpeg"
            else SimpleUploadedFile("x.jpg", held, content_type="image/jpeg")
        }
    answer = owner(ben).post(PORTRAIT, given)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert (name_of(ben), stored(media)) == ("", set())


def test_nobody_sees_the_portrait_of_somebody_who_is_not_public() -> None:
    ben = make.practitioner("Ben Draft")
    owner(ben).post(PORTRAIT, {"picture": picture(), "crop": "middle"})
    for visitor in (Client(), stranger(), owner(ben)):
        assert seen(visitor, f"/p/{ben.slug}/portrait/320.webp") == 404
        assert seen(visitor, f"/p/{ben.slug}/portrait/") == 404
    assert seen(stranger(), f"{PORTRAIT}shown/image/") == 404
    assert Client().post(PORTRAIT, {"picture": picture(), "crop": "middle"}).status_code == 302

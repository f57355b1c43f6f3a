"""Pictures on the public page: only checked ones, with all that must be said, and gone with the consent."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from practitioners import clock, ledger
from practitioners.models import LedgerEvent, Practitioner
from practitioners.vocabulary import Kind, Level, Status, Verb
from practitioners.workflow import moves, photos, profile
from tests import factories as make
from tests.portal.galleries import PHOTOS, filled, shown
from tests.portal.page import owner, seen, stored

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def test_the_public_page_shows_a_checked_pair_with_everything_beside_it() -> None:
    ada = make.qualified()
    claim = shown(ada)
    page = Client().get(f"/p/{ada.slug}/").content.decode()
    for said in (
        "16 weeks between the two pictures, 4 treatments.", "At the same time: 5% minoxidil.",
        "One result is not a typical result.", "consent is recorded", "The same scalp after 4 treatments in 16 weeks",
    ):  # fmt: skip
        assert said in page
    assert "The practice" not in page
    sizes = set()
    for side in ("before", "after"):
        address = f"/p/{ada.slug}/photos/{claim.pk}/{side}/"
        assert address in page
        answer = Client().get(address)
        assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/webp", "no-store")
        sizes.add(Image.open(io.BytesIO(b"".join(answer.streaming_content))).size)
    assert len(sizes) == 1


def test_pictures_are_seen_only_while_a_checked_set_of_a_public_page_holds() -> None:
    ada = make.qualified()
    _browser, claim = filled(ada)
    address = f"/p/{ada.slug}/photos/{claim.pk}/before/"

    def status(path: str = address) -> int:
        return seen(Client(), path)

    assert status() == 404
    moves.submit(claim, by=ada.account)
    assert status() == 404
    make.looked(claim, "rea", level=Level.DOCUMENT)
    moves.verify(claim, by=make.moderator("rea"), level=Level.DOCUMENT)
    assert status() == 200
    assert status(f"/p/{make.qualified('Bea Other').slug}/photos/{claim.pk}/before/") == 404
    assert status(f"/p/{ada.slug}/photos/{claim.pk}/consent/") == 404
    moves.suspend(claim, by=make.moderator("rea"), words="C: whose consent?")
    assert status() == 404
    moves.reinstate(claim, by=make.moderator("rea"), words="Found.")
    with clock.at(clock.today() + timedelta(days=2000)):
        assert status() == 404
    profile.suspend(Practitioner.objects.get(pk=ada.pk), by=make.moderator("rea"))
    assert status() == 404


def test_a_consent_taken_back_removes_the_pictures_everywhere(
    media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    ada = make.qualified()
    claim = shown(ada)
    browser, path = owner(ada), f"{PHOTOS}{claim.pk}/consent/"
    assert "This cannot be undone." in browser.get(path).content.decode()
    assert len(stored(media)) == 2
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(path).status_code == 302
    claim.refresh_from_db()
    assert (claim.status, stored(media)) == (Status.WITHDRAWN, set())
    assert seen(Client(), f"/p/{ada.slug}/photos/{claim.pk}/before/") == 404
    page = Client().get(f"/p/{ada.slug}/").content.decode()
    assert "Before and after photos</h2>" not in page
    events = LedgerEvent.objects.filter(credential_id=claim.pk, verb=Verb.CONSENT_WITHDRAWN.value)
    assert [event.data for event in events] == [{"kind": "photos"}]
    assert Client().get(f"/p/{ada.slug}/history/").status_code == 200
    assert list(ledger.verify()) == []


@pytest.mark.parametrize("stop", ["reject", "suspend"])
def test_a_consent_can_be_taken_back_whatever_became_of_the_set(
    media: Path, stop: str, django_capture_on_commit_callbacks: Any
) -> None:
    ada, rea = make.qualified(), make.moderator("rea")
    if stop == "suspend":
        claim = moves.suspend(shown(ada), by=rea, words="C: whose?")
    else:
        _browser, claim = filled(ada)
        moves.submit(claim, by=ada.account)
        claim = moves.reject(claim, by=rea, words="C: whose?")
    with django_capture_on_commit_callbacks(execute=True):
        assert owner(ada).post(f"{PHOTOS}{claim.pk}/consent/").status_code == 302
    assert stored(media) == set()


def test_places_where_galleries_are_off_refuse_them_with_the_reason() -> None:
    ada = make.qualified()
    claim = shown(ada)
    make.jurisdiction("AU", name="Australia", galleries_allowed=False, note="Photo galleries are off.")
    make.place(ada, law="AU-NSW", practice_name="Far Away")
    page = Client().get(f"/p/{ada.slug}/").content.decode()
    assert "Before and after photos</h2>" not in page
    assert seen(Client(), f"/p/{ada.slug}/photos/{claim.pk}/before/") == 404
    browser = owner(ada)
    assert "Photo galleries are off." in browser.get(PHOTOS).content.decode()
    answer = browser.post(PHOTOS)
    assert answer.status_code == 409
    assert "Australia" in answer.content.decode()
    with pytest.raises(moves.MoveRefused, match="Australia"):
        photos.start(ada, by=ada.account)
    with pytest.raises(moves.MoveRefused, match="Australia"):
        moves.submit(make.draft(ada, Kind.PHOTOS), by=ada.account)

"""Before and after pictures: with captions and consent, checked first, and gone everywhere when the consent is."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from practitioners.models import Credential, PhotoSet
from practitioners.vocabulary import Kind, Level, Status
from practitioners.workflow import moves
from tests import factories as make
from tests.portal.galleries import CAPTIONS, PHOTOS, begun, filled, pair
from tests.portal.page import fields, hidden, owner, picture, stored, stranger

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def test_a_set_is_filled_in_two_pages_and_sent_like_any_claim(media: Path) -> None:
    ada = make.qualified()
    _browser, claim = filled(ada)
    detail = PhotoSet.objects.get(credential=claim)
    said = (detail.weeks, detail.sessions, detail.other_treatments, detail.shows_face, str(detail.consent_on))
    assert said == (16, 4, "5% minoxidil", False, "2026-02-01")
    sizes = {Image.open(io.BytesIO((media / name).read_bytes())).size for name in stored(media)}
    assert stored(media) == {str(detail.before), str(detail.after)}
    assert len(sizes) == 1
    moves.submit(claim, by=ada.account)
    assert (claim.status, PhotoSet.objects.get().before) == (Status.SUBMITTED, detail.before)


def test_other_pictures_take_the_place_of_the_first(
    media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    ada = make.qualified()
    with django_capture_on_commit_callbacks(execute=True):
        browser, claim = filled(ada)
        browser.post(f"{PHOTOS}{claim.pk}/pictures/", pair())
    detail = PhotoSet.objects.get()
    assert stored(media) == {str(detail.before), str(detail.after)}


def test_pictures_come_after_the_captions(media: Path) -> None:
    ada = make.qualified()
    browser, claim, path = begun(ada)
    answer = browser.post(f"{path}pictures/", pair())
    assert answer.status_code == 422
    assert stored(media) == set()
    assert not PhotoSet.objects.filter(credential=claim).exists()


def test_what_is_no_picture_stores_neither(media: Path) -> None:
    ada = make.qualified()
    browser, claim = filled(ada)
    before = stored(media)
    wrong = pair() | {"after": picture()}
    wrong["after"].file = io.BytesIO(b"%PDF-1.4 no picture")
    wrong["after"].size = 19
    answer = browser.post(f"{PHOTOS}{claim.pk}/pictures/", wrong)
    assert answer.status_code == 422
    assert stored(media) == before
    assert browser.post(f"{PHOTOS}{claim.pk}/pictures/", {}).status_code == 422


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"weeks": "0"}, "weeks"), ({"sessions": ""}, "sessions"), ({"other_treatments": " "}, "other_treatments"),
        ({"same_light": ""}, "same_light"), ({"consent_on_1": "13"}, "consent_on"),
        ({"consent_scope": ""}, "consent_scope"),
        ({"consent_withdrawal": ""}, "consent_withdrawal"), ({"shows_face": "perhaps"}, "shows_face"),
    ],
)  # fmt: skip
def test_every_caption_and_the_consent_are_asked(typed: dict[str, str], wrong: str) -> None:
    browser, _claim, path = begun(make.qualified())
    answer = browser.post(path, CAPTIONS | {"seen": "0"} | typed)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {wrong}


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"same_light": "no"}, "Only pictures in the same light"),
        ({"not_retouched": "no"}, "Retouched pictures are not shown."),
        ({"consent_on_2": "2099"}, "dated in the future"),
        ({"consent_until_0": "2", "consent_until_1": "2", "consent_until_2": "2026"}, "consent has ended"),
    ],
)
def test_a_pair_that_could_never_be_shown_is_not_sent(typed: dict[str, str], says: str) -> None:
    ada = make.qualified()
    browser, claim, path = begun(ada)
    browser.post(path, CAPTIONS | {"seen": "0"} | typed)
    browser.post(f"{path}pictures/", pair())
    assert says in browser.get(path).content.decode()
    claim.refresh_from_db()
    with pytest.raises(moves.MoveRefused, match=says):
        moves.submit(claim, by=ada.account)


def test_the_second_of_two_editors_is_told() -> None:
    browser, claim, path = begun(make.qualified())
    edits = hidden(browser.get(path), "seen")
    browser.post(path, CAPTIONS | {"weeks": "11", "seen": edits})
    answer = browser.post(path, CAPTIONS | {"weeks": "22", "seen": edits})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert re.search(r"<td>11</td>\s*<td>22</td>", page)
    claim.refresh_from_db()
    assert claim.answers["weeks"] == 11
    assert browser.post(path, CAPTIONS | {"weeks": "22", "seen": hidden(answer, "seen")}).status_code == 302


def test_a_stranger_gets_404_everywhere() -> None:
    ada = make.qualified()
    _browser, claim = filled(ada)
    sam = stranger()
    for path in ("", "pictures/", "consent/", "before/", "after/"):
        assert sam.get(f"{PHOTOS}{claim.pk}/{path}").status_code == 404
        assert sam.post(f"{PHOTOS}{claim.pk}/{path}").status_code in (404, 405)
        assert Client().get(f"{PHOTOS}{claim.pk}/{path}").status_code == 302
    assert PhotoSet.objects.exclude(before="").count() == 1


def test_another_kind_of_claim_does_not_live_here() -> None:
    ada = make.qualified()
    other = ada.credentials.get(kind=Kind.TRAINING)
    assert owner(ada).get(f"{PHOTOS}{other.pk}/").status_code == 404
    assert owner(ada).post(f"{PHOTOS}{other.pk}/consent/").status_code == 404
    other.refresh_from_db()
    assert other.status == Status.VERIFIED


def test_hostile_fields_change_nothing() -> None:
    ada = make.qualified()
    browser, claim, path = begun(ada)
    hostile = {
        "status": "verified",
        "level": "3",
        "valid_until": "2099-01-01",
        "before": "photos/x.webp",
        "credential": 1,
    }
    browser.post(path, CAPTIONS | hostile | {"seen": "0"})
    claim.refresh_from_db()
    assert (claim.status, claim.level, claim.valid_until) == (Status.DRAFT, Level.NONE, None)
    assert set(claim.answers) == {*CAPTIONS} - {"consent_on_0", "consent_on_1", "consent_on_2"} | {
        "consent_on", "consent_until",
    }  # fmt: skip


def test_a_kept_form_is_the_form_that_was_kept() -> None:
    browser, _claim, path = begun(make.qualified())
    browser.post(path, CAPTIONS | {"seen": "0"})
    kept = fields(browser.get(path))
    assert (kept["weeks"], kept["same_light"], kept["consent_scope"]) == (
        16,
        "yes",
        "These two pictures here",
    )


@pytest.mark.parametrize("sets", [1, 3, 40])
def test_the_list_costs_the_same_for_any_number(
    sets: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ada = make.practitioner()
    claims = Credential.objects.bulk_create(
        Credential(practitioner=ada, kind=Kind.PHOTOS, answers={"weeks": 16, "sessions": 4})
        for _n in range(sets)
    )
    browser = owner(ada)
    with django_assert_num_queries(9):
        answer = browser.get(PHOTOS)
    assert len(answer.context["sets"]) == len(claims) == sets

"""Addresses: found in our own gazetteer, chosen where several are meant, and moved once they have been checked."""

from typing import Any

import pytest
from django.test import Client

from practitioners.intake import drafts
from practitioners.models import Credential, Listing, Place
from practitioners.search import addresses
from practitioners.vocabulary import Level
from practitioners.workflow import amendments, moves
from tests import factories as make
from tests.portal.page import AUSTIN, LEEDS, fields, owner, towns

pytestmark = pytest.mark.django_db
PLACES, ADD = "/my/places/", "/my/places/add/"
TYPED = {"practice_name": "Oak Room", "street": "1 Sample Street", "country": "US"}


def where(place: Place) -> tuple[Any, ...]:
    return (
        place.locality,
        place.region,
        place.postcode,
        place.country,
        place.jurisdiction.code,
        place.lat,
        place.lon,
    )


def decided(claim: Credential) -> None:
    moves.submit(claim, by=claim.practitioner.account)
    make.looked(claim, "rea", level=Level.DOCUMENT)
    moves.verify(claim, by=make.moderator("rea"), level=Level.DOCUMENT)


def test_a_zip_code_is_found_and_a_draft_record_has_the_place_at_once() -> None:
    towns()
    ben = make.practitioner("Ben Draft")
    answer = owner(ben).post(ADD, TYPED | {"postcode": "78701"})
    place = ben.places.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/my/places/{place.pk}/")
    assert where(place) == ("Austin", "TX", "78701", "US", "US-TX", 30_271_300, -97_742_600)
    assert (place.shown, place.currency, place.details_confirmed_on is None) == (True, "USD", False)


def test_a_town_is_found_in_another_country() -> None:
    towns()
    ben = make.practitioner("Ben Draft")
    owner(ben).post(ADD, TYPED | {"town": "Leeds", "country": "GB"})
    place = ben.places.get()
    assert where(place) == ("Leeds", "England", "", "GB", "GB-ENG", *LEEDS)
    assert place.currency == "GBP"


def test_everything_that_is_missing_is_named_at_once() -> None:
    towns()
    ben = make.practitioner("Ben Draft")
    answer = owner(ben).post(ADD, {"country": "US"})
    assert (answer.status_code, [problem.sentence for problem in answer.context["problems"]]) == (
        422, ["Enter the name of the practice.", "Enter a town or a postcode."],
    )  # fmt: skip
    assert ben.places.count() == 0


@pytest.mark.parametrize(("typed", "kept"), [
    ("Oak\u202e mooR", "Oak mooR"), (" Oak\u200b \u2066 Room ", "Oak Room"), ("365", "365"), ("\u200b\u202e", None),
    ("· ·", None),
])  # fmt: skip
def test_the_name_of_a_practice_is_read_as_it_is_seen(typed: str, kept: str | None) -> None:
    towns()
    ben = make.practitioner("Ben Draft")
    answer = owner(ben).post(ADD, TYPED | {"practice_name": typed, "postcode": "78701"})
    assert [place.practice_name for place in ben.places.all()] == ([kept] if kept else [])
    assert answer.status_code == (302 if kept else 422)


def test_several_towns_of_a_name_are_a_choice() -> None:
    towns()
    ben = make.practitioner("Ben Draft")
    browser = owner(ben)
    answer = browser.post(ADD, TYPED | {"town": "Springfield"})
    assert answer.status_code == 422
    assert "1 Sample Street" in answer.content.decode()
    offered = [label for _value, label in answer.context["form"].fields["spot"].choices]
    assert offered == ["Springfield, MO", "Springfield, IL"]
    picked = answer.context["form"].fields["spot"].choices[1][0]
    browser.post(ADD, fields(answer) | {"spot": picked})
    assert where(ben.places.get())[:2] == ("Springfield", "IL")


def test_a_choice_does_not_outlive_the_town_it_was_offered_for() -> None:
    towns()
    ben = make.practitioner("Ben Draft")
    browser = owner(ben)
    answer = browser.post(ADD, TYPED | {"town": "Springfield"})
    picked = answer.context["form"].fields["spot"].choices[0][0]
    browser.post(ADD, fields(answer) | {"spot": picked, "town": "Austin"})
    assert where(ben.places.get())[0] == "Austin"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"town": "Asutin"}, "We do not know “Asutin”. Is one of these meant?"),
        ({"town": "Zzyzx"}, "Check how it is spelled"),
        ({"postcode": "00000"}, "We do not know the postcode “00000”"),
        ({"postcode": "78701", "town": "Leeds"}, "78701 is the postcode of Austin"),
        ({}, "Enter a town or a postcode."),
        ({"town": "30.2,-97.7"}, ""),
        ({"town": "Texas"}, ""),
        ({"town": "x" * 90}, ""),
        ({"town": "Austin", "country": "XX"}, ""),
    ],
)
def test_what_is_not_found_is_said_and_nothing_is_lost(typed: dict[str, str], says: str) -> None:
    towns()
    ben = make.practitioner("Ben Draft")
    answer = owner(ben).post(ADD, TYPED | typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert 'value="1 Sample Street"' in page
    assert not ben.places.exists()


def test_near_spellings_are_offered() -> None:
    towns()
    answer = owner(make.practitioner("Ben Draft")).post(ADD, TYPED | {"town": "Asutin"})
    assert [label for _value, label in answer.context["form"].fields["spot"].choices] == ["Austin, TX"]


@pytest.mark.parametrize("chosen", ["", "nonsense", "91,200", "Texas", "0,0"])
def test_a_made_up_choice_is_no_place(chosen: str) -> None:
    towns()
    with pytest.raises(addresses.Invalid):
        addresses.resolve(town="", postcode="", country="US", chosen=chosen)


def test_a_new_place_of_a_public_page_is_shown_once_it_has_been_checked() -> None:
    towns()
    ada = make.qualified()
    browser = owner(ada)
    browser.post(ADD, TYPED | {"postcode": "78701"})
    place = ada.places.get(practice_name="Oak Room")
    claim = amendments.pending(ada, place=place)
    assert claim is not None
    assert (place.shown, drafts.answers(claim)) == (False, {"shown": True})
    assert Listing.objects.get(place=place).listed_until is None
    assert "Oak Room" not in Client().get(f"/p/{ada.slug}/").content.decode()
    assert "Not on your page until it has been checked." in browser.get(PLACES).content.decode()
    decided(claim)
    assert "Oak Room" in Client().get(f"/p/{ada.slug}/").content.decode()
    assert Listing.objects.get(place=place).listed_until is not None


def test_an_address_moves_once_it_has_been_checked() -> None:
    towns()
    ada = make.qualified()
    place, browser = ada.places.get(), owner(ada)
    path = f"/my/places/{place.pk}/address/"
    form = fields(browser.get(path))
    assert (form["practice_name"], form["town"], form["country"]) == ("Fern Studio", "Austin, TX", "US")
    browser.post(path, form | {"town": "Springfield, IL"})
    claim = amendments.pending(ada, place=place)
    place.refresh_from_db()
    assert (place.locality, (place.lat, place.lon)) == ("Austin", AUSTIN)
    assert claim is not None
    page = browser.get(f"/my/places/{place.pk}/").content.decode()
    assert "Springfield" in page
    decided(claim)
    place.refresh_from_db()
    assert where(place) == ("Springfield", "IL", "", "US", "US-IL", 39_801_700, -89_643_700)
    assert Listing.objects.get().jurisdiction == "US-IL"


def test_the_second_mover_of_an_address_is_told() -> None:
    towns()
    ada = make.qualified()
    place, browser = ada.places.get(), owner(ada)
    path = f"/my/places/{place.pk}/address/"
    form = fields(browser.get(path))
    browser.post(path, form | {"street": "1 First Street"})
    answer = browser.post(path, form | {"street": "2 Second Street"})
    assert answer.status_code == 409
    assert "1 First Street" in answer.content.decode()
    assert browser.post(path, fields(answer)).status_code == 302
    claim = amendments.pending(ada, place=place)
    assert claim is not None
    assert drafts.answers(claim)["street"] == "2 Second Street"

"""Places: described at once, shown with their own license, and taken away when nothing needs them."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from practitioners.models import Listing, Place, Practitioner
from practitioners.vocabulary import Kind, TermKind
from tests import factories as make
from tests.portal.page import AUSTIN, hidden, owner, stranger, towns

pytestmark = pytest.mark.django_db
PLACES, ADD = "/my/places/", "/my/places/add/"
TYPED = {"practice_name": "Oak Room", "street": "1 Sample Street", "country": "US"}


SAID = {
    "accepting_clients": "no", "phone": "+1 555 0100", "website": "example.org", "hours": "By appointment",
    "currency": "USD", "consultation_fee": "0", "fee_from": "150", "fee_to": "250", "fee_includes": "Aftercare kit",
    "mobile_radius_km": "30", "hide_street": "on",
}  # fmt: skip


def test_contact_hours_and_prices_change_at_once() -> None:
    ada = make.qualified()
    place, browser, ramp = ada.places.get(), owner(ada), make.term(TermKind.ACCESS, "step-free")
    path = f"/my/places/{place.pk}/"
    answer = browser.post(path, SAID | {"access": [ramp.pk], "seen": hidden(browser.get(path), "seen")})
    assert answer.status_code == 302
    place.refresh_from_db()
    assert (place.accepting_clients, place.website, place.consultation_fee, place.fee_to, place.hide_street) == (
        False, "https://example.org", 0, 250, True,
    )  # fmt: skip
    assert list(place.access.all()) == [ramp]
    row = Listing.objects.get()
    assert (row.accepting, row.price, row.access) == (False, "150_to_299", 1 << ramp.bit)
    assert not ada.credentials.filter(kind=Kind.AMENDMENT).exists()


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"fee_to": "100"}, "fee_to"), ({"fee_from": ""}, "fee_from"), ({"fee_from": "-5"}, "fee_from"),
        ({"fee_from": "12.50"}, "fee_from"), ({"website": "javascript:alert(1)"}, "website"),
        ({"accepting_clients": ""}, "accepting_clients"), ({"currency": "DOGE"}, "currency"),
        ({"mobile_radius_km": "99999"}, "mobile_radius_km"), ({"hours": "x" * 301}, "hours"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_named_at_its_field(typed: dict[str, str], wrong: str) -> None:
    ada = make.qualified()
    place = ada.places.get()
    answer = owner(ada).post(f"/my/places/{place.pk}/", SAID | typed)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {wrong}
    assert "+1 555 0100" in answer.content.decode()
    place.refresh_from_db()
    assert place.phone == ""


def test_the_second_editor_of_a_place_is_told() -> None:
    ada = make.qualified()
    place, browser = ada.places.get(), owner(ada)
    path = f"/my/places/{place.pk}/"
    seen = hidden(browser.get(path), "seen")
    browser.post(path, SAID | {"phone": "111", "seen": seen})
    answer = browser.post(path, SAID | {"phone": "222", "seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "111" in page
    assert "222" in page
    place.refresh_from_db()
    assert place.phone == "111"
    assert browser.post(path, SAID | {"phone": "222", "seen": hidden(answer, "seen")}).status_code == 302


def test_hostile_fields_change_nothing() -> None:
    ada, bea = make.qualified(), make.practitioner("Bea Other")
    place, browser = ada.places.get(), owner(ada)
    before = Place.objects.filter(pk=place.pk).values(*_FIXED).get()
    hostile = {
        "practitioner": bea.pk, "lat": "0", "lon": "0", "shown": "", "jurisdiction": "1", "street": "Elsewhere",
        "details_confirmed_on": "2030-01-01", "locality": "Nowhere",
    }  # fmt: skip
    browser.post(f"/my/places/{place.pk}/", SAID | hostile)
    assert Place.objects.filter(pk=place.pk).values(*_FIXED).get() == before


_FIXED = (
    "practitioner_id", "lat", "lon", "shown", "jurisdiction_id", "street", "locality", "details_confirmed_on",
)  # fmt: skip


def test_a_stranger_gets_404_everywhere() -> None:
    place, sam = make.qualified().places.get(), stranger()
    for path in (
        f"/my/places/{place.pk}/",
        f"/my/places/{place.pk}/address/",
        f"/my/places/{place.pk}/remove/",
    ):
        assert (sam.get(path).status_code, sam.post(path, SAID).status_code) == (404, 404)
        assert Client().get(path).status_code == 302
    assert Place.objects.filter(pk=place.pk, phone="").exists()


def test_a_place_goes_with_its_listing_and_its_unsent_change() -> None:
    towns()
    ada = make.qualified()
    browser = owner(ada)
    browser.post(ADD, TYPED | {"postcode": "78701"})
    place = ada.places.get(practice_name="Oak Room")
    path = f"/my/places/{place.pk}/remove/"
    assert browser.get(path).status_code == 200
    assert Place.objects.filter(pk=place.pk).exists()
    assert browser.post(path).status_code == 302
    assert [place.practice_name for place in ada.places.all()] == ["Fern Studio"]
    assert Listing.objects.count() == 1
    assert not ada.credentials.filter(kind=Kind.AMENDMENT).exists()


def test_a_place_that_a_claim_needs_stays() -> None:
    ada = make.qualified()
    second = make.place(ada, practice_name="Second")
    make.verified(ada, Kind.INSURANCE, place=second)
    answer = owner(ada).post(f"/my/places/{second.pk}/remove/")
    assert answer.status_code == 409
    assert "“Insurance” holds for this place alone." in answer.content.decode()
    assert Place.objects.filter(pk=second.pk).exists()


def test_the_last_place_of_a_public_page_stays() -> None:
    ada = make.qualified()
    answer = owner(ada).post(f"/my/places/{ada.places.get().pk}/remove/")
    assert answer.status_code == 409
    assert "A public page needs a place." in answer.content.decode()
    assert ada.places.count() == 1


def test_each_place_shows_its_own_license() -> None:
    ada = make.qualified()
    make.place(ada, law="US-OK", practice_name="Over the border", locality="Tulsa")
    page = owner(ada).get(PLACES).content.decode()
    assert "Confirmed by issuer" in page
    assert "Licensed for another place" in page


@pytest.mark.parametrize("places", [1, 3, 40])
def test_the_list_costs_the_same_for_any_number(
    places: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ada = make.practitioner()
    _many(ada, places)
    browser = owner(ada)
    with django_assert_num_queries(13):
        answer = browser.get(PLACES)
    assert answer.content.decode().count("License here") == places


def _many(ada: Practitioner, number: int) -> None:
    law = make.jurisdiction("US-TX")
    Place.objects.bulk_create(
        Place(
            practitioner=ada, practice_name=f"Room {n}", locality="Austin", region="TX", country="US",
            jurisdiction=law, lat=AUSTIN[0], lon=AUSTIN[1],
        )
        for n in range(number)
    )  # fmt: skip

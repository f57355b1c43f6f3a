"""Renewals: what ends by date with what clients will see, and details that are confirmed by looking at them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from practitioners import listings, standard
from practitioners.models import LedgerEvent, Place, Practitioner
from practitioners.vocabulary import Kind, Verb
from tests import factories as make
from tests.portal import page
from tests.public.pages import Page, read, text
from tests.public.validity import faults

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 3)


@pytest.fixture(autouse=True)
def _third_of_november(frozen: Callable[[date], None]) -> None:
    frozen(DAY)


def renewals_of(person: Practitioner) -> Page:
    """Their renewals."""
    return read(page.owner(person), "/my/renewals/")


def ends(shown: Page) -> list[tuple[str, str]]:
    """What ends, in its order, with the words on what clients will see."""
    return [
        (text(row.find("div/h3")), text(row.findall("div/p")[1])) for row in shown.all("ol[@class='ends']/li")
    ]


def test_what_ends_is_listed_by_date_with_what_clients_will_see_then() -> None:
    ada = make.qualified()
    make.verified(ada, Kind.INSURANCE, ends_on=date(2026, 12, 9))
    make.verified(make.practitioner("Sam Stranger"), Kind.INSURANCE, insurer="Sam’s insurer")
    shown = renewals_of(ada)
    listed = ends(shown)
    assert listed[0] == ("An insurer", "On 10 December 2026 your page will say: Expired.")
    assert listed[1][1] == "On 4 March 2027 your page will say: Check out of date."
    assert {title for title, _words in listed} == {
        "An insurer", "Scalp microneedling", "Bloodborne pathogens", "Consultation", "Aftercare", "Track record",
        listed[1][0],
    }  # fmt: skip
    assert "Sam" not in text(shown.one("main"))


def test_what_a_renewal_cannot_mend_has_no_button() -> None:
    ada = make.qualified()
    license = ada.credentials.get(kind=Kind.LICENSE)
    training = ada.credentials.get(kind=Kind.TRAINING)
    targets = {form.attrib["action"] for form in renewals_of(ada).all("ol[@class='ends']//form")}
    assert f"/my/claims/{license.pk}/renew/" not in targets  # the register is read again by a moderator
    assert f"/my/claims/{training.pk}/renew/" in targets
    assert page.owner(ada).post(f"/my/claims/{training.pk}/renew/").status_code == 302
    shown = renewals_of(ada)
    targets = {form.attrib["action"] for form in shown.all("ol[@class='ends']//form")}
    assert f"/my/claims/{training.pk}/renew/" not in targets
    assert "Renewal under way" in text(shown.one("main"))


def test_after_the_last_day_it_says_since_when(frozen: Callable[[date], None]) -> None:
    ada = make.qualified()
    make.verified(ada, Kind.INSURANCE, ends_on=DAY + timedelta(days=2))
    assert ends(renewals_of(ada))[0][1] == "On 6 November 2026 your page will say: Expired."
    frozen(DAY + timedelta(days=2))
    assert ends(renewals_of(ada))[0][1] == "On 6 November 2026 your page will say: Expired."
    frozen(DAY + timedelta(days=3))
    assert ends(renewals_of(ada))[0][1] == "Since 6 November 2026 your page says: Expired."


@pytest.mark.parametrize(
    ("days", "asked", "words"),
    [
        (74, False, "Confirm by"),
        (75, True, "Confirm by"),
        (standard.LISTED_DAYS, True, "Not found in search from"),
        (standard.LISTED_DAYS + 1, True, "Not found in search since"),
    ],
)
def test_details_are_asked_for_by_date(days: int, asked: bool, words: str) -> None:
    ada = make.qualified()
    Place.objects.update(details_confirmed_on=DAY - timedelta(days=days))
    shown = renewals_of(ada)
    said = text(shown.one("main"))
    assert ("Nothing to confirm now." not in said) == asked
    assert words in said


def test_one_click_confirms_one_place_after_its_details_were_shown() -> None:
    ada = make.qualified()
    first = ada.places.get()
    Place.objects.update(street="1 Elm Street", phone="512 555 0100", hours="Mon to Fri", fee_from=200)
    second = make.place(ada, practice_name="Oak Room")
    foreign = make.place(make.practitioner("Sam Stranger"), practice_name="Sam’s Room")
    old = DAY - timedelta(days=100)
    Place.objects.update(details_confirmed_on=old)
    browser = page.owner(ada)
    words = text(read(browser, "/my/renewals/").one("main"))
    for said in ("1 Elm Street", "512 555 0100", "Mon to Fri", "From 200 USD", "These are right today"):
        assert said in words
    assert "Sam’s Room" not in words
    assert browser.get(f"/my/places/{first.pk}/confirm/").status_code == 405
    assert browser.post(f"/my/places/{foreign.pk}/confirm/").status_code == 404
    assert browser.post(f"/my/places/{first.pk}/confirm/")["Location"] == "/my/renewals/"
    assert dict(Place.objects.values_list("pk", "details_confirmed_on")) == {
        first.pk: DAY, second.pk: old, foreign.pk: old,
    }  # fmt: skip
    assert Client().post(f"/my/places/{first.pk}/confirm/")["Location"].startswith("/accounts/login/")


def test_all_that_was_shown_is_confirmed_together_and_nothing_else() -> None:
    ada = make.qualified()
    own = [ada.places.get(), make.place(ada, practice_name="Oak Room")]
    foreign = make.place(make.practitioner("Sam Stranger"))
    Place.objects.update(details_confirmed_on=DAY - timedelta(days=100))
    browser = page.owner(ada)
    LedgerEvent.objects.filter(verb=Verb.DETAILS_CONFIRMED.value).count()
    assert browser.post("/my/places/confirm/", {"place": [foreign.pk, "x", "²"]}).status_code == 404
    assert browser.post("/my/places/confirm/", {"place": [place.pk for place in own] * 2}).status_code == 302
    confirmed = set(Place.objects.filter(details_confirmed_on=DAY).values_list("pk", flat=True))
    assert confirmed == {place.pk for place in own}


def test_every_state_is_valid_html() -> None:
    ada = make.qualified()
    make.place(ada, practice_name="Oak Room")
    Place.objects.update(details_confirmed_on=DAY - timedelta(days=100))
    make.place(ada, practice_name="Elm Room")
    assert faults(page.owner(ada).get("/my/renewals/").content.decode()) == []
    assert faults(page.stranger().get("/my/renewals/").content.decode()) == []


@pytest.mark.parametrize("many", [1, 3, 40])
def test_the_list_costs_the_same_for_any_number(
    many: int, django_assert_num_queries: Callable[..., object]
) -> None:
    ada = make.practitioner()
    with listings.postponed():
        for number in range(many):
            make.place(ada, practice_name=f"Room {number}")
            make.verified(ada, Kind.INSURANCE)
    browser = page.owner(ada)
    with django_assert_num_queries(10):
        assert browser.get("/my/renewals/").status_code == 200

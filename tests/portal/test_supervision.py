"""Supervisors are named by exact name, confirm from their own account, and either side ends it."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from practitioners.models import Credential, Notice, Place, Practitioner, Supervision
from practitioners.vocabulary import Kind, NoticeKind
from practitioners.workflow import oversight
from tests import factories as make
from tests.portal.page import owner, stranger

pytestmark = pytest.mark.django_db
SUPERVISION = "/my/supervision/"


def asking(who: str = "Nora Nurse") -> tuple[Practitioner, dict[str, object]]:
    """Ada with a license and a place, and what she types."""
    ada = make.practitioner()
    place = make.place(ada)
    license = make.verified(ada, Kind.LICENSE)
    return ada, {"license": license.pk, "place": place.pk, "supervisor": who}


@pytest.mark.parametrize(
    "typed",
    ["Nora Nurse", " nora  NURSE ", "{slug}", "/p/{slug}/", "https://testserver/p/{slug}/?x=1#license"],
)
def test_a_supervisor_is_found_by_name_or_address_and_told_by_letter(typed: str) -> None:
    nora = make.qualified("Nora Nurse")
    ada, given = asking(typed.format(slug=nora.slug))
    answer = owner(ada).post(SUPERVISION, given)
    assert (answer.status_code, answer["Location"]) == (302, SUPERVISION)
    asked = Supervision.objects.get()
    assert (asked.supervisor, asked.confirmed_on, asked.license_id) == (nora, None, given["license"])
    letters = Notice.objects.filter(kind=NoticeKind.SUPERVISION)
    assert [(letter.to, letter.credential_id, letter.place_id) for letter in letters] == [
        (nora.account, given["license"], given["place"])
    ]


def test_the_only_license_and_the_only_place_are_chosen() -> None:
    ada, given = asking()
    form = owner(ada).get(SUPERVISION).context["form"]
    assert (form["license"].value(), form["place"].value()) == (str(given["license"]), str(given["place"]))
    make.place(ada, practice_name="Oak Room")
    form = owner(ada).get(SUPERVISION).context["form"]
    assert (form["license"].value(), form["place"].value()) == (str(given["license"]), None)


def test_asking_twice_writes_one_letter() -> None:
    make.qualified("Nora Nurse")
    ada, given = asking()
    for _time in range(2):
        owner(ada).post(SUPERVISION, given)
    assert Notice.objects.filter(kind=NoticeKind.SUPERVISION).count() == Supervision.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Nora", "Nobody in the directory has exactly this name."),
        ("Ben Draft", "Nobody in the directory has exactly this name."),
        ("Twin Name", "Several practitioners have this name."),
        ("Ada Stone", "Nobody supervises themselves"),
        ("", "Supervisor"),
        ("https://elsewhere.example/x/", "Nobody in the directory"),
    ],
)
def test_who_is_not_found_is_said_and_nobody_is_written_to(typed: str, says: str) -> None:
    make.qualified("Nora Nurse")
    make.practitioner("Ben Draft")
    make.qualified("Twin Name")
    make.qualified("Twin Name")
    ada = make.qualified()
    license = ada.credentials.get(kind=Kind.LICENSE)
    given = {"license": license.pk, "place": ada.places.get().pk, "supervisor": typed}
    answer = owner(ada).post(SUPERVISION, given)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Supervision.objects.exists()
    assert not Notice.objects.filter(kind=NoticeKind.SUPERVISION).exists()


def test_the_license_and_the_place_are_ones_own() -> None:
    nora = make.qualified("Nora Nurse")
    ada, given = asking()
    other = make.qualified("Bea Other")
    theirs = {"license": other.credentials.get(kind=Kind.LICENSE).pk, "place": other.places.get().pk}
    for name, key in theirs.items():
        answer = owner(ada).post(SUPERVISION, given | {name: key})
        assert set(answer.context["form"].errors) == {name}
    assert list(nora.supervises.all()) == []


def test_the_supervisor_confirms_and_ends_from_their_own_account() -> None:
    nora = make.qualified("Nora Nurse")
    ada, given = asking()
    owner(ada).post(SUPERVISION, given)
    asked = Supervision.objects.get()
    browser = owner(nora)
    assert "They name you as their supervisor" in browser.get(SUPERVISION).content.decode()
    assert browser.post(f"{SUPERVISION}{asked.pk}/confirm/").status_code == 302
    asked.refresh_from_db()
    assert asked.confirmed_on is not None
    assert "You supervise" in browser.get(SUPERVISION).content.decode()
    assert "Confirmed on" in owner(ada).get(SUPERVISION).content.decode()
    assert browser.post(f"{SUPERVISION}{asked.pk}/confirm/").status_code == 409
    assert browser.post(f"{SUPERVISION}{asked.pk}/end/").status_code == 302
    asked.refresh_from_db()
    assert asked.ended_on is not None
    assert "Nobody is named." in owner(ada).get(SUPERVISION).content.decode()


def test_the_asking_side_cannot_confirm_but_can_end() -> None:
    make.qualified("Nora Nurse")
    ada, given = asking()
    browser = owner(ada)
    browser.post(SUPERVISION, given)
    asked = Supervision.objects.get()
    assert browser.post(f"{SUPERVISION}{asked.pk}/confirm/").status_code == 403
    assert browser.post(f"{SUPERVISION}{asked.pk}/end/").status_code == 302
    asked.refresh_from_db()
    assert (asked.confirmed_on, asked.ended_on is None) == (None, False)


def test_a_stranger_gets_404_and_sees_nothing() -> None:
    make.qualified("Nora Nurse")
    ada, given = asking()
    owner(ada).post(SUPERVISION, given)
    asked, sam = Supervision.objects.get(), stranger()
    for act in ("confirm", "end"):
        assert sam.post(f"{SUPERVISION}{asked.pk}/{act}/").status_code == 404
        assert sam.get(f"{SUPERVISION}{asked.pk}/{act}/").status_code == 405
        assert Client().post(f"{SUPERVISION}{asked.pk}/{act}/").status_code == 302
    assert "Nora" not in sam.get(SUPERVISION).content.decode()
    asked.refresh_from_db()
    assert (asked.confirmed_on, asked.ended_on) == (None, None)


def test_only_so_many_people_can_be_asked_at_one_time() -> None:
    ada, given = asking()
    license, place = Credential.objects.get(pk=given["license"]), ada.places.get()
    others = [make.practitioner(f"Nora {number}") for number in range(oversight.MOST_REQUESTS + 1)]
    for other in others[:-1]:
        oversight.ask_supervisor(license, by=ada.account, supervisor=other, place=place)
    with pytest.raises(oversight.MoveRefused, match="have not answered you yet"):
        oversight.ask_supervisor(license, by=ada.account, supervisor=others[-1], place=place)
    assert Supervision.objects.count() == oversight.MOST_REQUESTS


@pytest.mark.parametrize("number", [1, 3, 40])
def test_the_page_costs_the_same_for_any_number(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ada, given = asking()
    license, place = Credential.objects.get(pk=given["license"]), Place.objects.get(pk=given["place"])
    others = [make.practitioner(f"Nora {n}") for n in range(number)]
    Supervision.objects.bulk_create(
        Supervision(license=license, supervisor=other, place=place, confirmed_on=date(2026, 1, 1))
        for other in others
    )
    browser = owner(ada)
    with django_assert_num_queries(11):
        answer = browser.get(SUPERVISION)
    assert len(answer.context["asked"]) == number

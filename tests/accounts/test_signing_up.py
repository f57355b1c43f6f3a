"""Making an account: a code proves the address, and nobody learns who has one."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client

from directory.post import links
from practitioners import clock
from practitioners.models import Account, Invitation
from tests.accounts import people
from tests.accounts.people import PASSWORD, confirmed, entered, letters

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sam() -> Account:
    """A stranger who has an account."""
    return confirmed("sam@example.org")


def sign_up(client: Client, email: str = "ada@example.org", password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/accounts/signup/", {"email": email, "password1": password, **more})


def confirm(client: Client, code: str) -> Any:
    return client.post("/accounts/confirm-email/", {"code": code})


def test_a_new_person_signs_up_and_is_in_once_the_code_is_right(client: Client) -> None:
    answer = sign_up(client, "Ada@Example.org")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/confirm-email/")
    assert not entered(client)
    (owed,) = letters()
    assert (owed.subject, owed.address) == ("Confirm your e-mail address", "ada@example.org")
    assert owed.words.startswith("Enter this code to confirm your e-mail address: ")
    assert mail.outbox == []  # nothing is sent while somebody waits for a page
    answer = confirm(client, people.code())
    assert (answer.status_code, answer["Location"]) == (302, "/my/")
    assert entered(client)
    ada = Account.objects.get(email="ada@example.org")
    assert ada.role == "member"
    assert ada.check_password(PASSWORD)
    assert list(ada.emailaddress_set.values_list("email", "verified", "primary")) == [
        ("ada@example.org", True, True)
    ]


def test_the_code_may_be_typed_without_its_dash_and_in_small_letters(client: Client) -> None:
    sign_up(client)
    confirm(client, f" {people.code().replace('-', ' ').lower()} ")
    assert entered(client)


def test_a_wrong_code_is_said_and_three_end_it(client: Client) -> None:
    sign_up(client)
    right = people.code()
    for _try in range(2):
        answer = confirm(client, "WRNG-WRNG")
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "<title>Error: Confirm your e‑mail address" in page
        assert '<a href="#id_code">This code is not the right one.' in page
    assert confirm(client, "WRNG-WRNG")["Location"] == "/accounts/login/"
    assert confirm(client, right)["Location"] == "/accounts/login/"
    assert not entered(client)
    assert not EmailAddress.objects.get(email="ada@example.org").verified


def test_a_second_letter_holds_another_code_and_only_that_works(client: Client) -> None:
    sign_up(client)
    first = people.code()
    cache.clear()  # ten seconds pass
    client.post("/accounts/confirm-email/", {"action": "resend"})
    second = people.code()
    assert (len(letters()), first != second) == (2, True)
    assert confirm(client, first).status_code == 422
    confirm(client, second)
    assert entered(client)


@pytest.mark.urls("tests.accounts.site")
def test_the_door_stays_closed_until_the_address_is_confirmed(client: Client) -> None:
    again = Client()
    sign_up(client)
    cache.clear()  # ten seconds pass
    assert people.sign_in(again)["Location"] == "/accounts/confirm-email/"
    for browser in (client, again):
        assert not entered(browser)
        assert browser.get("/members/")["Location"] == "/accounts/login/?next=/members/"
    confirm(again, people.code())
    assert again.get("/members/").status_code == 200


def seen(answer: Any) -> str:
    """The page without what differs each time it is made."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    return re.sub(r"(sam|ada)@example\.org", "somebody", page)


def test_an_address_that_is_taken_looks_the_same_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    looks, work = [], []
    for email in ("ada@example.org", "sam@example.org"):
        client, hashed = Client(), people.counted_hashing(monkeypatch)
        answer = sign_up(client, email)
        following = client.get(answer["Location"])
        wrong = confirm(client, "WRNG-WRNG")
        looks.append((
            answer.status_code, answer["Location"], following.status_code, seen(following),
            wrong.status_code, seen(wrong), sorted(answer.cookies), len(mail.outbox),
        ))  # fmt: skip
        work.append(len(hashed))
        monkeypatch.undo()
    assert looks[0] == looks[1]
    assert work == [1, 1]
    assert [(owed.address, owed.subject) for owed in letters()] == [
        ("ada@example.org", "Confirm your e-mail address"),
        ("sam@example.org", "You have an account already"),
    ]
    assert Account.objects.count() == 2


def test_whoever_has_an_account_already_is_told_where_to_sign_in(client: Client) -> None:
    sign_up(client, "sam@example.org")
    first = letters()[0].words.splitlines()[0]
    assert first == "Sign in with the account you have: http://testserver/accounts/login/"


@pytest.mark.parametrize(
    ("email", "password", "sentences"),
    [
        ("", "", ["Enter your e-mail address, such as name@example.org", "Enter a password"]),
        ("ada", PASSWORD, ["Enter your e-mail address, such as name@example.org"]),
        ("a" * 250 + "@example.org", PASSWORD, ["Enter your e-mail address, such as name@example.org"]),
        ("ada@example.org", "short", ["This password is too short. It must contain at least 12 characters."]),
        ("ada@example.org", "1q2w3e4r5t6y", ["This password is too common."]),
    ],
)
def test_what_is_wrong_is_said_above_the_heading_and_nothing_is_made(
    client: Client, email: str, password: str, sentences: list[str]
) -> None:
    answer = sign_up(client, email, password)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.findall(r'<li><a href="#id_\w+">(.+?)</a></li>', page) == sentences
    assert page.index("There is a problem") < page.index("<h1>")
    assert "<title>Error: Make an account – Scalp Credentials</title>" in page
    assert (Account.objects.count(), letters()) == (1, [])


def test_a_role_cannot_be_brought_along(client: Client) -> None:
    sign_up(client, role="senior", is_active="1", next="https://elsewhere.example/")
    assert confirm(client, people.code())["Location"] == "/my/"
    assert Account.objects.get(email="ada@example.org").role == "member"


def invitation(email: str = "ada@example.org") -> Invitation:
    return Invitation.objects.create(email=email, public_name="Ada Stone", invited_at=clock.now())


def test_an_invited_person_finds_their_address_filled_in(client: Client) -> None:
    address = links.invitation(invitation()).removeprefix("http://testserver")
    page = client.get(address).content.decode()
    assert 'value="ada@example.org"' in page
    forged = client.get("/accounts/signup/?invitation=1:forged").content.decode()
    assert "ada@example.org" not in forged
    assert client.get("/accounts/signup/?invitation=%00").status_code == 200


@pytest.mark.parametrize("email", ["ada@example.org", "private@example.org"])
def test_an_invitation_is_accepted_once_the_address_is_confirmed(client: Client, email: str) -> None:
    asked, other = invitation(), invitation("ben@example.org")
    token = links.invitation(asked).rpartition("=")[2]
    sign_up(client, email, invitation=token)
    asked.refresh_from_db()
    assert asked.accepted_at is None
    confirm(client, people.code())
    asked.refresh_from_db()
    assert asked.account == Account.objects.get(email=email)
    assert asked.accepted_at is not None
    other.refresh_from_db()
    assert (other.account, other.accepted_at) == (None, None)


def test_a_confirmed_address_accepts_its_invitation_without_the_letter(client: Client) -> None:
    asked = invitation("Ada@Example.org")
    sign_up(client)
    confirm(client, people.code())
    asked.refresh_from_db()
    assert asked.account == Account.objects.get(email="ada@example.org")

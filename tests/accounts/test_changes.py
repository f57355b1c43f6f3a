"""Changing the address and the password, ending sessions: the owner is told, and others are put out."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from practitioners.models import Account
from tests.accounts import people
from tests.accounts.people import OTHER_PASSWORD, PASSWORD, confirmed, letters, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ada(client: Client) -> Account:
    """Who is signed in; Sam is a stranger with an account."""
    confirmed("sam@example.org")
    account = confirmed()
    sign_in(client)
    return account


def ask_change(client: Client, email: str) -> Any:
    """Ask for another address, proving again who it is."""
    answer = client.post("/accounts/email/", {"action_add": "1", "email": email})
    if answer.status_code == 302 and answer["Location"].startswith("/accounts/reauthenticate/"):
        answer = client.post(answer["Location"], {"password": PASSWORD})
    return answer


def test_another_address_takes_its_code_and_the_old_one_is_told(client: Client, ada: Account) -> None:
    answer = ask_change(client, "ada.stone@example.org")
    assert answer["Location"] == "/accounts/confirm-email/"
    (owed,) = letters()
    assert (owed.address, owed.subject) == ("ada.stone@example.org", "Confirm your e-mail address")
    ada.refresh_from_db()
    assert ada.email == "ada@example.org"  # nothing changes before the code
    client.post("/accounts/confirm-email/", {"code": people.code()})
    ada.refresh_from_db()
    assert ada.email == "ada.stone@example.org"
    assert list(EmailAddress.objects.filter(user=ada).values_list("email", "verified", "primary")) == [
        ("ada.stone@example.org", True, True)
    ]
    told = letters()[-1]
    assert (told.address, told.subject) == ("ada@example.org", "Your e-mail address was changed")
    assert told.to == ada
    assert "ada.stone@example.org" in told.words
    assert sign_in(Client()).status_code == 422
    assert sign_in(Client(), "ada.stone@example.org")["Location"] == "/my/"


def test_the_address_is_not_changed_without_proving_again_who_it_is(client: Client, ada: Account) -> None:
    answer = client.post("/accounts/email/", {"action_add": "1", "email": "thief@example.org"})
    assert answer["Location"] == "/accounts/reauthenticate/?next=%2Faccounts%2Femail%2F"
    assert client.post(answer["Location"], {"password": "wrong password"}).status_code == 422
    assert letters() == []


def test_an_address_of_somebody_else_is_not_given_away(client: Client, ada: Account) -> None:
    free = ask_change(client, "free@example.org")
    cache.clear()
    taken = ask_change(client, "sam@example.org")
    assert (taken.status_code, taken["Location"]) == (free.status_code, free["Location"])
    assert [owed.subject for owed in letters()] == ["Confirm your e-mail address"] * 2
    # Only who reads that mailbox gets further, and hears it then.
    answer = client.post("/accounts/confirm-email/", {"code": people.code()})
    assert answer.status_code == 422
    assert "This address belongs to another account." in answer.content.decode()
    ada.refresh_from_db()
    assert ada.email == "ada@example.org"


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("", "Enter your e-mail address, such as name@example.org"),
        ("ADA@example.org", "This is your e-mail address already. Enter another one."),
    ],
)
def test_an_address_that_changes_nothing_is_refused(client: Client, email: str, sentence: str) -> None:
    answer = client.post("/accounts/email/", {"action_add": "1", "email": email})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_new_password_ends_the_other_sessions_and_is_told(client: Client, ada: Account) -> None:
    elsewhere = Client()
    sign_in(elsewhere)
    wrong = {"oldpassword": "wrong", "password1": OTHER_PASSWORD, "password2": "something else entirely"}
    answer = client.post("/accounts/password/change/", wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('<li><a href="#id_') == 2
    right = {"oldpassword": PASSWORD, "password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    assert client.post("/accounts/password/change/", right).status_code == 302
    assert letters()[-1].subject == "Your password was changed"
    assert client.get("/accounts/sessions/").status_code == 200
    assert elsewhere.get("/accounts/sessions/").status_code == 302
    assert sign_in(Client(), password=OTHER_PASSWORD)["Location"] == "/my/"


def test_other_sessions_are_listed_and_ended(client: Client) -> None:
    elsewhere, sams = Client(HTTP_USER_AGENT="A phone"), Client(HTTP_USER_AGENT="Not yours")
    sign_in(elsewhere)
    sign_in(sams, "sam@example.org")
    page = client.get("/accounts/sessions/").content.decode()
    assert page.count("<h2>This browser</h2>") == 1
    assert page.count("<h2>Another browser</h2>") == 1
    assert ("A phone" in page, "Not yours" in page) == (True, False)
    client.post("/accounts/sessions/")
    assert elsewhere.get("/accounts/sessions/").status_code == 302
    assert sams.get("/accounts/sessions/").status_code == 200
    page = client.get("/accounts/sessions/").content.decode()
    assert "You are signed in nowhere else." in page


def test_a_letter_about_an_account_goes_when_the_account_goes(client: Client, ada: Account) -> None:
    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD},
    )
    assert [owed.to for owed in letters()] == [ada]
    Account.objects.filter(pk=ada.pk).delete()
    assert letters() == []

"""Signing in, and finding the way back in: limits for guessers, and nothing to learn about others."""

from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache, caches
from django.core.cache.backends.db import DatabaseCache
from django.test import Client

from practitioners.models import Account
from tests.accounts import people
from tests.accounts.people import OTHER_PASSWORD, PASSWORD, confirmed, entered, letters, sign_in
from tests.accounts.test_signing_up import seen

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ada() -> Account:
    """Who signs in; Sam is a stranger with an account."""
    confirmed("sam@example.org")
    return confirmed()


def test_the_right_password_opens_the_record(client: Client) -> None:
    answer = sign_in(client, "ADA@example.org")
    assert (answer.status_code, answer["Location"]) == (302, "/my/")
    assert entered(client)
    assert client.session["_auth_user_id"] == str(Account.objects.get(email="ada@example.org").pk)


def test_passwords_are_kept_by_argon2(settings) -> None:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    account = Account.objects.create_user("new@example.org", PASSWORD)
    assert account.password.startswith("argon2$argon2id$")
    from directory import settings as ours

    assert ours.PASSWORD_HASHERS == settings.PASSWORD_HASHERS


def test_only_a_way_back_to_this_site_is_followed(client: Client) -> None:
    assert sign_in(client, next="/find/")["Location"] == "/find/"
    assert sign_in(Client(), next="https://elsewhere.example/")["Location"] == "/my/"


def test_a_way_back_that_is_no_address_is_left_out(client: Client) -> None:
    for page in ("login", "signup", "password/reset", "logout"):
        assert client.get(f"/accounts/{page}/?next=http://[").status_code in (200, 302), page
    assert sign_in(client, next="http://[")["Location"] == "/my/"
    assert client.get("/accounts/login/?next=http://[")["Location"] == "/my/"


def test_the_box_decides_whether_the_browser_remembers(client: Client) -> None:
    sign_in(client)
    assert client.session.get_expire_at_browser_close()
    other = Client()
    sign_in(other, remember="on")
    assert not other.session.get_expire_at_browser_close()


def test_a_wrong_password_and_an_unknown_address_look_and_cost_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks, work = [], []
    for email in ("ada@example.org", "nobody@example.org"):
        client, hashed = Client(), people.counted_hashing(monkeypatch)
        answer = sign_in(client, email, "wrong password")
        looks.append((answer.status_code, seen(answer).replace(email, "somebody"), sorted(answer.cookies)))
        work.append(len(hashed))
        monkeypatch.undo()
    assert looks[0] == looks[1]
    assert looks[0][0] == 422
    assert "The e-mail address or the password is not right. Try again." in looks[0][1]
    assert work == [1, 1]
    assert letters() == []


def test_limits_are_counted_in_the_shared_cache() -> None:
    assert isinstance(caches["default"], DatabaseCache)
    assert caches["default"]._max_entries == 50_000


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
def test_after_five_bad_tries_even_the_right_password_waits(client: Client, email: str) -> None:
    for _try in range(5):
        assert "not right" in sign_in(Client(), email, "wrong password").content.decode()
    answer = sign_in(client, email)
    assert answer.status_code == 422
    assert "Too many tries. Try again in 5 minutes." in answer.content.decode()
    assert not entered(client)
    assert sign_in(Client(), "sam@example.org")["Location"] == "/my/"  # somebody else is not held up
    cache.clear()  # five minutes pass
    if email == "ada@example.org":
        assert sign_in(client, email)["Location"] == "/my/"


def test_one_address_cannot_try_everybody(client: Client) -> None:
    statuses = [sign_in(client, f"person{number}@example.org", "wrong").status_code for number in range(31)]
    assert statuses == [422] * 30 + [429]
    page = sign_in(client).content.decode()
    assert "<h1>Too many tries</h1>" in page


def reset(client: Client, email: str) -> Any:
    return client.post("/accounts/password/reset/", {"email": email})


def test_a_lost_password_is_replaced_with_a_code(client: Client) -> None:
    elsewhere = Client()
    sign_in(elsewhere)
    answer = reset(client, "Ada@example.org")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/password/reset/confirm/")
    assert mail.outbox == []
    (owed,) = letters()
    assert (owed.subject, owed.address) == ("Your code for a new password", "ada@example.org")
    assert client.get("/accounts/password/reset/complete/")["Location"] == "/accounts/password/reset/confirm/"
    assert client.post(answer["Location"], {"code": "WRNG-WRNG"}).status_code == 422
    answer = client.post(answer["Location"], {"code": people.code()})
    assert answer["Location"] == "/accounts/password/reset/complete/"
    page = client.get(answer["Location"])
    assert "<h1>Choose a new password</h1>" in page.content.decode()
    answer = client.post(
        "/accounts/password/reset/complete/", {"password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    )
    assert answer["Location"] == "/accounts/password/reset/done/"
    assert letters()[-1].subject == "Your password was replaced"
    assert not entered(client)
    assert elsewhere.get("/accounts/sessions/").status_code == 302  # signed out everywhere
    assert sign_in(Client()).status_code == 422
    assert sign_in(client, password=OTHER_PASSWORD)["Location"] == "/my/"


def test_a_reset_tells_nobody_who_has_an_account(monkeypatch: pytest.MonkeyPatch) -> None:
    looks, work = [], []
    for email in ("ada@example.org", "nobody@example.org"):
        client, hashed = Client(), people.counted_hashing(monkeypatch)
        answer = reset(client, email)
        following = client.get(answer["Location"])
        wrong = [client.post(answer["Location"], {"code": "WRNG-WRNG"}) for _try in range(3)]
        looks.append((
            answer.status_code, answer["Location"], following.status_code,
            seen(following).replace(email, "somebody"), [each.status_code for each in wrong],
            sorted(answer.cookies), len(mail.outbox),
        ))  # fmt: skip
        work.append(len(hashed))
        monkeypatch.undo()
    assert looks[0] == looks[1]
    assert work == [0, 0]
    assert [(owed.address, owed.subject) for owed in letters()] == [
        ("ada@example.org", "Your code for a new password"),
        ("nobody@example.org", "There is no account with this address"),
    ]


def test_the_letters_for_one_address_are_limited() -> None:
    statuses = [reset(Client(), "ada@example.org").status_code for _try in range(6)]
    assert statuses == [302] * 5 + [429]
    assert len(letters()) == 5


def test_signing_out_is_asked_by_a_page_and_done_by_a_button(client: Client) -> None:
    sign_in(client)
    assert "<h1>Sign out</h1>" in client.get("/accounts/logout/").content.decode()
    assert entered(client)
    assert client.post("/accounts/logout/")["Location"] == "/"
    assert not entered(client)


def test_a_closed_account_cannot_sign_in(client: Client, ada: Account) -> None:
    Account.objects.filter(pk=ada.pk).update(is_active=False)
    assert sign_in(client)["Location"] == "/accounts/inactive/"
    assert not entered(client)

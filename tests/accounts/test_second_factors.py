"""Authenticator apps, recovery codes, and who must have one."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.cache import cache
from django.test import Client

from directory.accounts import secret
from practitioners.models import Account
from practitioners.vocabulary import Role
from tests.accounts import people
from tests.accounts.people import OTHER_PASSWORD, PASSWORD, SECRET, app_code, confirmed, entered, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.site")]


@pytest.fixture(autouse=True)
def _the_clock_stands(frozen: Callable[[date], None]) -> None:
    """A code is for thirty seconds, which must not end between making and typing it."""
    frozen(date(2026, 11, 3))


@pytest.fixture
def ada() -> Account:
    return confirmed()


def prove(client: Client, page: str) -> Any:
    """Open a page that asks who it is, answer with the password, and get the page."""
    answer = client.get(page)
    assert answer["Location"].startswith("/accounts/reauthenticate/?next=")
    assert "<h1>Is it you?</h1>" in client.get(answer["Location"]).content.decode()
    assert client.post(answer["Location"], {"password": "wrong password"}).status_code == 422
    answer = client.post(answer["Location"], {"password": PASSWORD})
    assert answer["Location"] == page
    return client.get(page)


def test_an_app_is_set_up_and_asked_for_from_then_on(
    client: Client, ada: Account, django_capture_on_commit_callbacks: Any
) -> None:
    sign_in(client)
    page = prove(client, "/accounts/2fa/app/activate/").content.decode()
    shown = re.search(r'<code id="secret">([A-Z2-7]{32})</code>', page)
    assert shown
    assert '<svg class="square" viewBox="0 0 ' in page
    assert "data:" not in page
    address = "/accounts/2fa/app/activate/"
    assert client.post(address, {"code": "000000"}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address, {"code": app_code(shown[1])})
    assert answer["Location"] == "/accounts/2fa/recovery-codes/"
    assert people.letters()[-1].subject == "An authenticator app was added"
    codes = re.findall(r"<li><code>(\d{8})</code></li>", client.get(answer["Location"]).content.decode())
    assert len(codes) == 10
    cache.clear()  # thirty seconds pass: a code works once
    other = Client()
    assert sign_in(other)["Location"] == "/accounts/2fa/authenticate/"
    assert not entered(other)
    assert other.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 422
    assert other.post("/accounts/2fa/authenticate/", {"code": app_code(shown[1])})["Location"] == "/my/"
    assert entered(other)


def test_a_code_works_once(client: Client, ada: Account) -> None:
    people.with_app(ada)
    code, other = app_code(), Client()
    for browser in (client, other):
        sign_in(browser)
        browser.post("/accounts/2fa/authenticate/", {"code": code})
    assert (entered(client), entered(other)) == (True, False)


def test_a_recovery_code_works_once(ada: Account) -> None:
    people.with_app(ada)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    came_in = []
    for code in (codes[0], codes[0], codes[1]):
        browser = Client()
        sign_in(browser)
        browser.post("/accounts/2fa/authenticate/", {"code": code})
        came_in.append(entered(browser))
    assert came_in == [True, False, True]


def test_guessing_codes_ends_after_five(client: Client, ada: Account) -> None:
    people.with_app(ada)
    sign_in(client)
    for _try in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    answer = client.post("/accounts/2fa/authenticate/", {"code": app_code()})
    assert answer.status_code == 422
    assert "Too many tries. Try again in 5 minutes." in answer.content.decode()
    assert not entered(client)


def test_a_new_password_does_not_take_the_second_step_away(client: Client, ada: Account) -> None:
    people.with_app(ada)
    client.post("/accounts/password/reset/", {"email": ada.email})
    client.post("/accounts/password/reset/confirm/", {"code": people.code()})
    client.post(
        "/accounts/password/reset/complete/", {"password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    )
    assert sign_in(client, password=OTHER_PASSWORD)["Location"] == "/accounts/2fa/authenticate/"
    assert not entered(client)


def test_what_is_stored_does_not_hold_the_secret(ada: Account) -> None:
    people.with_app(ada)
    kept = [str(data) for data in Authenticator.objects.values_list("data", flat=True)]
    assert len(kept) == 2
    seed = secret.show(Authenticator.objects.get(type="recovery_codes").data["seed"])
    assert [SECRET in data or seed in data for data in kept] == [False, False]
    assert secret.show(Authenticator.objects.get(type="totp").data["secret"]) == SECRET


def test_the_key_may_be_replaced_while_the_one_before_is_named(settings) -> None:
    kept = secret.hide(SECRET)
    assert kept != secret.hide(SECRET)
    before, settings.SECRET_KEY = settings.SECRET_KEY, "another-key-" + "0123456789abcdef" * 4
    with pytest.raises(InvalidToken):
        secret.show(kept)
    settings.SECRET_KEY_FALLBACKS = [before]
    assert secret.show(kept) == SECRET


def test_with_a_second_step_the_password_alone_proves_nothing(client: Client, ada: Account) -> None:
    people.with_app(ada)
    sign_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": app_code()})
    answer = client.get("/accounts/2fa/app/deactivate/")
    assert answer["Location"] == "/accounts/2fa/reauthenticate/?next=%2Faccounts%2F2fa%2Fapp%2Fdeactivate%2F"
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.get("/accounts/2fa/app/deactivate/").status_code == 302
    cache.clear()
    client.post(answer["Location"], {"code": app_code()})
    assert client.post("/accounts/2fa/app/deactivate/")["Location"] == "/accounts/2fa/"
    assert people.letters()[-1].subject == "Your authenticator app was removed"
    assert not Authenticator.objects.exists()


def test_what_cannot_be_undone_asks_again_and_is_then_done(client: Client, ada: Account) -> None:
    assert client.post("/burn/", {"what": "it"})["Location"] == "/accounts/login/?next=/burn/"
    sign_in(client)
    answer = client.post("/burn/", {"what": "it"})
    assert answer["Location"] == "/accounts/reauthenticate/?next=%2Fburn%2F"
    assert client.post(answer["Location"], {"password": "wrong password"}).status_code == 422
    done = client.post(answer["Location"], {"password": PASSWORD})
    assert (done.status_code, done.content) == (200, b"burnt it")
    assert client.post("/burn/", {"what": "more"}).content == b"burnt more"  # within five minutes


def rooms(client: Client) -> dict[str, int]:
    return {
        name: client.get(f"/{name}/", follow=False).status_code
        for name in ("members", "moderators", "seniors")
    }


@pytest.mark.parametrize(
    ("role", "after"),
    [
        (Role.MEMBER, {"members": 200, "moderators": 404, "seniors": 404}),
        (Role.MODERATOR, {"members": 200, "moderators": 200, "seniors": 404}),
        (Role.SENIOR, {"members": 200, "moderators": 200, "seniors": 200}),
    ],
)
def test_moderators_come_in_with_a_second_step_only(
    client: Client, role: Role, after: dict[str, int]
) -> None:
    account = confirmed("rea@example.org", role=role)
    sign_in(client, account.email)
    without = {name: 302 if name != "members" and status == 200 else status for name, status in after.items()}
    assert rooms(client) == without
    other = Client()
    people.with_app(account)
    sign_in(other, account.email)
    other.post("/accounts/2fa/authenticate/", {"code": app_code()})
    assert rooms(other) == after


def test_a_moderator_without_one_is_sent_to_set_it_up_and_told_why(client: Client) -> None:
    sign_in(client, confirmed("rea@example.org", role=Role.MODERATOR).email)
    answer = client.get("/moderators/", follow=True)
    assert answer.redirect_chain == [("/accounts/2fa/", 302)]
    page = answer.content.decode()
    assert "Moderators sign in with a second step. Set one up first, then come back." in page
    assert '<a class="btn second" href="/accounts/2fa/app/activate/">' in page


def test_right_after_setting_it_up_this_session_proves_it_once(client: Client) -> None:
    account = confirmed("rea@example.org", role=Role.MODERATOR)
    sign_in(client, account.email)
    people.with_app(account)
    answer = client.get("/moderators/?page=2")
    assert answer["Location"] == "/accounts/2fa/reauthenticate/?next=%2Fmoderators%2F%3Fpage%3D2"
    answer = client.post(answer["Location"], {"code": app_code()})
    assert answer["Location"] == "/moderators/?page=2"
    assert client.get(answer["Location"]).content == b"in"


def test_a_moderator_does_not_go_without_one(client: Client) -> None:
    account = people.with_app(confirmed("rea@example.org", role=Role.MODERATOR))
    sign_in(client, account.email)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    client.post("/accounts/2fa/authenticate/", {"code": code[0]})
    client.post("/accounts/2fa/reauthenticate/?next=/accounts/2fa/", {"code": code[1]})
    answer = client.post("/accounts/2fa/app/deactivate/")
    assert answer.status_code == 422
    assert "Moderators keep at least one second step." in answer.content.decode()
    assert Authenticator.objects.filter(type="totp").exists()
    Authenticator.objects.all().delete()  # however it went: the proof of before counts no more
    assert rooms(client) == {"members": 200, "moderators": 302, "seniors": 404}


def test_new_recovery_codes_replace_the_ones_before(client: Client, ada: Account) -> None:
    people.with_app(ada)
    before = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    sign_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": app_code()})
    client.post("/accounts/2fa/reauthenticate/?next=/accounts/2fa/", {"code": before[0]})
    answer = client.post("/accounts/2fa/recovery-codes/generate/")
    assert answer["Location"] == "/accounts/2fa/recovery-codes/"
    after = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert (len(after), set(after) & set(before)) == (10, set())
    file = client.get("/accounts/2fa/recovery-codes/download/")
    assert file.content.decode().split() == after
    assert file["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert "no-store" in file["Cache-Control"]

"""Every page of accounts: ours in words and looks, valid, without a script or style of its own."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import get_resolver

from directory.accounts import urls
from tests.accounts import people
from tests.accounts.people import PASSWORD, app_code, confirmed, sign_in
from tests.public.validity import faults

pytestmark = pytest.mark.django_db

OUTSIDE = {
    "/accounts/login/": "Sign in",
    "/accounts/signup/": "Make an account",
    "/accounts/signup/passkey/": "Make an account with a passkey",
    "/accounts/password/reset/": "I forgot my password",
    "/accounts/password/reset/done/": "Your password is changed",
    "/accounts/inactive/": "This account is closed",
}
INSIDE = {
    "/accounts/logout/": "Sign out",
    "/accounts/email/": "Change your e‑mail address",
    "/accounts/password/change/": "Change your password",
    "/accounts/sessions/": "Where you are signed in",
    "/accounts/2fa/": "Passkeys and second step",
    "/accounts/2fa/reauthenticate/": "Is it you?",
    "/accounts/2fa/app/deactivate/": "Remove the authenticator app",
    "/accounts/2fa/recovery-codes/": "Recovery codes",
    "/accounts/2fa/recovery-codes/generate/": "Make new recovery codes",
    "/accounts/2fa/passkeys/": "Your passkeys",
    "/accounts/2fa/passkeys/add/": "Add a passkey",
}
NEVER = re.compile(r"\bverif|two-factor|security key|log ?in\b|log ?out|!|oops|successfully", re.I)


@pytest.fixture(autouse=True)
def _the_clock_stands(frozen: Callable[[date], None]) -> None:
    frozen(date(2026, 11, 3))


def inside() -> Client:
    """Somebody with an app who has just proved it."""
    client = Client()
    people.with_app(confirmed())
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    sign_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": app_code()})
    client.post("/accounts/2fa/reauthenticate/?next=/", {"code": codes[0]})
    return client


def fine(source: str, title: str) -> None:
    """What holds for every one of these pages."""
    assert re.findall(r"<h1>(.*?)</h1>", source) == [title]
    assert f"<title>{title} – Scalp Credentials</title>" in source
    assert faults(source) == []
    for script in re.findall(r"<script\b([^>]*)>", source):
        assert 'type="application/json"' in script or script.lstrip().startswith('src="/static/')
    assert re.findall(r"<style|\sstyle=|\son\w+=|placeholder=", source) == []
    assert NEVER.findall(re.sub(r"<[^>]+>", " ", source)) == []
    assert '<meta name="robots" content="noindex">' in source


@pytest.mark.parametrize(("address", "title"), OUTSIDE.items())
def test_pages_before_signing_in(client: Client, address: str, title: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    fine(answer.content.decode(), title)
    assert "no-store" in answer["Cache-Control"]


def test_pages_after_signing_in() -> None:
    client = inside()
    for address, title in INSIDE.items():
        answer = client.get(address)
        assert answer.status_code == 200, address
        fine(answer.content.decode(), title)
        assert "no-store" in answer["Cache-Control"]
        assert client.get(address, headers={"Accept-Language": "es"}).status_code == 200


def test_pages_on_the_way(client: Client) -> None:
    client.post("/accounts/signup/", {"email": "new@example.org", "password1": PASSWORD})
    fine(client.get("/accounts/confirm-email/").content.decode(), "Confirm your e‑mail address")
    client = Client()
    people.with_app(confirmed())
    client.post("/accounts/password/reset/", {"email": "ada@example.org"})
    fine(client.get("/accounts/password/reset/confirm/").content.decode(), "Enter the code")
    client.post("/accounts/password/reset/confirm/", {"code": people.code()})
    fine(client.get("/accounts/password/reset/complete/").content.decode(), "Choose a new password")
    client = Client()
    sign_in(client)
    fine(client.get("/accounts/2fa/authenticate/").content.decode(), "Second step")


def test_the_page_of_a_new_app(client: Client) -> None:
    confirmed()
    sign_in(client)
    fine(client.get("/accounts/reauthenticate/").content.decode(), "Is it you?")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    fine(client.get("/accounts/2fa/app/activate/").content.decode(), "Set up an authenticator app")


def test_a_passkey_account_may_add_a_password(client: Client) -> None:
    account = confirmed()
    sign_in(client)
    account.set_unusable_password()
    account.save()
    client.force_login(account)
    assert client.get("/accounts/password/change/")["Location"] == "/accounts/password/set/"
    fine(client.get("/accounts/password/set/").content.decode(), "Choose a password")


@pytest.mark.parametrize("address", INSIDE)
def test_strangers_are_sent_to_sign_in(client: Client, address: str) -> None:
    if address == "/accounts/logout/":
        assert client.get(address)["Location"] == "/"
    else:
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/?next=")


def addresses() -> Iterator[str]:
    for pattern in urls.urlpatterns:
        yield "/accounts/" + str(pattern.pattern)


@pytest.mark.parametrize(
    "address",
    ["3rdparty/", "3rdparty/signup/", "phone/verify/", "phone/change/", "login/code/", "login/code/confirm/",
     "confirm-email/some-key/", "password/reset/key/1-set-password/", "2fa/trust/", "social/login/error/"],
)  # fmt: skip
def test_what_we_do_not_use_has_no_address(client: Client, address: str) -> None:
    assert client.get(f"/accounts/{address}").status_code == 404


def test_every_address_is_one_of_the_list() -> None:
    found = get_resolver().reverse_dict  # loads the whole site
    assert found
    assert len(list(addresses())) == len(set(addresses())) == 30


def test_the_masthead_knows_who_is_there(client: Client) -> None:
    assert '<a href="/accounts/login/">' in client.get("/").content.decode()
    confirmed()
    sign_in(client)
    page = client.get("/").content.decode()
    assert '<a href="/accounts/logout/">' in page
    assert "/accounts/login/" not in page

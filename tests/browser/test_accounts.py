"""Accounts in a browser: without scripts by password, with them by a passkey of a made-up device."""

import itertools
import re
import time
from collections.abc import Iterator

import pytest
from allauth.account.internal.flows import login
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.plugin import DjangoDbBlocker

from tests.accounts import people
from tests.accounts.people import OTHER_PASSWORD
from tests.accounts.test_pages import INSIDE, OUTSIDE
from tests.browser.checks import arm, axe, looks
from tests.browser.visit import Visit, visiting

pytestmark = pytest.mark.browser
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip
_numbers = itertools.count(1)


@pytest.fixture
def named(site: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The site by its name: a passkey belongs to a name. What these tests write is flushed with the directory."""
    # No transaction around the test: on SQLite it would lock the server out.
    with django_db_blocker.unblock():
        cache.clear()
        yield site.replace("127.0.0.1", "localhost")
        cache.clear()


def email() -> str:
    return f"browser{next(_numbers)}@example.org"


def press(tab: Page, name: str) -> None:
    tab.get_by_role("button", name=name, exact=True).click()


def heading(tab: Page, words: str) -> None:
    expect(tab.get_by_role("heading", level=1)).to_have_text(words)


def confirm(tab: Page) -> None:
    """Type the code from the newest letter."""
    heading(tab, "Confirm your e‑mail address")
    tab.get_by_label("Code from the letter").fill(people.code())
    press(tab, "Confirm")


@pytest.mark.django_db
def test_the_way_in_is_on_every_page(site: str, browser: Browser) -> None:
    # Reads only, so it may hold a transaction; its mark is what asks for a database for all of these.
    with visiting(browser, site) as visit:
        visit.open("/find/?q=78701")
        visit.tab.get_by_role("link", name="Sign in").click()
        heading(visit.tab, "Sign in")
        assert visit.heard == []


def test_without_scripts_somebody_signs_up_out_and_in_and_replaces_a_password(
    named: str, browser: Browser
) -> None:
    address = email()
    with visiting(browser, named, java_script_enabled=False) as visit:
        tab = visit.tab
        visit.open("/accounts/signup/")
        tab.get_by_label("E-mail address").fill(address)
        tab.get_by_label("Password", exact=True).fill("short")
        press(tab, "Make an account")
        expect(tab.locator("#problems")).to_contain_text("This password is too short.")
        expect(tab.get_by_label("E-mail address")).to_have_value(address)
        tab.get_by_label("Password", exact=True).fill(people.PASSWORD)
        press(tab, "Make an account")
        confirm(tab)
        expect(tab).to_have_url(re.compile(r"/my/"))
        visit.open("/accounts/logout/")
        press(tab, "Sign out")
        visit.open("/accounts/login/")
        expect(tab.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
        tab.get_by_role("link", name="I forgot my password").click()
        tab.get_by_label("E-mail address").fill(address)
        press(tab, "Send the code")
        heading(tab, "Enter the code")
        tab.get_by_label("Code from the letter").fill(people.code())
        press(tab, "Continue")
        tab.get_by_label("New password", exact=True).fill(OTHER_PASSWORD)
        tab.get_by_label("New password again").fill(OTHER_PASSWORD)
        press(tab, "Change the password")
        heading(tab, "Your password is changed")
        tab.locator("main").get_by_role("link", name="Sign in").click()
        tab.get_by_label("E-mail address").fill(address)
        tab.get_by_label("Password", exact=True).fill(OTHER_PASSWORD)
        press(tab, "Sign in")
        expect(tab).to_have_url(re.compile(r"/my/"))
        assert visit.heard == []


def device(visit: Visit) -> None:
    """A fingerprint reader that always says yes."""
    session = visit.tab.context.new_cdp_session(visit.tab)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def test_with_a_passkey_somebody_signs_up_and_in_and_proves_it_again(named: str, browser: Browser) -> None:
    with visiting(browser, named) as visit:
        device(visit)
        tab = visit.tab
        visit.open("/accounts/signup/passkey/")
        tab.get_by_label("E-mail address").fill(email())
        press(tab, "Make an account")
        confirm(tab)
        heading(tab, "Make your passkey")
        press(tab, "Make the passkey")
        expect(tab).to_have_url(re.compile(r"/my/"))
        visit.open("/accounts/logout/")
        press(tab, "Sign out")
        visit.open("/accounts/login/")
        press(tab, "Sign in with a passkey")
        expect(tab).to_have_url(re.compile(r"/my/"))
        visit.open("/accounts/2fa/app/activate/")
        heading(tab, "Is it you?")
        press(tab, "Use a passkey")
        heading(tab, "Set up an authenticator app")
        assert visit.heard == []


def test_a_device_that_refuses_is_said_in_words(named: str, browser: Browser) -> None:
    with visiting(browser, named) as visit:
        session = visit.tab.context.new_cdp_session(visit.tab)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | {"isUserVerified": False}})
        visit.open("/accounts/login/")
        press(visit.tab, "Sign in with a passkey")
        expect(visit.tab.get_by_role("status")).to_have_text(
            "Your device did not give a passkey. Try again, or use another way."
        )


def test_on_an_address_without_a_name_passkeys_say_why_they_cannot(
    site: str, named: str, browser: Browser
) -> None:
    with visiting(browser, site) as visit:
        visit.open("/accounts/login/")
        press(visit.tab, "Sign in with a passkey")
        expect(visit.tab.get_by_role("status")).to_have_text(
            "Passkeys need a site that is opened by its name. This address is a number."
        )


def cookie_of_somebody_inside(named: str) -> dict[str, str]:
    """The session of somebody with an app who has just proved it."""
    client, account = Client(), people.with_app(people.confirmed(email()))
    people.enter(client, account)
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "mfa", "at": time.time() + 600, "type": "totp", "reauthenticated": True}
    ]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(account.pk)
    session.save()
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": named}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_reachable_for_all_on_a_phone_and_on_a_desk(
    named: str, browser: Browser, scheme: str
) -> None:
    found = {}
    with visiting(browser, named, color_scheme=scheme) as visit:
        for addresses, inside in ((OUTSIDE, False), (INSIDE, True)):
            if inside:
                visit.tab.context.add_cookies([cookie_of_somebody_inside(named)])
            for address in addresses:
                assert visit.open(address) == 200
                arm(visit.tab)
                for width in (1280, 320):
                    visit.resize(width)
                    wrong = looks(visit.tab, "empty", "sideways", "targets", "controls") + axe(visit.tab)
                    if wrong:
                        found[address, width] = wrong
        assert found == {}
        assert visit.heard == []

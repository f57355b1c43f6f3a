"""The last second step of a moderator stays, whichever it is and however many windows ask."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.internal.flows import login
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import connection
from django.test import Client

from practitioners.models import Account
from practitioners.vocabulary import Role
from tests.accounts import people
from tests.accounts.people import confirmed
from tests.accounts.test_second_factors import rooms
from tests.domain.test_races import together

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.site")]
APP = "/accounts/2fa/app/deactivate/"


def passkey(account: Account, name: str = "Phone") -> str:
    """Where the passkey of a device that does not exist is removed."""
    key = Authenticator.objects.create(
        user=account, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": {}}
    )
    return f"/accounts/2fa/passkeys/{key.pk}/remove/"


def proved(account: Account) -> Client:
    """A browser in which this account has just proved its second step."""
    client = Client()
    client.force_login(account)
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "mfa", "at": time.time(), "type": "webauthn", "reauthenticated": True}
    ]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(account.pk)
    session.save()
    return client


def moderator(role: Role = Role.MODERATOR) -> Account:
    return confirmed("rea@example.org", role=role)


def left() -> set[str]:
    """The second steps that are there."""
    return set(Authenticator.objects.values_list("type", flat=True))


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.SENIOR])
def test_the_last_passkey_of_a_moderator_stays(role: Role) -> None:
    account = moderator(role)
    only = passkey(account)
    RecoveryCodes.activate(account)
    client = proved(account)
    assert "Moderators keep at least one second step" in client.get(only).content.decode()
    answer = client.post(only)
    assert answer.status_code == 422
    assert "Set up another one before you remove this." in answer.content.decode()
    assert left() == {"webauthn", "recovery_codes"}
    assert rooms(client)["moderators"] == 200
    other = passkey(account, "Laptop")
    assert client.post(only)["Location"] == "/accounts/2fa/passkeys/"
    assert people.letters()[-1].subject == "A passkey was removed"
    assert client.post(other).status_code == 422
    assert left() == {"webauthn", "recovery_codes"}


def test_an_app_stands_in_for_the_last_passkey_and_the_other_way_round() -> None:
    account = people.with_app(moderator())
    key, client = passkey(account), proved(account)
    assert client.post(key).status_code == 302
    assert client.post(APP).status_code == 422
    passkey(account)
    assert client.post(APP).status_code == 302
    assert left() == {"webauthn", "recovery_codes"}
    assert rooms(client)["moderators"] == 200


def test_who_does_not_moderate_may_go_without_one() -> None:
    ada = confirmed()
    key, client = passkey(ada), proved(ada)
    assert "your recovery codes stop working too" in client.get(key).content.decode()
    assert client.post(key).status_code == 302
    assert left() == set()


def test_nobody_removes_the_passkey_of_another() -> None:
    theirs = passkey(confirmed())
    assert proved(people.with_app(moderator())).post(theirs).status_code == 404
    assert left() == {"webauthn", "totp", "recovery_codes"}


def test_who_has_none_sees_nothing_of_the_desk_and_is_told_where_to_set_one_up() -> None:
    client = proved(moderator())
    answer = client.get("/moderators/", follow=True)
    assert answer.redirect_chain == [("/accounts/2fa/", 302)]
    page = answer.content.decode()
    assert "Moderators sign in with a second step. Set one up first, then come back." in page
    assert "/accounts/2fa/passkeys/add/" in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(2))
def test_two_windows_that_remove_one_each_leave_one(attempt: int) -> None:
    account = people.with_app(moderator())
    key = passkey(account)
    windows: list[Client] = [proved(account), proved(account)]

    def press(client: Client, address: str) -> Callable[[], Any]:
        def pressed() -> int:
            try:
                return int(client.post(address).status_code)
            finally:
                connection.close()

        return pressed

    done = together(press(windows[0], key), press(windows[1], APP))
    assert set(done) == {302, 422}
    assert left() in ({"webauthn", "recovery_codes"}, {"totp", "recovery_codes"})

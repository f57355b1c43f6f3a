"""People who sign in as in life: through the pages, with the codes from their letters."""

import re
import time
from typing import Any

import pytest
from allauth.account.internal.flows import login
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import hashers
from django.test import Client

from practitioners.models import Account, Notice
from practitioners.vocabulary import NoticeKind, Role
from tests import factories as make

PASSWORD = "correct horse battery"
OTHER_PASSWORD = "purple kettle on a bicycle"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
CODE = re.compile(r"\b[B-Z]{4}-[B-Z]{4}\b")


def confirmed(email: str = "ada@example.org", *, role: Role = Role.MEMBER) -> Account:
    """An account whose address was confirmed; the password is PASSWORD."""
    account = make.account(email, role=role)
    EmailAddress.objects.update_or_create(
        email=email, defaults={"user": account, "verified": True, "primary": True}
    )
    return account


def with_app(account: Account) -> Account:
    """The same with an authenticator app and recovery codes."""
    totp.TOTP.activate(account, SECRET)
    RecoveryCodes.activate(account)
    return account


def app_code(secret: str = SECRET, *, later: int = 0) -> str:
    """What the app shows now, or so many periods later."""
    counter = int(time.time()) // 30 + later
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def sign_in(client: Client, email: str = "ada@example.org", password: str = PASSWORD, **more: Any) -> Any:
    """The answer to the sign-in form."""
    return client.post("/accounts/login/", {"login": email, "password": password, **more})


def enter(client: Client, account: Account) -> None:
    """Signed in at once, with a second step where the doors ask for one: for tests of what lies behind them."""
    client.force_login(account)
    if account.is_moderator:
        if not account.authenticator_set.exists():
            with_app(account)
        session = client.session
        session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "mfa", "at": time.time(), "type": "totp"}
        ]
        session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(account.pk)
        session.save()


def entered(client: Client) -> bool:
    """Whether this browser is signed in."""
    return "_auth_user_id" in client.session


def letters() -> list[Notice]:
    """The letters about accounts that are owed, oldest first."""
    return list(Notice.objects.filter(kind=NoticeKind.ACCOUNT).order_by("pk"))


def code() -> str:
    """The code in the newest letter."""
    found = CODE.search(letters()[-1].words)
    assert found, letters()[-1].words
    return found[0]


def counted_hashing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A list that grows by one for each time a password is hashed: the slow thing that could tell."""
    done: list[str] = []
    hasher = hashers.get_hasher()
    encode = type(hasher).encode

    def counting(self: Any, *args: Any, **kwargs: Any) -> str:
        done.append("hashed")
        return encode(self, *args, **kwargs)

    monkeypatch.setattr(type(hasher), "encode", counting)
    return done

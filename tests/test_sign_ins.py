"""The start of a demonstration names exactly the accounts that open with its password."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.test import Client

from directory.management import sign_ins
from practitioners.demonstration.make import PASSWORD, SIGN_INS, STAFF
from practitioners.models import Account
from tests import factories as make
from tests.accounts import people

pytestmark = pytest.mark.django_db


def test_nobody_is_named_where_nobody_can_sign_in() -> None:
    for email, _sees in SIGN_INS:
        Account.objects.create_user(email)
    make.account("sam@example.org")
    assert [line.split()[0] for line in sign_ins.lines()] == ["Nobody"]
    assert sign_ins.confirm() == 0
    assert EmailAddress.objects.count() == 0


def test_those_who_can_are_named_and_their_addresses_confirmed_once() -> None:
    able = [email for email, _sees in SIGN_INS][:3]
    for email in able:
        make.account(email)
    make.account("sam@example.org")
    Account.objects.update(password=make_password(PASSWORD))
    first, *named = sign_ins.lines()
    assert (PASSWORD in first, [line.split()[0] for line in named]) == (True, able)
    assert [sign_ins.confirm(), sign_ins.confirm()] == [3, 0]
    confirmed = EmailAddress.objects.values_list("email", "user__email", "verified", "primary").order_by("pk")
    assert {(email, email, True, True) for email in able} == set(confirmed)


def staffed(settings: Any, *, demonstration: bool) -> list[str]:
    """The lines about the three who moderate, with a stranger who can sign in too."""
    settings.DEMONSTRATION = demonstration
    for email, role in STAFF:
        make.account(email, role=role)
    make.account(SIGN_INS[0][0])
    Account.objects.update(password=make_password(PASSWORD))
    sign_ins.confirm()
    sign_ins.equip()
    return list(sign_ins.lines())


def test_the_second_step_of_a_demonstration_is_printed_and_opens(settings: Any, client: Client) -> None:
    told = staffed(settings, demonstration=True)
    assert sign_ins.equip() == 0
    assert set(Authenticator.objects.values_list("user__email", flat=True)) == {
        email for email, _role in STAFF
    }
    at = next(number for number, line in enumerate(told) if line.split()[0] == "rea@example.org")
    secret, codes = told[at + 1].split()[-1], told[at + 2].split()[-sign_ins.CODES :]
    assert len(told) == 1 + 4 + 2 * 3
    for second in (people.app_code(secret), codes[0]):
        client.logout()
        assert people.sign_in(client, "rea@example.org", PASSWORD).status_code == 302
        client.post("/accounts/2fa/authenticate/", {"code": second})
        assert client.get("/desk/").status_code == 200
    # A code opens once: the next start prints others.
    again = list(sign_ins.lines())[at + 2].split()[-sign_ins.CODES :]
    assert again[:2] == codes[1:]


def test_a_real_site_gives_and_prints_no_second_step(settings: Any) -> None:
    told = staffed(settings, demonstration=False)
    assert not Authenticator.objects.exists()
    people.with_app(Account.objects.get(email="rea@example.org"))
    assert list(sign_ins.lines()) == told
    assert people.SECRET not in " ".join(told)

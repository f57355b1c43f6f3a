"""The start of a demonstration names exactly the accounts that open with its password."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from directory.management import sign_ins
from practitioners.demonstration.make import PASSWORD, SIGN_INS
from practitioners.models import Account
from tests import factories as make

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

"""Giving and taking the right to moderate asks again who it is."""

import pytest

from practitioners import clock
from practitioners.models import Account, RoleChange
from practitioners.vocabulary import Role
from tests import factories as make
from tests.accounts import people
from tests.desk.room import browser, senior

pytestmark = pytest.mark.django_db


def roles() -> dict[str, str]:
    return dict(Account.objects.exclude(role=Role.MEMBER).values_list("email", "role"))


def test_a_grant_waits_until_the_senior_proved_the_second_step_again() -> None:
    sia, ben, sam = senior(), make.account("ben@example.org"), make.account("sam@example.org")
    client = browser(sia)
    asked = client.post("/desk/people/grant/", {"email": ben.email, "role": Role.MODERATOR})
    assert asked["Location"] == "/accounts/2fa/reauthenticate/?next=%2Fdesk%2Fpeople%2Fgrant%2F"
    assert roles() == {sia.email: Role.SENIOR}
    assert client.post(asked["Location"], {"code": "000000"}).status_code == 422
    assert roles() == {sia.email: Role.SENIOR}
    done = client.post(asked["Location"], {"code": people.app_code()})
    assert (done.status_code, done["Location"]) == (302, "/desk/people/")
    assert roles() == {sia.email: Role.SENIOR, ben.email: Role.MODERATOR}
    sam.refresh_from_db()
    assert sam.role == Role.MEMBER


def test_removing_and_confirming_ask_again_too_and_letting_go_does_not() -> None:
    sia, rea = senior(), make.moderator("rea")
    tom = senior("tom")
    change = RoleChange.objects.create(
        account=make.account("ben@example.org"),
        role=Role.MODERATOR,
        proposed_by=tom,
        proposed_at=clock.now(),
    )
    client, before = browser(sia), roles()
    for path in (f"/desk/people/{rea.pk}/remove/", f"/desk/people/changes/{change.pk}/confirm/"):
        assert client.post(path)["Location"].startswith("/accounts/2fa/reauthenticate/"), path
    assert roles() == before
    assert client.post(f"/desk/people/changes/{change.pk}/drop/")["Location"] == "/desk/people/"

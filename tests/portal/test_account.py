"""The account: letters, taking the page away, taking everything along, and closing for good."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client

from practitioners import ledger
from practitioners.models import Account, LedgerEvent, Practitioner
from practitioners.vocabulary import Role, Verb, Visibility
from tests import factories as make
from tests.accounts import people
from tests.portal import page
from tests.public.pages import read, text
from tests.public.validity import faults

pytestmark = pytest.mark.django_db


def fresh(account: Account) -> Client:
    """A browser in which this account has just given its password again."""
    browser = page.signed_in(account)
    assert browser.post("/accounts/reauthenticate/", {"password": people.PASSWORD}).status_code == 302
    return browser


def known(person: Practitioner) -> Account:
    """Their account."""
    assert person.account is not None
    return person.account


def test_every_way_to_sign_in_is_a_link_away() -> None:
    ada = make.qualified()
    shown = read(page.owner(ada), "/my/account/")
    links = {link.attrib["href"] for link in shown.all("main//a")}
    ways = {"/accounts/email/", "/accounts/password/change/", "/accounts/2fa/", "/accounts/sessions/"}
    assert ways | {"/my/account/close/"} <= links
    assert ada.account.email in text(shown.one("main"))  # type: ignore[union-attr]


def test_a_member_without_a_record_has_an_account_page_too() -> None:
    browser = page.signed_in(make.account())
    words = text(read(browser, "/my/account/").one("main"))
    assert "Download everything" not in words
    assert browser.post("/my/account/export/").status_code == 404
    assert browser.post("/my/account/unlist/").status_code == 404
    assert Client().get("/my/account/")["Location"].startswith("/accounts/login/")


def test_letters_well_ahead_can_be_turned_off_and_on() -> None:
    ada, sam = make.practitioner(), make.practitioner("Sam Stranger")
    browser = page.owner(ada)
    assert "checked" in browser.get("/my/account/").content.decode()
    assert browser.post("/my/account/", {"role": "senior", "email": "x@example.org"}).status_code == 302
    ada.account.refresh_from_db()  # type: ignore[union-attr]
    sam.account.refresh_from_db()  # type: ignore[union-attr]
    assert (ada.account.reminders, sam.account.reminders) == (False, True)  # type: ignore[union-attr]
    assert ada.account.role == Role.MEMBER  # type: ignore[union-attr]
    browser.post("/my/account/", {"reminders": "on"})
    ada.account.refresh_from_db()  # type: ignore[union-attr]
    assert ada.account.reminders  # type: ignore[union-attr]


def test_a_page_is_taken_out_and_can_come_back() -> None:
    ada, sam = make.qualified(), make.qualified("Sam Stranger")
    browser = page.owner(ada)
    assert browser.get("/my/account/unlist/").status_code == 405
    assert browser.post("/my/account/unlist/")["Location"] == "/my/account/"
    ada.refresh_from_db()
    sam.refresh_from_db()
    assert (ada.visibility, sam.visibility) == (Visibility.CLOSED, Visibility.PUBLIC)
    assert browser.post("/my/account/unlist/").status_code == 409
    shown = read(browser, "/my/account/")
    assert "Make my page public again" in text(shown.one("main"))
    browser.post("/my/publish/")
    ada.refresh_from_db()
    assert ada.visibility == Visibility.PUBLIC


def test_everything_comes_along_in_one_file_and_nothing_of_anybody_else() -> None:
    ada = make.qualified()
    make.qualified("Sam Stranger")
    answer = page.owner(ada).post("/my/account/export/")
    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith(f'attachment; filename="{ada.slug}-')
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as packed:  # type: ignore[attr-defined]
        record = json.loads(packed.read("record.json"))
        assert any(name.endswith("seen.pdf") for name in packed.namelist())
    assert [row["public_name"] for row in record["practitioner"]] == ["Ada Stone"]
    assert "Sam" not in json.dumps(record)
    assert page.owner(ada).get("/my/account/export/").status_code == 405


def test_closing_says_what_goes_and_what_stays_and_asks_for_the_password_again() -> None:
    ada = make.qualified()
    account = known(ada)
    assert (
        page.signed_in(account).get("/my/account/close/")["Location"].startswith("/accounts/reauthenticate/")
    )
    browser = fresh(account)
    shown = read(browser, "/my/account/close/")
    words = text(shown.one("main"))
    assert "What is erased, at once and for good" in words
    assert "What is kept, and why" in words
    refused = browser.post("/my/account/close/", {})
    assert refused.status_code == 422
    assert faults(refused.content.decode()) == []
    assert Account.objects.filter(pk=account.pk).exists()


def test_closing_erases_signs_out_and_leaves_the_chain_whole() -> None:
    ada, sam = make.qualified(), make.qualified("Sam Stranger")
    account, pk = known(ada), ada.pk
    browser = fresh(account)
    answer = browser.post("/my/account/close/", {"sure": "on"}, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert "Your account is closed and your record is erased." in answer.content.decode()
    assert not people.entered(browser)
    assert set(Practitioner.objects.values_list("pk", flat=True)) == {sam.pk}
    assert not Account.objects.filter(pk=account.pk).exists()
    assert LedgerEvent.objects.filter(subject=f"practitioner:{pk}", verb=Verb.ERASED.value).count() == 1
    assert list(ledger.verify()) == []
    assert Client().get(f"/p/{ada.slug}/").status_code == 404


def test_a_moderator_cannot_erase_themselves() -> None:
    account = people.confirmed("rea@example.org", role=Role.MODERATOR)
    browser = fresh(account)
    answer = browser.post("/my/account/close/", {"sure": "on"})
    assert answer.status_code == 403
    assert "must stay explained" in answer.content.decode()
    assert Account.objects.filter(pk=account.pk).exists()


def test_the_pages_are_valid_html() -> None:
    ada = make.qualified()
    assert faults(page.owner(ada).get("/my/account/").content.decode()) == []
    assert faults(fresh(known(ada)).get("/my/account/close/").content.decode()) == []
    assert faults(page.signed_in(make.account()).get("/my/account/").content.decode()) == []

"""The comparison on a case: claimed, document and issuer side by side, filled in by whoever decides, then read."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from practitioners.models import Case, Credential, Opinion
from practitioners.vocabulary import Kind, Status
from practitioners.workflow import moves
from tests import factories as make
from tests.desk.room import IDA, MAX, REA, browser, decide, page, taken, typed, upload
from tests.public.pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None], settings: Any) -> None:
    frozen(date(2026, 3, 9))
    settings.SECOND_CHECK_SHARE = 0


@pytest.fixture
def claim() -> Credential:
    """A license with a file; a stranger's waits too."""
    make.sent(make.practitioner("Sam Stranger"), Kind.LICENSE)
    found = make.sent(make.practitioner("Ada Stone"), Kind.LICENSE, number="TX-77")
    upload(found)
    return found


def table(client: Any, case: Case) -> list[list[str]]:
    """The comparison, row by row, as it is read."""
    shown = page(client, client.get(f"/desk/case/{case.ref}/", follow=True).request["PATH_INFO"])
    return [[text(cell) for cell in row] for row in shown.all("section[@aria-labelledby='compare-h']//tr")]


def test_nothing_is_compared_before_somebody_has_looked(claim: Credential) -> None:
    case = taken(claim, browser(REA))
    head, number, *_others = table(browser(MAX), case)
    assert head == ["Field", "Claimed", "Document", "Register", "Result"]
    assert number == ["Number", "TX-77", "Not read", "Not read", "Not compared yet"]


def test_only_what_differs_is_written_and_the_rest_was_read_as_claimed(claim: Credential) -> None:
    rea = browser(REA)
    case = taken(claim, rea)
    said = {
        "agree": "differs", "document-name_on_license": "Ada M. Stone", "document-number": " tx-77 ",
        "issuer-else": "Former name: Moss", "expiry": "claimed", "words": "A marriage certificate is there.",
    }  # fmt: skip
    assert decide(rea, case, **typed(claim, **said)).status_code == 302
    assert Opinion.objects.get().readings == {
        "document": {"name_on_license": "Ada M. Stone"}, "issuer": {"else": "Former name: Moss"},
    }  # fmt: skip
    rows = {row[0]: row[1:] for row in table(rea, case)}
    assert rows["Name"] == ["Ada Stone", "Ada M. Stone", "Ada Stone", "The document differs"]
    assert rows["Number"] == ["TX-77", "TX-77", "TX-77", "Agrees"]
    assert rows["Anything else"] == ["–", "Not read", "Former name: Moss", "The issuer differs"]
    assert rows["Status"][2:] == ["Active", "As read"]
    # The second person sees none of it before they have looked.
    blind = {row[0]: row[1:] for row in table(browser(MAX), case)}
    assert blind["Name"] == ["Ada Stone", "Not read", "Not read", "Not compared yet"]


def test_another_last_day_is_read_as_a_day(claim: Credential) -> None:
    rea = browser(REA)
    case = taken(claim, rea)
    other = {
        "agree": "differs",
        "expiry": "other",
        "expires_on_0": 1,
        "expires_on_1": 2,
        "expires_on_2": 2027,
    }
    assert decide(rea, case, **typed(claim, **other)).status_code == 302
    rows = {row[0]: row[1:] for row in table(rea, case)}
    assert rows["Expires"][2:] == ["1 February 2027", "The issuer differs"]
    assert Opinion.objects.get().expires_on == date(2027, 2, 1)


def test_where_all_agrees_one_press_gives_the_last_day_too(claim: Credential) -> None:
    rea = browser(REA)
    case = taken(claim, rea)
    assert decide(rea, case, **typed(claim)).status_code == 302
    opinion = Opinion.objects.get()
    assert (opinion.readings, opinion.expires_on) == (
        {"document": {}, "issuer": {}},
        claim.license.expires_on,
    )


def test_who_reads_the_document_only_has_not_read_the_register(claim: Credential) -> None:
    rea = browser(REA)
    case = taken(claim, rea)
    assert decide(rea, case, **typed(claim, how="document")).status_code == 302
    assert Opinion.objects.get().readings == {"document": {}}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"agree": None}, "Say whether what you read is what is claimed."),
        (
            {"agree": "differs", "expiry": "claimed"},
            "Write in the table what differs, or say that all agrees.",
        ),
        ({"agree": "differs", "document-number": "8"}, "Say which last day you read at the source."),
        ({"agree": "differs", "expiry": "other"}, "Enter the last day you read at the source."),
        ({"agree": "differs", "expiry": "claimed", "issuer-else": "x" * 161}, "at most 160 characters"),
    ],
)
def test_an_approval_says_what_was_read(claim: Credential, said: dict[str, Any], sentence: str) -> None:
    rea = browser(REA)
    case = taken(claim, rea)
    answer = decide(rea, case, **typed(claim, words="Why.", **said))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Opinion.objects.count() == 0


def test_who_approves_what_differs_says_why(claim: Credential) -> None:
    rea = browser(REA)
    case = taken(claim, rea)
    said = {"agree": "differs", "document-number": "TX-78", "expiry": "claimed"}
    answer = decide(rea, case, **typed(claim, **said))
    assert answer.status_code == 409
    assert b"You read something else than is claimed." in answer.content
    assert b'value="TX-78"' in answer.content


def test_who_asks_for_more_need_not_compare_and_loses_nothing(claim: Credential) -> None:
    rea = browser(REA)
    case = taken(claim, rea)
    said = {"agree": None, "document-number": "TX-78", "words": "The number is another one."}
    assert decide(rea, case, **typed(claim, "return", **said)).status_code == 302
    assert Opinion.objects.get().readings == {"document": {"number": "TX-78"}, "issuer": {}}


def test_a_renewal_shows_what_the_page_says_now_where_it_differs(claim: Credential) -> None:
    ada = make.qualified("Bea Moss")
    license = ada.credentials.get(kind=Kind.LICENSE)
    renewal = make.sent(
        ada, Kind.LICENSE, renews=license, number=license.license.number, expires_on=date(2029, 1, 31)
    )
    rows = {row[0]: row[1:] for row in table(browser(REA), Case.objects.get(credential=renewal))}
    assert rows["Number"][-1] == "As on the page"
    assert rows["Expires"][0].startswith("31 January 2029 On the page: ")
    assert rows["Expires"][-1] == "Changed"


def test_an_earlier_round_is_not_held_against_new_words(claim: Credential) -> None:
    rea = browser(REA)
    case = taken(claim, rea)
    decide(rea, case, **typed(claim, "return", **{"document-number": "TX-78", "words": "Another number."}))
    moves.submit(Credential.objects.get(pk=claim.pk), by=claim.practitioner.account, words="I read it again.")
    rows = {row[0]: row[1:] for row in table(browser(IDA), Case.objects.open().get(credential=claim))}
    assert rows["Number"][1:] == ["Not read", "Not read", "Not compared yet"]
    assert Credential.objects.get(pk=claim.pk).status == Status.SUBMITTED

"""The desk in the public numbers: how long a decision takes, why claims are refused, and which re-checks are late."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from practitioners import clock
from practitioners.models import Case, Opinion, Reason
from practitioners.vocabulary import CaseKind, Decision, Kind, Level
from practitioners.workflow import docket, moves
from tests import factories as make
from tests.domain.desk import case_of, decided
from tests.public.pages import read, text

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 9)
QUERIES = 8
LONG_AGO = datetime(2025, 11, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None], settings: Any) -> None:
    frozen(MONDAY)
    settings.SECOND_CHECK_SHARE = 0
    for code in ("N1", "N2", "Q1", "F1"):
        Reason.objects.create(code=code, label=code, text=f"{code}.", written_at=clock.now())


def figures(client: Client, section: str = "work") -> dict[str, str]:
    """The numbers of one section as names and values; nothing when it is not there."""
    rows = read(client, "/numbers/").all(f"section[@aria-labelledby='{section}-h']/dl[@class='figures']/div")
    return {(row.find("dt").text or "").strip(): text(row.find("dd")) for row in rows}  # type: ignore[union-attr]


def median(client: Client) -> str:
    return figures(client)["Median time from sending to decision"]


def verified(sent: date, *, returned: bool = False) -> None:
    """A claim sent that day and decided today."""
    with clock.at(sent):
        claim = make.sent(make.practitioner("Ada Stone"), Kind.TRAINING)
        if returned:
            moves.return_(claim, by=make.moderator("rea"), words="More.")
            moves.submit(claim, by=claim.practitioner.account)
    make.looked(claim, "rea", level=Level.DOCUMENT)
    moves.verify(claim, by=make.moderator("rea"), level=Level.DOCUMENT)


def refused(times: int, *codes: str) -> None:
    for _time in range(times):
        claim = make.sent(make.practitioner("Ben Field"), Kind.TRAINING)
        decided(case_of(claim), "rea", Decision.REJECT, reasons=codes, words="" if codes else "Not this.")


def test_the_median_is_the_middle_of_the_working_time(client: Client) -> None:
    assert median(client) == "No decision yet"
    verified(MONDAY)
    assert median(client) == "under 1 working day"
    verified(date(2026, 3, 6))  # a weekend between: one working day
    verified(date(2026, 2, 27))
    assert median(client) == "1 working day"
    verified(date(2026, 2, 27))
    verified(date(2026, 2, 20))
    assert median(client) == "6 working days"


def test_what_waited_for_a_reply_and_what_is_old_is_not_in_the_median(client: Client) -> None:
    verified(date(2026, 2, 2), returned=True)
    assert median(client) == "No decision yet"
    verified(date(2026, 2, 20))
    Case.objects.update(closed_at=LONG_AGO)
    assert median(client) == "No decision yet"


def test_refusals_are_counted_by_reason_and_rare_ones_together(client: Client) -> None:
    assert figures(client, "refusals") == {}
    refused(4, "N1", "Q1")
    refused(3, "N2", "N1")
    refused(2)
    make.verified(make.practitioner("Sam Stranger"), Kind.TRAINING)
    assert figures(client, "refusals") == {
        "The name did not match": "7",
        "Other reasons, or fewer than 5 times": "6",
    }
    Reason.objects.filter(code="Q1").update(label="Somebody’s own words")
    refused(1, "Q1", "F1")
    assert figures(client, "refusals") == {
        "The name did not match": "7",
        "It could not be read, or was another document": "5",
        "Other reasons, or fewer than 5 times": "fewer than 5",
    }
    Case.objects.update(closed_at=LONG_AGO)
    assert figures(client, "refusals") == {}


def test_a_refusal_that_two_people_found_counts_once(client: Client, settings: Any) -> None:
    settings.SECOND_CHECK_SHARE = 100
    for _time in range(5):
        claim = make.sent(make.practitioner("Ben Field"), Kind.TRAINING)
        decided(case_of(claim), "rea", Decision.REJECT, reasons=("N1",), words="")
        decided(case_of(claim), "max", Decision.REJECT, reasons=("N2",), words="")
    assert Opinion.objects.count() == 10
    assert figures(client, "refusals") == {"The name did not match": "5"}


def test_a_refusal_that_somebody_else_turned_is_none(client: Client, settings: Any) -> None:
    settings.SECOND_CHECK_SHARE = 100
    claim = make.sent(make.practitioner("Ben Field"), Kind.TRAINING)
    decided(case_of(claim), "rea", Decision.REJECT, reasons=("N1",), words="")
    decided(case_of(claim), "max")
    decided(case_of(claim), "ida")
    assert figures(client, "refusals") == {}


def test_late_re_checks_are_counted_until_somebody_looks(client: Client) -> None:
    name, ada = "Re-checks past their date", make.qualified("Ada Stone")
    assert figures(client)[name] == "0"
    claims = list(ada.credentials.exclude(kind=Kind.IDENTITY)[:3])
    for claim, days in zip(claims, (-2, -1, 1), strict=True):
        due = clock.now() + timedelta(days=days)
        docket.open_case(claim, CaseKind.RECHECK, due_at=due, about_until=due.date())
    make.sent(make.practitioner("Sam Stranger"), Kind.TRAINING)
    Case.objects.filter(kind=CaseKind.NEW).update(due_at=clock.now() - timedelta(days=9))
    assert figures(client)[name] == "2"
    decided(case_of(claims[0], CaseKind.RECHECK), "ida", Decision.RELOOK)
    assert figures(client)[name] == "1"


def test_the_page_asks_as_many_questions_for_one_as_for_many(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 2, 37):
        refused(count, "N1")
        with django_assert_num_queries(QUERIES):
            read(client, "/numbers/")

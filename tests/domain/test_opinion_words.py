"""What an opinion must say before it is kept, what of it becomes the letter, and that it is kept once."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from practitioners.errors import Invalid, MoveRefused, NotAllowed, Overtaken
from practitioners.models import Case, Check, Credential, Notice, Opinion, Practitioner
from practitioners.vocabulary import (
    Answer,
    CaseState,
    Decision,
    Kind,
    Level,
    Method,
    Status,
)
from practitioners.workflow import cases
from tests import factories as make
from tests.domain.desk import case_of, decided, given, yes

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)
ENDS = date(2027, 1, 31)


@pytest.fixture(autouse=True)
def _a_day_without_chance(frozen: Callable[[date], None], settings: Any) -> None:
    frozen(TODAY)
    settings.SECOND_CHECK_SHARE = 0


def license_sent() -> Credential:
    make.sent(make.practitioner("Sam Stranger"), Kind.LICENSE)
    return make.sent(make.practitioner(), Kind.LICENSE)


def now(claim: Credential) -> Credential:
    return Credential.objects.get(pk=claim.pk)


@pytest.mark.parametrize(
    ("answers", "words", "sentence"),
    [
        ({}, "", "Answer every question"),
        ({"sheet": Answer.NO}, "", "Not every answer is Yes"),
        ({"sheet": Answer.UNCLEAR}, "", "You could not tell everything"),
        ({"sheet": "maybe"}, "", "The questions have changed"),
        ({"height": Answer.YES}, "", "The questions have changed"),
    ],
)
def test_an_approval_needs_every_yes_or_a_reason(answers: dict[str, str], words: str, sentence: str) -> None:
    claim = make.sent(make.practitioner(), Kind.AFTERCARE)
    said = {**yes(claim), **answers} if answers else {}
    with pytest.raises((Invalid, MoveRefused), match=sentence):
        decided(case_of(claim), "rea", answers=said, words=words)
    assert (now(claim).status, Opinion.objects.count()) == (Status.SUBMITTED, 0)


def test_an_approval_with_a_reason_keeps_it_from_the_letter() -> None:
    claim = make.sent(make.practitioner(), Kind.AFTERCARE)
    decided(
        case_of(claim), "rea", answers={**yes(claim), "sheet": Answer.UNCLEAR}, words="Seen on their site."
    )
    assert (Opinion.objects.get().words, Notice.objects.get().words) == ("Seen on their site.", "")


def test_the_register_is_quoted_and_a_document_is_no_issuer() -> None:
    claim = license_sent()
    with pytest.raises(Invalid, match="in the words of the register"):
        decided(case_of(claim), "rea", level=Level.ISSUER, status_words=" ")
    with pytest.raises(Invalid, match="does not confirm it with its issuer"):
        decided(case_of(claim), "rea", level=Level.ISSUER, method=Method.DOCUMENT)
    for decision in (Decision.RETURN, Decision.REJECT):
        with pytest.raises(MoveRefused, match="Write the reason"):
            decided(case_of(claim), "rea", decision, words=" ")


def test_the_letter_is_the_chosen_paragraphs_and_the_own_words() -> None:
    from practitioners.models import Reason  # only here

    Reason.objects.create(
        code="Q1", label="Cannot be read", text="Part cannot be read.", written_at=datetime.now(UTC)
    )
    claim = make.sent(make.practitioner(), Kind.AFTERCARE)
    decided(case_of(claim), "rea", Decision.RETURN, reasons=("Q1",), words="Page two.")
    assert (
        Notice.objects.get().words
        == cases.letter_words(["Q1"], "Page two.")
        == "Part cannot be read.\n\nPage two."
    )
    assert Opinion.objects.get().reasons == [["Q1", 1]]
    with pytest.raises(Invalid, match="X9 is none"):
        cases.letter_words(["X9"], "")


def test_a_decision_pressed_again_changes_nothing() -> None:
    claim = license_sent()
    rea = make.moderator("rea")
    held = cases.take(case_of(claim), by=rea)
    said = given(claim, level=Level.ISSUER)
    cases.decide(held, said, by=rea)
    with pytest.raises(Overtaken, match="Your decision is kept already"):
        cases.decide(held, said, by=rea)
    case = decided(held, "max", level=Level.ISSUER)
    with pytest.raises(Overtaken, match="decided already"):
        cases.decide(case, said, by=make.moderator("max"))
    assert (Opinion.objects.count(), Check.objects.count(), Notice.objects.count()) == (2, 2, 1)


def test_nobody_decides_about_themselves_even_with_a_case_in_hand() -> None:
    ada: Practitioner = make.practitioner()
    claim = make.sent(ada, Kind.AFTERCARE)
    account = ada.account
    assert account is not None
    type(account).objects.filter(pk=account.pk).update(role="moderator")
    account.refresh_from_db()
    Case.objects.update(state=CaseState.HELD, held_by=account, held_until=datetime(2027, 1, 1, tzinfo=UTC))
    with pytest.raises(NotAllowed, match="their own record"):
        cases.decide(case_of(claim), given(claim), by=account)


@pytest.mark.parametrize(
    ("readings", "sentence"),
    [
        ({"document": {"insurer": "x" * 161}}, "at most 160"),
        ({"document": {"number": "7"}}, "other fields"),  # a field of another kind of claim
        ({"document": {"credential": "7"}}, "other fields"),
        ({"hearsay": {}}, "other fields"),
    ],
)
def test_what_is_no_reading_of_the_claim_is_refused(
    readings: dict[str, dict[str, str]], sentence: str
) -> None:
    claim = make.sent(make.practitioner(), Kind.INSURANCE)
    with pytest.raises(Invalid, match=sentence):
        decided(case_of(claim), "rea", readings=readings, words="Why.")
    assert (now(claim).status, Opinion.objects.count()) == (Status.SUBMITTED, 0)


def test_a_reading_that_differs_is_shown_only_with_a_reason_and_stays_with_the_opinion() -> None:
    claim = make.sent(make.practitioner(), Kind.INSURANCE)
    read = {
        "document": {"insurer": "  Another Insurer ", "policy_number": " ", "else": "Two pages"},
        "issuer": {},
    }
    with pytest.raises(MoveRefused, match="something else than is claimed"):
        decided(case_of(claim), "rea", readings=read)
    assert now(claim).status == Status.SUBMITTED
    decided(case_of(claim), "rea", readings=read, words="The insurer changed its name.")
    kept = {"document": {"insurer": "Another Insurer", "else": "Two pages"}, "issuer": {}}
    opinion = Opinion.objects.get()
    assert (opinion.readings, opinion.answers) == (kept, yes(claim))
    assert Check.objects.get(credential=claim).answers == yes(claim)


def test_what_was_read_and_agrees_needs_no_reason() -> None:
    claim = make.sent(make.practitioner(), Kind.INSURANCE)
    decided(case_of(claim), "rea", readings={"document": {"insurer": " "}})
    assert (now(claim).status, Opinion.objects.get().readings) == (Status.VERIFIED, {"document": {}})

"""What waits for a second person and was overtaken: by a move of the claim, by a third person, by one look for all."""

from datetime import date
from typing import Any

import pytest

from practitioners.models import Case, Credential
from practitioners.vocabulary import CaseKind, CaseState, Decision, Kind, Level, Outcome, Status, Turn
from practitioners.workflow import cases, moves, rechecks
from tests import factories as make
from tests.domain.desk import case_of, decided

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked_twice(settings: Any) -> Case:
    """A case beside the claim's own, in which Rea would refuse the claim."""
    settings.SECOND_CHECK_SHARE = 100
    claim = make.sent(make.practitioner(), Kind.AFTERCARE)
    return decided(cases.open_case(claim, CaseKind.DUPLICATE), "rea", Decision.REJECT)


def moved_on(case: Case, how: str) -> None:
    claim = case.credential
    own = case_of(claim, CaseKind.NEW)
    if how == "answered":
        decided(own, "max", Decision.RETURN)
        moves.submit(Credential.objects.get(pk=claim.pk), by=claim.practitioner.account)
    else:
        decided(own, "max")
        decided(own, "tom")


@pytest.mark.parametrize("how", ["answered", "accepted"])
def test_a_case_beside_a_claim_that_moved_on_begins_anew(asked_twice: Case, how: str) -> None:
    assert asked_twice.turn == Turn.SECOND
    moved_on(asked_twice, how)
    case = Case.objects.get(pk=asked_twice.pk)
    assert (case.state, case.turn, case.first_by) == (CaseState.OPEN, Turn.FIRST, None)
    assert decided(case, "rea", Decision.DISMISS).outcome == Outcome.DISMISS


@pytest.mark.parametrize("how", ["answered", "accepted"])
def test_whoever_holds_a_case_that_begins_anew_goes_on(asked_twice: Case, how: str) -> None:
    sue = make.moderator("sue")
    cases.take(asked_twice, by=sue)
    moved_on(asked_twice, how)
    held = Case.objects.get(pk=asked_twice.pk)
    assert (held.state, held.held_by) == (CaseState.HELD, sue)
    assert decided(held, sue, Decision.DISMISS).outcome == Outcome.DISMISS


@pytest.mark.parametrize("settled", [Decision.DISMISS, Decision.REINSTATE])
def test_a_look_that_nobody_followed_is_none_for_the_next_case(settled: Decision, settings: Any) -> None:
    settings.SECOND_CHECK_SHARE = 100
    claim = make.verified(make.practitioner(), Kind.LICENSE)
    case = decided(
        cases.open_case(claim, CaseKind.RECHECK), "rea", Decision.RELOOK, expires_on=date(2000, 1, 1)
    )
    if settled == Decision.REINSTATE:
        other = cases.open_case(claim, CaseKind.DUPLICATE)
        decided(other, "tom", Decision.SUSPEND, review_on=cases.latest_review())
    case = decided(case, "max", settled)
    assert decided(case, "sue", settled).closed_at is not None
    settings.SECOND_CHECK_SHARE = 0
    next_case = cases.open_case(Credential.objects.get(pk=claim.pk), CaseKind.RECHECK)
    assert decided(next_case, "rea", Decision.RELOOK).outcome == Outcome.RELOOK
    assert Credential.objects.get(pk=claim.pk).status == Status.VERIFIED


def test_what_somebody_else_looked_at_stays_when_a_case_beside_it_is_dismissed() -> None:
    claim = make.sent(make.practitioner(), Kind.LICENSE)
    own = decided(case_of(claim), "rea", level=Level.ISSUER)
    decided(cases.open_case(claim, CaseKind.DUPLICATE), "tom", Decision.DISMISS)
    assert decided(own, "max", level=Level.ISSUER).outcome == Outcome.VERIFY


@pytest.mark.parametrize("people", [("rea",), ("rea", "max")])
def test_where_one_look_is_enough_by_now_nothing_waits_for_another_person(
    people: tuple[str, ...], settings: Any
) -> None:
    claim = make.sent(make.practitioner(), Kind.LICENSE)
    case = case_of(claim)
    for number, name in enumerate(people):
        case = decided(case, name, level=Level.ISSUER, expires_on=date(2090, 1, 1 + number))
    assert rechecks.begin_alone() == 0
    settings.LOOKS_FOR_ISSUER = 1
    assert (rechecks.begin_alone(), rechecks.begin_alone()) == (1, 0)
    assert decided(case, "rea", level=Level.ISSUER).outcome == Outcome.VERIFY


def test_a_suspension_too_is_reviewed_by_whoever_works_alone_by_now(settings: Any) -> None:
    claim = make.verified(make.practitioner(), Kind.AFTERCARE)
    said = {"review_on": cases.latest_review()}
    case = decided(cases.open_case(claim, CaseKind.RECHECK), "rea", Decision.SUSPEND, **said)
    settings.LOOKS_FOR_ISSUER = 1
    assert rechecks.begin_alone() == 1
    assert decided(case, "rea", Decision.REINSTATE).outcome == Outcome.REINSTATE


def test_what_waits_for_the_practitioner_goes_on_waiting_where_one_look_is_enough(settings: Any) -> None:
    claim = make.sent(make.practitioner(), Kind.LICENSE)
    case = decided(case_of(claim), "rea", level=Level.ISSUER)
    case = decided(decided(case, "max", Decision.REJECT), "sue", Decision.RETURN)
    settings.LOOKS_FOR_ISSUER = 1
    assert rechecks.begin_alone() == 0
    assert Case.objects.get(pk=case.pk).state == CaseState.WAITING


def test_where_two_looks_are_asked_for_from_now_on_the_next_decision_waits_for_the_second(
    settings: Any,
) -> None:
    settings.LOOKS_FOR_ISSUER = 1
    claim = make.sent(make.practitioner(), Kind.LICENSE)
    case = cases.take(case_of(claim), by=make.moderator("rea"))
    settings.LOOKS_FOR_ISSUER = 2
    case = decided(case, "rea", level=Level.ISSUER)
    assert case.state == CaseState.SECOND
    assert decided(case, "max", level=Level.ISSUER).outcome == Outcome.VERIFY

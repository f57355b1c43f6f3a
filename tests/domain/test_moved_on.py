"""A claim moves on while another of its cases waits for the second person: that case begins anew."""

from typing import Any

import pytest

from practitioners.models import Case, Credential
from practitioners.vocabulary import CaseKind, CaseState, Decision, Kind, Outcome, Turn
from practitioners.workflow import cases, moves
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

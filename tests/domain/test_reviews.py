"""A suspension on a site of one moderator: its review is a case of its own, whatever was opened before."""

from typing import Any

import pytest

from practitioners import clock, worktime
from practitioners.models import Case, Credential
from practitioners.vocabulary import CaseKind, Decision, Kind, Status, Turn
from practitioners.workflow import cases, rechecks
from tests import factories as make
from tests.domain.desk import case_of, decided

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _of_one_moderator(settings: Any) -> None:
    settings.LOOKS_FOR_ISSUER = 1
    settings.SECOND_CHECK_SHARE = 0


@pytest.fixture
def shown() -> Credential:
    return make.qualified().credentials.get(kind=Kind.AFTERCARE)


def suspended(case: Case) -> Case:
    decided(case, "rea", Decision.SUSPEND, review_on=clock.today())
    return case_of(Credential.objects.get(pk=case.credential_id), CaseKind.RECHECK)


def test_a_suspension_in_a_recheck_is_reviewed_on_the_day_that_one_was_about(shown: Credential) -> None:
    Credential.objects.filter(pk=shown.pk).update(valid_until=clock.today())
    rechecks.open_due()
    asked = case_of(shown, CaseKind.RECHECK)
    review = suspended(asked)
    assert (review.pk == asked.pk, review.harm) == (False, True)
    assert review.due_at == worktime.closing(clock.today())


def test_what_is_suspended_twice_is_reviewed_twice_on_one_day(shown: Credential) -> None:
    first = suspended(cases.open_case(shown, CaseKind.DUPLICATE))
    decided(first, "rea", Decision.REINSTATE)
    second = suspended(cases.open_case(shown, CaseKind.DUPLICATE))
    assert first.pk != second.pk
    shown.refresh_from_db()
    assert shown.status == Status.SUSPENDED


def test_a_second_check_from_before_becomes_the_review(shown: Credential) -> None:
    """The site had two moderators when it was asked for."""
    asked = cases.open_case(shown, CaseKind.RECHECK)
    Case.objects.filter(pk=asked.pk).update(turn=Turn.SECOND, state="second")
    assert suspended(cases.open_case(shown, CaseKind.DUPLICATE)).pk == asked.pk

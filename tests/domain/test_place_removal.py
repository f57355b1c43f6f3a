"""A place goes, whatever was refused or suspended for it, and nothing of that counts elsewhere afterwards."""

from collections.abc import Callable

import pytest

from practitioners import ledger, listings
from practitioners.errors import DomainError, MoveRefused
from practitioners.models import Case, Credential, LedgerEvent, Place
from practitioners.vocabulary import CaseKind, CaseState, Decision, Kind, Level, Outcome, Status, Verb
from practitioners.workflow import cases, moves, places
from tests import factories as make
from tests.domain.desk import decided

pytestmark = pytest.mark.django_db


def refused(claim: Credential) -> None:
    moves.reject(claim, by=make.moderator("rea"), words="It names no address.")


def suspended(claim: Credential) -> None:
    make.looked(claim, "rea", level=Level.DOCUMENT)
    moves.verify(claim, by=make.moderator("rea"), level=Level.DOCUMENT)
    moves.suspend(claim, by=make.moderator("rea"), words="The insurer is asked.")
    moves.contest(claim, by=claim.practitioner.account, words="Call them.")


@pytest.fixture
def second() -> Place:
    """The second place of Ada, beside a stranger's."""
    make.place(make.practitioner("Sam Stranger"))
    return make.place(make.qualified(), practice_name="Second")


@pytest.mark.parametrize("stop", [refused, suspended])
def test_what_was_refused_or_suspended_for_a_place_goes_with_it(
    second: Place, stop: Callable[[Credential], None]
) -> None:
    ada = second.practitioner
    claim = make.sent(ada, Kind.INSURANCE, place=second)
    stop(claim)
    assert places.needed_by(second) == []
    places.remove(second, by=ada.account)
    claim = Credential.objects.get(pk=claim.pk)
    assert (claim.status, claim.place) == (Status.WITHDRAWN, None)
    for again in (moves.appeal, moves.contest):
        with pytest.raises(DomainError):
            again(claim, by=ada.account, words="Look again.")
    assert not Case.objects.open().filter(credential=claim).exists()
    assert LedgerEvent.objects.filter(credential_id=claim.pk).latest("seq").verb == Verb.WITHDRAW
    assert list(listings.drift()) == []
    assert list(ledger.verify()) == []


@pytest.mark.parametrize("stop", [refused, suspended])
def test_without_its_place_it_is_not_withdrawn(second: Place, stop: Callable[[Credential], None]) -> None:
    claim = make.sent(second.practitioner, Kind.INSURANCE, place=second)
    stop(claim)
    with pytest.raises(MoveRefused, match="is not open"):
        moves.withdraw(claim, by=second.practitioner.account)


def test_the_second_look_at_what_goes_with_its_place_is_answered(second: Place) -> None:
    claim = make.verified(second.practitioner, Kind.INSURANCE, place=second)
    case = cases.open_case(claim, CaseKind.RECHECK)
    assert places.needed_by(second) == ["“Insurance” holds for this place alone. Withdraw it first."]
    case = decided(case, "rea", Decision.SUSPEND, review_on=cases.latest_review())
    assert case.state == CaseState.SECOND
    places.remove(second, by=second.practitioner.account)
    assert Case.objects.get(pk=case.pk).outcome == Outcome.WITHDRAW

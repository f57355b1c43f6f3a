"""Somebody ends something for good while another window, or somebody else, is about it: one wins, the other is told."""

import threading
import time
from contextlib import suppress
from typing import Any

import pytest

from practitioners import ledger, listings
from practitioners.errors import Overtaken
from practitioners.models import Account, Case, Credential, Evidence, Place, Practitioner, Supervision
from practitioners.vocabulary import CaseKind, Kind
from practitioners.workflow import docket, leaving, moves, oversight, places
from tests import factories as make
from tests.domain.test_lock_order import slow
from tests.domain.test_races import refusals, together

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["slow"]


def supervised(name: str = "Ada Stone") -> Practitioner:
    """Somebody with two supervisors at two places."""
    ada = make.qualified(name)
    second = make.place(ada, practice_name="Second")
    for supervisor in (make.practitioner("Nora Nurse"), make.practitioner("Nell Nurse")):
        license = make.verified(ada, Kind.LICENSE)
        asked = oversight.ask_supervisor(license, by=ada.account, supervisor=supervisor, place=second)
        oversight.confirm_supervision(asked, by=supervisor.account)
    return ada


@pytest.mark.usefixtures("slow")
def test_an_account_closed_in_two_windows_is_closed_once() -> None:
    ada = supervised()
    one, two = (Account.objects.get(pk=ada.account_id) for _each in range(2))
    done = together(lambda: leaving.erase(one), lambda: leaving.erase(two))
    assert [type(each) for each in refusals(done)] == [Overtaken]
    assert not Practitioner.objects.filter(pk=ada.pk).exists()
    assert list(listings.drift()) == []
    assert list(ledger.verify()) == []


@pytest.mark.usefixtures("slow")
def test_a_place_removed_in_two_windows_is_removed_once() -> None:
    ada = supervised()
    one, two = (Place.objects.get(practitioner=ada, practice_name="Second") for _each in range(2))
    done = together(lambda: places.remove(one, by=ada.account), lambda: places.remove(two, by=ada.account))
    assert [str(each) for each in refusals(done)] == ["This place was removed in another window already."]
    assert list(ada.places.values_list("practice_name", flat=True)) == ["Fern Studio"]
    assert not Supervision.objects.exists()
    assert list(listings.drift()) == []
    assert list(ledger.verify()) == []


@pytest.mark.usefixtures("slow")
def test_a_place_goes_while_the_supervisor_there_ends_it() -> None:
    ada = supervised()
    place = Place.objects.get(practitioner=ada, practice_name="Second")
    theirs = Supervision.objects.select_related("supervisor__account").last()
    assert theirs is not None
    done = together(
        lambda: places.remove(place, by=ada.account),
        lambda: oversight.end_supervision(theirs, by=theirs.supervisor.account),
    )
    assert not isinstance(done[0], Overtaken)  # ended in the meantime is as good
    assert not ada.places.filter(pk=place.pk).exists()
    assert list(listings.drift()) == []
    assert list(ledger.verify()) == []


def test_somebody_shares_a_file_with_a_record_that_is_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    people = [make.practitioner(name) for name in ("Ada Stone", "Ben Field", "Cleo Marsh")]
    claims = [make.draft(each, Kind.TRAINING) for each in people]
    Evidence.objects.update(sha256="f" * 64)
    for claim in claims[:2]:
        moves.submit(claim, by=claim.practitioner.account)
    Case.objects.filter(kind=CaseKind.DUPLICATE).delete()
    both, opened, ended = threading.Barrier(2), docket.open_case, leaving._delete

    def meet() -> None:
        with suppress(threading.BrokenBarrierError):
            both.wait(1)

    def opening(claim: Credential, kind: CaseKind, **named: Any) -> Case:
        if kind == CaseKind.DUPLICATE:
            meet()  # has the files
            time.sleep(0.2)
        return opened(claim, kind, **named)

    def deleting(practitioner: Practitioner) -> None:
        meet()  # has the claims
        ended(practitioner)

    monkeypatch.setattr(docket, "open_case", opening)
    monkeypatch.setattr(leaving, "_delete", deleting)
    late = claims[2]
    done = together(
        lambda: moves.submit(late, by=late.practitioner.account), lambda: leaving.erase(people[0].account)
    )
    assert refusals(done) == []
    assert not Practitioner.objects.filter(pk=people[0].pk).exists()
    assert set(Case.objects.filter(kind=CaseKind.DUPLICATE).values_list("credential", flat=True)) == {
        claims[1].pk, late.pk,
    }  # fmt: skip
    assert list(ledger.verify()) == []

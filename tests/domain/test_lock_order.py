"""Changes to one person that meet in the middle: none is lost, and none waits for ever.

Every verb is slowed where it has written to the ledger, so that two of them hold what the other needs if they can.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from practitioners import clock, ledger, listings
from practitioners.errors import Overtaken
from practitioners.intake import drafts
from practitioners.models import Credential, Listing, Place, Practitioner
from practitioners.vocabulary import Kind, Level, Status, Verdict, Visibility
from practitioners.workflow import amendments, cases, moves, oversight, photos, profile
from tests import factories as make
from tests.domain.desk import case_of, given
from tests.domain.test_races import refusals, together

pytestmark = pytest.mark.django_db(transaction=True)


def meeting_at(parties: int) -> Callable[[], None]:
    """A point in a transaction that all pass together; where only one may write at a time, nobody waits there."""
    barrier = threading.Barrier(parties, timeout=20)
    return (lambda: None) if connection.vendor == "sqlite" else lambda: (barrier.wait(), None)[1]


def test_two_refreshes_of_one_person_both_see_both_changes() -> None:
    place = make.qualified().places.get()
    met = meeting_at(2)

    def change(rows: Any, **columns: Any) -> None:
        with transaction.atomic():
            rows.update(**columns)
            met()
            listings.refresh(place.practitioner_id)

    claim = Credential.objects.filter(practitioner=place.practitioner, kind=Kind.AFTERCARE)
    done = together(
        lambda: change(Place.objects.filter(pk=place.pk), fee_from=400),
        lambda: change(claim, status=Status.SUSPENDED),
    )
    assert refusals(done) == []
    row = Listing.objects.get()
    assert (row.price, row.aftercare_until) == ("300_to_499", None)
    assert list(listings.drift()) == []


def test_a_supervisor_and_a_supervised_person_change_at_once() -> None:
    ada, nora = make.qualified(), make.practitioner("Nora Nurse")
    make.scope_rule(verdict=Verdict.SUPERVISED)
    make.scope_rule(type="us-nurse")
    theirs = make.verified(nora, Kind.LICENSE, license_type=make.license_type("us-nurse"))
    license, place = ada.credentials.get(kind=Kind.LICENSE), ada.places.get()
    asked = oversight.ask_supervisor(license, by=ada.account, supervisor=nora, place=place)
    rea = make.moderator("rea")
    done = together(
        lambda: oversight.confirm_supervision(asked, by=nora.account),
        lambda: moves.suspend(theirs, by=rea, words="An inquiry."),
    )
    assert refusals(done) == []
    assert Listing.objects.get(place=place).license_until is None
    assert list(listings.drift()) == []


def test_two_new_places_do_not_wait_for_each_other() -> None:
    ada = make.qualified()
    here = ada.places.get()
    met = meeting_at(2)

    def add(name: str) -> None:
        with transaction.atomic():
            Place.objects.create(
                practitioner=ada, practice_name=name, locality="Austin", country="US", lat=here.lat, lon=here.lon,
                jurisdiction=here.jurisdiction,
            )  # fmt: skip
            met()
            listings.refresh(ada)

    assert refusals(together(lambda: add("Second"), lambda: add("Third"))) == []
    assert Listing.objects.count() == 3
    assert list(listings.drift()) == []


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every event of those who meet takes its time before and after it is written."""
    record = ledger.record

    def slowly(*given: Any, **named: Any) -> Any:
        if threading.current_thread() is threading.main_thread():
            return record(*given, **named)  # makes the people, and meets nobody
        time.sleep(0.2)
        event = record(*given, **named)
        time.sleep(0.2)
        return event

    monkeypatch.setattr(ledger, "record", slowly)


@pytest.mark.usefixtures("slow")
def test_a_page_is_suspended_while_a_claim_of_it_is_decided() -> None:
    ada = make.qualified()
    claim = make.sent(ada, Kind.INSURANCE)
    make.looked(claim, "rea", level=Level.DOCUMENT)
    rea, max_ = make.moderator("rea"), make.moderator("max")
    done = together(
        lambda: moves.verify(claim, by=rea, level=Level.DOCUMENT), lambda: profile.suspend(ada, by=max_)
    )
    assert refusals(done) == []
    assert Practitioner.objects.get().visibility == Visibility.SUSPENDED
    row = Listing.objects.get()
    assert (row.listed_until, row.insured_until is None) == (None, False)
    assert list(ledger.verify()) == []


@pytest.mark.usefixtures("slow")
def test_a_credential_is_suspended_while_its_renewal_is_decided() -> None:
    ada = make.practitioner()
    make.place(ada)
    old = make.verified(ada, Kind.AFTERCARE)
    renewal = make.sent(ada, Kind.AFTERCARE, renews=old)
    make.looked(renewal, "rea", level=Level.DOCUMENT)
    rea, max_ = make.moderator("rea"), make.moderator("max")
    done = together(
        lambda: moves.verify(renewal, by=rea, level=Level.DOCUMENT),
        lambda: moves.suspend(old, by=max_, words="Look again."),
    )
    assert len(refusals(done)) == 1
    now = {c.pk: c.status for c in Credential.objects.all()}
    assert (now[old.pk], now[renewal.pk]) in {
        (Status.SUPERSEDED, Status.VERIFIED), (Status.SUSPENDED, Status.SUBMITTED),
    }  # fmt: skip
    assert list(listings.drift()) == []
    assert list(ledger.verify()) == []


@pytest.mark.usefixtures("slow")
def test_a_consent_ends_while_its_pictures_are_accepted() -> None:
    ada = make.practitioner()
    claim = make.sent(ada, Kind.PHOTOS, before="photos/one.webp", after="photos/two.webp")
    rea = make.moderator("rea")
    held, mine = cases.take(case_of(claim), by=rea), Credential.objects.get(pk=claim.pk)
    done = together(
        lambda: cases.decide(held, given(claim), by=rea), lambda: photos.end_consent(mine, by=ada.account)
    )
    assert all(isinstance(each, Overtaken) for each in refusals(done))
    assert not isinstance(done[1], Overtaken)
    claim = Credential.objects.select_related("photos").get(pk=claim.pk)
    assert (claim.status, claim.photos.before.name) == (Status.WITHDRAWN, "")
    assert list(ledger.verify()) == []


def test_details_are_confirmed_while_a_change_of_the_place_is_accepted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ada, rea = make.qualified(), make.moderator("rea")
    place = ada.places.get()
    Place.objects.update(details_confirmed_on=clock.today() - timedelta(days=3))
    change = amendments.change(place, {"practice_name": "Moss Studio"}, by=ada.account)
    assert change is not None
    held = cases.take(case_of(moves.submit(change, by=ada.account)), by=rea)
    record, both = ledger.record, threading.Barrier(2)

    def meet() -> None:
        with suppress(threading.BrokenBarrierError):
            both.wait(1)

    def meeting(*given: Any, **named: Any) -> Any:
        """One has the ledger and the other the place, if they can."""
        if "details_confirmed_on" in named:
            meet()
            return record(*given, **named)
        event = record(*given, **named)
        meet()
        return event

    monkeypatch.setattr(ledger, "record", meeting)
    done = together(
        lambda: cases.decide(held, given(change), by=rea),
        lambda: profile.confirm_details(place, by=ada.account),
    )
    assert refusals(done) == []
    now = Place.objects.get()
    assert (now.practice_name, now.details_confirmed_on) == ("Moss Studio", clock.today())
    assert list(ledger.verify()) == []


def slowly(monkeypatch: pytest.MonkeyPatch, room: Any, name: str) -> None:
    """Half a second passes before this is done."""
    act = getattr(room, name)
    monkeypatch.setattr(room, name, lambda *given, **named: (time.sleep(0.5), act(*given, **named))[1])


def test_a_change_is_sent_in_one_window_while_another_one_adds_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ada = make.qualified()
    change = amendments.change(ada, {"about": "One."}, by=ada.account)
    assert change is not None
    mine = Credential.objects.get(pk=change.pk)
    slowly(monkeypatch, listings, "refresh")
    slowly(monkeypatch, drafts, "save")
    done = together(
        lambda: amendments.change(ada, {"about": "Two."}, by=ada.account),
        lambda: moves.submit(mine, by=ada.account),
    )
    assert len(refusals(done)) <= 1
    said = [drafts.answers(each)["about"] for each in Credential.objects.filter(kind=Kind.AMENDMENT)]
    assert sorted(said) in (["One.", "Two."], ["One."], ["Two."])


def test_a_supervisor_is_suspended_while_all_rows_are_rebuilt(monkeypatch: pytest.MonkeyPatch) -> None:
    ada, nora, rea = make.qualified(), make.qualified("Nora Nurse"), make.moderator("rea")
    license = ada.credentials.get(kind=Kind.LICENSE)
    oversight.ask_supervisor(license, by=ada.account, supervisor=nora, place=ada.places.get())
    slowly(monkeypatch, listings, "refresh")
    lock = listings._lock

    def one_by_one(ids: set[int]) -> None:
        for pk in sorted(ids):
            lock({pk})
            time.sleep(0.4)

    monkeypatch.setattr(listings, "_lock", one_by_one)
    done = together(lambda: profile.suspend(nora, by=rea), listings.rebuild)
    assert refusals(done) == []
    assert list(listings.drift()) == []

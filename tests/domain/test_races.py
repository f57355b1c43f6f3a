"""Two at once, with real threads and real transactions: one wins, the other is told, nothing is half done."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from practitioners import clock, ledger, listings
from practitioners.errors import DomainError, MoveRefused, Overtaken
from practitioners.models import Credential, LedgerEvent, Listing, Notice, Place
from practitioners.vocabulary import Criterion, Kind, Level, Method, Status, Verb
from practitioners.workflow import moves, profile
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], object]) -> list[object]:
    """Each act in a thread and a connection of its own, let go at the same moment; results or refusals in order."""
    start = threading.Barrier(len(acts), timeout=30)

    def run(act: Callable[[], object]) -> object:
        try:
            start.wait()
            return act()
        except DomainError as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def refusals(results: list[object]) -> list[DomainError]:
    return [result for result in results if isinstance(result, DomainError)]


def verbs(claim: Credential) -> list[str]:
    """What the ledger says of a claim besides sending and looking."""
    told = LedgerEvent.objects.filter(credential_id=claim.pk).exclude(verb__in=(Verb.SUBMIT, Verb.LOOK))
    return list(told.order_by("seq").values_list("verb", flat=True))


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_deciders_one_wins_and_the_other_is_told(attempt: int) -> None:
    ada = make.practitioner()
    make.place(ada)
    claim = make.sent(ada, Kind.AFTERCARE)
    make.looked(claim, "rea", level=Level.DOCUMENT)
    rea, max_ = make.moderator("rea"), make.moderator("max")
    one, other = Credential.objects.get(pk=claim.pk), Credential.objects.get(pk=claim.pk)
    results = together(
        lambda: moves.verify(one, by=rea, level=Level.DOCUMENT),
        lambda: moves.reject(other, by=max_, words="The sheet has no contact."),
    )
    [refused] = refusals(results)
    assert isinstance(refused, Overtaken)
    claim.refresh_from_db()
    outcome = {Status.VERIFIED: Verb.VERIFY, Status.REJECTED: Verb.REJECT}[Status(claim.status)]
    assert verbs(claim) == [outcome]
    assert Notice.objects.count() == 1
    assert list(listings.drift()) == []
    assert list(ledger.verify()) == []


@pytest.mark.parametrize("attempt", range(3))
def test_a_decider_and_a_withdrawer_do_not_both_win(attempt: int) -> None:
    ada = make.practitioner()
    place = make.place(ada)
    claim = make.sent(ada, Kind.CONSULTATION)
    make.looked(claim, "rea", level=Level.DOCUMENT)
    rea, owner = make.moderator("rea"), ada.account
    one, other = Credential.objects.get(pk=claim.pk), Credential.objects.get(pk=claim.pk)
    results = together(
        lambda: moves.verify(one, by=rea, level=Level.DOCUMENT), lambda: moves.withdraw(other, by=owner)
    )
    assert [type(refused) for refused in refusals(results)] == [Overtaken]
    claim.refresh_from_db()
    shown = Listing.objects.get(place=place).consultation_until
    assert (claim.status, shown is None) in {(Status.VERIFIED, False), (Status.WITHDRAWN, True)}
    assert len(verbs(claim)) == 1


def test_the_same_button_pressed_twice_counts_once() -> None:
    ada = make.practitioner()
    make.place(ada)
    claim = make.verified(ada, Kind.AFTERCARE)
    rea = make.moderator("rea")
    copies = [Credential.objects.get(pk=claim.pk) for _ in range(3)]
    results = together(
        *(lambda copy=copy: moves.suspend(copy, by=rea, words="Look again.") for copy in copies)
    )
    assert len(refusals(results)) == 2
    assert verbs(claim) == [Verb.VERIFY, Verb.SUSPEND]


def test_one_moderator_cannot_look_twice_by_being_quick() -> None:
    claim = make.sent(make.practitioner(), Kind.LICENSE)
    rea = make.moderator("rea")

    def look() -> object:
        return moves.look(claim, by=rea, level=Level.ISSUER, method=Method.REGISTER)

    results = together(look, look)
    assert len(refusals(results)) == 1
    assert claim.checks.count() == 1


def test_refreshes_of_one_person_lose_nothing() -> None:
    """Two claims decided at once: the row that is left has seen both."""
    ada = make.practitioner()
    place = make.place(ada)
    claims = [
        make.sent(ada, kind) for kind in (Kind.AFTERCARE, Kind.CONSULTATION, Kind.TRAINING, Kind.TRACK_RECORD)
    ]
    for claim in claims:
        make.looked(claim, "rea", level=Level.DOCUMENT)
    rea = make.moderator("rea")
    results = together(
        *(lambda claim=claim: moves.verify(claim, by=rea, level=Level.DOCUMENT) for claim in claims)
    )
    assert refusals(results) == []
    row = Listing.objects.get(place=place)
    held = {c for c in Criterion if getattr(row, f"{c.value}_until")}
    assert held == {Criterion.AFTERCARE, Criterion.CONSULTATION, Criterion.TRAINING, Criterion.TRACK_RECORD}
    assert list(listings.drift()) == []


def test_a_place_confirmed_while_a_claim_is_decided_keeps_both() -> None:
    ada = make.practitioner()
    place = make.place(ada)
    Place.objects.filter(pk=place.pk).update(details_confirmed_on=None)
    listings.refresh(ada)
    claim = make.sent(ada, Kind.AFTERCARE)
    make.looked(claim, "rea", level=Level.DOCUMENT)
    rea, mine = make.moderator("rea"), Place.objects.get(pk=place.pk)
    results = together(
        lambda: moves.verify(claim, by=rea, level=Level.DOCUMENT),
        lambda: profile.confirm_details(mine, by=ada.account),
    )
    assert refusals(results) == []
    row = Listing.objects.get(place=place)
    assert row.aftercare_until is not None
    assert Place.objects.get(pk=place.pk).details_confirmed_on == clock.today()
    assert list(listings.drift()) == []


def test_one_chain_takes_appends_from_many_hands() -> None:
    ada = make.practitioner()

    def append() -> int:
        for _ in range(20):
            ledger.record(ada, Verb.DETAILS_CONFIRMED, place=1)
        return 20

    assert sum(together(append, append, append, append)) == 80  # type: ignore[arg-type]
    seqs = LedgerEvent.objects.filter(practitioner=ada).order_by("seq").values_list("seq", flat=True)
    assert list(seqs) == list(range(1, 81))
    assert list(ledger.verify()) == []


def test_a_renewal_and_a_suspension_of_what_it_renews_end_in_one_order() -> None:
    """Never a suspended credential whose renewal is shown as if nothing had happened."""
    ada = make.practitioner()
    make.place(ada)
    old = make.verified(ada, Kind.AFTERCARE)
    renewal = make.sent(ada, Kind.AFTERCARE, renews=old)
    make.looked(renewal, "rea", level=Level.DOCUMENT)
    rea, max_ = make.moderator("rea"), make.moderator("max")
    results = together(
        lambda: moves.verify(Credential.objects.get(pk=renewal.pk), by=rea, level=Level.DOCUMENT),
        lambda: moves.suspend(Credential.objects.get(pk=old.pk), by=max_, words="Look again."),
    )
    assert len(refusals(results)) == 1
    assert isinstance(refusals(results)[0], Overtaken | MoveRefused)
    states = {Credential.objects.get(pk=pk).status for pk in (old.pk, renewal.pk)}
    assert states in ({Status.SUPERSEDED, Status.VERIFIED}, {Status.SUSPENDED, Status.SUBMITTED})

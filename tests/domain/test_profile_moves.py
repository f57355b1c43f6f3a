"""Going public, suspension, closing and confirming details: who, whether, and all of it or nothing."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from practitioners import ledger, listings, standard
from practitioners.errors import MoveRefused, NotAllowed, Overtaken
from practitioners.models import Account, LedgerEvent, Listing, Place, Practitioner
from practitioners.vocabulary import Kind, Level, Role, Verb, Verdict, Visibility
from practitioners.workflow import moves, oversight, profile
from tests import factories as make
from tests import snapshot

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)
ONE_DAY = timedelta(days=1)
LEGAL = {
    ("publish", "draft"): "public", ("suspend", "public"): "suspended", ("reinstate", "suspended"): "public",
    ("close", "public"): "closed", ("publish", "closed"): "public",
}  # fmt: skip
OWNERS = {"publish", "close"}
VERBS = {
    "publish": Verb.PUBLISHED, "suspend": Verb.PROFILE_SUSPENDED, "reinstate": Verb.PROFILE_REINSTATED,
    "close": Verb.CLOSED,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None]) -> None:
    frozen(TODAY)


def ada(visibility: str) -> Practitioner:
    """Ada, for whom all six hold, in this visibility."""
    found = make.qualified()
    suspended_on = TODAY if visibility == "suspended" else None
    Practitioner.objects.filter(pk=found.pk).update(visibility=visibility, suspended_on=suspended_on)
    listings.refresh(found)
    return Practitioner.objects.get(pk=found.pk)


def act(verb: str, person: Practitioner, *, by: Account) -> Practitioner:
    done: Practitioner = getattr(profile, verb)(person, by=by)
    return done


@pytest.mark.parametrize("visibility", [visibility.value for visibility in Visibility])
@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_from_every_visibility_by_everybody(verb: str, visibility: str) -> None:
    person = ada(visibility)
    everybody = {
        "owner": person.account, "stranger": make.account("sam@example.org"), "moderator": make.moderator("max"),
        "senior": make.account("sue@example.org", role=Role.SENIOR),
    }  # fmt: skip
    able = {"owner"} if verb in OWNERS else {"moderator", "senior"}
    before = snapshot.taken()
    for who, account in everybody.items():
        fresh, after = Practitioner.objects.get(pk=person.pk), LEGAL.get((verb, visibility))
        if who in able and after:
            with transaction.atomic():
                assert act(verb, fresh, by=account).visibility == after
                happened(verb, person, by=account, after=after, before=before)
                transaction.set_rollback(True)
        else:
            with pytest.raises(MoveRefused if who in able else NotAllowed):
                act(verb, fresh, by=account)
            assert snapshot.taken() == before


def happened(verb: str, person: Practitioner, *, by: Account, after: str, before: dict[str, Any]) -> None:
    """One event, the visibility with its day, and a row that is found or not."""
    now = Practitioner.objects.get(pk=person.pk)
    assert (now.visibility, now.suspended_on) == (after, TODAY if after == "suspended" else None)
    [event] = snapshot.added(before, LedgerEvent)
    assert (event.verb, event.actor_id, event.data) == (
        VERBS[verb], by.pk, {"before": person.visibility, "after": after}
    )  # fmt: skip
    assert Listing.objects.on(TODAY).count() == (after == "public")
    assert list(listings.drift()) == []
    assert list(ledger.verify()) == []


@pytest.mark.parametrize("verb", ["suspend", "reinstate"])
def test_a_moderator_never_decides_about_their_own_page(verb: str) -> None:
    person = ada("public" if verb == "suspend" else "suspended")
    Account.objects.filter(pk=person.account_id).update(role=Role.SENIOR)
    with pytest.raises(NotAllowed):
        act(verb, person, by=Account.objects.get(pk=person.account_id))


@pytest.mark.parametrize("fault", [(ledger, "record"), (listings, "refresh")])
@pytest.mark.parametrize(("verb", "visibility"), sorted(LEGAL))
def test_a_fault_anywhere_takes_everything_back(
    monkeypatch: pytest.MonkeyPatch, verb: str, visibility: str, fault: tuple[Any, str]
) -> None:
    person = ada(visibility)
    by = person.account if verb in OWNERS else make.moderator()
    before, real = snapshot.taken(), getattr(*fault)

    def breaks(*given: Any, **named: Any) -> None:
        real(*given, **named)
        raise RuntimeError("A fault.")

    monkeypatch.setattr(*fault, breaks)
    with pytest.raises(RuntimeError):
        act(verb, person, by=by)
    assert snapshot.taken() == before


@pytest.mark.parametrize(("verb", "visibility"), sorted(LEGAL))
def test_whoever_looked_at_an_older_state_is_told(verb: str, visibility: str) -> None:
    stale = ada(visibility)
    other = "suspended" if visibility != "suspended" else "closed"
    Practitioner.objects.filter(pk=stale.pk).update(
        visibility=other, suspended_on=TODAY if other == "suspended" else None
    )
    before = snapshot.taken()
    with pytest.raises(Overtaken):
        act(verb, stale, by=stale.account if verb in OWNERS else make.moderator())
    assert snapshot.taken() == before


def test_a_suspended_supervisor_stops_counting_for_others_at_once() -> None:
    person, nora = ada("public"), make.qualified("Nora Nurse")
    make.scope_rule(type="us-nurse")
    make.scope_rule(verdict=Verdict.SUPERVISED)
    make.verified(nora, Kind.LICENSE, license_type=make.license_type("us-nurse"))
    license, place = person.credentials.get(kind=Kind.LICENSE), person.places.get()
    asked = oversight.ask_supervisor(license, by=person.account, supervisor=nora, place=place)
    oversight.confirm_supervision(asked, by=nora.account)
    row = Listing.objects.filter(practitioner=person)
    assert row.get().license_until is not None
    profile.suspend(nora, by=make.moderator())
    assert row.get().license_until is None
    profile.reinstate(nora, by=make.moderator())
    assert row.get().license_until is not None


def test_what_is_missing_before_a_page_is_public() -> None:
    ben = make.practitioner("Ben Draft")
    criteria = [
        f"Answer “{name}”." for name in ("Training", "Infection control", "Consultation", "Aftercare")
    ]
    person = ["Your identity must be checked first.", "Sign the declarations."]
    license = "Your license must be confirmed by its issuer first."
    assert profile.missing_for_public(ben) == [*criteria, "Add a place.", *person]
    make.place(ben)
    assert profile.missing_for_public(ben) == [*criteria, *person, license]
    for kind in (Kind.TRAINING, Kind.INFECTION_CONTROL, Kind.CONSULTATION, Kind.IDENTITY):
        make.sent(ben, kind)
    rejected = make.sent(ben, Kind.AFTERCARE)
    moves.reject(rejected, by=make.moderator(), words="Not legible.")
    assert profile.missing_for_public(ben) == [criteria[3], *person, license]
    make.sent(ben, Kind.AFTERCARE)
    make.ready(ben)
    make.verified(ben, Kind.LICENSE, level=Level.DOCUMENT)
    assert profile.missing_for_public(ben) == [license]
    with pytest.raises(MoveRefused, match="confirmed by its issuer"):
        profile.publish(ben, by=ben.account)
    make.verified(ben, Kind.LICENSE)
    assert profile.publish(ben, by=ben.account).visibility == Visibility.PUBLIC


def test_declarations_are_signed_by_the_owner_and_again_when_their_words_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = ada("draft")
    before = snapshot.taken()
    for account in (make.account("sam@example.org"), make.moderator()):
        with pytest.raises(NotAllowed):
            profile.declare(person, by=account)
    monkeypatch.setattr(standard, "DECLARATION_VERSION", "2030-01")
    assert profile.missing_for_public(person) == ["Sign the declarations."]
    profile.declare(person, by=person.account)
    assert profile.missing_for_public(person) == []
    event = LedgerEvent.objects.order_by("pk").last()
    assert (event.verb, event.actor_id, event.data) == (
        Verb.DECLARED,
        person.account.pk,
        {"standard": "2030-01"},
    )
    assert Practitioner.objects.get(pk=person.pk).declared_on == TODAY
    assert len(snapshot.added(before, LedgerEvent)) == 1


def test_where_no_license_is_known_none_is_asked_for() -> None:
    make.jurisdiction("GB", licenses_treatment=False)
    ben = make.practitioner("Ben Draft")
    make.place(ben, law="GB")
    assert "Your license must be confirmed by its issuer first." not in profile.missing_for_public(ben)


def test_details_are_confirmed_by_the_practitioner_and_never_backwards() -> None:
    place = make.qualified().places.get()
    owner, yesterday = place.practitioner.account, TODAY - ONE_DAY
    before = snapshot.taken()
    with pytest.raises(NotAllowed):
        profile.confirm_details(place, by=make.moderator())
    for day in (yesterday, TODAY + ONE_DAY):
        with pytest.raises(MoveRefused):
            profile.confirm_details(place, by=owner, on=day)
    assert snapshot.taken() == before
    Place.objects.update(details_confirmed_on=None)
    profile.confirm_details(place, by=owner, on=yesterday)
    assert Listing.objects.get().listed_until == yesterday + timedelta(days=132)
    [event] = snapshot.added(before, LedgerEvent)
    assert event.data == {"place": place.pk, "details_confirmed_on": yesterday.isoformat()}
    assert list(listings.drift()) == []


def test_a_place_is_found_for_132_days_and_not_on_the_next() -> None:
    make.qualified()
    last = TODAY + timedelta(days=132)
    assert [Listing.objects.on(day).count() for day in (TODAY, last, last + ONE_DAY)] == [1, 1, 0]

"""The search rows say what the records say, for every input, and the check finds every row that does not."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from practitioners import listings
from practitioners.models import Credential, Listing, Place, Practitioner
from practitioners.vocabulary import Criterion, Depth, Kind, TermKind
from practitioners.workflow import moves, oversight
from tests import factories as make
from tests.domain.asked import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None]) -> None:
    frozen(TODAY)


@pytest.fixture
def place() -> Place:
    """The place of Ada, for whom all six hold; Sam is a draft without one."""
    make.practitioner("Sam Stranger")
    return make.qualified().places.get()


def test_a_row_has_everything_a_search_needs(place: Place) -> None:
    owner = place.practitioner
    make.term(TermKind.LANGUAGE, "en", bit=0)
    owner.terms.set([
        make.term(TermKind.LANGUAGE, "es", bit=62), make.term(TermKind.CONDITION, "scars", bit=3),
        make.term(TermKind.TECHNIQUE, "pen", bit=1), make.term(TermKind.DEVICE, "roller", bit=5),
    ])  # fmt: skip
    place.access.set(
        [make.term(TermKind.ACCESS, "step-free", bit=2), make.term(TermKind.ACCESS, "lift", bit=4)]
    )
    Place.objects.update(fee_from=300, accepting_clients=False, practice_name="O'Hara & Łuk")
    make.verified(owner, Kind.INSURANCE, ends_on=TODAY + timedelta(days=50))
    row = Listing.objects.get()
    assert (row.place, row.practitioner, row.listed_until) == (place, owner, TODAY + timedelta(days=132))
    assert (row.lat, row.lon, row.country, row.jurisdiction) == (*make.AUSTIN, "US", "US-TX")
    assert (row.sort_key, row.words) == ("ada stone", " ada stone ohara o hara luk")
    assert (row.languages, row.conditions, row.techniques, row.devices, row.access) == (1 << 62, 8, 2, 32, 20)
    assert (row.profession, row.depth, row.price, row.accepting) == (
        "esthetician", Depth.UP_TO_05, "300_to_499", False
    )  # fmt: skip
    assert (row.license_until, row.training_until) == (date(2026, 7, 8), date(2029, 3, 10))
    assert (row.infection_control_until, row.consultation_until) == (date(2027, 1, 9), date(2027, 3, 10))
    assert (row.aftercare_until, row.track_record_until) == (date(2027, 3, 10), date(2027, 3, 10))
    assert (row.qualified_until, row.insured_until, row.checked_on) == (
        date(2026, 7, 8),
        date(2026, 4, 29),
        TODAY,
    )
    assert [criterion[0] for criterion in row.evidence] == [3, 2, 2, 2, 2, 2]
    assert row.evidence[0] == [3, "2026-07-08", "2026-07-08", "2026-03-10", "2028-02-08", "", False]


@pytest.mark.parametrize(("fee", "band"), [
    (None, ""), (0, "under_150"), (149, "under_150"), (150, "150_to_299"), (299, "150_to_299"), (300, "300_to_499"),
    (499, "300_to_499"), (500, "500_up"), (9000, "500_up"),
])  # fmt: skip
def test_price_bands_meet_without_gap(place: Place, fee: int | None, band: str) -> None:
    Place.objects.update(fee_from=fee)
    listings.refresh(place.practitioner_id)
    assert Listing.objects.get().price == band


@pytest.mark.parametrize(("visibility", "confirmed", "listed"), [
    ("public", TODAY, True), ("draft", TODAY, False), ("suspended", TODAY, False), ("closed", TODAY, False),
    ("public", None, False),
])  # fmt: skip
def test_only_public_and_confirmed_rows_are_found(
    place: Place, visibility: str, confirmed: Any, listed: bool
) -> None:
    Practitioner.objects.filter(pk=place.practitioner_id).update(
        visibility=visibility, suspended_on=TODAY if visibility == "suspended" else None
    )
    Place.objects.update(details_confirmed_on=confirmed)
    listings.refresh(place.practitioner_id)
    assert Listing.objects.count() == 1
    assert Listing.objects.on(TODAY).exists() is listed
    assert Listing.objects.on(TODAY).qualified(on=TODAY).exists() is listed


def test_the_questions_of_a_row_count_its_last_day(place: Place) -> None:
    last, after = date(2026, 7, 8), date(2026, 7, 9)
    assert [Listing.objects.qualified(on=day).count() for day in (last, after)] == [1, 0]
    assert [Listing.objects.meeting(Criterion.LICENSE, on=day).count() for day in (last, after)] == [1, 0]
    assert [Listing.objects.meeting(Criterion.TRAINING, on=day).count() for day in (last, after)] == [1, 1]


def test_each_place_has_its_row_and_its_own_license_standing(place: Place) -> None:
    other = make.place(place.practitioner, law="US-OK")
    make.verified(place.practitioner, Kind.INSURANCE, place=other, ends_on=TODAY)
    rows = {row.place_id: row for row in Listing.objects.all()}
    assert (rows[place.pk].license_until, rows[other.pk].license_until) == (date(2026, 7, 8), None)
    assert (rows[place.pk].training_until, rows[other.pk].training_until) == (date(2029, 3, 10),) * 2
    assert (rows[place.pk].insured_until, rows[other.pk].insured_until) == (None, TODAY)


def test_a_place_that_waits_to_be_checked_is_not_found(place: Place) -> None:
    Place.objects.update(shown=False)
    listings.refresh(place.practitioner_id)
    assert (Listing.objects.count(), Listing.objects.on(TODAY).count()) == (1, 0)


@pytest.mark.parametrize("kind", [Kind.IDENTITY, Kind.AMENDMENT, Kind.PHOTOS])
def test_what_says_nothing_of_the_work_is_no_look_at_it(
    place: Place, kind: Kind, frozen: Callable[[date], None]
) -> None:
    frozen(TODAY + timedelta(days=5))
    make.verified(place.practitioner, kind)
    assert Listing.objects.get().checked_on == TODAY


CHANGES: dict[str, Callable[[Place], Any]] = {
    "a claim": lambda place: Credential.objects.filter(kind=Kind.LICENSE).update(status="suspended"),
    "a date": lambda place: Credential.objects.filter(kind=Kind.AFTERCARE).update(valid_until=TODAY),
    "a look": lambda place: Credential.objects.update(checked_on=TODAY - timedelta(days=3)),
    "a name": lambda place: Practitioner.objects.filter(pk=place.practitioner_id).update(
        public_name="Ada Brook"
    ),
    "a depth": lambda place: Practitioner.objects.update(depth=Depth.UNDER_15),
    "a point": lambda place: Place.objects.update(lat=1),
    "an address": lambda place: Place.objects.update(details_confirmed_on=TODAY - timedelta(days=1)),
    "a rule": lambda place: make.scope_rule(confirmed=False),
    "a term": lambda place: place.practitioner.terms.add(make.term(TermKind.CONDITION, "scars")),
    "access": lambda place: place.access.add(make.term(TermKind.ACCESS, "lift")),
}


@pytest.mark.parametrize("what", CHANGES)
def test_the_check_finds_every_input_that_was_not_followed(place: Place, what: str) -> None:
    make.qualified("Bea Bystander")
    call_command("rebuild_listings", check=True, stdout=StringIO())
    CHANGES[what](place)
    drift = list(listings.drift())
    assert f"place {place.pk}: differs in" in drift[0]
    if what in ("a name", "a term", "access"):
        assert len(drift) == 1
    said = StringIO()
    with pytest.raises(CommandError) as stopped:
        call_command("rebuild_listings", check=True, stdout=said, stderr=said)
    assert stopped.value.returncode == 1
    assert f"place {place.pk}: differs in" in said.getvalue() + str(stopped.value)
    call_command("rebuild_listings", stdout=StringIO())
    assert list(listings.drift()) == []


def test_the_check_finds_a_row_that_is_missing(place: Place) -> None:
    Listing.objects.all().delete()
    assert list(listings.drift()) == [f"place {place.pk}: no listing"]
    assert listings.rebuild() == 1
    assert list(listings.drift()) == []


def test_a_rebuild_tells_how_far_it_is(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listings, "BATCH", 2)
    make.qualified("Bea Two")
    told: list[tuple[int, int]] = []
    assert listings.rebuild(progress=lambda done, of: told.append((done, of))) == 2
    assert told == [(2, 3), (3, 3)]


def test_refreshes_are_gathered_into_one_and_lost_with_what_failed(place: Place) -> None:
    claim = place.practitioner.credentials.get(kind=Kind.AFTERCARE)
    with listings.postponed():
        moves.suspend(claim, by=make.moderator(), words="Look again.")
        assert Listing.objects.get().aftercare_until is not None
    assert Listing.objects.get().aftercare_until is None
    with pytest.raises(RuntimeError):
        _reinstate_and_fail(claim)
    assert Listing.objects.get().aftercare_until is None
    assert Credential.objects.get(pk=claim.pk).status == "suspended"
    assert list(listings.drift()) == []


def _reinstate_and_fail(claim: Credential) -> None:
    with listings.postponed():
        moves.reinstate(claim, by=make.moderator(), words="All well.")
        raise RuntimeError


def test_whoever_a_person_supervises_is_refreshed_with_them(place: Place) -> None:
    nora = make.practitioner("Nora Nurse")
    license = place.practitioner.credentials.get(kind=Kind.LICENSE)
    oversight.ask_supervisor(license, by=place.practitioner.account, supervisor=nora, place=place)
    Listing.objects.update(depth=Depth.FROM_15)
    assert listings.refresh(nora) == 1
    assert Listing.objects.get().depth == Depth.UP_TO_05
    with listings.postponed():
        Listing.objects.update(depth=Depth.FROM_15)
        assert listings.refresh(nora) == 0
    assert Listing.objects.get().depth == Depth.UP_TO_05


def test_rows_cost_a_fixed_number_of_queries(django_assert_num_queries: Callable[[int], Any]) -> None:
    people = [make.qualified(), make.qualified("Bea Two"), make.qualified("Cy Three")]
    for some in (people[:1], people):
        with django_assert_num_queries(10):
            assert len(list(listings.rows([person.pk for person in some], on=TODAY))) == len(some)


def test_who_has_no_place_is_not_read(django_assert_num_queries: Callable[[int], Any]) -> None:
    draft = make.practitioner("Ben Draft")
    make.sent(draft, Kind.TRAINING)
    with django_assert_num_queries(1):
        assert list(listings.rows([draft.pk], on=TODAY)) == []

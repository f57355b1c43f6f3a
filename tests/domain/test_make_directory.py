"""Fictional directories: the same for a seed and a day, honest in every row, and the same by both builders."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import transaction
from PIL import Image

from practitioners import clock
from practitioners.demonstration import bulk_claims, names, pictures, rows, world
from practitioners.demonstration.cast import PARTS
from practitioners.demonstration.make import make
from practitioners.demonstration.plan import PersonPlan
from practitioners.models import (
    Postcode,
    Practitioner,
    ScopeRule,
)
from practitioners.vocabulary import Shortfall, Status, Visibility, Worth
from tests.directories import Seen, furnished, planned, seen

DAY = date(2026, 11, 23)
SIZE, SEED = 120, 2026
pytestmark = pytest.mark.django_db  # each test's own rows are taken back inside the module's transaction


@pytest.fixture(scope="module", autouse=True)
def _world(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), furnished(DAY):
        yield


def _made(*, in_bulk: bool) -> Seen:
    with transaction.atomic():
        make(size=SIZE, seed=SEED, in_bulk=in_bulk)
        found = seen()
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="module")
def by_verbs(_world: None) -> Seen:
    return _made(in_bulk=False)


@pytest.fixture(scope="module")
def in_bulk(_world: None) -> Seen:
    return _made(in_bulk=True)


@pytest.fixture(scope="module")
def plan(_world: None) -> list[PersonPlan]:
    return planned(size=2000, seed=SEED)


@pytest.fixture(params=["by_verbs", "in_bulk"])
def directory(request: pytest.FixtureRequest) -> Seen:
    found: Seen = request.getfixturevalue(request.param)
    return found


def test_a_seed_and_a_day_make_the_same_plan(plan: list[PersonPlan]) -> None:
    assert planned(size=2000, seed=SEED) == plan
    other = planned(size=60, seed=SEED + 1)
    assert [person.name for person in other] != [person.name for person in plan[:60]]
    assert [person.number for person in plan] == list(range(1, 2001))


def test_three_in_ten_are_to_qualify_and_most_are_in_the_us(plan: list[PersonPlan]) -> None:
    assert 0.27 <= sum(person.qualifies for person in plan) / len(plan) <= 0.33
    home = sum(person.places[0].spot.country == "US" for person in plan) / len(plan)
    assert 0.82 <= home <= 0.88
    assert {place.spot.country for person in plan for place in person.places} == {
        "US",
        "GB",
        "CA",
        "AU",
        "IE",
        "NZ",
    }


def test_people_are_where_the_density_file_says(plan: list[PersonPlan]) -> None:
    weights: Counter[str] = Counter()
    for row in world.density():
        weights[row["state"]] += int(row["n"])
    spots = [person.places[0].spot for person in plan[len(PARTS) :]]
    made = Counter(spot.region for spot in spots if spot.country == "US")
    for state, weight in weights.most_common(12):
        assert made[state] / made.total() == pytest.approx(weight / weights.total(), abs=0.02)


def test_names_come_in_many_spellings(plan: list[PersonPlan]) -> None:
    everybody = " ".join(person.name for person in plan)
    assert {"Will", "Don", "London"} <= {person.name.split()[0] for person in plan}
    for part in ("O’Brien", "Smith-Jones", "José", "Łukasz", "Nguyễn", "Ødegård"):
        assert part in everybody
    assert len({person.slug for person in plan}) == len(plan)


def test_nothing_in_a_plan_lies_ahead_or_out_of_order(plan: list[PersonPlan]) -> None:
    for person in plan:
        assert person.published_on is None or person.published_on <= DAY
        for claim in person.claims:
            days = [claim.sent_on, claim.looked_on, claim.decided_on, claim.relooked_on, claim.stopped_on]
            told = [day for day in days if day]
            assert told == sorted(told)
            assert told[-1] <= DAY


def test_both_builders_make_the_same_directory(by_verbs: Seen, in_bulk: Seen) -> None:
    assert len(by_verbs.listings) >= SIZE
    assert in_bulk.listings == by_verbs.listings
    assert in_bulk.claims == by_verbs.claims
    assert in_bulk.looks == by_verbs.looks
    assert in_bulk.waiting == by_verbs.waiting
    assert {state for _slug, _claim, _kind, state, *_days in by_verbs.waiting} == {"open", "waiting"}
    assert in_bulk.ties == by_verbs.ties
    assert in_bulk.visibilities == by_verbs.visibilities


def test_exactly_those_who_were_to_qualify_do(directory: Seen) -> None:
    assert directory.qualified == {
        person.slug for person in planned(size=SIZE, seed=SEED) if person.qualifies
    }


@pytest.mark.parametrize("day", [date(2027, 2, 28), date(2028, 2, 29), date(2027, 3, 1), date(2026, 12, 31)])
def test_who_qualifies_does_not_hang_on_the_day_it_is_made(day: date) -> None:
    with clock.at(day):
        make(size=70, seed=7, in_bulk=True)
        assert seen().qualified == {person.slug for person in planned(size=70, seed=7) if person.qualifies}


def test_the_ledger_holds_and_no_row_drifts(directory: Seen) -> None:
    assert directory.broken == []
    assert directory.backward == []
    assert directory.drift == []


def test_the_verbs_leave_a_history_and_a_bulk_load_says_it_was_one(by_verbs: Seen, in_bulk: Seen) -> None:
    assert set(in_bulk.events) == {"loaded"}
    assert in_bulk.events["loaded"] == len(in_bulk.claims)
    assert by_verbs.events.keys() == {
        "submit", "return", "verify", "reject", "relook", "suspend", "supersede", "look", "published",
        "profile_suspended", "closed", "details_confirmed", "restriction_recorded", "supervision_confirmed",
        "declared",
        *(["withdraw"] if any(claim[2] == Status.WITHDRAWN for claim in by_verbs.claims) else []),
    }  # fmt: skip


def test_every_standing_occurs(directory: Seen) -> None:
    assert directory.worths == set(Worth.values)
    # Nobody of ours holds a license in a place whose law knows none.
    assert directory.shortfalls == set(Shortfall.values) - {Shortfall.NO_LICENSE_HERE}
    assert set(directory.visibilities) == set(Visibility.values)
    stands = {claim[2] for claim in directory.claims}
    assert {Status.SUBMITTED, Status.RETURNED, Status.VERIFIED, Status.SUSPENDED, Status.SUPERSEDED} <= stands


def test_nothing_in_it_is_real(directory: Seen) -> None:
    words = directory.words
    assert [phone for phone in words["phones"] if not re.fullmatch(r"\+\d{1,3} 555-555-01\d\d", phone)] == []
    assert [
        site for site in words["sites"] if not re.fullmatch(r"https://[a-z0-9-]+\.example\.org/", site)
    ] == []
    assert [mail for mail in words["mails"] if not mail.endswith("@example.org")] == []
    assert [number for number in words["licenses"] if not number.startswith("DEMO-")] == []
    assert {name.partition("/")[0] for name in words["files"]} == {"demonstration"}
    assert {name.rpartition("-")[0] for name in words["photos"]} == {"portraits/demonstration"}
    assert words["passwords"] == {"!"}  # nobody can sign in
    assert directory.letters == 0


def test_the_pictures_are_few_and_small_drawings() -> None:
    stored = pictures.portraits()
    assert stored == pictures.portraits()  # a second drawing replaces the first
    for name in stored:
        with default_storage.open(name) as file:
            assert Image.open(file).size == (320, 320)
            assert file.size < 10_000


def test_an_interrupted_run_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    save, batches = rows.save, []

    def power_cut(*given: Any) -> None:
        batches.append(given)
        if len(batches) == 2:
            raise KeyboardInterrupt
        save(*given)

    monkeypatch.setattr(rows, "save", power_cut)
    with pytest.raises(KeyboardInterrupt):
        make(size=60, seed=SEED, in_bulk=False)
    assert len(batches) == 2
    assert not Practitioner.objects.exists()


def test_the_command_counts_and_then_leaves_people_alone(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("make_directory", size=30, bulk=True)
    counted = r"30 fictional people at \d+ places with \d+ claims, \d+ of them qualified today; "
    assert re.match(counted, capsys.readouterr().out)
    call_command("make_directory", size=30, if_empty=True)
    assert capsys.readouterr().out == "There are people in this directory already: nothing was made.\n"
    with pytest.raises(CommandError, match="There are people in this directory already"):
        call_command("make_directory", size=30)
    assert Practitioner.objects.count() == 30


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda: ScopeRule.objects.update(confirmed_on=None), "load_reference --demonstration"),
        (lambda: Postcode.objects.all().delete(), "The gazetteer is empty"),
    ],
)
def test_what_is_missing_is_said(spoil: Callable[[], Any], sentence: str) -> None:
    spoil()
    with pytest.raises(CommandError, match=sentence):
        call_command("make_directory", size=5)


def test_a_missing_faker_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "find_spec", lambda _name: None)
    with pytest.raises(CommandError, match="Faker"):
        call_command("make_directory", size=5)
    with pytest.raises(CommandError, match="at least 1"):
        call_command("make_directory", size=0)


def test_the_test_of_both_builders_would_notice(by_verbs: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bulk load that forgot the second look at a register would be caught."""
    monkeypatch.setattr(bulk_claims.standard, "looks_needed", lambda _level: 1)
    assert _made(in_bulk=True).looks != by_verbs.looks

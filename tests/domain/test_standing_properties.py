"""Python, SQL, the search rows and the counts of the search all say the same of any record on any day."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache

import pytest
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from hypothesis import given

from practitioners import clock, listings, standard
from practitioners.models import Listing, Place, Practitioner
from practitioners.scope import Rulebook
from practitioners.search import engine
from practitioners.search.dimensions import dimensions
from practitioners.search.query import Query
from practitioners.standing import PracticeStanding, load_records, practice_standing, sql, standings_from_row
from practitioners.vocabulary import Criterion, Kind, Status, Visibility
from tests import factories as make
from tests.strategies import TODAY, examples, worlds
from tests.worlds import World, write

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)
LISTED = timedelta(days=standard.LISTED_DAYS)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever the block writes is taken back at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def days_around(world: World) -> list[date]:
    """The day before, of and after every date that occurs, and that ends a listing."""
    ends = {
        spot.confirmed_on + LISTED for person in world.people for spot in person.spots if spot.confirmed_on
    }
    soon = {day for day in world.days() | ends | {TODAY} if abs((day - TODAY).days) < 40}
    return sorted({day + step for day in soon for step in (-ONE_DAY, timedelta(), ONE_DAY)})


def in_python(people: list[Practitioner], rulebook: Rulebook, *, on: date) -> dict[int, PracticeStanding]:
    """The standing of everybody at every place, by place."""
    return {
        place.pk: practice_standing(person, place, rulebook=rulebook, on=on)
        for person in people
        for place in person.places.all()
    }


def met(standing: PracticeStanding) -> set[str]:
    """What holds: the keys of criteria, and "qualified"."""
    return {c.value for c, s in standing.criteria.items() if s.met} | (
        {"qualified"} if standing.qualified else set()
    )


@cache
def question() -> tuple[str, tuple[object, ...], frozenset[int]]:
    """The SQL of `places_on` with its parameters, and which of these are the day.

    Django takes a tenth of a second to write it; only the day differs between two times it is asked.
    """
    (text, one), (same, two) = (written(TODAY), written(TODAY + ONE_DAY))
    assert text == same
    return text, one, frozenset(i for i, pair in enumerate(zip(one, two, strict=True)) if pair[0] != pair[1])


def written(day: date) -> tuple[str, tuple[object, ...]]:
    names = [f"meets_{criterion.value}" for criterion in Criterion]
    rows = sql.places_on(day).order_by().values_list("pk", *names, "qualified")
    return rows.query.sql_with_params()


def filled_in(day: date) -> tuple[str, list[object]]:
    """The question of this day."""
    text, parameters, moving = question()
    asked = connection.ops.adapt_datefield_value(day)
    return text, [asked if i in moving else value for i, value in enumerate(parameters)]


def ask_as_planned(cursor: CursorWrapper, day: date) -> None:
    """PostgreSQL takes a hundred times longer to plan the question than to answer it, so it plans once."""
    cursor.execute("SELECT FROM pg_prepared_statements WHERE name = 'places_on'")
    if cursor.rowcount == 0:
        stand_in = date(1111, 11, 11)
        text = cursor.mogrify(*filled_in(stand_in)).replace(f"'{stand_in}'::date", "$1")
        assert str(stand_in) not in text
        cursor.execute(f"PREPARE places_on (date) AS {text}")
    cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
    cursor.execute("EXECUTE places_on (%s)", [day])


def in_sql(day: date) -> dict[int, set[str]]:
    """What holds at each place, as the database sees it."""
    keys = [*(criterion.value for criterion in Criterion), "qualified"]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            ask_as_planned(cursor, day)
        else:
            cursor.execute(*filled_in(day))
        return {
            pk: {key for key, yes in zip(keys, met, strict=True) if yes} for pk, *met in cursor.fetchall()
        }


def test_the_question_asked_is_the_one_that_ships() -> None:
    text, _parameters, moving = question()
    assert written(date(2031, 1, 1))[0] == text
    assert len(moving) > 10
    make.qualified()
    rows = {place.pk: place for place in sql.places_on(clock.today())}
    keys = [*(criterion.value for criterion in Criterion), "qualified"]
    assert in_sql(clock.today()) == {pk: set(keys) for pk in rows}
    assert all(getattr(place, f"meets_{key}", place.qualified) for place in rows.values() for key in keys)


@examples(60)
@given(world=worlds(settled=False))
def test_python_and_sql_agree_on_every_day(world: World) -> None:
    with undone():
        people, rulebook = load_records([owner.pk for owner in write(world)]), Rulebook.load()
        for day in days_around(world):
            found = {place: met(standing) for place, standing in in_python(people, rulebook, on=day).items()}
            assert found == in_sql(day), day


def in_listing(row: Listing, day: date) -> set[str]:
    """What holds at a place by the dates in its search row."""
    ends = {c.value: getattr(row, f"{c.value}_until") for c in Criterion} | {"qualified": row.qualified_until}
    return {key for key, end in ends.items() if end is not None and end >= day}


def insured(people: list[Practitioner], *, on: date) -> set[int]:
    """Places with a current policy for this treatment, read off plainly."""
    return {
        place.pk
        for person in people
        for place in person.places.all()
        for c in person.credentials.all()
        if c.kind == Kind.INSURANCE
        and c.insurance.covers_scalp_microneedling
        and c.place_id in (None, place.pk)
        and c.status == Status.VERIFIED
        and c.valid_from <= on <= c.valid_until
    }


def counted(standings: dict[int, PracticeStanding], insured_at: set[int], *, on: date) -> dict[str, int]:
    """How many people are found in search for each option, counted one by one."""
    owners: dict[str, set[int]] = {"everybody": set(), "insured=on": set()}
    for place, standing in standings.items():
        confirmed, owner = standing.place.details_confirmed_on, standing.practitioner
        if owner.visibility != Visibility.PUBLIC or confirmed is None or on > confirmed + LISTED:
            continue
        keys = {"everybody"} | ({"insured=on"} if place in insured_at else set())
        for key in met(standing):
            keys.add("qualified=on" if key == "qualified" else f"meets={key}")
        if standing.criteria[Criterion.LICENSE].met:
            code = standing.place.jurisdiction.code
            keys |= {f"licensed_in={code}", f"licensed_in={code[:2]}"}
        for key in keys:
            owners.setdefault(key, set()).add(owner.pk)
    return {key: len(people) for key, people in owners.items() if people}


def searched(day: date) -> dict[str, int]:
    """The same counts from the search engine."""
    found = engine.search(Query(on=day), dimensions=dimensions())
    keys = ("qualified", "meets", "licensed_in", "insured")
    counts = {f"{key}={value}": count for key in keys for value, count in found.counts[key].items()}
    return {key: count for key, count in ({"everybody": found.total} | counts).items() if count}


@examples(40)
@given(world=worlds(settled=True))
def test_the_search_rows_of_one_day_stay_right_on_all_later_days(world: World) -> None:
    with undone(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("practitioners.clock.today", lambda: TODAY)
        owners = write(world)
        listings.refresh(*owners)
        people, rulebook = load_records([owner.pk for owner in owners]), Rulebook.load()
        rows = {row.place_id: row for row in Listing.objects.all()}
        assert rows.keys() == set(Place.objects.values_list("pk", flat=True))
        for day in [day for day in days_around(world) if day >= TODAY]:
            standings, truth = in_python(people, rulebook, on=day), in_sql(day)
            assert {place: in_listing(row, day) for place, row in rows.items()} == truth, day
            for place, standing in standings.items():
                stored = standings_from_row(rows[place].evidence, on=day)
                assert [face(s) for s in stored] == [face(s) for s in standing.strip], day
        for day in turning_days(rows.values()):
            standings = in_python(people, rulebook, on=day)
            assert searched(day) == counted(standings, insured(people, on=day), on=day), day
        patch.setattr("practitioners.clock.today", lambda: TODAY + timedelta(days=400))
        assert list(listings.drift()) == []  # no row drifts because days pass


def turning_days(rows: Iterable[Listing]) -> list[date]:
    """Today, and the first last day of being found, or qualified, or licensed, or insured, with the day after."""
    columns = ("listed_until", "qualified_until", "license_until", "insured_until")
    ends = {getattr(row, column) for row in rows for column in columns}
    first = min((end for end in ends if end and end >= TODAY), default=TODAY)
    return sorted({TODAY, first, first + ONE_DAY})


def face(standing: object) -> tuple[object, ...]:
    """What a card shows of a standing."""
    return tuple(
        getattr(standing, name) for name in ("criterion", "worth", "met", "shortfall", "until", "reason")
    )

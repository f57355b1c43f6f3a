"""Questions that the tests of standing ask of a place on a day."""

from datetime import date, timedelta

from practitioners.models import Place
from practitioners.scope import Rulebook
from practitioners.standing import PracticeStanding, Standing, load_records, practice_standing, sql
from practitioners.vocabulary import Criterion, Shortfall, Worth

TODAY = date(2026, 3, 10)
ONE_DAY = timedelta(days=1)


def at(place: Place, *, on: date = TODAY) -> PracticeStanding:
    """The standing of the place's practitioner there."""
    [record] = load_records([place.practitioner_id])
    return practice_standing(record, place, rulebook=Rulebook.load(), on=on)


def criterion(place: Place, key: Criterion = Criterion.LICENSE, *, on: date = TODAY) -> Standing:
    """One criterion there."""
    return at(place, on=on).criteria[key]


def said(
    place: Place, key: Criterion = Criterion.LICENSE, *, on: date = TODAY
) -> tuple[Worth, bool, Shortfall | None]:
    """Its worth, whether it holds (in Python, and in SQL too), and what is in its way."""
    found = criterion(place, key, on=on)
    assert getattr(sql.places_on(on).get(pk=place.pk), f"meets_{key.value}") == found.met
    return found.worth, found.met, found.shortfall

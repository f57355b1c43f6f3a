"""Letters about what runs out: the latest one that is due, once for each date, and only to who can read it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from practitioners import clock, listings, notices, standard
from practitioners.models import Account, Credential, Notice, Place, Practitioner
from practitioners.vocabulary import Kind, NoticeKind, Status, Visibility
from practitioners.workflow import profile
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)
LAST = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None]) -> None:
    frozen(TODAY)


def came(person: Practitioner) -> Practitioner:
    """This person, who has signed in."""
    Account.objects.filter(pk=person.account_id).update(last_login=clock.now())
    return person


def ends(
    kind: Kind = Kind.INSURANCE, *, until: date = LAST, person: Practitioner | None = None
) -> Credential:
    """A shown claim with this last day."""
    claim = make.verified(person or came(make.practitioner()), kind)
    Credential.objects.filter(pk=claim.pk).update(valid_until=until)
    Notice.objects.all().delete()
    return claim


def owed_on(day: date) -> list[str]:
    """The keys of what one night owes."""
    known = set(Notice.objects.values_list("pk", flat=True))
    with clock.at(day):
        count = notices.owe_reminders()
    keys = list(Notice.objects.exclude(pk__in=known).order_by("pk").values_list("due_key", flat=True))
    assert count == len(keys)
    return keys


def nights(first: int, last: int, *, day: date = LAST) -> dict[int, list[str]]:
    """What every night owes, by its days from the day; nights that owe nothing are left out."""
    found = {number: owed_on(day + timedelta(days=number)) for number in range(first, last + 1)}
    return {number: keys for number, keys in found.items() if keys}


def test_what_ends_is_written_about_on_five_days() -> None:
    ends(person=make.practitioner("Sam Stranger"))
    claim = ends()
    assert nights(-100, 40) == {-left: [f"expiring:{claim.pk}:{LAST}:{left}"] for left in (60, 30, 14, 3, 0)}
    assert {(n.kind, n.to, n.credential) for n in Notice.objects.all()} == {
        (NoticeKind.EXPIRING, claim.practitioner.account, claim)
    }


def test_a_second_run_owes_nothing() -> None:
    ends()
    day = LAST - timedelta(days=30)
    assert len(owed_on(day)) == 1
    assert owed_on(day) == []


@pytest.mark.parametrize(("left", "step"), [(59, 60), (29, 30), (5, 14), (1, 3), (-1, 0), (-14, 0)])
def test_a_missed_night_is_made_up_by_the_latest_letter_alone(left: int, step: int) -> None:
    claim = ends()
    assert owed_on(LAST - timedelta(days=left)) == [f"expiring:{claim.pk}:{LAST}:{step}"]


def test_nobody_is_written_to_about_what_ended_long_ago() -> None:
    ends()
    assert owed_on(LAST + timedelta(days=standard.LETTERS_MADE_UP_DAYS + 1)) == []


def test_a_changed_date_starts_anew() -> None:
    claim = ends()
    assert len(owed_on(LAST - timedelta(days=3))) == 1
    later = LAST + timedelta(days=50)
    Credential.objects.filter(pk=claim.pk).update(valid_until=later)
    assert owed_on(LAST) == [f"expiring:{claim.pk}:{later}:60"]


def test_a_sent_renewal_stops_the_letters_and_a_draft_of_one_does_not() -> None:
    claim = ends()
    renewal = make.draft(claim.practitioner, Kind.INSURANCE, renews=claim)
    assert len(owed_on(LAST - timedelta(days=30))) == 1
    Credential.objects.filter(pk=renewal.pk).update(status=Status.SUBMITTED)
    assert owed_on(LAST - timedelta(days=14)) == []


@pytest.mark.parametrize("kind", [Kind.IDENTITY, Kind.AMENDMENT])
def test_what_is_private_is_not_written_about(kind: Kind) -> None:
    ends(kind)
    assert owed_on(LAST) == []


@pytest.mark.parametrize("status", [status for status in Status if status != Status.VERIFIED])
def test_only_what_is_shown_is_written_about(status: Status) -> None:
    claim = ends()
    Credential.objects.filter(pk=claim.pk).update(status=status)
    assert owed_on(LAST) == []


@pytest.mark.parametrize(("kind", "column"), [(Kind.LICENSE, "expires_on"), (Kind.MEMBERSHIP, "ends_on")])
@pytest.mark.parametrize(("own", "letters"), [(None, 0), (LAST + timedelta(days=1), 0), (LAST, 1)])
def test_where_our_own_look_ends_it_the_owner_has_nothing_to_do(
    kind: Kind, column: str, own: date | None, letters: int
) -> None:
    claim = ends(kind)
    type(getattr(claim, kind.value)).objects.update(**{column: own})
    Credential.objects.update(checked_on=LAST - timedelta(days=120))
    assert len(owed_on(LAST)) == letters


def test_details_are_written_about_before_and_after_day_90() -> None:
    ada = came(make.qualified())
    place, confirmed_on = ada.places.get(), TODAY
    Credential.objects.update(valid_until=date(2036, 1, 1))
    Notice.objects.all().delete()
    due = confirmed_on + timedelta(days=90)
    assert nights(-40, 70, day=due) == {
        step: [f"details:{place.pk}:{confirmed_on}:{step}"] for step in (-15, -10, -5, 1, 14, 28, 42)
    }
    with clock.at(due + timedelta(days=43)):
        profile.confirm_details(place, by=ada.account)
    again = due + timedelta(days=43 + 90 - 15)
    assert owed_on(again) == [f"details:{place.pk}:{due + timedelta(days=43)}:-15"]


@pytest.mark.parametrize("change", [
    lambda: Practitioner.objects.update(visibility=Visibility.DRAFT), lambda: Place.objects.update(shown=False),
    lambda: Account.objects.update(last_login=None), lambda: Account.objects.update(is_active=False),
])  # fmt: skip
def test_only_what_is_public_and_only_who_can_come_is_written_about_details(
    change: Callable[[], Any],
) -> None:
    came(make.qualified())
    Credential.objects.update(valid_until=date(2036, 1, 1))
    change()
    assert owed_on(TODAY + timedelta(days=91)) == []


def test_letters_that_are_optional_can_be_turned_off_and_the_last_ones_cannot() -> None:
    claim = ends(person=came(make.qualified()))
    Credential.objects.exclude(pk=claim.pk).update(valid_until=date(2036, 1, 1))
    Account.objects.update(reminders=False)
    assert sorted(nights(-90, 20)) == [-3, 0]
    Place.objects.update(details_confirmed_on=date(2028, 1, 1))
    assert sorted(nights(-20, 60, day=date(2028, 1, 1) + timedelta(days=90))) == [1, 14, 28, 42]


def test_a_made_up_past_owes_nobody_anything() -> None:
    ends()
    with notices.unowed():
        assert owed_on(LAST) == []


@pytest.mark.parametrize("number", [1, 3, 40])
def test_the_number_of_questions_does_not_grow_with_the_people(
    number: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    with listings.postponed():
        for _ in range(number):
            make.place(ends().practitioner)
    Practitioner.objects.update(visibility=Visibility.PUBLIC)
    Place.objects.update(details_confirmed_on=LAST - timedelta(days=91))
    with clock.at(LAST), django_assert_num_queries(6):
        assert notices.owe_reminders() == number * 2

"""What a record is worth on a day, with its reason in words."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from practitioners.models import Jurisdiction, License, LicenseType, Place
from practitioners.standing import insurance_finding, load_records
from practitioners.standing.practice import finding_row, standings_from_row
from practitioners.vocabulary import Criterion, Kind, Level, Shortfall, Verdict, Worth
from practitioners.workflow import moves, oversight, profile
from tests import factories as make
from tests.domain.asked import ONE_DAY, TODAY, at, criterion, said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None]) -> None:
    frozen(TODAY)


@pytest.fixture
def ada() -> Place:
    """The place of a practitioner for whom all six hold today."""
    return make.qualified().places.get()


def test_all_six_held_today_is_qualified(ada: Place) -> None:
    make.practitioner("Sam Stranger")
    standing = at(ada)
    assert [(s.criterion, s.met, s.tone) for s in standing.strip] == [
        (Criterion.LICENSE, True, "issuer"), (Criterion.TRAINING, True, "document"),
        (Criterion.INFECTION_CONTROL, True, "document"), (Criterion.CONSULTATION, True, "document"),
        (Criterion.AFTERCARE, True, "document"), (Criterion.TRACK_RECORD, True, "document"),
    ]  # fmt: skip
    assert (standing.qualified, standing.qualified_until) == (True, TODAY + timedelta(days=120))
    assert standing.counts == {Level.NONE: 0, Level.STATEMENT: 0, Level.DOCUMENT: 5, Level.ISSUER: 1}


def test_a_license_on_the_day_before_its_first_last_and_after(ada: Place) -> None:
    last = TODAY + timedelta(days=120)
    assert said(ada, on=TODAY - ONE_DAY) == (Worth.NONE, False, None)
    assert said(ada, on=TODAY) == (Worth.ISSUER, True, None)
    assert said(ada, on=last - timedelta(days=31)) == (Worth.ISSUER, True, None)
    assert said(ada, on=last - timedelta(days=30)) == (Worth.EXPIRING, True, None)
    assert said(ada, on=last) == (Worth.EXPIRING, True, None)
    assert said(ada, on=last + ONE_DAY) == (Worth.LAPSED, False, None)
    assert at(ada, on=last).qualified
    assert not at(ada, on=last + ONE_DAY).qualified


def test_its_words(ada: Place) -> None:
    last = TODAY + timedelta(days=120)
    license, training = criterion(ada), criterion(ada, Criterion.TRAINING)
    assert license.reason == "License: confirmed by issuer 10 March 2026, holds until 8 July 2026."
    assert (license.label, license.brief, license.raised_by) == (
        "Confirmed by issuer",
        "Confirmed Mar 2026",
        "",
    )
    assert training.reason == "Training: document seen 10 March 2026, holds until 10 March 2029."
    ending = criterion(ada, on=last)
    assert (ending.label, ending.brief) == ("Check due soon", "Check due 8 Jul 2026")
    assert ending.raised_by == "Nothing to send: a moderator must read the register again."
    lapsed = criterion(ada, on=last + ONE_DAY)
    assert lapsed.reason == "License: our check is out of date. The register was last read 10 March 2026."
    assert (lapsed.label, lapsed.brief) == ("Check out of date", "Check out of date")


def test_a_license_past_its_own_last_day_has_expired_whatever_the_age_of_our_look(ada: Place) -> None:
    own = License.objects.get().expires_on
    assert own is not None
    assert criterion(ada, on=own).label == "Check out of date"
    lapsed = criterion(ada, on=own + ONE_DAY)
    assert (lapsed.label, lapsed.raised_by) == ("Expired", "Renew it: send the new date and file.")


def test_a_license_that_ends_before_our_look_grows_old_expires() -> None:
    place = make.place(make.practitioner())
    make.scope_rule()
    make.verified(place.practitioner, Kind.LICENSE, expires_on=TODAY + 20 * ONE_DAY)
    ending = criterion(place, on=TODAY)
    assert (ending.label, ending.brief) == ("Expires soon", "Expires 30 Mar 2026")
    assert criterion(place, on=TODAY + 21 * ONE_DAY).label == "Expired"


def test_nothing_statement_and_returned() -> None:
    place = make.place(make.practitioner())
    owner = place.practitioner
    assert said(place, Criterion.AFTERCARE) == (Worth.NONE, False, None)
    assert criterion(place, Criterion.AFTERCARE).reason == "Aftercare: not provided."
    make.draft(owner, Kind.AFTERCARE)
    assert said(place, Criterion.AFTERCARE) == (Worth.NONE, False, None)
    claim = make.sent(owner, Kind.AFTERCARE)
    assert said(place, Criterion.AFTERCARE) == (Worth.STATEMENT, False, None)
    assert criterion(place, Criterion.AFTERCARE).reason == "Aftercare: their own statement. Not checked."
    moves.return_(claim, by=make.moderator(), words="Please sign it.")
    assert said(place, Criterion.AFTERCARE) == (Worth.STATEMENT, False, None)
    moves.withdraw(claim, by=owner.account)
    assert said(place, Criterion.AFTERCARE) == (Worth.NONE, False, None)


def test_what_expired_does_not_fall_back_to_a_statement(ada: Place) -> None:
    owner = ada.practitioner
    old = owner.credentials.get(kind=Kind.AFTERCARE)
    make.sent(owner, Kind.AFTERCARE, renews=old)
    assert said(ada, Criterion.AFTERCARE, on=old.valid_until) == (Worth.EXPIRING, True, None)
    assert said(ada, Criterion.AFTERCARE, on=old.valid_until + ONE_DAY) == (Worth.LAPSED, False, None)


def test_suspended_at_once_and_back(ada: Place) -> None:
    claim = ada.practitioner.credentials.get(kind=Kind.LICENSE)
    moves.suspend(claim, by=make.moderator(), words="The register shows an inquiry.")
    assert said(ada) == (Worth.SUSPENDED, False, None)
    assert criterion(ada).reason == "License: suspended."
    assert at(ada).counts[Level.ISSUER] == 0
    make.verified(ada.practitioner, Kind.LICENSE)
    assert said(ada) == (Worth.ISSUER, True, None)
    moves.reinstate(claim, by=make.moderator(), words="The inquiry ended.")
    assert said(ada) == (Worth.ISSUER, True, None)


def test_a_license_seen_only_as_a_document_does_not_qualify() -> None:
    make.scope_rule()
    owner = make.practitioner()
    place = make.place(owner)
    make.verified(owner, Kind.LICENSE, level=Level.DOCUMENT)
    assert said(place) == (Worth.DOCUMENT, False, None)
    assert criterion(place).raised_by.startswith("Send your license number")


@pytest.mark.parametrize(("verdict", "confirmed", "shortfall"), [
    (Verdict.ALLOWED, True, None), (Verdict.ALLOWED, False, Shortfall.SCOPE_UNCLEAR),
    (Verdict.NOT_ALLOWED, True, Shortfall.NOT_ALLOWED), (Verdict.UNCLEAR, True, Shortfall.SCOPE_UNCLEAR),
    (Verdict.SUPERVISED, True, Shortfall.NO_SUPERVISOR),
])  # fmt: skip
def test_scope_decides_what_a_license_is_worth(
    ada: Place, verdict: Verdict, confirmed: bool, shortfall: Any
) -> None:
    make.scope_rule(verdict=verdict, confirmed=confirmed)
    assert said(ada) == (Worth.ISSUER, shortfall is None, shortfall)
    assert criterion(ada).tone == ("short" if shortfall else "issuer")
    if shortfall:
        assert criterion(ada).label == shortfall.label
        assert criterion(ada).reason.startswith("License: seen 10 March 2026, but it does not count here.")


def test_one_license_is_worth_different_things_at_two_places(ada: Place) -> None:
    make.scope_rule("US-OK", verdict=Verdict.NOT_ALLOWED)
    oklahoma = make.place(ada.practitioner, law="US-OK")
    assert said(ada) == (Worth.ISSUER, True, None)
    assert said(oklahoma) == (Worth.ISSUER, False, Shortfall.ELSEWHERE)
    assert (at(ada).qualified, at(oklahoma).qualified) == (True, False)


def test_a_claim_for_one_place_says_nothing_of_another(ada: Place) -> None:
    other = make.place(ada.practitioner)
    ada.practitioner.credentials.filter(kind=Kind.TRAINING).update(place=other)
    assert said(ada, Criterion.TRAINING) == (Worth.NONE, False, None)
    assert said(other, Criterion.TRAINING) == (Worth.DOCUMENT, True, None)


def test_where_no_license_is_known_only_statutory_professions_count(ada: Place) -> None:
    Jurisdiction.objects.filter(code="US-TX").update(licenses_treatment=False)
    assert said(ada) == (Worth.ISSUER, False, Shortfall.NO_LICENSE_HERE)
    LicenseType.objects.update(statutory=True)
    assert said(ada) == (Worth.ISSUER, True, None)


def test_a_restriction_ends_it_from_its_first_day_until_it_is_seen_lifted(ada: Place) -> None:
    claim = ada.practitioner.credentials.get(kind=Kind.LICENSE)
    starts = TODAY + timedelta(days=10)
    restriction = oversight.record_restriction(
        claim, by=make.moderator(), type="No invasive work", touches_treatment=True, starts_on=starts,
        ends_on=starts + timedelta(days=5), source_url="https://example.org/",
    )  # fmt: skip
    assert said(ada, on=starts - ONE_DAY) == (Worth.EXPIRING, True, None)
    assert criterion(ada, on=starts - ONE_DAY).until == starts - ONE_DAY
    assert said(ada, on=starts) == (Worth.ISSUER, False, Shortfall.RESTRICTED)
    assert said(ada, on=starts + timedelta(days=6)) == (Worth.ISSUER, False, Shortfall.RESTRICTED)
    oversight.lift_restriction(restriction, by=make.moderator())
    assert said(ada, on=starts) == (Worth.ISSUER, True, None)


def test_a_restriction_that_does_not_touch_the_treatment_changes_nothing(ada: Place) -> None:
    claim = ada.practitioner.credentials.get(kind=Kind.LICENSE)
    oversight.record_restriction(
        claim, by=make.moderator(), type="No night work", touches_treatment=False, starts_on=TODAY,
        source_url="https://example.org/",
    )  # fmt: skip
    assert said(ada) == (Worth.ISSUER, True, None)


def test_certificates_count_together_each_topic_as_long_as_its_longest(
    frozen: Callable[[date], None],
) -> None:
    owner = make.practitioner()
    place = make.place(owner)
    make.verified(owner, Kind.TRAINING, covers_skin_healing=False)
    assert said(place, Criterion.TRAINING) == (Worth.DOCUMENT, False, Shortfall.TOPICS)
    frozen(later := TODAY + timedelta(days=10))
    make.verified(owner, Kind.TRAINING, covers_technique=False, covers_scalp_anatomy=False)
    found = criterion(place, Criterion.TRAINING, on=later)
    assert (found.met, found.until) == (True, date(2029, 3, 10))
    assert said(place, Criterion.TRAINING, on=date(2029, 3, 11)) == (Worth.DOCUMENT, False, Shortfall.TOPICS)
    assert said(place, Criterion.TRAINING, on=date(2029, 3, 21)) == (Worth.LAPSED, False, None)


@pytest.mark.parametrize(("first", "last", "treatments", "met"), [
    (date(2025, 2, 10), date(2026, 2, 10), 50, True), (date(2025, 2, 10), date(2026, 2, 9), 50, False),
    (date(2025, 2, 10), date(2026, 2, 10), 49, False), (date(2024, 1, 31), date(2026, 2, 28), 51, True),
])  # fmt: skip
def test_experience_below_the_minimum_is_shown_and_does_not_count(
    first: date, last: date, treatments: int, met: bool
) -> None:
    owner = make.practitioner()
    place = make.place(owner)
    make.verified(owner, Kind.TRACK_RECORD, period_from=first, period_to=last, treatments=treatments)
    expected = (Worth.DOCUMENT, met, None if met else Shortfall.VOLUME)
    assert said(place, Criterion.TRACK_RECORD) == expected


def test_of_several_claims_the_one_that_holds_longest_speaks(ada: Place) -> None:
    short = make.verified(ada.practitioner, Kind.LICENSE, expires_on=TODAY + timedelta(days=5))
    assert short not in criterion(ada).finding.credentials
    assert criterion(ada).until == TODAY + timedelta(days=120)


def test_insurance_is_outside_the_six_and_bound_to_its_place(ada: Place) -> None:
    other = make.place(ada.practitioner)
    make.verified(ada.practitioner, Kind.INSURANCE, covers_scalp_microneedling=False)
    bound = make.verified(ada.practitioner, Kind.INSURANCE, place=other, ends_on=TODAY + timedelta(days=9))
    [record] = load_records([ada.practitioner_id])
    assert insurance_finding(record, on=TODAY, at=ada).met_until is None
    assert (
        insurance_finding(record, on=TODAY, at=other).met_until
        == bound.valid_until
        == TODAY + timedelta(days=9)
    )
    assert insurance_finding(record, on=TODAY).met_until == bound.valid_until


def test_a_search_row_tells_the_same(ada: Place) -> None:
    profile.suspend(ada.practitioner, by=make.moderator())
    rows = [finding_row(s.finding) for s in at(ada).strip]
    assert [s.reason for s in standings_from_row(rows, on=TODAY)] == [s.reason for s in at(ada).strip]


def test_a_record_costs_a_fixed_number_of_queries(django_assert_num_queries: Callable[[int], Any]) -> None:
    people = [make.qualified(), make.qualified("Bea Two"), make.qualified("Cy Three")]
    make.place(people[0])
    counts = []
    for some in (people[:1], people):
        with django_assert_num_queries(5):
            records = load_records([person.pk for person in some])
            kinds = [claim.kind for record in records for claim in record.credentials.all()]
        counts.append(len(kinds))
    assert counts == [6, 18]

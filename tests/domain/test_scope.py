"""What a license allows where: the nearest confirmed reading of the law decides."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from practitioners import clock
from practitioners.models import License, ScopeRule
from practitioners.scope import Rulebook, Ruling
from practitioners.vocabulary import Depth, Verdict
from tests import factories as make

pytestmark = pytest.mark.django_db


def ruling(code: str = "US-TX", *, type: str = "us-esthetician", depth: Depth = Depth.UP_TO_05) -> Ruling:
    """What the tables say of this type there today."""
    kind, here = make.license_type(type), make.jurisdiction(code)
    return Rulebook.load().ruling(
        license_type_id=kind.pk, jurisdiction_id=here.pk, depth=depth, on=clock.today()
    )


def test_no_rule_is_unclear_and_counts_for_nothing() -> None:
    found = ruling()
    assert (found.verdict, found.rule, found.counts) == (Verdict.UNCLEAR, None, False)


@pytest.mark.parametrize(("verdict", "counts"), [
    (Verdict.ALLOWED, True), (Verdict.SUPERVISED, True), (Verdict.NOT_ALLOWED, False), (Verdict.UNCLEAR, False),
])  # fmt: skip
def test_a_confirmed_rule_decides(verdict: Verdict, counts: bool) -> None:
    [rule] = make.scope_rule(depths=(Depth.UP_TO_05,), verdict=verdict)
    assert ruling() == Ruling(verdict, rule)
    assert ruling().counts is counts


def test_the_nearest_rule_wins_over_the_country_around_it() -> None:
    make.scope_rule("US", verdict=Verdict.ALLOWED)
    make.scope_rule("US-TX", verdict=Verdict.NOT_ALLOWED)
    assert ruling("US-TX").verdict == Verdict.NOT_ALLOWED
    assert ruling("US-OK").verdict == Verdict.ALLOWED
    assert ruling("US").verdict == Verdict.ALLOWED
    assert ruling("GB").verdict == Verdict.UNCLEAR


def test_an_unconfirmed_rule_is_unclear_and_still_hides_the_wider_one() -> None:
    make.scope_rule("US", verdict=Verdict.ALLOWED)
    make.scope_rule("US-TX", verdict=Verdict.ALLOWED, confirmed=False)
    assert ruling("US-TX").verdict == Verdict.UNCLEAR


def test_a_rule_counts_from_the_day_it_was_confirmed(frozen: Callable[[date], None]) -> None:
    frozen(date(2026, 3, 10))
    make.scope_rule()
    for confirmed, verdict in {
        date(2026, 3, 10): Verdict.ALLOWED,
        date(2026, 3, 11): Verdict.UNCLEAR,
    }.items():
        ScopeRule.objects.update(confirmed_on=confirmed)
        assert ruling().verdict == verdict


def test_rules_are_of_one_type_and_one_depth() -> None:
    make.scope_rule(depths=(Depth.UP_TO_03,))
    assert ruling(depth=Depth.UP_TO_03).verdict == Verdict.ALLOWED
    assert ruling(depth=Depth.UP_TO_05).verdict == Verdict.UNCLEAR
    assert ruling(type="us-nurse", depth=Depth.UP_TO_03).verdict == Verdict.UNCLEAR


def test_lineage_goes_up_nearest_first_and_never_in_circles() -> None:
    texas, country = make.jurisdiction("US-TX"), make.jurisdiction("US")
    assert Rulebook.load().lineage(texas.pk) == [texas.pk, country.pk]
    country.parent = texas
    country.save()
    assert Rulebook.load().lineage(texas.pk) == [texas.pk, country.pk]


@pytest.mark.parametrize(("issued_in", "place", "covers"), [
    ("US-TX", "US-TX", True), ("US", "US-TX", True), ("US-TX", "US", False), ("US-OK", "US-TX", False),
    ("GB", "US-TX", False),
])  # fmt: skip
def test_a_license_covers_where_its_issuer_is_and_all_within(
    issued_in: str, place: str, covers: bool
) -> None:
    license = License(issuer=make.issuer(issued_in), license_type=make.license_type())
    here = make.jurisdiction(place)
    assert Rulebook.load().covers(license, jurisdiction_id=here.pk) is covers


@pytest.mark.parametrize(("licenses", "statutory", "knows"), [
    (True, False, True), (True, True, True), (False, True, True), (False, False, False),
])  # fmt: skip
def test_where_the_law_knows_no_license_only_statutory_professions_count(
    licenses: bool, statutory: bool, knows: bool
) -> None:
    here = make.jurisdiction("GB", licenses_treatment=licenses)
    license = License(issuer=make.issuer("GB"), license_type=make.license_type("gb-x", statutory=statutory))
    assert Rulebook.load().knows_license(license, jurisdiction_id=here.pk) is knows


def test_a_rulebook_costs_two_queries_and_can_hold_only_some_types(
    django_assert_num_queries: Callable[[int], object],
) -> None:
    make.scope_rule(depths=(Depth.UP_TO_03,))
    [wanted] = make.scope_rule(type="us-nurse", depths=(Depth.UP_TO_03,))
    with django_assert_num_queries(2):
        rulebook = Rulebook.load(license_types=[wanted.license_type_id])
    assert list(rulebook.rules.values()) == [wanted]


def test_rules_due_for_review() -> None:
    today = clock.today()
    due, later = make.scope_rule(depths=(Depth.UP_TO_03, Depth.UP_TO_05))
    ScopeRule.objects.filter(pk=due.pk).update(review_by=today)
    ScopeRule.objects.filter(pk=later.pk).update(review_by=today + timedelta(days=1))
    assert list(ScopeRule.objects.due_for_review(on=today)) == [due]
    make.scope_rule("US", depths=(Depth.UP_TO_03,), confirmed=False)
    assert set(ScopeRule.objects.confirmed()) == {due, later}

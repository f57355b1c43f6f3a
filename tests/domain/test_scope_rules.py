"""Scope rules in the operator's hands: who decides on them, what follows, and all of it or nothing."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from practitioners import ledger, listings
from practitioners.errors import Invalid, MoveRefused, NotAllowed, Overtaken
from practitioners.models import Account, Credential, LedgerEvent, Listing, ScopeRule
from practitioners.scope import Rulebook
from practitioners.vocabulary import Basis, Depth, Kind, RuleStand, Verb, Verdict
from practitioners.workflow import oversight, scope_reach, scope_rules
from practitioners.workflow.scope_reach import Effect
from practitioners.workflow.scope_rules import Reading
from tests import factories as make
from tests import snapshot
from tests.desk.room import senior
from tests.domain.test_oversight import asked, refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)
ONE_DAY = timedelta(days=1)
DEPTH = Depth.UP_TO_05
SOURCE = "https://law.example.org/16-991"
NAMED = {"jurisdiction": "US-TX", "license_type": "us-esthetician", "depth": DEPTH.value}


@pytest.fixture(autouse=True)
def _today(db: None, frozen: Callable[[date], None]) -> None:
    frozen(TODAY)


@pytest.fixture
def sue(_today: None) -> Account:
    """A senior moderator."""
    return senior("sue")


@pytest.fixture
def license(_today: None) -> Credential:
    """Ada's license, which would count at her one place if its rule did; Sam works elsewhere."""
    found = make.qualified().credentials.get(kind=Kind.LICENSE)
    make.qualified("Sam Stranger", law="US-OK")
    return found


def unconfirmed(code: str = "US-TX", **fields: Any) -> ScopeRule:
    """A reading nobody has confirmed, and the search rows that follow from it."""
    [rule] = make.scope_rule(code, depths=(DEPTH,), confirmed=False)
    ScopeRule.objects.filter(pk=rule.pk).update(**{"basis": Basis.SECONDARY, **fields})
    listings.rebuild()
    return read(rule)


def read(rule: ScopeRule) -> ScopeRule:
    """The rule as it is now, in nobody else's hands."""
    return ScopeRule.objects.get(
        jurisdiction=rule.jurisdiction, license_type=rule.license_type, depth=rule.depth
    )


def reading(**changed: Any) -> Reading:
    """What a senior read today."""
    said: dict[str, Any] = {
        "verdict": Verdict.ALLOWED, "source": SOURCE, "basis": Basis.OFFICIAL, "read_on": TODAY,
        "review_by": date(2026, 9, 10), "citation": "16 CCR 991", "note": "",
    }  # fmt: skip
    return Reading(**said | changed)


def counting() -> set[str]:
    """The people for whom a license counts somewhere today."""
    assert list(listings.drift()) == []
    rows = Listing.objects.filter(license_until__gte=TODAY)
    return set(rows.values_list("practitioner__public_name", flat=True))


def told_since(before: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The events since then, in the site's own chain."""
    assert list(ledger.verify()) == []
    events = snapshot.added(before, LedgerEvent)
    assert {event.subject for event in events} <= {"site"}
    return [(event.verb, event.actor_id, event.data) for event in events]


def test_a_rule_counts_once_a_senior_confirms_it(license: Credential, sue: Account) -> None:
    rule = unconfirmed()
    assert counting() == {"Sam Stranger"}
    for by in (make.moderator("rea"), make.account("sam@example.org"), license.practitioner.account):
        refused(NotAllowed, lambda by=by: scope_rules.confirm(rule, by=by))
        refused(NotAllowed, lambda by=by: scope_rules.reread(rule, reading(), by=by))
    before = snapshot.taken()
    scope_rules.confirm(rule, by=sue, seen=scope_rules.stamp(rule))
    assert told_since(before) == [
        (Verb.SCOPE_CONFIRMED, sue.pk, {**NAMED, "verdict": "allowed", "basis": "secondary"})
    ]
    assert (read(rule).confirmed_on, read(rule).confirmed_by) == (TODAY, sue)
    assert counting() == {"Ada Stone", "Sam Stranger"}
    for again in (rule, read(rule)):
        refused(Overtaken, lambda again=again: scope_rules.confirm(again, by=sue))


@pytest.mark.parametrize("changed", [
    {"verdict": Verdict.NOT_ALLOWED}, {"citation": "Another law"}, {"source": SOURCE}, {"checked_on": TODAY},
    {"confirmed_on": TODAY},
])  # fmt: skip
def test_a_rule_that_changed_since_it_was_read_is_not_decided(
    license: Credential, sue: Account, changed: dict[str, Any]
) -> None:
    """By the row in hand, and by the stamp of the page where the row in hand is fresh."""
    rule = unconfirmed()
    seen = scope_rules.stamp(rule)
    ScopeRule.objects.filter(pk=rule.pk).update(**changed)
    for stale, stamp in ((rule, None), (read(rule), seen)):
        refused(Overtaken, lambda stale=stale, stamp=stamp: scope_rules.confirm(stale, by=sue, seen=stamp))
        refused(
            Overtaken,
            lambda stale=stale, stamp=stamp: scope_rules.reread(stale, reading(), by=sue, seen=stamp),
        )


def test_a_reading_past_its_review_day_is_read_again_and_not_confirmed(
    license: Credential, sue: Account
) -> None:
    rule = unconfirmed(review_by=TODAY, checked_on=date(2025, 9, 10))
    refused(MoveRefused, lambda: scope_rules.confirm(rule, by=sue))
    scope_rules.reread(rule, reading(), by=sue)
    assert counting() == {"Ada Stone", "Sam Stranger"}
    ScopeRule.objects.filter(pk=rule.pk).update(confirmed_on=None, review_by=TODAY + ONE_DAY)
    scope_rules.confirm(read(rule), by=sue)


def test_the_same_verdict_read_again_moves_the_days_and_leaves_every_listing(
    license: Credential, sue: Account
) -> None:
    rule = unconfirmed(checked_on=date(2025, 9, 10), review_by=TODAY + ONE_DAY)
    scope_rules.confirm(rule, by=sue)
    ScopeRule.objects.filter(pk=rule.pk).update(confirmed_on=date(2025, 10, 1))
    rule, before, rows = read(rule), snapshot.taken(), list(Listing.objects.values())
    scope_rules.reread(rule, reading(citation="  16 CCR 991, amended "), by=senior("tom"))
    assert told_since(before) == [(Verb.SCOPE_READ, senior("tom").pk, {
        **NAMED, "before": "allowed", "verdict": "allowed", "basis": "official", "looked_on": "2026-03-10",
        "until": "2026-09-10",
    })]  # fmt: skip
    kept = read(rule)
    assert (kept.confirmed_on, kept.confirmed_by) == (date(2025, 10, 1), sue)
    assert (kept.checked_on, kept.review_by, kept.source) == (TODAY, date(2026, 9, 10), SOURCE)
    assert (kept.citation, kept.basis) == ("16 CCR 991, amended", Basis.OFFICIAL)
    assert list(Listing.objects.values()) == rows
    assert (kept.shipped_verdict, kept.shipped_on) == ("allowed", date(2025, 9, 10))


def test_another_verdict_counts_at_once_and_says_what_it_replaced(license: Credential, sue: Account) -> None:
    rule = unconfirmed()
    scope_rules.confirm(rule, by=sue)
    before = snapshot.taken()
    scope_rules.reread(read(rule), reading(verdict=Verdict.NOT_ALLOWED), by=senior("tom"))
    [(_verb, _by, data)] = told_since(before)
    assert (data["before"], data["verdict"]) == ("allowed", "not_allowed")
    assert (read(rule).confirmed_on, read(rule).confirmed_by) == (TODAY, senior("tom"))
    assert counting() == {"Sam Stranger"}


@pytest.mark.parametrize("changed", [
    {"source": "http://law.example.org/"}, {"source": "The law, page 3"}, {"source": ""},
    {"basis": Basis.GENERAL}, {"basis": Basis.DEMONSTRATION}, {"citation": "  "},
    {"read_on": TODAY + ONE_DAY}, {"read_on": date(2025, 12, 31)},
    {"review_by": TODAY}, {"review_by": date(2027, 3, 11)},
])  # fmt: skip
def test_a_reading_that_cannot_be_recorded_is_refused(
    license: Credential, sue: Account, changed: dict[str, Any]
) -> None:
    rule = unconfirmed(checked_on=date(2026, 1, 1))
    refused(Invalid, lambda: scope_rules.reread(rule, reading(**changed), by=sue))


@pytest.mark.parametrize("changed", [
    {"verdict": Verdict.UNCLEAR, "citation": ""}, {"basis": Basis.SECONDARY}, {"read_on": date(2026, 1, 1)},
    {"review_by": TODAY + ONE_DAY}, {"review_by": date(2027, 3, 10)},
])  # fmt: skip
def test_a_reading_at_the_edge_is_recorded(
    license: Credential, sue: Account, changed: dict[str, Any]
) -> None:
    rule = unconfirmed(checked_on=date(2026, 1, 1))
    assert scope_rules.reread(rule, reading(**changed), by=sue) == read(rule)


def test_a_countrys_rule_reaches_the_states_within_that_have_none(license: Credential, sue: Account) -> None:
    ScopeRule.objects.all().delete()
    make.scope_rule("US-OK", depths=(DEPTH,))
    rule = unconfirmed("US")
    assert counting() == {"Sam Stranger"}
    assert scope_reach.effect(rule, Verdict.ALLOWED) == Effect(gain=1, counted=2, reached=2)
    scope_rules.confirm(rule, by=sue)
    assert counting() == {"Ada Stone", "Sam Stranger"}


def test_a_rule_for_supervisors_reaches_those_they_stand_behind(license: Credential, sue: Account) -> None:
    nora = make.practitioner("Nora Nurse", depth=Depth.FROM_15)
    make.verified(nora, Kind.LICENSE, license_type=make.license_type("us-nurse"))
    make.scope_rule(verdict=Verdict.SUPERVISED)
    make.scope_rule(type="us-nurse")
    oversight.confirm_supervision(asked(license, nora), by=nora.account)
    assert counting() == {"Ada Stone", "Sam Stranger"}
    rule = ScopeRule.objects.get(license_type__key="us-nurse", depth=DEPTH)
    assert scope_reach.effect(rule, Verdict.NOT_ALLOWED) == Effect(lose=1, counted=1, reached=1)
    scope_rules.reread(rule, reading(verdict=Verdict.NOT_ALLOWED), by=sue)
    assert counting() == {"Sam Stranger"}


def test_a_rule_stands_at_exactly_one_of_three() -> None:
    """The database and the row in hand agree on what the shipped table contradicts."""
    earlier, later = date(2026, 1, 1), date(2026, 2, 1)
    said = {"confirmed_on": earlier, "checked_on": earlier, "review_by": TODAY + ONE_DAY}
    same, other = {"shipped_verdict": "allowed"}, {"shipped_verdict": "not_allowed"}
    cases = [
        ({"confirmed_on": None}, RuleStand.UNCONFIRMED),
        ({"confirmed_on": None, "review_by": TODAY}, RuleStand.UNCONFIRMED),
        ({}, RuleStand.COUNTS),
        ({"review_by": TODAY}, RuleStand.DUE),
        ({"shipped_on": later, **same}, RuleStand.COUNTS),
        ({"shipped_on": earlier, **other}, RuleStand.COUNTS),
        ({"shipped_on": later, **other}, RuleStand.DUE),
    ]
    [rule] = make.scope_rule(depths=(DEPTH,))
    blank = {"shipped_on": None, "shipped_verdict": ""}
    for changed, stand in cases:
        ScopeRule.objects.filter(pk=rule.pk).update(**{**said, **blank, **changed})
        found = ScopeRule.objects.standing(on=TODAY).get()
        assert found.stands == stand, changed
        assert found.differs_from_shipped is (changed == cases[-1][0])
        due = ScopeRule.objects.confirmed().due_for_review(on=TODAY)
        assert due.exists() is (stand == RuleStand.DUE), changed


def test_a_rule_due_for_review_goes_on_counting(license: Credential, frozen: Callable[[date], None]) -> None:
    make.scope_rule()
    ScopeRule.objects.update(review_by=date(2020, 2, 1), checked_on=date(2020, 1, 1))
    listings.rebuild()
    assert counting() == {"Ada Stone", "Sam Stranger"}
    assert Rulebook.load().ruling(
        license_type_id=license.license.license_type_id,
        jurisdiction_id=license.practitioner.places.get().jurisdiction_id, depth=DEPTH, on=TODAY,
    ).counts  # fmt: skip


@pytest.mark.parametrize("fault", [(ledger, "record"), (listings, "refresh"), (scope_reach, "hold")])
@pytest.mark.parametrize("verb", ["confirm", "reread"])
def test_a_fault_anywhere_takes_everything_back(
    license: Credential, sue: Account, monkeypatch: pytest.MonkeyPatch, verb: str, fault: tuple[Any, str]
) -> None:
    rule = unconfirmed()
    act = {
        "confirm": lambda: scope_rules.confirm(rule, by=sue),
        "reread": lambda: scope_rules.reread(rule, reading(), by=sue),
    }[verb]
    before, real = snapshot.taken(), getattr(*fault)

    def breaks(*given: Any, **named: Any) -> None:
        real(*given, **named)
        raise RuntimeError("A fault.")

    monkeypatch.setattr(*fault, breaks)
    with pytest.raises(RuntimeError):
        act()
    assert snapshot.taken() == before

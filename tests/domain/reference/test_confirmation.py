"""Who confirms the law: the operator; only what is made up confirms itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from practitioners.models import (
    Jurisdiction,
    LedgerEvent,
    LicenseType,
    ScopeRule,
)
from practitioners.reference.rows import DATA
from practitioners.vocabulary import Basis, Depth, Role, RuleStand, Verb, Verdict
from practitioners.workflow import scope_rules
from practitioners.workflow.scope_rules import Reading
from tests import factories
from tests.domain.reference.files import REAL, SHOWN, Edit, brought, counts, readings

pytestmark = pytest.mark.django_db


def test_a_demonstration_confirms_what_is_made_up_and_nothing_else(edited: Edit) -> None:
    brought(edited())
    assert readings() == REAL
    assert counts(brought(edited(), demonstration=True))["scope_rules"] == (1, 1, 1, 0)
    assert readings() == SHOWN
    assert counts(brought(edited(), demonstration=True))["scope_rules"] == (0, 0, 3, 0)


def test_the_next_plain_load_takes_the_demonstration_away(edited: Edit) -> None:
    brought(edited(), demonstration=True)
    assert counts(brought(edited()))["scope_rules"] == (0, 1, 1, 1)
    assert readings() == REAL


def test_the_shipped_demonstration_has_every_verdict_and_goes_again() -> None:
    brought(DATA, demonstration=True)
    shown = ScopeRule.objects.filter(basis=Basis.DEMONSTRATION)
    assert set(shown.values_list("verdict", flat=True)) == {"allowed", "supervised", "not_allowed"}
    texas = shown.filter(jurisdiction__code="US-TX", license_type__key="us-esthetician")
    assert dict(texas.values_list("depth", "verdict")) == {
        1: "allowed", 2: "allowed", 3: "supervised", 4: "not_allowed", 5: "not_allowed",
    }  # fmt: skip
    assert not ScopeRule.objects.confirmed().exclude(basis=Basis.DEMONSTRATION).exists()
    stands = set(ScopeRule.objects.standing(on=date(2026, 11, 23)).values_list("stands", flat=True))
    assert stands == set(RuleStand.values)
    brought(DATA)
    assert not ScopeRule.objects.filter(basis=Basis.DEMONSTRATION).exists()
    assert not ScopeRule.objects.confirmed().exists()


def confirm_all() -> None:
    ScopeRule.objects.update(confirmed_on=date(2026, 11, 1), confirmed_by=factories.moderator())


def test_the_operators_confirmation_outlives_a_load_that_reads_the_same(edited: Edit) -> None:
    brought(edited())
    confirm_all()
    report = brought(edited("scope_rules.csv", "A rule,,", "A rule,Read again,"))
    assert counts(report)["scope_rules"] == (0, 2, 0, 0)
    assert report.sentences == []
    assert set(ScopeRule.objects.values_list("confirmed_on", "note")) == {(date(2026, 11, 1), "Read again")}


@pytest.mark.parametrize(("old", "new"), [("not_allowed", "allowed"), ("A rule", "Another rule")])
def test_a_rule_that_reads_otherwise_must_be_confirmed_again(edited: Edit, old: str, new: str) -> None:
    brought(edited())
    confirm_all()
    report = brought(edited("scope_rules.csv", old, new))
    assert set(ScopeRule.objects.values_list("confirmed_on", "confirmed_by")) == {(None, None)}
    assert report.sentences == [
        f"US-TX, us-esthetician, {depth} reads otherwise now and must be confirmed again."
        for depth in ("up to 0.3 mm", "up to 0.5 mm")
    ]


def test_a_demonstration_never_replaces_what_the_operator_confirmed(edited: Edit) -> None:
    brought(edited())
    confirm_all()
    report = brought(edited(), demonstration=True)
    kept = ("US-TX", Depth.UP_TO_05.value, "not_allowed", "secondary", True)
    assert kept in readings()
    assert report.sentences == [
        "US-TX, us-esthetician, up to 0.5 mm was confirmed by the operator and is not replaced."
    ]


def test_rules_the_operator_wrote_are_left_alone(edited: Edit) -> None:
    brought(edited())
    own = ScopeRule.objects.create(
        jurisdiction=Jurisdiction.objects.get(code="US-OK"), license_type=LicenseType.objects.get(), depth=1,
        verdict=Verdict.ALLOWED, basis=Basis.OFFICIAL, source="The board's letter", checked_on=date(2026, 11, 1),
        review_by=date(2027, 5, 1), confirmed_on=date(2026, 11, 2),
    )  # fmt: skip
    brought(edited(), demonstration=True)
    brought(edited())
    own.refresh_from_db()
    assert (own.verdict, own.confirmed_on) == ("allowed", date(2026, 11, 2))


OWN = Reading(
    verdict=Verdict.ALLOWED, citation="The board's letter", source="https://board.example.org/letter",
    basis=Basis.OFFICIAL, read_on=date(2026, 12, 1), review_by=date(2027, 3, 1),
)  # fmt: skip


@pytest.fixture
def read_here(edited: Edit, frozen: Callable[[date], None]) -> ScopeRule:
    """A shipped rule whose source a senior read on 1 December: the verdict is another one."""
    frozen(date(2026, 12, 1))
    brought(edited())
    rule = ScopeRule.objects.get(depth=Depth.UP_TO_05)
    return scope_rules.reread(rule, OWN, by=factories.account("sue@example.org", role=Role.SENIOR))


def reading_of(rule: ScopeRule) -> tuple[object, ...]:
    """Everything a load must leave alone, and what it puts beside it."""
    kept = ScopeRule.objects.get(pk=rule.pk)
    own = (kept.verdict, kept.citation, kept.source, kept.checked_on, kept.review_by, kept.confirmed_on)
    assert own == (OWN.verdict, OWN.citation, OWN.source, OWN.read_on, OWN.review_by, date(2026, 12, 1))
    return kept.shipped_verdict, kept.shipped_on, kept.differs_from_shipped


def test_a_load_leaves_a_later_reading_of_the_operator_alone(edited: Edit, read_here: ScopeRule) -> None:
    mended = edited("scope_rules.csv", "A rule,,", "A rule,Mended,")
    for demonstration in (False, True, False):
        report = brought(mended, demonstration=demonstration)
        assert [said for said in report.sentences if "says otherwise" in said] == []
        assert reading_of(read_here) == ("not_allowed", date(2026, 11, 22), False)


def test_a_newer_shipped_reading_that_says_otherwise_is_told_until_the_source_is_read_again(
    edited: Edit, read_here: ScopeRule, frozen: Callable[[date], None]
) -> None:
    newer = edited(
        "scope_rules.csv", "A page read,2026-11-22,2027-05-22", "A page read,2027-01-15,2027-07-15"
    )
    for _load in range(2):
        report = brought(newer)
        assert report.sentences == [
            "US-TX, us-esthetician, up to 0.5 mm: a later reading in the shipped table says otherwise. "
            "Yours stands until you review it."
        ]
        assert reading_of(read_here) == ("not_allowed", date(2027, 1, 15), True)
        assert list(ScopeRule.objects.confirmed().due_for_review(on=date(2027, 1, 20))) == [read_here]
    frozen(date(2027, 1, 20))
    again = replace(OWN, read_on=date(2027, 1, 20), review_by=date(2027, 7, 20))
    scope_rules.reread(ScopeRule.objects.get(pk=read_here.pk), again, by=factories.account(role=Role.SENIOR))
    assert brought(newer).sentences == []
    assert not ScopeRule.objects.confirmed().due_for_review(on=date(2027, 1, 20)).exists()


def test_a_newer_shipped_reading_that_says_the_same_is_silent(edited: Edit, read_here: ScopeRule) -> None:
    said = ",A rule,,secondary,A page read,"
    newer = edited("scope_rules.csv", f"not_allowed{said}2026-11-22", f"allowed{said}2026-12-20")
    assert brought(newer).sentences == []
    assert reading_of(read_here) == ("allowed", date(2026, 12, 20), False)


def test_a_confirmation_that_is_taken_back_by_a_load_is_in_the_rules_history(edited: Edit) -> None:
    brought(edited())
    confirm_all()
    brought(edited("scope_rules.csv", "not_allowed", "allowed"))
    told = LedgerEvent.objects.filter(verb=Verb.SCOPE_REOPENED).order_by("seq")
    assert [(event.subject, event.actor_id, event.data) for event in told] == [
        ("site", None, {
            "jurisdiction": "US-TX", "license_type": "us-esthetician", "depth": depth, "before": "not_allowed",
            "verdict": "allowed", "looked_on": "2026-11-22",
        })
        for depth in (Depth.UP_TO_03.value, Depth.UP_TO_05.value)
    ]  # fmt: skip

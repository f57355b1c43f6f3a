"""Who confirms the law: the operator; only what is made up confirms itself."""

from datetime import date

import pytest

from practitioners.models import (
    Jurisdiction,
    LicenseType,
    ScopeRule,
)
from practitioners.reference.rows import DATA
from practitioners.vocabulary import Basis, Depth, Verdict
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

"""How far a scope rule reaches: what it decides, and what would change, told before it happens."""

from collections.abc import Callable
from datetime import date

import pytest

from practitioners import listings
from practitioners.models import Credential, Practitioner, ScopeRule
from practitioners.vocabulary import Kind, Verdict
from practitioners.workflow import scope_reach, scope_rules
from practitioners.workflow.scope_reach import Effect
from tests import factories as make
from tests.desk.room import senior
from tests.domain.test_scope_rules import DEPTH, ONE_DAY, TODAY, counting, reading, unconfirmed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(db: None, frozen: Callable[[date], None]) -> None:
    frozen(TODAY)


@pytest.fixture
def license(_today: None) -> Credential:
    """Ada's license, which would count at her one place if its rule did; Sam works elsewhere."""
    found = make.qualified().credentials.get(kind=Kind.LICENSE)
    make.qualified("Sam Stranger", law="US-OK")
    return found


def test_an_effect_is_what_then_happens(license: Credential) -> None:
    rule = unconfirmed()
    for verdict in (
        Verdict.ALLOWED,
        Verdict.NOT_ALLOWED,
        Verdict.ALLOWED,
        Verdict.UNCLEAR,
        Verdict.SUPERVISED,
    ):
        foreseen, before = scope_reach.effect(rule, verdict), counting()
        rule = scope_rules.reread(rule, reading(verdict=verdict), by=senior("sue"))
        assert (foreseen.gain, foreseen.lose) == (len(counting() - before), len(before - counting())), verdict
    assert counting() == {"Sam Stranger"}


def test_an_effect_is_worked_out_for_no_more_than_so_many(
    license: Credential, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scope_reach, "COUNTED", 1)
    make.qualified("Bea Wells")
    assert scope_reach.effect(unconfirmed(), Verdict.ALLOWED) == Effect(gain=1, counted=1, reached=2)


def test_who_is_not_listed_neither_gains_nor_is_counted(license: Credential) -> None:
    rule = unconfirmed()
    Practitioner.objects.filter(pk=license.practitioner_id).update(visibility="suspended", suspended_on=TODAY)
    listings.rebuild()
    assert scope_reach.effect(rule, Verdict.ALLOWED) == Effect()
    assert rule.pk not in scope_reach.decided(on=TODAY)


def test_each_license_is_counted_for_the_rule_that_decides_it(license: Credential) -> None:
    ada = license.practitioner
    texas = unconfirmed()
    oklahoma = ScopeRule.objects.get(jurisdiction__code="US-OK", depth=DEPTH)
    [country] = make.scope_rule("US", depths=(DEPTH,))
    assert scope_reach.decided(on=TODAY) == {texas.pk: 1, oklahoma.pk: 1}
    make.place(ada, practice_name="Second Studio")  # the same law: still one license
    make.place(ada, law="US-OK")  # which the license does not cover
    assert scope_reach.decided(on=TODAY) == {texas.pk: 1, oklahoma.pk: 1}
    ScopeRule.objects.filter(pk=texas.pk).delete()
    assert scope_reach.decided(on=TODAY) == {country.pk: 1, oklahoma.pk: 1}
    ended = {"valid_from": TODAY - ONE_DAY, "valid_until": TODAY - ONE_DAY}
    Credential.objects.filter(pk=license.pk).update(**ended)
    assert scope_reach.decided(on=TODAY) == {oklahoma.pk: 1}


def test_a_license_the_law_does_not_know_is_decided_by_no_rule(license: Credential) -> None:
    law = ScopeRule.objects.get(jurisdiction__code="US-TX", depth=DEPTH).jurisdiction
    law.licenses_treatment = False
    law.save()
    oklahoma = ScopeRule.objects.get(jurisdiction__code="US-OK", depth=DEPTH)
    assert scope_reach.decided(on=TODAY) == {oklahoma.pk: 1}

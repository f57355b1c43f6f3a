"""Scope rules and two at once: one senior wins, and nobody who changes meanwhile keeps an old search row."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from practitioners import ledger, listings
from practitioners.errors import Overtaken
from practitioners.models import LedgerEvent, Listing, Place, ScopeRule
from practitioners.vocabulary import Depth, Verb, Verdict
from practitioners.workflow import scope_rules
from tests import factories as make
from tests.desk.room import senior
from tests.domain.test_lock_order import meeting_at
from tests.domain.test_races import refusals, together
from tests.domain.test_scope_rules import TODAY, counting, reading

pytestmark = pytest.mark.django_db(transaction=True)
DEPTH = Depth.UP_TO_05


@pytest.fixture(autouse=True)
def _today(db: None, frozen: Callable[[date], None]) -> None:
    frozen(TODAY)


def waiting(code: str = "US-TX") -> ScopeRule:
    """A reading that nobody has confirmed."""
    [rule] = make.scope_rule(code, depths=(DEPTH,), confirmed=False)
    listings.rebuild()
    return ScopeRule.objects.get(jurisdiction=rule.jurisdiction, depth=DEPTH)


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_seniors_one_decides_and_the_other_is_told(attempt: int) -> None:
    make.qualified()
    one, other = waiting(), waiting()
    sue, tom = senior("sue"), senior("tom")
    results = together(
        lambda: scope_rules.confirm(one, by=sue),
        lambda: scope_rules.reread(other, reading(verdict=Verdict.NOT_ALLOWED), by=tom),
    )
    assert [type(refused) for refused in refusals(results)] == [Overtaken]
    now = ScopeRule.objects.get(pk=one.pk)
    [told] = LedgerEvent.objects.filter(verb__in=(Verb.SCOPE_CONFIRMED, Verb.SCOPE_READ))
    assert (told.actor_id, told.data["verdict"]) == (now.confirmed_by_id, now.verdict)
    assert counting() == ({"Ada Stone"} if now.verdict == Verdict.ALLOWED else set())
    assert list(ledger.verify()) == []


def test_a_place_added_while_a_rule_is_confirmed_follows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The place is written, and its row made by the rule as it was, before the one who confirms looks around."""
    ada = make.qualified(law="US-OK")
    license = ada.credentials.get(kind="license")
    license.license.issuer.jurisdiction = make.jurisdiction("US")
    license.license.issuer.save()
    rule, sue, met = waiting("US-TX"), senior("sue"), meeting_at(2)
    here, record = ada.places.get(), ledger.record

    def told(*given: Any, **named: Any) -> Any:
        event = record(*given, **named)
        met()
        return event

    def add() -> None:
        with transaction.atomic():
            Place.objects.create(
                practitioner=ada, practice_name="Second", locality="Austin", country="US", lat=here.lat, lon=here.lon,
                jurisdiction=rule.jurisdiction, details_confirmed_on=TODAY,
            )  # fmt: skip
            listings.refresh(ada)
            met()
            time.sleep(0 if connection.vendor == "sqlite" else 0.5)

    monkeypatch.setattr(ledger, "record", told)
    assert refusals(together(lambda: scope_rules.confirm(rule, by=sue), add)) == []
    assert list(listings.drift()) == []
    assert Listing.objects.filter(license_until__gte=TODAY).count() == 2

"""What the factories write at once is what the verbs leave behind, row by row."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction

from practitioners import ledger, listings
from practitioners.models import Account, LedgerEvent, Practitioner
from practitioners.vocabulary import Criterion, Kind, Level
from practitioners.workflow import profile
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 10)
REA, MAX = "rea@example.org", "max@example.org"
ITS_OWN = {
    "sha256", "original", "number", "hash", "previous_hash", "due_key", "slug", "email", "password", "sort_key",
    "subject",
}  # fmt: skip
"""Columns that differ between any two people."""


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None]) -> None:
    frozen(DAY)


def left_by(act: Callable[[], Any]) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table after this, without numbers of rows; taken back."""
    with transaction.atomic():
        act()
        assert list(ledger.verify()) == []
        assert list(listings.drift()) == []
        found = {table.__name__: _rows(table) for table in apps.get_app_config("practitioners").get_models()}
        transaction.set_rollback(True)
    return found


def _rows(table: type[models.Model]) -> list[dict[str, Any]]:
    """Each row as plain values; of a number that points elsewhere only whether there is one."""
    names = [
        field.name if not field.is_relation else field.attname
        for field in table._meta.concrete_fields
        if not field.primary_key and field.name not in ITS_OWN
    ]
    rows = table._default_manager.order_by("pk")
    numbers = {name for name in names if name.endswith("_id")}
    return [
        {name: (value is None if name in numbers else value) for name, value in row.items() if name != "data"}
        | ({"data": _said(row["data"])} if "data" in row else {})
        for row in rows.values(*names)
    ]


def _said(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in ("place", "account")}


def by_verbs() -> Practitioner:
    """The same as `make.qualified`, a step after the other."""
    make.scope_rule()
    owner = make.practitioner()
    make.place(owner)
    for kind in (*Criterion, Kind.IDENTITY):
        make.by_verbs(owner, kind)
    return profile.publish(profile.declare(owner, by=owner.account), by=owner.account)


def test_a_qualified_practitioner_is_as_the_verbs_make_one() -> None:
    known = left_by(by_verbs)
    assert len(known["Credential"]) == 7
    assert len(known["LedgerEvent"]) == 31
    assert left_by(make.qualified) == known


def both(kind: Kind, **how: Any) -> list[dict[str, list[dict[str, Any]]]]:
    """What one claim leaves by its verbs, and what it leaves at once."""
    return [
        left_by(lambda way=way: way(make.practitioner(), kind, **how))
        for way in (make.by_verbs, make.verified)
    ]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.AMENDMENT])
def test_a_claim_of_any_kind_is_as_the_verbs_leave_it(kind: Kind) -> None:
    known, found = both(kind)
    assert found == known
    assert len(found["Check"]) == 2


def test_a_level_and_a_day_of_looking_are_as_the_verbs_leave_them() -> None:
    known, found = both(Kind.TRAINING, level=Level.ISSUER, looked_on=date(2026, 3, 1))
    assert found == known
    assert found["Credential"][0]["checked_on"] == date(2026, 3, 1)


def test_events_tell_the_same_people_and_claims() -> None:
    def told(way: Callable[..., Any]) -> list[tuple[Any, ...]]:
        owner = make.practitioner()
        claim = way(owner, Kind.LICENSE)
        names = dict(Account.objects.values_list("pk", "email")) | {owner.account_id: "owner"}
        assert [names[check.moderator_id] for check in claim.checks.all()] == [REA, MAX]
        events = LedgerEvent.objects.filter(practitioner=owner).order_by("seq")
        return [(event.verb, names[event.actor_id], event.credential_id == claim.pk) for event in events]

    assert told(make.verified) == told(make.by_verbs) == [
        ("submit", "owner", True), ("look", REA, True), ("look", MAX, True), ("verify", REA, True),
    ]  # fmt: skip

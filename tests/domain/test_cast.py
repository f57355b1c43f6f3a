"""The cast of a demonstration: one person for each thing worth showing, and work for the moderators."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from practitioners.demonstration import queue
from practitioners.demonstration.cast import PARTS
from practitioners.demonstration.make import STAFF, make
from practitioners.models import Account, Case
from practitioners.search.dimensions import dimensions
from practitioners.search.engine import search
from practitioners.search.query import Near, Query
from practitioners.vocabulary import CaseKind, Shortfall, Worth
from tests.directories import furnished, seen

DAY = date(2026, 11, 23)
SEED = 2026
pytestmark = pytest.mark.django_db  # each test's own rows are taken back inside the module's transaction
AUSTIN = Near(30_270_570, -97_742_590, km=25 * 1.609344)


@pytest.fixture(scope="module", autouse=True)
def _world(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), furnished(DAY):
        yield


def test_every_standing_occurs_near_austin() -> None:
    make(size=len(PARTS), seed=SEED, in_bulk=True)
    found = seen()
    assert (found.worths, found.shortfalls) == (
        set(Worth.values), set(Shortfall.values) - {Shortfall.NO_LICENSE_HERE},
    )  # fmt: skip
    query = Query(on=DAY, near=AUSTIN, chosen={"qualified": ("on",)})
    near = search(query, dimensions=dimensions())
    assert near.total == sum(part.qualifies for part in PARTS) >= 5


def test_two_moderators_and_a_senior_are_there() -> None:
    make(size=1, seed=SEED, in_bulk=True)
    staff = Account.objects.filter(email__in=[email for email, _role in STAFF])
    assert {(account.email, account.role, account.has_usable_password()) for account in staff} == {
        (email, role, False) for email, role in STAFF
    }


@pytest.mark.parametrize("more", [0, 4])
def test_a_small_demonstration_has_a_desk_as_far_as_there_are_people(more: int) -> None:
    make(size=len(PARTS) + more, seed=SEED, in_bulk=False, desk=queue.fill)
    kinds = set(Case.objects.open().values_list("kind", flat=True))
    assert {CaseKind.NEW, CaseKind.RENEWAL, CaseKind.RECHECK} <= kinds

"""The cast of a demonstration: one person for each thing worth showing, and who can sign in to see it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from practitioners.demonstration import queue
from practitioners.demonstration.cast import PARTS
from practitioners.demonstration.make import NEWCOMER, PASSWORD, SIGN_INS, STAFF, make
from practitioners.models import Account, Case, Credential, Evidence, Listing, Practitioner
from practitioners.search.dimensions import dimensions
from practitioners.search.engine import search
from practitioners.search.query import Near, Query
from practitioners.vocabulary import CaseKind, Criterion, Kind, Shortfall, Status, Visibility, Worth
from practitioners.workflow import moves, profile
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


@pytest.mark.parametrize(
    ("name", "until"), [("Priya Smith-Jones", date(2026, 11, 24)), ("Nadia Feld", date(2026, 11, 22))]
)
def test_one_license_ends_tomorrow_and_one_ended_yesterday(name: str, until: date) -> None:
    make(size=len(PARTS), seed=SEED, in_bulk=True)
    ends = Listing.objects.filter(practitioner__public_name=name).values_list("license_until", flat=True)
    assert set(ends) == {until}


def test_one_place_counts_and_the_other_does_not() -> None:
    make(size=len(PARTS), seed=SEED, in_bulk=True)
    for name in ("Ruth Calloway", "Ifeoma Okafor"):
        ends = Listing.objects.filter(practitioner__public_name=name).values_list(
            "qualified_until", flat=True
        )
        assert sorted(end is None for end in ends) == [False, True]


def test_two_moderators_and_a_senior_are_there() -> None:
    make(size=1, seed=SEED, in_bulk=True)
    staff = Account.objects.filter(email__in=[email for email, _role in STAFF])
    assert {(account.email, account.role, account.has_usable_password()) for account in staff} == {
        (email, role, False) for email, role in STAFF
    }


@pytest.mark.parametrize("in_bulk", [True, False])
def test_a_password_opens_the_accounts_that_are_named_and_no_others(*, in_bulk: bool) -> None:
    make(size=len(PARTS) + 3, seed=SEED, in_bulk=in_bulk, password=PASSWORD)
    able = {account.email for account in Account.objects.all() if account.check_password(PASSWORD)}
    assert able == {email for email, _sees in SIGN_INS}
    assert {account.email for account in Account.objects.all() if account.has_usable_password()} == able
    assert not Practitioner.objects.filter(account__email=NEWCOMER).exists()
    nadia = Practitioner.objects.get(public_name="Nadia Feld")
    assert (nadia.account.email, nadia.account.email in able) == ("nadia.feld@example.org", True)


@pytest.mark.parametrize("in_bulk", [True, False])
def test_whoever_is_public_was_identified_and_signed(*, in_bulk: bool) -> None:
    make(size=len(PARTS) + 9, seed=SEED, in_bulk=in_bulk)
    public = set(Practitioner.objects.exclude(visibility=Visibility.DRAFT))
    identified = Credential.objects.filter(kind=Kind.IDENTITY, status=Status.VERIFIED)
    assert {claim.practitioner for claim in identified} == public
    assert set(Practitioner.objects.filter(declared_on__isnull=False)) == public
    assert [gaps for person in public if (gaps := profile.missing_for_public(person))] == []
    assert Evidence.objects.filter(credential__in=identified).count() == 0


@pytest.mark.parametrize("in_bulk", [True, False])
def test_one_of_the_cast_has_drafts_that_can_be_sent(*, in_bulk: bool) -> None:
    make(size=len(PARTS), seed=SEED, in_bulk=in_bulk)
    teo = Practitioner.objects.get(public_name="Teo Lindgren")
    claims = {claim.kind: claim for claim in teo.credentials.all()}
    waiting = {Kind.LICENSE, Kind.IDENTITY}
    assert {kind: claim.status for kind, claim in claims.items() if kind in waiting} == dict.fromkeys(
        waiting, Status.SUBMITTED
    )
    drafts = [claim for kind, claim in claims.items() if kind not in waiting]
    assert {claim.kind for claim in drafts} >= set(Criterion) - {Criterion.LICENSE}
    assert [claim for claim in drafts if hasattr(claim, claim.kind) or not claim.answers] == []
    for claim in drafts:
        assert moves.submit(claim, by=teo.account).status == Status.SUBMITTED


@pytest.mark.parametrize("more", [0, 4])
def test_a_small_demonstration_has_a_desk_as_far_as_there_are_people(more: int) -> None:
    make(size=len(PARTS) + more, seed=SEED, in_bulk=False, desk=queue.fill)
    kinds = set(Case.objects.open().values_list("kind", flat=True))
    assert {CaseKind.NEW, CaseKind.RENEWAL, CaseKind.RECHECK} <= kinds

"""The cast as each of the two builders leaves it, with neighbors: who can sign in, and whose record says what."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from practitioners.demonstration.cast import PARTS
from practitioners.demonstration.make import NEWCOMER, PASSWORD, SIGN_INS, make
from practitioners.models import Account, Credential, Evidence, Listing, Practitioner
from practitioners.vocabulary import Criterion, Kind, Status, Visibility
from practitioners.workflow import moves, profile
from tests.directories import furnished

DAY = date(2026, 11, 23)
pytestmark = pytest.mark.django_db  # each test's own rows are taken back inside the module's transaction


@pytest.fixture(scope="module")
def _world(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), furnished(DAY):
        yield


@pytest.fixture(scope="module", autouse=True, params=["by_verbs", "in_bulk"])
def _made(_world: None, django_db_blocker: Any, request: pytest.FixtureRequest) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        make(size=len(PARTS) + 9, seed=2026, in_bulk=request.param == "in_bulk", password=PASSWORD)
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("name", "until"), [("Priya Smith-Jones", date(2026, 11, 24)), ("Nadia Feld", date(2026, 11, 22))]
)
def test_one_license_ends_tomorrow_and_one_ended_yesterday(name: str, until: date) -> None:
    ends = Listing.objects.filter(practitioner__public_name=name).values_list("license_until", flat=True)
    assert set(ends) == {until}


def test_one_place_counts_and_the_other_does_not() -> None:
    for name in ("Ruth Calloway", "Ifeoma Okafor"):
        ends = Listing.objects.filter(practitioner__public_name=name).values_list(
            "qualified_until", flat=True
        )
        assert sorted(end is None for end in ends) == [False, True]


def test_a_password_opens_the_accounts_that_are_named_and_no_others() -> None:
    able = {account.email for account in Account.objects.all() if account.check_password(PASSWORD)}
    assert able == {email for email, _sees in SIGN_INS}
    assert {account.email for account in Account.objects.all() if account.has_usable_password()} == able
    assert not Practitioner.objects.filter(account__email=NEWCOMER).exists()
    nadia = Practitioner.objects.get(public_name="Nadia Feld")
    assert (nadia.account.email, nadia.account.email in able) == ("nadia.feld@example.org", True)


def test_whoever_is_public_was_identified_and_signed() -> None:
    public = set(Practitioner.objects.exclude(visibility=Visibility.DRAFT))
    identified = Credential.objects.filter(kind=Kind.IDENTITY, status=Status.VERIFIED)
    assert {claim.practitioner for claim in identified} == public
    assert set(Practitioner.objects.filter(declared_on__isnull=False)) == public
    assert [gaps for person in public if (gaps := profile.missing_for_public(person))] == []
    assert Evidence.objects.filter(credential__in=identified).count() == 0


def test_one_of_the_cast_has_drafts_that_can_be_sent() -> None:
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

"""The desk of a demonstration: cases of every kind, with files that open, and everything else as it was."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PIL import Image

from practitioners import clock
from practitioners.demonstration import queue, queue_papers
from practitioners.demonstration.make import STAFF, make
from practitioners.models import Account, Case, Credential, Evidence
from practitioners.storage import evidence_storage
from practitioners.vocabulary import CaseKind, CaseState, Criterion, Kind, Status
from tests.directories import Seen, furnished, planned, seen

DAY = date(2026, 11, 23)
SIZE, SEED = 150, 2026
pytestmark = pytest.mark.django_db  # each test's own rows are taken back inside the module's transaction


@pytest.fixture(scope="module", autouse=True)
def directory(django_db_setup: None, django_db_blocker: Any) -> Iterator[Seen]:
    with django_db_blocker.unblock(), furnished(DAY):
        make(size=SIZE, seed=SEED, in_bulk=False, desk=queue.fill)
        yield seen()


def test_forty_cases_and_more_are_of_every_kind_and_at_every_step() -> None:
    waiting = Case.objects.open()
    assert waiting.count() >= 40
    assert set(waiting.values_list("kind", flat=True)) == set(CaseKind.values)
    free = set(CaseState.values) - {CaseState.HELD, CaseState.CLOSED}
    assert set(waiting.values_list("state", flat=True)) == free
    assert waiting.filter(kind=CaseKind.RENEWAL, credential__kind=Kind.LICENSE).count() == 10


def test_each_moderator_finds_second_checks_and_one_of_them_disagreements() -> None:
    takes: dict[str, set[str]] = {}
    for email, _role in STAFF:
        cases = Case.objects.takeable_by(Account.objects.get(email=email), clock.now())
        takes[email] = set(cases.values_list("state", flat=True))
        assert set(cases.values_list("kind", flat=True)) >= set(CaseKind.values) - {CaseKind.APPEAL}
    both = {CaseState.OPEN, CaseState.SECOND}
    assert takes == {
        "rea@example.org": both, "max@example.org": both, "sen@example.org": both | {CaseState.SETTLE},
    }  # fmt: skip
    appeals = Case.objects.open().filter(kind=CaseKind.APPEAL)
    assert all(each.barred.count() >= 1 for each in appeals)


def test_every_file_of_an_open_case_can_be_looked_at() -> None:
    waiting = Case.objects.open().values("credential")
    sizes: Counter[tuple[int, int]] = Counter()
    for names in (
        Evidence.objects.filter(credential__in=waiting).values_list("page_images", flat=True).distinct()
    ):
        for name in names:
            with evidence_storage().open(name) as file:
                sizes[Image.open(file).size] += 1
    assert sizes.keys() == {(320, 320), (900, 640)}
    assert sizes[900, 640] >= 40  # sheets of their own, to be compared with what was typed


@pytest.mark.parametrize("kind", [*Criterion, Kind.INSURANCE])
def test_a_sheet_of_every_kind_says_what_was_typed(kind: Criterion | Kind) -> None:
    claims = Credential.objects.filter(kind=kind.value).exclude(status=Status.DRAFT)
    assert claims.exists()
    for claim in claims[:20]:
        _issuer, said = queue_papers.lines(claim)
        assert all(said), claim.pk
        assert "None" not in " ".join(said), said


def test_nobody_is_found_otherwise_for_it(directory: Seen) -> None:
    assert directory.qualified == {
        person.slug for person in planned(size=SIZE, seed=SEED) if person.qualifies
    }
    assert (directory.broken, directory.backward, directory.drift, directory.letters) == ([], [], [], 0)
    assert {name.partition("/")[0] for name in directory.words["files"]} == {"demonstration"}
    assert [mail for mail in directory.words["mails"] if not mail.endswith("@example.org")] == []


def test_nothing_was_sent_ahead_of_time() -> None:
    assert not Case.objects.filter(opened_at__gt=clock.now()).exists()

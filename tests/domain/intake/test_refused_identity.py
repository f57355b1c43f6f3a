"""The document of an identity: gone with the decision, and kept for an appeal of a refusal, but not for long."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from practitioners import standard
from practitioners.intake import sweep
from practitioners.models import Credential, Evidence
from practitioners.storage import evidence_storage
from practitioners.vocabulary import Kind
from practitioners.workflow import moves
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None], settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_ROOT = tmp_path
    frozen(TODAY)


def refused() -> Credential:
    claim = make.sent(make.practitioner("Ben Draft"), Kind.IDENTITY)
    return moves.reject(claim, by=make.moderator("rea"), words="The name differs.")


def test_a_document_that_was_seen_is_gone_and_other_documents_stay(
    django_capture_on_commit_callbacks: Any,
) -> None:
    ada = make.practitioner()
    other = make.verified(ada, Kind.TRAINING)
    with django_capture_on_commit_callbacks(execute=True):
        claim = make.verified(ada, Kind.IDENTITY)
    assert list(Evidence.objects.values_list("credential", flat=True)) == [other.pk]
    assert claim.evidence.count() == 0


def test_a_refused_document_waits_for_an_appeal_and_then_goes(
    frozen: Callable[[date], None], django_capture_on_commit_callbacks: Any
) -> None:
    claim, stranger = refused(), make.sent(make.practitioner("Sam Draft"), Kind.IDENTITY)
    name = claim.evidence.get().original.name
    frozen(TODAY + timedelta(days=standard.REFUSED_IDENTITY_DAYS))
    assert sweep.refused() == 0
    frozen(TODAY + timedelta(days=standard.REFUSED_IDENTITY_DAYS + 1))
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep.refused() == 1
    assert not evidence_storage().exists(name)
    assert list(Evidence.objects.values_list("credential", flat=True)) == [stranger.pk]
    assert sweep.refused() == 0


def test_an_appealed_document_is_still_there(frozen: Callable[[date], None]) -> None:
    claim = refused()
    moves.appeal(claim, by=claim.practitioner.account, words="My married name stands on page two.")
    frozen(TODAY + timedelta(days=90))
    assert sweep.refused() == 0
    assert claim.evidence.count() == 1

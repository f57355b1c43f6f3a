"""The owner in two windows at once: nothing typed is lost, nothing is sent without its files, no share is passed."""

import threading
import time
from typing import Any

import pytest
from django.core.files.base import ContentFile

from practitioners.errors import Invalid, MoveRefused, Overtaken
from practitioners.intake import drafts, files, papers, uploads
from practitioners.models import Credential, Evidence
from practitioners.vocabulary import Kind, Status
from practitioners.workflow import moves
from tests import factories as make
from tests import snapshot
from tests.domain.intake import corpus as a
from tests.domain.test_races import refusals, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("stores")]


def typed(claim: Credential, seen: int) -> Credential:
    there = Credential.objects.get(pk=claim.pk)
    return drafts.save(there, {"contact": f"By phone, {seen}"}, by=claim.practitioner.account, seen=seen)


@pytest.mark.parametrize("saved_before", [0, 1])
def test_what_was_typed_in_another_window_is_not_sent_over(saved_before: int) -> None:
    """The claim that is sent was read before the other window saved."""
    claim = make.draft(make.practitioner(), Kind.AFTERCARE)
    for seen in range(saved_before):
        typed(claim, seen)
    stale = Credential.objects.get(pk=claim.pk)
    typed(claim, saved_before)
    before = snapshot.taken()
    with pytest.raises(Overtaken):
        moves.submit(stale, by=claim.practitioner.account)
    with pytest.raises(Overtaken):
        drafts.settle(stale) if saved_before else moves.submit(stale, by=claim.practitioner.account)
    assert snapshot.taken() == before


def test_a_claim_is_sent_with_its_document_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    claim = make.draft(make.practitioner(), Kind.AFTERCARE)
    paper = Evidence.objects.select_related("credential__practitioner").get()
    by, remove, removing = claim.practitioner.account, files.remove, threading.Event()

    def slowly(evidence: Evidence) -> int:
        removing.set()
        time.sleep(0.3)
        return remove(evidence)

    monkeypatch.setattr(files, "remove", slowly)
    done = together(
        lambda: papers.remove(paper, by=by),
        lambda: (removing.wait(20), moves.submit(Credential.objects.get(pk=claim.pk), by=by))[1],
    )
    [refused] = refusals(done)
    assert isinstance(refused, MoveRefused)
    assert (Credential.objects.get().status, Evidence.objects.count()) == (Status.DRAFT, 0)


def test_a_document_of_a_claim_that_was_sent_meanwhile_stays() -> None:
    claim = make.draft(make.practitioner(), Kind.AFTERCARE)
    paper = Evidence.objects.select_related("credential__practitioner").get()
    moves.submit(Credential.objects.get(pk=claim.pk), by=claim.practitioner.account)
    with pytest.raises(MoveRefused, match="sent already"):
        papers.remove(paper, by=claim.practitioner.account)
    assert Evidence.objects.count() == 1


def test_two_files_at_once_do_not_pass_the_share_of_one_account(settings: Any) -> None:
    ada, data = make.practitioner(), a.jpeg()
    claims = [
        Credential.objects.create(practitioner=ada, kind=kind) for kind in (Kind.TRAINING, Kind.AFTERCARE)
    ]
    settings.EVIDENCE_QUOTA = len(data) + 1
    done = together(
        *(
            lambda claim=claim: uploads.accept(
                ContentFile(data), name="a.jpg", credential=claim, by=ada.account
            )
            for claim in claims
        )
    )
    [refused] = refusals(done)
    assert isinstance(refused, Invalid)
    assert Evidence.objects.count() == 1

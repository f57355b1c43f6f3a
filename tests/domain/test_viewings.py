"""Who opened what: files and pictures of a case, each written down once a hold."""

import pytest
from django.db import IntegrityError, transaction

from practitioners import clock
from practitioners.errors import MoveRefused, NotAllowed
from practitioners.intake import files
from practitioners.models import LedgerEvent, Viewing
from practitioners.vocabulary import Kind, Picture, Verb
from practitioners.workflow import cases
from tests import factories as make
from tests.domain.desk import case_of

pytestmark = pytest.mark.django_db


def test_a_look_into_a_file_is_written_down_once_a_hold() -> None:
    claim = make.sent(make.practitioner(), Kind.AFTERCARE)
    case, file, rea, max_ = case_of(claim), claim.evidence.get(), make.moderator("rea"), make.moderator("max")
    case = cases.take(case, by=rea)
    assert [cases.viewed(case, file, by=rea) for _ in range(3)] == [True, False, False]
    assert [cases.viewed(case, file, by=max_) for _ in range(2)] == [True, False]  # who reads without holding
    told = LedgerEvent.objects.filter(verb=Verb.EVIDENCE_VIEWED).values_list("actor_id", "data")
    said = {"case": case.pk, "evidence": file.pk}
    assert list(told) == [(rea.pk, said), (max_.pk, said)]
    with pytest.raises(NotAllowed):
        cases.viewed(case, file, by=claim.practitioner.account)


def test_a_look_at_a_picture_is_written_down_once_a_hold_and_by_its_name() -> None:
    claim = make.sent(make.practitioner(), Kind.PHOTOS)
    case, rea, max_ = case_of(claim), make.moderator("rea"), make.moderator("max")
    case = cases.take(case, by=rea)
    looked = [Picture.BEFORE, Picture.AFTER, Picture.BEFORE, Picture.AFTER]
    assert [cases.viewed_picture(case, each, by=rea) for each in looked] == [True, True, False, False]
    assert cases.viewed_picture(case, Picture.AFTER, by=max_)
    assert cases.viewed(case, claim.evidence.get(), by=rea)  # a file of the same claim is another thing
    told = LedgerEvent.objects.filter(verb=Verb.EVIDENCE_VIEWED).values_list("actor_id", "data")
    said = [{"case": case.pk, "picture": which} for which in ("before", "after", "after")]
    file = {"case": case.pk, "evidence": claim.evidence.get().pk}
    assert list(told) == list(zip((rea.pk, rea.pk, max_.pk, rea.pk), (*said, file), strict=True))
    with pytest.raises(NotAllowed):
        cases.viewed_picture(case, Picture.AFTER, by=claim.practitioner.account)
    with pytest.raises(MoveRefused, match="no such picture"):
        cases.viewed_picture(case, Picture.PORTRAIT, by=rea)
    files.forget(claim)
    assert set(Viewing.objects.values_list("evidence", "picture")) == {(None, "before"), (None, "after")}
    with pytest.raises(IntegrityError), transaction.atomic():
        Viewing.objects.create(case=case, by=rea, since=clock.now())

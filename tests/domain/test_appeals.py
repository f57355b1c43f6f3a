"""What was refused or suspended is looked at again by somebody who was not involved."""

from collections.abc import Callable
from datetime import date

import pytest

from practitioners.errors import MoveRefused, NotAllowed
from practitioners.intake import drafts, files
from practitioners.models import Credential, Practitioner
from practitioners.vocabulary import Kind, Level, Status
from practitioners.workflow import moves, photos
from tests import factories as make
from tests import snapshot

pytestmark = pytest.mark.django_db
WHY = "Page two shows the date."


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None]) -> None:
    frozen(date(2026, 3, 10))


@pytest.fixture
def ada() -> Practitioner:
    make.qualified("Sam Stranger")
    return make.practitioner()


def refused(owner: Practitioner) -> Credential:
    """A training that Rea refused."""
    claim = make.sent(owner, Kind.TRAINING)
    make.looked(claim, "rea", level=Level.DOCUMENT)
    return moves.reject(claim, by=make.moderator("rea"), words="Not legible.")


def suspended(owner: Practitioner) -> Credential:
    """A training that Rea suspended."""
    claim = make.verified(owner, Kind.TRAINING)
    return moves.suspend(claim, by=make.moderator("rea"), words="The school is asked.")


def test_an_appeal_is_decided_by_somebody_else(ada: Practitioner) -> None:
    claim = moves.appeal(refused(ada), by=ada.account, words=WHY)
    before = snapshot.taken()
    for decide in (
        lambda: moves.verify(claim, by=make.moderator("rea"), level=Level.DOCUMENT),
        lambda: moves.reject(claim, by=make.moderator("rea"), words="Still not."),
        lambda: moves.return_(claim, by=make.moderator("rea"), words="Send more."),
    ):
        with pytest.raises((NotAllowed, MoveRefused)):
            decide()
        assert snapshot.taken() == before
    make.looked(claim, "rea", level=Level.DOCUMENT)
    with pytest.raises(NotAllowed, match="somebody else must look at it"):
        moves.verify(claim, by=make.moderator("rea"), level=Level.DOCUMENT)
    make.looked(claim, "max", level=Level.DOCUMENT)
    assert moves.verify(claim, by=make.moderator("max"), level=Level.DOCUMENT).status == Status.VERIFIED


def test_looks_from_before_the_appeal_do_not_count(ada: Practitioner) -> None:
    claim = moves.appeal(refused(ada), by=ada.account, words=WHY)
    with pytest.raises(MoveRefused, match="0 did so far"):
        moves.verify(claim, by=make.moderator("max"), level=Level.DOCUMENT)


def test_a_contested_suspension_is_ended_by_somebody_else(ada: Practitioner) -> None:
    claim = moves.contest(suspended(ada), by=ada.account, words=WHY)
    with pytest.raises(NotAllowed, match="somebody else must look at it"):
        moves.reinstate(claim, by=make.moderator("rea"), words="As before.")
    assert moves.reinstate(claim, by=make.moderator("max"), words="As before.").status == Status.VERIFIED


def test_after_the_appeal_is_decided_everybody_may_act_again(ada: Practitioner) -> None:
    rea, max_ = make.moderator("rea"), make.moderator("max")
    claim = moves.contest(suspended(ada), by=ada.account, words=WHY)
    moves.reinstate(claim, by=max_, words="As before.")
    assert Credential.objects.get(pk=claim.pk).appealed_at is None
    assert moves.suspend(claim, by=rea, words="Something new.").status == Status.SUSPENDED


def test_a_second_refusal_can_be_appealed_and_bars_both(ada: Practitioner) -> None:
    claim = moves.appeal(refused(ada), by=ada.account, words=WHY)
    moves.reject(claim, by=make.moderator("max"), words="Still not.")
    moves.appeal(claim, by=ada.account, words=WHY)
    for name in ("rea", "max"):
        with pytest.raises(NotAllowed):
            moves.reject(claim, by=make.moderator(name), words="No.")
    make.looked(claim, "eva", level=Level.DOCUMENT)
    assert moves.verify(claim, by=make.moderator("eva"), level=Level.DOCUMENT).status == Status.VERIFIED


@pytest.mark.parametrize("words", ["", " \n "])
def test_whoever_appeals_says_what_was_overlooked(ada: Practitioner, words: str) -> None:
    gone, stopped = refused(ada), suspended(ada)
    before = snapshot.taken()
    with pytest.raises(MoveRefused, match="Write what should be looked at again"):
        moves.appeal(gone, by=ada.account, words=words)
    with pytest.raises(MoveRefused, match="Write what should be looked at again"):
        moves.contest(stopped, by=ada.account, words=words)
    assert snapshot.taken() == before


def test_a_refused_renewal_is_not_appealed_beside_another_one(ada: Practitioner) -> None:
    shown = make.verified(ada, Kind.TRAINING)
    gone = moves.reject(
        make.sent(ada, Kind.TRAINING, renews=shown), by=make.moderator("rea"), words="It cannot be read."
    )
    another = drafts.renew(shown, by=ada.account)
    before = snapshot.taken()
    with pytest.raises(MoveRefused, match="Another renewal of the same is under way"):
        moves.appeal(gone, by=ada.account, words=WHY)
    assert snapshot.taken() == before
    moves.withdraw(another, by=ada.account)
    assert (
        moves.appeal(Credential.objects.get(pk=gone.pk), by=ada.account, words=WHY).status == Status.SUBMITTED
    )


def test_what_was_deleted_since_cannot_be_looked_at_again(ada: Practitioner) -> None:
    pictures = {"before": "photos/one.webp", "after": "photos/two.webp"}
    gone = moves.reject(make.sent(ada, Kind.PHOTOS, **pictures), by=make.moderator("rea"), words="A face.")
    photos.end_consent(gone, by=ada.account)
    identity = moves.reject(make.sent(ada, Kind.IDENTITY), by=make.moderator("rea"), words="Out of date.")
    files.forget(identity)
    before = snapshot.taken()
    for claim in (gone, identity):
        with pytest.raises(MoveRefused, match="send a new one"):
            moves.appeal(Credential.objects.get(pk=claim.pk), by=ada.account, words=WHY)
    assert snapshot.taken() == before

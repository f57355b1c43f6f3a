"""Changes of what was checked: at once while nobody sees the page, and checked first afterwards."""

from typing import Any

import pytest

from practitioners.errors import Invalid, MoveRefused, NotAllowed, Overtaken
from practitioners.intake import drafts
from practitioners.models import Credential, FormerSlug, Listing, Place, Practitioner
from practitioners.vocabulary import Depth, Kind, Level, Status
from practitioners.workflow import amendments, moves
from tests import factories as make

pytestmark = pytest.mark.django_db


def decided(claim: Credential) -> Credential:
    """Sent by its owner, and found right by a moderator."""
    moves.submit(claim, by=claim.practitioner.account)
    make.looked(claim, "rea", level=Level.DOCUMENT)
    return moves.verify(claim, by=make.moderator("rea"), level=Level.DOCUMENT)


def test_before_the_page_is_public_a_change_is_made_at_once() -> None:
    ben = make.practitioner("Ben Draft")
    assert amendments.change(ben, {"public_name": "Ben Drafter", "depth": 1}, by=ben.account) is None
    ben.refresh_from_db()
    assert (ben.public_name, ben.slug, ben.depth) == ("Ben Drafter", "ben-drafter", Depth.UP_TO_03)
    assert list(FormerSlug.objects.all()) == []
    assert list(ben.credentials.all()) == []


def test_a_public_page_keeps_what_was_checked_until_the_change_is() -> None:
    ada = make.qualified()
    claim = amendments.change(
        ada, {"public_name": "Ada Steele", "about": "One client at a time."}, by=ada.account
    )
    assert claim is not None
    ada.refresh_from_db()
    assert (ada.public_name, ada.about, claim.status) == ("Ada Stone", "", Status.DRAFT)
    before = ada.slug
    decided(claim)
    ada.refresh_from_db()
    assert (ada.public_name, ada.about, ada.slug) == ("Ada Steele", "One client at a time.", "ada-steele")
    assert [(former.slug, former.practitioner_id) for former in FormerSlug.objects.all()] == [
        (before, ada.pk)
    ]
    assert claim.amendment.before == {"public_name": "Ada Stone", "about": ""}
    assert Listing.objects.get().sort_key == "ada steele"


def test_a_refused_change_changes_nothing() -> None:
    ada = make.qualified()
    claim = amendments.change(ada, {"about": "New."}, by=ada.account)
    assert claim is not None
    moves.submit(claim, by=ada.account)
    moves.reject(claim, by=make.moderator("rea"), words="W: not a fact.")
    ada.refresh_from_db()
    assert ada.about == ""


def test_changes_of_one_thing_gather_in_one_draft() -> None:
    ada = make.qualified()
    first = amendments.change(ada, {"about": "New."}, by=ada.account)
    second = amendments.change(ada, {"depth": 1}, by=ada.account)
    assert first == second
    assert second is not None
    assert drafts.answers(second) == {"about": "New.", "depth": 1}


def test_a_change_taken_back_before_it_was_sent_leaves_nothing() -> None:
    ada = make.qualified()
    amendments.change(ada, {"about": "New."}, by=ada.account)
    assert amendments.change(ada, {"about": ""}, by=ada.account) is None
    assert not ada.credentials.filter(kind=Kind.AMENDMENT).exists()


def test_what_is_being_checked_can_be_changed_back_by_another_change() -> None:
    ada = make.qualified()
    sent = amendments.change(ada, {"about": "New."}, by=ada.account)
    assert sent is not None
    moves.submit(sent, by=ada.account)
    assert amendments.proposed(ada, "about", "depth") == {"about": "New.", "depth": ada.depth}
    assert amendments.change(ada, {"about": "New."}, by=ada.account) is None
    back = amendments.change(ada, {"about": ""}, by=ada.account)
    assert back is not None
    assert back != sent
    assert drafts.answers(back) == {"about": ""}


def test_a_returned_change_cannot_be_emptied() -> None:
    ada = make.qualified()
    claim = amendments.change(ada, {"about": "New."}, by=ada.account)
    assert claim is not None
    moves.submit(claim, by=ada.account)
    moves.return_(claim, by=make.moderator("rea"), words="Which year?")
    with pytest.raises(MoveRefused, match="Withdraw the change"):
        amendments.change(ada, {"about": ""}, by=ada.account)


@pytest.mark.parametrize(
    "claimed", ["I am the best.", "Painless and 100% safe.", "FDA-approved for hair loss"]
)
def test_claim_words_are_checked_even_before_the_page_is_public(claimed: str) -> None:
    ben = make.practitioner("Ben Draft")
    claim = amendments.change(ben, {"about": claimed, "depth": 1}, by=ben.account)
    ben.refresh_from_db()
    assert (ben.about, ben.depth) == ("", 1)
    assert claim is not None
    assert drafts.answers(claim) == {"about": claimed}
    assert amendments.change(ben, {"about": "I take my time."}, by=ben.account) is None
    ben.refresh_from_db()
    assert ben.about == "I take my time."
    assert not ben.credentials.exists()


def test_the_second_of_two_editors_is_told() -> None:
    ada = make.qualified()
    seen = amendments.stamp(ada, "about")
    amendments.change(ada, {"about": "First."}, by=ada.account, seen=seen)
    with pytest.raises(Overtaken):
        amendments.change(ada, {"about": "Second."}, by=ada.account, seen=seen)
    assert amendments.proposed(ada, "about") == {"about": "First."}
    amendments.change(ada, {"depth": 1}, by=ada.account, seen=amendments.stamp(ada, "depth"))
    assert amendments.proposed(ada, "about", "depth") == {"about": "First.", "depth": 1}


@pytest.mark.parametrize("name", ["visibility", "slug", "legal_name", "account_id", "pk"])
def test_only_checked_columns_can_be_amended(name: str) -> None:
    ada = make.qualified()
    with pytest.raises(Invalid):
        amendments.change(ada, {name: "x"}, by=ada.account)


def test_a_stranger_changes_nothing() -> None:
    ada, sam = make.qualified(), make.practitioner("Sam Stranger")
    with pytest.raises(NotAllowed):
        amendments.change(ada, {"about": "Mine."}, by=sam.account)
    with pytest.raises(NotAllowed):
        amendments.take_away_photo(ada, by=sam.account)
    assert not Credential.objects.filter(kind=Kind.AMENDMENT).exists()


def test_a_change_of_a_place_that_is_gone_changes_nobody() -> None:
    ada = make.qualified()
    second = make.place(ada, practice_name="Second")
    claim = amendments.change(second, {"street": "1 New Street"}, by=ada.account)
    assert claim is not None
    moves.submit(claim, by=ada.account)
    Credential.objects.filter(pk=claim.pk).update(place=None)
    Place.objects.filter(pk=second.pk).delete()
    before: Any = Practitioner.objects.filter(pk=ada.pk).values().get()
    amendments.apply(Credential.objects.get(pk=claim.pk))
    assert Practitioner.objects.filter(pk=ada.pk).values().get() == before


def test_another_name_beside_a_checked_identity_waits_for_a_moderator() -> None:
    ben = make.practitioner("Ben Draft")
    assert amendments.change(ben, {"public_name": "Ben Drift"}, by=ben.account) is None
    make.verified(ben, Kind.IDENTITY)
    claim = amendments.change(ben, {"public_name": "Somebody Else"}, by=ben.account)
    assert claim is not None
    assert claim.answers == {"public_name": "Somebody Else"}
    ben.refresh_from_db()
    assert ben.public_name == "Ben Drift"

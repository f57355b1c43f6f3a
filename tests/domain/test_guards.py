"""Policy before a move: what each guard refuses, and with which sentence."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from practitioners.errors import Invalid, MoveRefused, NotAllowed, Overtaken
from practitioners.models import Account, Check, Credential, LedgerEvent
from practitioners.vocabulary import Kind, Level, Method, Role, Status
from practitioners.workflow import guards, moves
from tests import factories as make
from tests import snapshot

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)
ONE_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _today_with_moderators(db: None, frozen: Callable[[date], None]) -> None:
    frozen(TODAY)
    for name in ("rea", "max", "eva"):
        make.moderator(name)


@pytest.fixture
def license() -> Credential:
    """A license that was sent."""
    return make.sent(make.practitioner(), Kind.LICENSE, expires_on=None)


def refused(sentence: str, act: Callable[[], Any], error: type[Exception] = MoveRefused) -> None:
    """It is refused with these words, and nothing changed."""
    before = snapshot.taken()
    with pytest.raises(error, match=sentence):
        act()
    assert snapshot.taken() == before


def verify(claim: Credential, *, level: Level = Level.ISSUER, by: str = "rea") -> Credential:
    return moves.verify(claim, by=make.moderator(by), level=level)


def test_one_person_is_not_enough_for_issuer_however_often_they_look(license: Credential) -> None:
    refused("needs 2 moderators who looked; 0 did", lambda: verify(license))
    make.looked(license, "rea", level=Level.ISSUER)
    refused("needs 2 moderators who looked; 1 did", lambda: verify(license))
    refused(
        "You have looked at this already", lambda: make.looked(license, "rea", level=Level.ISSUER), Overtaken
    )
    make.looked(license, "max", level=Level.DOCUMENT)
    refused("needs 2 moderators who looked; 1 did", lambda: verify(license, by="max"))
    make.looked(license, "eva", level=Level.ISSUER)
    assert verify(license).level == Level.ISSUER


def test_a_site_with_one_moderator_may_set_one_look_as_enough(license: Credential, settings: Any) -> None:
    settings.LOOKS_FOR_ISSUER = 1
    refused("needs 1 moderators who looked; 0 did", lambda: verify(license))
    make.looked(license, "rea", level=Level.ISSUER)
    assert verify(license).level == Level.ISSUER


def test_one_look_is_enough_for_a_document(license: Credential) -> None:
    make.looked(license, "rea", level=Level.DOCUMENT)
    refused("needs 2 moderators", lambda: verify(license))
    assert verify(license, level=Level.DOCUMENT).level == Level.DOCUMENT


@pytest.mark.parametrize("level", [Level.NONE, Level.STATEMENT])
def test_nothing_is_shown_below_a_document(license: Credential, level: Level) -> None:
    make.looked(license, "rea", "max", level=Level.ISSUER)
    refused("Choose the level", lambda: verify(license, level=level))


def test_looks_that_read_different_dates_settle_nothing(license: Credential) -> None:
    make.looked(license, "rea", level=Level.ISSUER, expires_on=date(2026, 12, 1))
    make.looked(license, "max", level=Level.ISSUER, expires_on=date(2026, 12, 2))
    refused("read different last days. A third person", lambda: verify(license))


def test_a_date_read_by_one_and_not_by_the_other_settles_nothing(license: Credential) -> None:
    make.looked(license, "rea", level=Level.ISSUER, expires_on=date(2026, 12, 1))
    make.looked(license, "max", level=Level.ISSUER)
    refused("read different last days. A third person", lambda: verify(license))


def test_a_match_in_a_roster_stands_alone_and_nobody_can_claim_one(license: Credential) -> None:
    claimed = {"level": Level.ISSUER, "method": Method.ROSTER}
    refused("recorded by the import", lambda: moves.look(license, by=make.moderator(), **claimed), Invalid)
    columns = {"credential": license, "round": license.round, "looked_on": TODAY, "checklist_version": "1"}
    check = Check.objects.create(moderator=make.moderator(), **claimed, **columns)
    refused("needs 2 moderators", lambda: verify(license))
    Check.objects.filter(pk=check.pk).update(moderator=None)
    assert verify(license).level == Level.ISSUER


@pytest.mark.parametrize(("level", "method", "sentence"), [
    (Level.STATEMENT, Method.REGISTER, "Choose what the look shows"),
    (Level.NONE, Method.DOCUMENT, "Choose what the look shows"),
    (Level.ISSUER, Method.DOCUMENT, "does not confirm it with its issuer"),
])  # fmt: skip
def test_a_look_carries_no_more_than_its_method(
    license: Credential, level: Level, method: Method, sentence: str
) -> None:
    refused(sentence, lambda: moves.look(license, by=make.moderator(), level=level, method=method), Invalid)


def test_who_may_look_and_at_what(license: Credential) -> None:
    owner = license.practitioner.account
    look = {"level": Level.DOCUMENT, "method": Method.DOCUMENT}
    refused("Only a moderator", lambda: moves.look(license, by=owner, **look), NotAllowed)
    Account.objects.filter(pk=owner.pk).update(role=Role.SENIOR)
    mine = Credential.objects.get(pk=license.pk)
    refused(
        "Nobody decides about their own",
        lambda: moves.look(mine, by=mine.practitioner.account, **look),
        NotAllowed,
    )
    draft = make.draft(license.practitioner, Kind.AFTERCARE)
    refused("Nothing is waiting", lambda: moves.look(draft, by=make.moderator(), **look))
    tomorrow = TODAY + ONE_DAY
    refused(
        "cannot be in the future",
        lambda: moves.look(license, by=make.moderator(), looked_on=tomorrow, **look),
        Invalid,
    )
    moves.look(license, by=make.moderator(), note="In a private note.", **look)
    event = LedgerEvent.objects.get(verb="look")
    assert event.data == {
        "kind": "license",
        "level": "document",
        "method": "document",
        "looked_on": "2026-03-10",
    }


def test_looks_of_an_earlier_round_do_not_count(license: Credential) -> None:
    make.looked(license, "rea", "max", level=Level.ISSUER)
    moves.return_(license, by=make.moderator(), words="Which number is it?")
    moves.submit(license, by=license.practitioner.account)
    refused("0 did", lambda: verify(license))
    make.looked(license, "rea", "max", level=Level.ISSUER)
    assert verify(license).level == Level.ISSUER
    refused("Record a new look first", lambda: moves.relook(license, by=make.moderator()))


@pytest.mark.parametrize(("read", "claimed", "until"), [
    (None, None, TODAY + timedelta(days=120)), (date(2026, 4, 1), None, date(2026, 4, 1)),
    (None, date(2026, 4, 2), date(2026, 4, 2)), (date(2026, 4, 3), date(2026, 4, 2), date(2026, 4, 2)),
    (date(2026, 4, 1), date(2026, 4, 2), date(2026, 4, 1)), (TODAY, None, TODAY),
])  # fmt: skip
def test_a_license_is_shown_until_the_earliest_end(
    read: date | None, claimed: date | None, until: date
) -> None:
    claim = make.sent(make.practitioner(), Kind.LICENSE, expires_on=claimed)
    make.looked(claim, "rea", "max", level=Level.ISSUER, expires_on=read)
    assert verify(claim).valid_until == until


def test_what_has_no_day_left_is_not_shown(license: Credential) -> None:
    make.looked(license, "rea", "max", level=Level.ISSUER, expires_on=TODAY - ONE_DAY)
    refused("would have ended on", lambda: verify(license))
    looked_on = TODAY - timedelta(days=121)
    old = make.sent(make.practitioner(), Kind.LICENSE, expires_on=None)
    make.looked(old, "rea", "max", level=Level.ISSUER, looked_on=looked_on)
    refused("would have ended on", lambda: verify(old))


def test_a_relook_moves_the_dates_and_needs_one_look_at_the_level(license: Credential, frozen: Any) -> None:
    make.looked(license, "rea", "max", level=Level.ISSUER)
    verify(license)
    frozen(later := TODAY + timedelta(days=100))
    make.looked(license, "max", level=Level.DOCUMENT)
    refused("at the level that is shown or above", lambda: moves.relook(license, by=make.moderator()))
    make.looked(license, "rea", level=Level.ISSUER)
    moves.relook(license, by=make.moderator("eva"))
    license.refresh_from_db()
    assert (license.valid_from, license.checked_on) == (TODAY, later)
    assert license.valid_until == later + timedelta(days=120)
    assert (license.level, license.status, license.round) == (Level.ISSUER, Status.VERIFIED, 3)


def test_a_relook_that_finds_it_over_does_not_show_it_longer(license: Credential) -> None:
    make.looked(license, "rea", "max", level=Level.ISSUER)
    verify(license)
    make.looked(license, "rea", level=Level.ISSUER, expires_on=TODAY - ONE_DAY)
    refused("would have ended on", lambda: moves.relook(license, by=make.moderator()))


def test_insurance_is_shown_from_its_decision_and_not_from_before_anybody_looked() -> None:
    claim = make.verified(make.practitioner(), Kind.INSURANCE, starts_on=TODAY - 90 * ONE_DAY)
    assert claim.valid_from == TODAY


def test_insurance_that_begins_later_waits_for_its_day(frozen: Any) -> None:
    claim = make.sent(make.practitioner(), Kind.INSURANCE, starts_on=TODAY + ONE_DAY)
    make.looked(claim, "rea", level=Level.DOCUMENT)
    refused("It begins on", lambda: verify(claim, level=Level.DOCUMENT))
    frozen(TODAY + ONE_DAY)
    assert verify(claim, level=Level.DOCUMENT).valid_from == TODAY + ONE_DAY


@pytest.mark.parametrize(("kind", "until"), [
    (Kind.TRAINING, date(2029, 3, 10)), (Kind.TRACK_RECORD, date(2027, 3, 10)), (Kind.CONSULTATION, date(2027, 3, 1)),
    (Kind.AFTERCARE, date(2027, 3, 1)), (Kind.INFECTION_CONTROL, date(2027, 1, 9)), (Kind.INSURANCE, date(2028, 2, 8)),
])  # fmt: skip
def test_each_kind_holds_as_the_standard_says(kind: Kind, until: date) -> None:
    claim = make.sent(make.practitioner(), kind, attested_on=date(2026, 3, 1))
    make.looked(claim, "rea", level=Level.DOCUMENT)
    assert verify(claim, level=Level.DOCUMENT).valid_until == until


@pytest.mark.parametrize("kind", [Kind.INFECTION_CONTROL, Kind.CONSULTATION, Kind.AFTERCARE])
@pytest.mark.parametrize("signed", [None, TODAY + ONE_DAY])
def test_what_must_be_signed_is_signed_before_it_is_sent(kind: Kind, signed: date | None) -> None:
    claim = make.draft(make.practitioner(), kind, attested_on=signed)
    assert guards.missing(claim) == ["Sign the statement that it is true."]
    refused("Sign the statement", lambda: moves.submit(claim, by=claim.practitioner.account))


@pytest.mark.parametrize("kind", list(Kind))
def test_evidence_is_asked_for_except_where_a_register_or_the_page_itself_is_read(kind: Kind) -> None:
    claim = make.draft(make.practitioner(), kind)
    claim.evidence.all().delete()
    without = (Kind.LICENSE, Kind.MEMBERSHIP, Kind.AMENDMENT, Kind.PHOTOS)
    assert guards.missing(claim) == ([] if kind in without else ["Add a document that shows it."])


@pytest.mark.parametrize("lost", ["before", "after"])
def test_a_photo_set_is_a_pair(lost: str) -> None:
    assert guards.missing(make.draft(make.practitioner(), Kind.PHOTOS, **{lost: ""})) == [
        "Add both pictures."
    ]


def test_details_and_topics_are_asked_for() -> None:
    owner = make.practitioner()
    bare = Credential.objects.create(practitioner=owner, kind=Kind.LICENSE)
    assert guards.missing(bare) == ["Fill in the details."]
    topics = {"covers_technique": False, "covers_scalp_anatomy": False, "covers_skin_healing": False}
    assert guards.missing(make.draft(owner, Kind.TRAINING, **topics)) == [
        "Say which topics the course covered."
    ]


@pytest.mark.parametrize("words", ["", "  \n "])
@pytest.mark.parametrize("verb", ["return_", "reject", "suspend", "reinstate"])
def test_whoever_says_no_says_why(license: Credential, verb: str, words: str) -> None:
    refused("Write the reason", lambda: getattr(moves, verb)(license, by=make.moderator(), words=words))


def test_a_renewal_does_not_lift_a_suspension() -> None:
    old = make.verified(make.practitioner(), Kind.LICENSE)
    claim = make.sent(old.practitioner, Kind.LICENSE, renews=old)
    make.looked(claim, "rea", "max", level=Level.ISSUER)
    moves.suspend(old, by=make.moderator(), words="An inquiry.")
    refused("would renew a suspended credential", lambda: verify(claim))
    moves.reinstate(old, by=make.moderator(), words="It ended.")
    assert verify(claim).status == Status.VERIFIED


def test_nobody_renews_what_is_not_theirs_or_not_the_same() -> None:
    old = make.verified(make.practitioner(), Kind.LICENSE)
    theirs = make.draft(make.practitioner("Sam Stranger"), Kind.LICENSE, renews=old)
    refused("one of your own", lambda: moves.submit(theirs, by=theirs.practitioner.account))
    other = make.draft(old.practitioner, Kind.AFTERCARE, renews=make.draft(old.practitioner, Kind.LICENSE))
    refused("of the same kind", lambda: moves.submit(other, by=other.practitioner.account))

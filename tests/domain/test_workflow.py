"""Every move from every status by everybody: exactly what the table says, and nothing else."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from practitioners import ledger, listings, notices
from practitioners.errors import MoveRefused, NotAllowed, Overtaken
from practitioners.models import Account, Credential, LedgerEvent, Listing, Notice, Practitioner, Remark
from practitioners.vocabulary import Kind, Level, Method, Move, NoticeKind, Role, Status, Verb
from practitioners.workflow import moves
from practitioners.workflow.table import MOVES, Actor, open_moves
from tests import factories as make
from tests import snapshot

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)
WORDS = "A reason."

# Written out from the design, apart from the program's own table.
LEGAL = {
    ("submit", "draft"): "submitted", ("submit", "returned"): "submitted", ("return", "submitted"): "returned",
    ("verify", "submitted"): "verified", ("reject", "submitted"): "rejected", ("relook", "verified"): "verified",
    ("suspend", "verified"): "suspended", ("reinstate", "suspended"): "verified", ("withdraw", "draft"): "withdrawn",
    ("withdraw", "submitted"): "withdrawn", ("withdraw", "returned"): "withdrawn",
    ("withdraw", "verified"): "withdrawn", ("appeal", "rejected"): "submitted", ("contest", "suspended"): "suspended",
}  # fmt: skip
OWNERS_MOVES = {"submit", "withdraw", "appeal", "contest"}
LETTERS = {
    "return": NoticeKind.RETURNED, "verify": NoticeKind.VERIFIED, "reject": NoticeKind.REJECTED,
    "suspend": NoticeKind.SUSPENDED, "reinstate": NoticeKind.REINSTATED,
}  # fmt: skip
WORDED = {"return", "reject", "suspend", "reinstate", "appeal", "contest"}
NEXT_ROUND = {"submit", "verify", "relook", "reinstate", "appeal"}
ACT: dict[str, Callable[[Credential, Account], Any]] = {
    "submit": lambda claim, by: moves.submit(claim, by=by),
    "return": lambda claim, by: moves.return_(claim, by=by, words=WORDS),
    "verify": lambda claim, by: moves.verify(claim, by=by, level=Level.ISSUER),
    "reject": lambda claim, by: moves.reject(claim, by=by, words=WORDS),
    "relook": lambda claim, by: moves.relook(claim, by=by),
    "suspend": lambda claim, by: moves.suspend(claim, by=by, words=WORDS),
    "reinstate": lambda claim, by: moves.reinstate(claim, by=by, words=WORDS),
    "withdraw": lambda claim, by: moves.withdraw(claim, by=by),
    "appeal": lambda claim, by: moves.appeal(claim, by=by, words=WORDS),
    "contest": lambda claim, by: moves.contest(claim, by=by, words=WORDS),
}


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None]) -> None:
    frozen(TODAY)


def standing_at(status: str) -> Credential:
    """A license of Ada's in this status, with the looks a moderator needs, in a directory with a search row."""
    owner = make.practitioner()
    rea = make.moderator()
    with listings.postponed():
        make.place(owner)
        claim = make.draft(owner, Kind.LICENSE)
        if status == "draft":
            return claim
        moves.submit(claim, by=owner.account)
        make.looked(claim, "rea", "max", level=Level.ISSUER)
        if status in ("verified", "suspended", "superseded"):
            moves.verify(claim, by=rea, level=Level.ISSUER)
        match status:
            case "verified":
                make.looked(claim, "max", level=Level.ISSUER)
            case "returned":
                moves.return_(claim, by=rea, words=WORDS)
            case "rejected":
                moves.reject(claim, by=rea, words=WORDS)
            case "withdrawn":
                moves.withdraw(claim, by=owner.account)
            case "suspended":
                moves.suspend(claim, by=rea, words=WORDS)
            case "superseded":
                make.verified(owner, Kind.LICENSE, renews=claim)
    return Credential.objects.get(pk=claim.pk)


def actors(owner: Practitioner) -> dict[str, Account]:
    """Who may try."""
    return {
        "owner": owner.account, "stranger": make.account("sam@example.org"), "moderator": make.moderator("max"),
        "senior": make.account("sue@example.org", role=Role.SENIOR),
        "inactive": Account.objects.create_user("ina@example.org", role=Role.MODERATOR, is_active=False),
    }  # fmt: skip


def expected(move: str, status: str, who: str) -> str | type[Exception]:
    """The status it ends at, or the refusal."""
    able = {"owner"} if move in OWNERS_MOVES else {"moderator", "senior"}
    return NotAllowed if who not in able else LEGAL.get((move, status), MoveRefused)


@pytest.mark.parametrize("status", [status.value for status in Status])
@pytest.mark.parametrize("move", [move.value for move in Move])
def test_every_move_from_every_status_by_everybody(move: str, status: str) -> None:
    claim = standing_at(status)
    everybody = actors(claim.practitioner)
    before = snapshot.taken()
    for who, account in everybody.items():
        fresh, outcome = Credential.objects.get(pk=claim.pk), expected(move, status, who)
        if isinstance(outcome, type):
            with pytest.raises(outcome) as refusal:
                ACT[move](fresh, account)
            assert str(refusal.value).endswith("."), who
            assert snapshot.taken() == before, who
        else:
            with transaction.atomic():
                assert ACT[move](fresh, account) is fresh
                happened(move, claim, by=account, after=outcome, before=before)
                transaction.set_rollback(True)


def happened(move: str, claim: Credential, *, by: Account, after: str, before: dict[str, Any]) -> None:
    """One event, the right letter, the status, the round, and search rows that agree with it; nothing else."""
    now = Credential.objects.get(pk=claim.pk)
    assert (now.status, now.round) == (after, claim.round + (move in NEXT_ROUND))
    [event] = snapshot.added(before, LedgerEvent)
    assert (event.verb, event.actor_id, event.credential_id) == (move, by.pk, claim.pk)
    assert (event.data["before"], event.data["after"]) == (claim.status, after)
    owed = [(n.kind, n.to, n.words) for n in snapshot.added(before, Notice)]
    words = "" if move == "verify" else WORDS
    said = [(r.move, r.by, r.from_moderator, r.words) for r in snapshot.added(before, Remark)]
    assert said == ([(move, by, move not in OWNERS_MOVES, WORDS)] if move in WORDED else [])
    assert (now.appealed_at is not None) == (move in ("appeal", "contest"))
    assert owed == ([(LETTERS[move], claim.practitioner.account, words)] if move in LETTERS else [])
    assert list(listings.drift()) == []
    assert list(ledger.verify()) == []
    untouched = {table.__name__ for table in snapshot.TABLES} - {
        "Credential", "LedgerEvent", "LedgerHead", "Listing", "Notice", "Remark",
    }  # fmt: skip
    then = snapshot.taken()
    assert {name: then[name] for name in untouched} == {name: before[name] for name in untouched}


@pytest.mark.parametrize(("move", "status"), sorted(LEGAL))
def test_a_moderator_never_decides_about_their_own_record(move: str, status: str) -> None:
    claim = standing_at(status)
    Account.objects.filter(pk=claim.practitioner.account_id).update(role=Role.SENIOR)
    fresh = Credential.objects.get(pk=claim.pk)
    before = snapshot.taken()
    if move in OWNERS_MOVES:
        ACT[move](fresh, fresh.practitioner.account)
        happened(move, claim, by=fresh.practitioner.account, after=LEGAL[move, status], before=before)
    else:
        with pytest.raises(NotAllowed, match="Nobody decides about their own record"):
            ACT[move](fresh, fresh.practitioner.account)
        assert snapshot.taken() == before


def test_the_table_says_what_the_design_says() -> None:
    table = {(m.value, s.value): target.value for m, (sources, target, _a) in MOVES.items() for s in sources}
    assert table == LEGAL
    assert {m.value for m, (_s, _t, actor) in MOVES.items() if actor == Actor.OWNER} == OWNERS_MOVES
    assert open_moves(Status.SUBMITTED, actor=Actor.MODERATOR) == [Move.RETURN, Move.VERIFY, Move.REJECT]
    assert open_moves(Status.SUPERSEDED, actor=Actor.MODERATOR) == []
    assert {move.value for move in Move} < {verb.value for verb in Verb}


@pytest.mark.parametrize("fault", [(ledger, "record"), (notices, "owe"), (listings, "refresh")])
@pytest.mark.parametrize(("move", "status"), sorted(LEGAL))
def test_a_fault_anywhere_takes_everything_back(
    monkeypatch: pytest.MonkeyPatch, move: str, status: str, fault: tuple[Any, str]
) -> None:
    if fault[1] == "owe" and move not in LETTERS:
        return  # no letter is owed, so there is nothing that could fail
    claim = standing_at(status)
    by = claim.practitioner.account if move in OWNERS_MOVES else make.moderator()
    before = snapshot.taken()
    real = getattr(*fault)

    def breaks(*given: Any, **named: Any) -> None:
        real(*given, **named)
        raise RuntimeError("A fault.")

    monkeypatch.setattr(*fault, breaks)
    with pytest.raises(RuntimeError, match=r"A fault\."):
        ACT[move](claim, by)
    assert snapshot.taken() == before


@pytest.mark.parametrize(("move", "status"), sorted(LEGAL))
def test_whoever_looked_at_an_older_state_is_told(move: str, status: str) -> None:
    stale = standing_at(status)
    elsewhere = Status.WITHDRAWN
    Credential.objects.filter(pk=stale.pk).update(status=elsewhere)
    before = snapshot.taken()
    by = stale.practitioner.account if move in OWNERS_MOVES else make.moderator()
    with pytest.raises(Overtaken):
        ACT[move](stale, by)
    assert snapshot.taken() == before


def test_a_decision_about_an_older_round_is_overtaken() -> None:
    claim = standing_at("submitted")
    stale = Credential.objects.get(pk=claim.pk)
    moves.return_(claim, by=make.moderator(), words=WORDS)
    moves.submit(claim, by=claim.practitioner.account)
    with pytest.raises(Overtaken):
        moves.verify(stale, by=make.moderator(), level=Level.ISSUER)
    with pytest.raises(Overtaken):
        moves.look(stale, by=make.moderator("eva"), level=Level.ISSUER, method=Method.REGISTER)


def test_a_renewal_replaces_what_it_renews_in_one_move() -> None:
    old = standing_at("verified")
    claim = make.sent(old.practitioner, Kind.LICENSE, renews=old)
    make.looked(claim, "rea", "max", level=Level.ISSUER)
    before = snapshot.taken()
    moves.verify(claim, by=make.moderator(), level=Level.ISSUER)
    old.refresh_from_db()
    assert (claim.status, old.status) == (Status.VERIFIED, Status.SUPERSEDED)
    events = [
        (e.verb, e.credential_id, e.data.get("renewed_by")) for e in snapshot.added(before, LedgerEvent)
    ]
    assert events == [(Verb.VERIFY, claim.pk, None), (Verb.SUPERSEDE, old.pk, claim.pk)]
    assert [n.kind for n in snapshot.added(before, Notice)] == [NoticeKind.VERIFIED]
    assert list(listings.drift()) == []


@pytest.mark.parametrize("ended", ["withdrawn", "rejected", "superseded"])
def test_a_renewal_of_what_is_gone_replaces_nothing(ended: str) -> None:
    old = standing_at(ended)
    claim = make.verified(old.practitioner, Kind.LICENSE, renews=old)
    old.refresh_from_db()
    assert (claim.status, old.status) == (Status.VERIFIED, ended)


def test_the_dates_of_a_decision_reach_the_search_row_and_the_ledger() -> None:
    make.scope_rule()
    claim = standing_at("submitted")
    assert Listing.objects.get().license_until is None
    moves.verify(claim, by=make.moderator(), level=Level.ISSUER)
    last = TODAY + timedelta(days=120)
    assert (claim.valid_from, claim.valid_until, claim.checked_on) == (TODAY, last, TODAY)
    assert Listing.objects.get().license_until == last
    event = LedgerEvent.objects.get(verb=Verb.VERIFY)
    assert (event.data["level"], event.data["until"]) == ("issuer", last.isoformat())
    moves.suspend(claim, by=make.moderator(), words=WORDS)
    assert Listing.objects.get().license_until is None
    moves.reinstate(claim, by=make.moderator(), words=WORDS)
    assert Listing.objects.get().license_until == last
    moves.withdraw(claim, by=claim.practitioner.account)
    assert Listing.objects.get().license_until is None

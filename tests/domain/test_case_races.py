"""Two at one case, with real threads and real transactions: one wins, the other is told, nothing is half done."""

import threading
import time
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from practitioners import clock, ledger, listings, worktime
from practitioners.errors import DomainError, MoveRefused, Overtaken
from practitioners.models import (
    Account,
    Case,
    Conflict,
    Credential,
    Evidence,
    LedgerEvent,
    Notice,
    Opinion,
    Reason,
    RoleChange,
    Supervision,
)
from practitioners.vocabulary import (
    CaseKind,
    CaseState,
    Decision,
    Ending,
    Kind,
    Level,
    NoticeKind,
    Outcome,
    Role,
    Status,
    Verb,
)
from practitioners.workflow import cases, docket, holds, moves, oversight, people, reasons, rechecks
from tests import factories as make
from tests.domain.desk import case_of, decided, given
from tests.domain.test_races import refusals, together, verbs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _without_chance(settings: Any) -> None:
    settings.SECOND_CHECK_SHARE = 0


def a_case() -> Case:
    ada = make.practitioner()
    make.place(ada)
    return case_of(make.sent(ada, Kind.AFTERCARE))


def test_of_two_who_take_one_case_one_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    case = a_case()
    seize, both_saw_it_free = holds._seize, threading.Barrier(2, timeout=20)

    def slowly(*given: Any, **named: Any) -> bool:
        both_saw_it_free.wait()
        return seize(*given, **named)

    monkeypatch.setattr(holds, "_seize", slowly)
    rea, max_ = make.moderator("rea"), make.moderator("max")
    done = together(
        lambda: cases.take(Case.objects.get(pk=case.pk), by=rea),
        lambda: cases.take(Case.objects.get(pk=case.pk), by=max_),
    )
    [refused] = refusals(done)
    assert isinstance(refused, Overtaken)
    [held] = [each for each in done if isinstance(each, Case)]
    assert Case.objects.get().held_by == held.held_by


def test_two_who_take_the_next_never_get_the_same() -> None:
    for number in range(4):
        make.sent(make.practitioner(f"Person {number}"), Kind.AFTERCARE)
    moderators = [make.moderator(name) for name in ("rea", "max", "tom", "sue")]
    done = together(*(lambda who=who: cases.take_next(by=who) for who in moderators))
    assert refusals(done) == []
    assert {case.pk for case in done if isinstance(case, Case)} == set(
        Case.objects.values_list("pk", flat=True)
    )


@pytest.mark.parametrize("attempt", range(3))
@pytest.mark.parametrize("other", [Decision.VERIFY, Decision.REJECT])
def test_one_case_is_decided_once_whatever_two_windows_send(other: Decision, attempt: int) -> None:
    """Twice the same button, or two different ones, in two windows of whoever holds it."""
    case = a_case()
    rea = make.moderator("rea")
    cases.take(case, by=rea)
    said = [given(case.credential), given(case.credential, other)]
    done = together(
        *(lambda what=what: cases.decide(Case.objects.get(pk=case.pk), what, by=rea) for what in said)
    )
    [refused] = refusals(done)
    assert isinstance(refused, Overtaken)
    claim = Credential.objects.get()
    assert verbs(claim) == [
        {Status.VERIFIED: Verb.VERIFY, Status.REJECTED: Verb.REJECT}[Status(claim.status)]
    ]
    assert (Opinion.objects.count(), Notice.objects.count()) == (1, 1)
    assert Case.objects.get().state == CaseState.CLOSED
    assert list(listings.drift()) == []
    assert list(ledger.verify()) == []


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_moderators_at_the_end_of_a_hold_one_decides(attempt: int) -> None:
    """The time ran out: one still decides while the other takes the case and decides, too."""
    case = a_case()
    rea, max_ = make.moderator("rea"), make.moderator("max")
    held = cases.take(case, by=rea)
    Case.objects.update(held_until=held.held_since)
    done = together(
        lambda: cases.decide(Case.objects.get(pk=case.pk), given(case.credential), by=rea),
        lambda: decided(case, max_, Decision.REJECT),
    )
    assert len(refusals(done)) == 1
    assert isinstance(refusals(done)[0], Overtaken | MoveRefused)
    assert len(verbs(Credential.objects.get())) == Opinion.objects.count() == Notice.objects.count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_a_decision_and_a_withdrawal_do_not_both_win(attempt: int) -> None:
    case = a_case()
    claim, owner = case.credential, case.credential.practitioner.account
    rea = make.moderator("rea")
    cases.take(case, by=rea)
    assert owner is not None
    mine = Credential.objects.get(pk=claim.pk)
    done = together(
        lambda: cases.decide(Case.objects.get(pk=case.pk), given(claim), by=rea),
        lambda: moves.withdraw(mine, by=owner),
    )
    assert [type(each) for each in refusals(done)] == [Overtaken]
    claim.refresh_from_db()
    assert len(verbs(claim)) == 1
    assert Case.objects.get().outcome == {"verified": "verify", "withdrawn": "withdraw"}[claim.status]
    assert list(listings.drift()) == []


@pytest.mark.parametrize("attempt", range(3))
def test_knowing_somebody_while_their_claims_are_decided_and_withdrawn_waits_for_nobody_for_ever(
    attempt: int,
) -> None:
    ada = make.practitioner()
    make.place(ada)
    one, two = make.sent(ada, Kind.AFTERCARE), make.sent(ada, Kind.CONSULTATION)
    rea, owner = make.moderator("rea"), ada.account
    assert owner is not None
    for claim in (one, two):
        cases.take(case_of(claim), by=rea)
    first, second = case_of(one), case_of(two)
    done = together(
        lambda: cases.know(first, by=rea),
        lambda: cases.decide(second, given(two), by=rea),
        lambda: moves.withdraw(one, by=owner),
    )
    assert all(isinstance(each, Overtaken) for each in refusals(done))
    assert Conflict.objects.count() == 1
    assert set(Case.objects.mine(rea)) == set()
    assert list(ledger.verify()) == []


@pytest.mark.parametrize("attempt", range(3))
def test_a_renewal_is_decided_while_what_it_renews_is_suspended(attempt: int) -> None:
    ada = make.practitioner()
    make.place(ada)
    old = make.verified(ada, Kind.AFTERCARE)
    renewal = make.sent(ada, Kind.AFTERCARE, renews=old)
    again = cases.open_case(old, CaseKind.RECHECK)
    rea, max_ = make.moderator("rea"), make.moderator("max")
    mine, theirs = cases.take(case_of(renewal), by=rea), cases.take(again, by=max_)
    said = given(old, Decision.SUSPEND, review_on=cases.latest_review())
    done = together(
        lambda: cases.decide(mine, given(renewal, level=Level.DOCUMENT), by=rea),
        lambda: cases.decide(theirs, said, by=max_),
    )
    assert len(refusals(done)) == 1
    states = {Credential.objects.get(pk=pk).status for pk in (old.pk, renewal.pk)}
    assert states in ({Status.SUPERSEDED, Status.VERIFIED}, {Status.SUSPENDED, Status.SUBMITTED})
    assert list(ledger.verify()) == []


def test_a_file_opened_in_many_frames_at_once_is_written_down_once() -> None:
    case = a_case()
    file, rea = case.credential.evidence.get(), make.moderator("rea")
    held = cases.take(case, by=rea)
    done = together(*(lambda: cases.viewed(held, file, by=rea) for _ in range(4)))
    assert sorted(bool(each) for each in done) == [False, False, False, True]
    assert LedgerEvent.objects.filter(verb=Verb.EVIDENCE_VIEWED).count() == 1


def test_two_ticks_open_each_recheck_once() -> None:
    made = make.qualified()
    ends = made.credentials.filter(kind=Kind.AFTERCARE)
    ends.update(valid_until=clock.today() + timedelta(days=10))
    done = together(rechecks.open_due, rechecks.open_due, rechecks.open_due)
    assert not any(isinstance(each, DomainError) for each in done)
    assert Case.objects.filter(kind=CaseKind.RECHECK, credential__in=ends).count() == 1


def test_two_seniors_who_remove_each_other_leave_one() -> None:
    sue, ann = (make.account(f"{name}@example.org", role=Role.SENIOR) for name in ("sue", "ann"))
    one, two = people.remove(sue, by=ann), people.remove(ann, by=sue)
    done = together(lambda: people.confirm(one, by=sue), lambda: people.confirm(two, by=ann))
    assert len(refusals(done)) == 1
    assert Account.objects.filter(role=Role.SENIOR).count() == 1
    assert RoleChange.objects.filter(confirmed_at__isnull=False).count() == 1


def test_of_two_seniors_who_revise_one_reason_one_is_told() -> None:
    Reason.objects.create(code="N1", version=1, label="Name", text="One.", written_at=clock.now())
    sue, ann = (make.account(f"{name}@example.org", role=Role.SENIOR) for name in ("sue", "ann"))
    done = together(
        lambda: reasons.revise("N1", "Two.", by=sue, seen="1"),
        lambda: reasons.revise("N1", "Other.", by=ann, seen="1"),
    )
    assert [type(each) for each in refusals(done)] == [Overtaken]
    assert (Reason.objects.filter(active=True).count(), Reason.objects.count()) == (1, 2)
    assert list(ledger.verify()) == []


def test_a_claim_withdrawn_while_tick_opens_its_recheck_has_no_case(monkeypatch: pytest.MonkeyPatch) -> None:
    ada = make.qualified()
    claim = ada.credentials.get(kind=Kind.AFTERCARE)
    claim.valid_until = clock.today() + timedelta(days=10)
    claim.save()
    closing, reading = worktime.closing, threading.Event()

    def slowly(day: date) -> datetime:
        reading.set()
        time.sleep(0.3)
        return closing(day)

    monkeypatch.setattr(worktime, "closing", slowly)
    mine, owner = Credential.objects.get(pk=claim.pk), ada.account
    assert owner is not None
    done = together(rechecks.open_due, lambda: (reading.wait(20), moves.withdraw(mine, by=owner), None)[2])
    assert refusals(done) == []
    assert not Case.objects.open().filter(credential=claim).exists()


@pytest.mark.parametrize("there", [0, 1])
def test_two_who_send_the_same_file_at_once_are_both_asked_about(
    there: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also beside a third one, whose claim was there before."""
    people = [make.practitioner(name) for name in ("Ada Stone", "Ben Field", "Cleo Marsh")[: 2 + there]]
    claims = [make.draft(each, Kind.TRAINING) for each in people]
    Evidence.objects.update(sha256="f" * 64)
    for claim in claims[2:]:
        moves.submit(claim, by=claim.practitioner.account)
    duplicates = docket.duplicates

    def slowly(evidence: Evidence) -> list[Case]:
        found = duplicates(evidence)
        time.sleep(0.4)
        return found

    monkeypatch.setattr(docket, "duplicates", slowly)
    done = together(
        *(lambda claim=claim: moves.submit(claim, by=claim.practitioner.account) for claim in claims[:2])
    )
    assert refusals(done) == []
    asked = Case.objects.filter(kind=CaseKind.DUPLICATE).values_list("credential", flat=True)
    assert sorted(asked) == [claim.pk for claim in claims]


@pytest.mark.parametrize("other", ["moderator", "supervisor"])
@pytest.mark.parametrize("attempt", range(2))
def test_of_two_who_end_a_supervision_one_does(other: str, attempt: int) -> None:
    ada, nora = make.practitioner(), make.practitioner("Nora Nurse")
    license = make.verified(ada, Kind.LICENSE)
    asked = oversight.ask_supervisor(license, by=ada.account, supervisor=nora, place=make.place(ada))
    oversight.confirm_supervision(asked, by=nora.account)
    rea, max_ = make.moderator("rea"), make.moderator("max")
    one, two = (Supervision.objects.get(pk=asked.pk) for _each in range(2))

    def refuse(supervision: Supervision, by: Account) -> Any:
        return oversight.refuse_supervision(supervision, by=by, reason=Ending.NOT_SO, words="They never met.")

    done = together(
        lambda: refuse(one, rea),
        lambda: (
            refuse(two, max_) if other == "moderator" else oversight.end_supervision(two, by=nora.account)
        ),
    )
    [refused] = refusals(done)
    assert isinstance(refused, Overtaken)
    ended = Supervision.objects.get()
    events = LedgerEvent.objects.filter(verb=Verb.SUPERVISION_ENDED)
    assert ["code" in event.data for event in events] == [bool(ended.ended_for)]
    letters = Notice.objects.filter(kind=NoticeKind.UNSUPERVISED).count()
    assert letters == (2 if ended.ended_for else 0)
    assert Case.objects.get(credential=license, kind=CaseKind.SUPERVISION).outcome == Outcome.END
    assert list(listings.drift()) == []
    assert list(ledger.verify()) == []

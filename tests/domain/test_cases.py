"""Cases follow the claims, lie in one pair of hands at a time, and are seen by nobody who must not."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from practitioners import clock
from practitioners.errors import NotAllowed, Overtaken
from practitioners.models import Account, Case, Conflict, Credential, Evidence, LedgerEvent
from practitioners.vocabulary import (
    CaseKind,
    CaseState,
    Decision,
    Kind,
    Level,
    Outcome,
    Role,
    Turn,
    Verb,
)
from practitioners.workflow import cases, moves, oversight
from tests import factories as make
from tests.domain.desk import WORDS, case_of, decided

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 9)


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None], settings: Any) -> None:
    frozen(MONDAY)
    settings.SECOND_CHECK_SHARE = 0


def open_cases() -> set[tuple[int, str, str]]:
    rows = Case.objects.open().values_list("credential", "kind", "state")
    return set(rows)


@pytest.mark.parametrize(
    ("kind", "details", "opens"),
    [
        (Kind.LICENSE, {}, CaseKind.NEW),
        (Kind.IDENTITY, {}, CaseKind.NEW),
        (Kind.PHOTOS, {}, CaseKind.PHOTOS),
        (Kind.AMENDMENT, {"values": {"about": "Calm.", "photo": "portraits/a.webp"}}, CaseKind.PAGE),
        (Kind.AMENDMENT, {"values": {"about": "Calm.", "public_name": "Ada Field"}}, CaseKind.CHANGE),
    ],
)
def test_a_claim_that_is_sent_opens_one_case_of_its_kind(kind: Kind, details: dict, opens: CaseKind) -> None:  # type: ignore[type-arg]
    make.draft(make.practitioner("Ben Draft"), Kind.AFTERCARE)
    claim = make.sent(make.practitioner(), kind, **details)
    assert open_cases() == {(claim.pk, opens, CaseState.OPEN)}
    days = 3 if kind == Kind.LICENSE else 5
    assert case_of(claim).due_at == datetime(2026, 3, 9 + (days if days < 5 else 7), 12, tzinfo=UTC)


def test_a_renewal_is_a_case_of_its_own_kind_and_ends_those_of_what_it_renews() -> None:
    ada = make.practitioner()
    old = make.verified(ada, Kind.AFTERCARE)
    recheck = cases.open_case(old, CaseKind.RECHECK)
    renewal = make.sent(ada, Kind.AFTERCARE, renews=old)
    assert case_of(renewal).kind == CaseKind.RENEWAL
    decided(case_of(renewal), "rea")
    assert open_cases() == set()
    recheck.refresh_from_db()
    assert recheck.outcome == Outcome.SUPERSEDE


def test_the_clock_stands_while_the_practitioner_is_asked(frozen: Callable[[date], None]) -> None:
    claim = make.sent(make.practitioner(), Kind.AFTERCARE)
    case = decided(case_of(claim), "rea", Decision.RETURN)
    due = case.due_at
    assert (case.state, case.held_by, case.first_by) == (CaseState.WAITING, None, make.moderator("rea"))
    assert set(Case.objects.overdue(clock.now() + timedelta(days=90))) == set()
    frozen(date(2026, 3, 11))  # two working days later
    moves.submit(Credential.objects.get(pk=claim.pk), by=claim.practitioner.account, words="Here it is.")
    case.refresh_from_db()
    assert (case.state, case.turn, case.first_by, case.paused_at) == (CaseState.OPEN, Turn.FIRST, None, None)
    assert case.due_at == due + timedelta(days=2)
    assert Case.objects.count() == 1
    assert [each.decision for each in case.opinions.all()] == [Decision.RETURN]


@pytest.mark.parametrize("how", ["verify", "reject", "withdraw"])
def test_every_end_of_a_claim_ends_its_case(how: str) -> None:
    claim = make.sent(make.practitioner(), Kind.AFTERCARE)
    other = make.sent(make.practitioner("Ben Field"), Kind.AFTERCARE)
    rea = make.moderator("rea")
    make.looked(claim, "rea", level=Level.DOCUMENT)
    match how:
        case "verify":
            moves.verify(claim, by=rea, level=Level.DOCUMENT)
        case "reject":
            moves.reject(claim, by=rea, words=WORDS)
        case _:
            moves.withdraw(claim, by=claim.practitioner.account)
    assert open_cases() == {(other.pk, CaseKind.NEW, CaseState.OPEN)}
    assert Case.objects.get(credential=claim).outcome == how


def test_an_appeal_is_a_case_for_somebody_else() -> None:
    claim = make.sent(make.practitioner(), Kind.AFTERCARE)
    decided(case_of(claim), "rea", Decision.REJECT)
    moves.appeal(
        Credential.objects.get(pk=claim.pk), by=claim.practitioner.account, words="Page two says so."
    )
    case = case_of(claim)
    assert case.kind == CaseKind.APPEAL
    with pytest.raises(NotAllowed, match="You have had your say"):
        cases.take(case, by=make.moderator("rea"))
    assert cases.take_next(by=make.moderator("rea")) is None
    assert cases.take_next(by=make.moderator("max")) == case


def test_the_same_file_at_two_practitioners_opens_a_case_at_both_once() -> None:
    ada, ben, cleo = (make.practitioner(name) for name in ("Ada Stone", "Ben Field", "Cleo Marsh"))
    shown = make.verified(ada, Kind.TRAINING)
    file = shown.evidence.get()
    copied = make.draft(ben, Kind.TRAINING)
    Evidence.objects.filter(credential=copied).update(sha256=file.sha256)
    assert cases.duplicates(file) == []  # a draft is nobody's business
    moves.submit(copied, by=ben.account)
    make.sent(cleo, Kind.TRAINING)
    duplicates = Case.objects.filter(kind=CaseKind.DUPLICATE)
    assert {case.credential_id for case in duplicates} == {shown.pk, copied.pk}
    assert all(case.harm for case in duplicates)  # one of them is on a public page
    assert duplicates[0].due_at == datetime(2026, 3, 9, 16, tzinfo=UTC)
    for case in duplicates:
        decided(case, "rea", Decision.DISMISS)
    assert cases.duplicates(file) == []
    assert LedgerEvent.objects.filter(verb=Verb.CASE_DISMISSED).count() == 2


def test_who_is_asked_about_a_shared_file_wakes_both_cases_with_the_answer() -> None:
    claim = make.sent(make.practitioner(), Kind.TRAINING)
    asked = cases.open_case(claim, CaseKind.DUPLICATE)
    decided(asked, "rea", Decision.RETURN)
    assert {state for _claim, _kind, state in open_cases()} == {CaseState.WAITING}
    moves.submit(Credential.objects.get(pk=claim.pk), by=claim.practitioner.account)
    assert open_cases() == {
        (claim.pk, CaseKind.NEW, CaseState.OPEN), (claim.pk, CaseKind.DUPLICATE, CaseState.OPEN),
    }  # fmt: skip


def test_a_confirmed_supervisor_is_looked_at() -> None:
    ada, nora = make.qualified(), make.practitioner("Nora Nurse")
    license = ada.credentials.get(kind=Kind.LICENSE)
    asked = oversight.ask_supervisor(license, by=ada.account, supervisor=nora, place=ada.places.get())
    assert open_cases() == set()
    oversight.confirm_supervision(asked, by=nora.account)
    case = case_of(license)
    assert case.kind == CaseKind.SUPERVISION
    assert cases.supervision(asked) == case
    assert cases.options(case) == [Decision.SUSPEND, Decision.DISMISS]


def test_the_database_keeps_one_open_case_of_a_kind() -> None:
    claim = make.sent(make.practitioner(), Kind.AFTERCARE)
    with pytest.raises(IntegrityError), transaction.atomic():
        cases.open_case(claim, CaseKind.NEW)
    cases.open_case(claim, CaseKind.DUPLICATE)


def test_who_sees_and_takes_what() -> None:
    ada, ben = make.practitioner("Ada Stone"), make.practitioner("Ben Field")
    rea, max_, sue = (
        make.moderator("rea"),
        make.moderator("max"),
        make.account("sue@example.org", role=Role.SENIOR),
    )
    Account.objects.filter(pk=ada.account.pk).update(role=Role.MODERATOR)  # type: ignore[union-attr]
    ada_signs_in = Account.objects.get(pk=ada.account.pk)  # type: ignore[union-attr]
    hers, his = case_of(make.sent(ada, Kind.AFTERCARE)), case_of(make.sent(ben, Kind.AFTERCARE))
    Conflict.objects.create(moderator=max_, practitioner=ben, declared_at=clock.now())
    gone = Account.objects.create_user("ina@example.org", role=Role.MODERATOR, is_active=False)
    seen = {
        who.email: set(Case.objects.visible_to(who))
        for who in (rea, max_, sue, ada_signs_in, make.account("sam@example.org"), gone)
    }
    assert seen == {
        rea.email: {hers, his}, max_.email: {hers}, sue.email: {hers, his}, ada_signs_in.email: {his},
        "sam@example.org": set(), gone.email: set(),
    }  # fmt: skip
    for who, case in ((max_, his), (ada_signs_in, hers), (gone, his)):
        with pytest.raises(NotAllowed):
            cases.take(case, by=who)
    assert set(Case.objects.takeable_by(rea, clock.now())) == {hers, his}


def test_next_comes_harm_then_the_oldest_target_that_nobody_holds() -> None:
    license = case_of(make.sent(make.practitioner(), Kind.LICENSE))
    sheet = case_of(make.sent(make.practitioner("Ben Field"), Kind.AFTERCARE))
    urgent = case_of(make.sent(make.practitioner("Cleo Marsh"), Kind.AFTERCARE))
    Case.objects.filter(pk=urgent.pk).update(harm=True)
    rea, max_ = make.moderator("rea"), make.moderator("max")
    assert cases.take_next(by=rea, among=Case.objects.filter(harm=False)) == license
    assert [cases.take_next(by=max_), cases.take_next(by=max_), cases.take_next(by=max_)] == [
        urgent,
        sheet,
        None,
    ]


def test_a_hold_lasts_half_an_hour_and_longer_by_working(
    frozen: Callable[[date], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = case_of(make.sent(make.practitioner(), Kind.AFTERCARE))
    rea, max_, start = make.moderator("rea"), make.moderator("max"), clock.now()
    cases.take(case, by=rea)

    def later(minutes: int) -> None:
        monkeypatch.setattr(clock, "now", lambda: start + timedelta(minutes=minutes))

    with pytest.raises(Overtaken, match="Somebody else holds this case"):
        cases.take(case, by=max_)
    later(29)
    held = cases.renew(case, by=rea)
    assert (held.held_since, held.held_until) == (start, start + timedelta(minutes=59))
    later(58)
    assert cases.take_next(by=max_) is None
    later(59)
    assert cases.take(case, by=max_).held_by == max_
    for step in (cases.renew, cases.hand_back):
        with pytest.raises(Overtaken, match="You do not hold this case any more"):
            step(case, by=rea)


def test_who_knows_a_person_hands_everything_of_theirs_back_and_sees_it_no_more() -> None:
    ada, ben = make.practitioner("Ada Stone"), make.practitioner("Ben Field")
    one, two = case_of(make.sent(ada, Kind.AFTERCARE)), case_of(make.sent(ada, Kind.LICENSE))
    other = case_of(make.sent(ben, Kind.AFTERCARE))
    rea = make.moderator("rea")
    for case in (one, two, other):
        cases.take(case, by=rea)
    cases.know(one, by=rea)
    cases.know(one, by=rea)
    assert set(Case.objects.mine(rea)) == {other}
    assert set(Case.objects.visible_to(rea)) == {other}
    assert (
        LedgerEvent.objects.filter(verb=Verb.CONFLICT_DECLARED, practitioner=ada, actor_id=rea.pk).count()
        == 1
    )
    with pytest.raises(NotAllowed):
        cases.take(one, by=rea)


@pytest.mark.parametrize("rows", [1, 3, 40])
def test_a_page_of_the_queue_costs_the_same_whatever_is_on_it(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        make.sent(make.practitioner(f"Person {number}"), Kind.LICENSE)
    rea = make.moderator("rea")
    with django_assert_num_queries(2):
        shown = list(Case.objects.visible_to(rea).open().in_order().for_queue()[:50])
        for case in shown:
            assert case.credential.practitioner.public_name
            assert case.credential.license.issuer.name
            assert case.held_by is None
            assert list(case.credential.practitioner.places.all()) == []
    assert len(shown) == rows

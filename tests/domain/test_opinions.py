"""What a moderator finds: when it counts, when a second person must find the same, and who settles a difference."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from practitioners import checklists, standard
from practitioners.errors import Invalid, MoveRefused, NotAllowed
from practitioners.models import Case, Check, Credential, LedgerEvent, Listing, Notice, Opinion
from practitioners.vocabulary import (
    CaseKind,
    CaseState,
    Decision,
    Kind,
    Level,
    Method,
    NoticeKind,
    Outcome,
    Status,
    Turn,
    Verb,
)
from practitioners.workflow import cases, moves
from tests import factories as make
from tests.domain.desk import case_of, decided, given, yes

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)
ENDS = date(2027, 1, 31)


@pytest.fixture(autouse=True)
def _a_day_without_chance(frozen: Callable[[date], None], settings: Any) -> None:
    frozen(TODAY)
    settings.SECOND_CHECK_SHARE = 0


def license_sent() -> Credential:
    make.sent(make.practitioner("Sam Stranger"), Kind.LICENSE)
    return make.sent(make.practitioner(), Kind.LICENSE)


def now(claim: Credential) -> Credential:
    return Credential.objects.get(pk=claim.pk)


def test_every_kind_has_four_to_seven_questions() -> None:
    for kind in Kind:
        asked = checklists.of(Credential(kind=kind))
        assert 4 <= len(asked.questions) <= 7, kind
        assert all(str(question.words) for question in asked.questions)


def test_a_document_that_is_in_order_is_shown_at_once() -> None:
    claim = make.sent(make.practitioner(), Kind.AFTERCARE)
    case = decided(case_of(claim), "rea")
    assert (case.state, case.outcome, case.first_by) == (
        CaseState.CLOSED,
        Outcome.VERIFY,
        make.moderator("rea"),
    )
    assert (now(claim).status, now(claim).level) == (Status.VERIFIED, Level.DOCUMENT)
    opinion, check = Opinion.objects.get(), Check.objects.get()
    assert (opinion.turn, opinion.round, opinion.decision) == (Turn.FIRST, 1, Decision.VERIFY)
    assert (opinion.answers, opinion.checklist_version) == (yes(claim), checklists.VERSION)
    assert (check.answers, check.moderator, check.method) == (yes(claim), opinion.by, Method.DOCUMENT)
    assert Notice.objects.get().kind == NoticeKind.VERIFIED


def test_two_people_who_find_the_same_confirm_a_license() -> None:
    claim = license_sent()
    case = decided(case_of(claim), "rea", level=Level.ISSUER, expires_on=ENDS)
    assert (case.state, case.turn, case.held_by) == (CaseState.SECOND, Turn.SECOND, None)
    assert (now(claim).status, Notice.objects.count()) == (Status.SUBMITTED, 0)
    with pytest.raises(NotAllowed, match="You have had your say"):
        cases.take(case, by=make.moderator("rea"))
    case = decided(case, "max", level=Level.ISSUER, expires_on=ENDS)
    assert (case.state, case.outcome, case.second_by) == (
        CaseState.CLOSED,
        Outcome.VERIFY,
        make.moderator("max"),
    )
    assert (now(claim).status, now(claim).level) == (Status.VERIFIED, Level.ISSUER)
    assert Notice.objects.count() == 1
    assert LedgerEvent.objects.filter(verb=Verb.VERIFY).count() == 1


def test_the_second_person_sees_nothing_of_the_first() -> None:
    claim = license_sent()
    case = decided(case_of(claim), "rea", level=Level.ISSUER, expires_on=ENDS)
    rea, max_, sue = make.moderator("rea"), make.moderator("max"), make.moderator("sue")
    for held in (False, True):
        if held:
            case = cases.take(case, by=max_)
        assert {who: cases.hidden_from(case, who) for who in (rea, max_, sue)} == {
            rea: False,
            max_: True,
            sue: True,
        }
        assert (cases.shown_to(case, max_), cases.shown_looks(case, max_)) == ([], [])
        assert [each.by for each in cases.shown_to(case, rea)] == [rea]
    case = cases.decide(case, given(claim, Decision.REJECT), by=max_)
    assert case.state == CaseState.SETTLE
    assert not cases.hidden_from(case, sue)  # who settles reads both
    assert [each.by for each in cases.shown_to(case, sue)] == [rea, max_]


@pytest.mark.parametrize(
    "second",
    [
        {"decision": Decision.REJECT},
        {"decision": Decision.RETURN},
        {"level": Level.DOCUMENT},
        {"level": Level.ISSUER, "expires_on": date(2027, 2, 28)},
    ],
)
def test_what_two_find_differently_a_third_settles(second: dict[str, Any]) -> None:
    claim = license_sent()
    case = decided(case_of(claim), "rea", level=Level.ISSUER, expires_on=ENDS)
    case = decided(case, "max", **second)
    assert (case.state, case.turn) == (CaseState.SETTLE, Turn.THIRD)
    assert (now(claim).status, Notice.objects.count()) == (Status.SUBMITTED, 0)
    for name in ("rea", "max"):
        with pytest.raises(NotAllowed):
            cases.take(case, by=make.moderator(name))
    case = decided(case, "sue", level=Level.ISSUER, expires_on=ENDS)
    assert (case.state, case.outcome) == (CaseState.CLOSED, Outcome.VERIFY)
    assert now(claim).status == Status.VERIFIED
    assert now(claim).valid_until == min(ENDS, standard.license_holds_until(looked_on=TODAY, expires_on=ENDS))


def test_the_date_that_most_people_read_wins() -> None:
    """The misread day is nearer than our own limit, so it would have shortened what is shown."""
    claim, misread, right = license_sent(), date(2026, 4, 1), date(2026, 5, 1)
    case = decided(case_of(claim), "rea", level=Level.ISSUER, expires_on=misread)
    case = decided(case, "max", level=Level.ISSUER, expires_on=right)
    decided(case, "sue", level=Level.ISSUER, expires_on=right)
    assert now(claim).valid_until == right


def test_a_second_look_at_what_is_shown_is_settled_in_the_same_way(settings: Any) -> None:
    claim = make.verified(make.practitioner(), Kind.LICENSE)
    misread, right = date(2026, 4, 1), date(2026, 5, 1)
    settings.SECOND_CHECK_SHARE = 100
    case = cases.open_case(claim, CaseKind.RECHECK)
    for name, read in (("rea", misread), ("max", right), ("sue", right)):
        case = decided(case, name, Decision.RELOOK, expires_on=read)
    assert (case.outcome, now(claim).valid_until) == (Outcome.RELOOK, right)


@pytest.mark.parametrize(
    "days",
    [
        (date(2026, 3, 20), date(2026, 4, 1), date(2026, 5, 1)),
        (date(2026, 5, 1), date(2026, 3, 9), date(2026, 4, 1)),  # the misread day is over
        (None, date(2026, 3, 20), date(2026, 4, 1)),
    ],
)
def test_of_three_days_the_one_two_people_vouch_for_settles(days: tuple[date | None, ...]) -> None:
    claim = license_sent()
    case = case_of(claim)
    for name, read in zip(("rea", "max", "sue"), days, strict=True):
        case = decided(case, name, level=Level.ISSUER, expires_on=read)
    assert (case.outcome, now(claim).valid_until) == (Outcome.VERIFY, date(2026, 4, 1))


@pytest.mark.parametrize("second", [Decision.REJECT, Decision.RETURN])
def test_two_who_read_different_days_around_a_no_vouch_for_the_earlier(second: Decision) -> None:
    claim = license_sent()
    case = decided(case_of(claim), "rea", level=Level.ISSUER, expires_on=date(2026, 5, 1))
    case = decided(case, "max", second)
    case = decided(case, "sue", level=Level.ISSUER, expires_on=date(2026, 4, 1))
    assert (case.outcome, now(claim).valid_until) == (Outcome.VERIFY, date(2026, 4, 1))


def test_who_settles_and_alone_read_the_register_is_told_what_to_do(settings: Any) -> None:
    settings.SECOND_CHECK_SHARE = 100
    claim = license_sent()
    case = decided(case_of(claim), "rea", Decision.REJECT)
    case = decided(case, "max", level=Level.DOCUMENT)
    with pytest.raises(MoveRefused, match="Approve it as “document seen”, or ask for more"):
        decided(case, "sue", level=Level.ISSUER)
    assert (Opinion.objects.count(), now(claim).status) == (2, Status.SUBMITTED)
    assert decided(case, "sue", level=Level.DOCUMENT).outcome == Outcome.VERIFY


def test_a_site_of_one_moderator_needs_one_look(settings: Any) -> None:
    settings.LOOKS_FOR_ISSUER = 1
    claim = license_sent()
    assert decided(case_of(claim), "rea", level=Level.ISSUER).outcome == Outcome.VERIFY
    case = decided(cases.open_case(now(claim), CaseKind.RECHECK), "rea", Decision.SUSPEND)
    assert case.outcome == Outcome.SUSPEND
    review = case_of(claim)
    assert (review.kind, review.due_at) == (CaseKind.RECHECK, datetime(2026, 3, 12, 17, tzinfo=UTC))
    assert decided(review, "rea", Decision.UPHOLD).outcome == Outcome.UPHOLD


@pytest.mark.parametrize(
    ("kind", "details", "twice"),
    [
        (Kind.AMENDMENT, {"values": {"public_name": "Ada Field"}}, True),
        (Kind.AMENDMENT, {"values": {"about": "Calm."}}, False),
        (Kind.PHOTOS, {"shows_face": True}, True),
        (Kind.PHOTOS, {"shows_face": False}, False),
        (Kind.IDENTITY, {}, False),
        (Kind.IDENTITY, {"legal_name": "Ada Field"}, True),
        (Kind.LICENSE, {}, False),
    ],
)
def test_names_and_faces_are_looked_at_twice(kind: Kind, details: dict[str, Any], twice: bool) -> None:
    ada = make.practitioner(legal_name="Ada Margaret Stone")
    case = decided(case_of(make.sent(ada, kind, **details)), "rea", level=Level.DOCUMENT)
    assert (case.state == CaseState.SECOND) == twice
    if twice:
        assert decided(case, "max", level=Level.DOCUMENT).outcome == Outcome.VERIFY


def test_chance_picks_the_same_cases_every_time(settings: Any) -> None:
    settings.SECOND_CHECK_SHARE = 10
    drawn = {number for number in range(2000) if standard.drawn_for_second_check(number)}
    assert 150 < len(drawn) < 250
    assert drawn == {number for number in range(2000) if standard.drawn_for_second_check(number)}
    settings.SECOND_CHECK_SHARE = 100
    claim = make.sent(make.practitioner(), Kind.AFTERCARE)
    case = decided(case_of(claim), "rea", Decision.REJECT)
    assert (case.state, now(claim).status) == (CaseState.SECOND, Status.SUBMITTED)
    decided(case, "max", Decision.REJECT, words="We agree.")
    assert now(claim).status == Status.REJECTED
    assert (
        decided(case_of(make.sent(claim.practitioner, Kind.TRAINING)), "rea", Decision.RETURN).state
        == "waiting"
    )


def test_a_suspension_counts_at_once_and_a_second_person_looks_by_its_day() -> None:
    ada = make.qualified()
    claim = ada.credentials.get(kind=Kind.AFTERCARE)
    case = decided(cases.open_case(claim, CaseKind.RECHECK), "rea", Decision.SUSPEND)
    assert now(claim).status == Status.SUSPENDED
    assert Listing.objects.get().aftercare_until is None
    assert (case.state, case.harm, case.due_at) == (
        CaseState.SECOND,
        True,
        datetime(2026, 3, 12, 17, tzinfo=UTC),
    )
    assert Notice.objects.latest("pk").kind == NoticeKind.SUSPENDED
    case = Case.objects.get(pk=case.pk)
    assert cases.options(case) == [Decision.REINSTATE, Decision.UPHOLD]
    case = decided(case, "max", Decision.UPHOLD, words="The school denies it.")
    assert (case.outcome, now(claim).status) == (Outcome.UPHOLD, Status.SUSPENDED)
    assert LedgerEvent.objects.filter(verb=Verb.UPHELD, actor_id=make.moderator("max").pk).count() == 1
    assert Notice.objects.latest("pk").words == "The school denies it."


def test_a_suspension_that_the_second_would_lift_is_settled_by_a_third() -> None:
    claim = make.qualified().credentials.get(kind=Kind.AFTERCARE)
    case = decided(cases.open_case(claim, CaseKind.RECHECK), "rea", Decision.SUSPEND)
    case = decided(case, "max", Decision.REINSTATE)
    assert (case.state, now(claim).status) == (CaseState.SETTLE, Status.SUSPENDED)
    assert decided(case, "sue", Decision.REINSTATE).outcome == Outcome.REINSTATE
    assert now(claim).status == Status.VERIFIED


@pytest.mark.parametrize("day", [None, date(2026, 3, 9), date(2026, 3, 18)])
def test_a_suspension_names_the_day_it_is_looked_at_again(day: date | None) -> None:
    claim = make.verified(make.practitioner(), Kind.AFTERCARE)
    with pytest.raises(Invalid, match="within 5 working days"):
        decided(cases.open_case(claim, CaseKind.RECHECK), "rea", Decision.SUSPEND, review_on=day)
    assert now(claim).status == Status.VERIFIED
    assert cases.latest_review() == date(2026, 3, 17)


def test_a_contested_suspension_goes_to_somebody_who_had_no_part_in_it() -> None:
    claim = make.qualified().credentials.get(kind=Kind.AFTERCARE)
    owner = claim.practitioner.account
    second = decided(cases.open_case(claim, CaseKind.RECHECK), "rea", Decision.SUSPEND)
    assert owner is not None
    moves.contest(now(claim), by=owner, words="The school has written to you.")
    decided(second, "max", Decision.UPHOLD)  # from now on part of it, too
    appeal = case_of(claim)
    for name in ("rea", "max"):
        with pytest.raises(NotAllowed):
            cases.take(appeal, by=make.moderator(name))
    assert decided(appeal, "sue", Decision.REINSTATE).outcome == Outcome.REINSTATE
    assert set(Case.objects.open()) == set()

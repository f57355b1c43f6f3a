"""A moderator ends a supervision: who may, what follows for page, case and letters, and all of it or nothing."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from practitioners import clock, ledger, listings, notices
from practitioners.errors import DomainError, Invalid, MoveRefused, NotAllowed, Overtaken
from practitioners.models import (
    Account,
    Case,
    Conflict,
    Credential,
    LedgerEvent,
    Listing,
    Notice,
    Practitioner,
    Supervision,
)
from practitioners.vocabulary import (
    CaseKind,
    CaseState,
    Decision,
    Ending,
    Kind,
    NoticeKind,
    Outcome,
    Role,
    Verb,
    Verdict,
)
from practitioners.workflow import cases, docket, oversight
from tests import factories as make
from tests import snapshot
from tests.domain.desk import case_of, given

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)
WHY = "The register of Texas shows no nurse of this number."


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None]) -> None:
    frozen(TODAY)


@pytest.fixture
def license() -> Credential:
    """Ada's license, which counts only under a supervisor."""
    ada = make.qualified()
    make.scope_rule(verdict=Verdict.SUPERVISED)
    return ada.credentials.get(kind=Kind.LICENSE)


def nurse(name: str = "Nora Nurse") -> Practitioner:
    """Somebody who may do it alone in Texas."""
    make.scope_rule(type="us-nurse")
    found = make.practitioner(name)
    make.verified(found, Kind.LICENSE, license_type=make.license_type("us-nurse"))
    return found


def supervised(license: Credential, supervisor: Practitioner, *, confirmed: bool = True) -> Supervision:
    place, by = license.practitioner.places.get(), license.practitioner.account
    asked = oversight.ask_supervisor(license, by=by, supervisor=supervisor, place=place)
    return oversight.confirm_supervision(asked, by=supervisor.account) if confirmed else asked


def refuse(supervision: Supervision, by: Account, **changed: Any) -> Supervision:
    said = {"reason": Ending.NOT_IN_FORCE, "words": WHY} | changed
    return oversight.refuse_supervision(Supervision.objects.get(pk=supervision.pk), by=by, **said)


def counts(license: Credential) -> bool:
    assert list(listings.drift()) == []
    return Listing.objects.filter(practitioner=license.practitioner, license_until__gte=TODAY).exists()


def test_it_ends_at_once_both_are_told_why_and_the_question_is_answered(license: Credential) -> None:
    nora, stranger = nurse(), make.practitioner("Sam Stranger")
    supervision = supervised(license, nora)
    other = supervised(make.sent(stranger, Kind.LICENSE), nora) if make.place(stranger) else None
    case, rea = case_of(license, CaseKind.SUPERVISION), make.moderator("rea")
    assert counts(license)
    before = snapshot.taken()
    ended = refuse(supervision, rea, words=f"  {WHY} ")
    assert (ended.ended_on, ended.ended_for, ended.ended_words) == (TODAY, Ending.NOT_IN_FORCE, WHY)
    assert not counts(license)
    [event] = snapshot.added(before, LedgerEvent)
    said = {"supervisor": nora.pk, "place": supervision.place_id, "code": "not_in_force"}
    assert (event.verb, event.subject, event.actor_id, event.credential_id, event.data) == (
        Verb.SUPERVISION_ENDED, f"practitioner:{license.practitioner_id}", rea.pk, license.pk, said,
    )  # fmt: skip
    letters = snapshot.added(before, Notice)
    assert {(each.to, each.kind, each.supervision) for each in letters} == {
        (person.account, NoticeKind.UNSUPERVISED, ended) for person in (license.practitioner, nora)
    }
    case.refresh_from_db()
    assert (case.state, case.outcome) == (CaseState.CLOSED, Outcome.END)
    assert set(Supervision.objects.standing()) == {other}
    assert list(Case.objects.open().filter(kind=CaseKind.SUPERVISION).values_list("credential")) == [
        (other.license_id,) if other else None
    ]
    assert list(ledger.verify()) == []


def test_the_question_stays_while_another_supervisor_stands_behind_the_license(license: Credential) -> None:
    one, other = supervised(license, nurse()), supervised(license, nurse("Nell Nurse"))
    case, rea = case_of(license, CaseKind.SUPERVISION), make.moderator("rea")
    held = cases.take(case, by=rea)
    refuse(one, rea)
    assert counts(license)
    assert Case.objects.get(pk=held.pk).held_by == rea
    refuse(other, rea)
    assert not counts(license)
    assert Case.objects.get(pk=held.pk).outcome == Outcome.END


@pytest.mark.parametrize("side", ["supervised", "supervisor"])
def test_where_one_of_the_two_ends_it_there_is_nothing_left_to_ask_either(
    license: Credential, side: str
) -> None:
    supervision = supervised(license, nurse())
    case = case_of(license, CaseKind.SUPERVISION)
    person = license.practitioner if side == "supervised" else supervision.supervisor
    before = snapshot.taken()
    oversight.end_supervision(supervision, by=person.account)
    assert Case.objects.get(pk=case.pk).outcome == Outcome.END
    assert snapshot.added(before, Notice) == []
    assert (supervision.ended_for, supervision.ended_words) == ("", "")


def test_a_suspension_found_in_that_case_still_waits_for_its_second_person(license: Credential) -> None:
    supervision = supervised(license, nurse())
    rea, max_ = make.moderator("rea"), make.moderator("max")
    case = cases.take(case_of(license, CaseKind.SUPERVISION), by=rea)
    cases.decide(case, given(license, Decision.SUSPEND), by=rea)
    refuse(supervision, max_)
    assert Case.objects.get(pk=case.pk).state == CaseState.SECOND


def test_it_is_said_why_in_words_and_once(license: Credential) -> None:
    supervision, rea = supervised(license, nurse()), make.moderator("rea")
    before = snapshot.taken()
    for words in (" ", "x" * (oversight.LONGEST + 1)):
        with pytest.raises(Invalid, match="both sides read it"):
            refuse(supervision, rea, words=words)
    assert snapshot.taken() == before
    stale = Supervision.objects.get(pk=supervision.pk)
    refuse(supervision, rea)
    before = snapshot.taken()
    with pytest.raises(Overtaken, match="ended already"):
        oversight.refuse_supervision(stale, by=make.moderator("max"), reason=Ending.NOT_SO, words=WHY)
    assert snapshot.taken() == before


def test_who_was_refused_can_be_named_again_and_somebody_else_looks(license: Credential) -> None:
    nora, rea, max_ = nurse(), make.moderator("rea"), make.moderator("max")
    refuse(supervised(license, nora), rea)
    again = supervised(license, nora)
    case = case_of(license, CaseKind.SUPERVISION)
    assert (case.state, set(case.barred.all())) == (CaseState.OPEN, {rea})
    with pytest.raises(NotAllowed):
        cases.take(case, by=rea)
    before = snapshot.taken()
    with pytest.raises(NotAllowed, match="You ended this before"):
        refuse(again, rea)
    assert snapshot.taken() == before
    cases.take(case, by=max_)
    refuse(again, max_)
    assert Notice.objects.filter(kind=NoticeKind.UNSUPERVISED).count() == 4
    supervised(license, nora)
    assert set(case_of(license, CaseKind.SUPERVISION).barred.all()) == {rea, max_}


def test_whoever_ended_one_supervision_may_look_at_another(license: Credential) -> None:
    nora, rea = nurse(), make.moderator("rea")
    refuse(supervised(license, nora), rea)
    other = supervised(license, nurse("Nell Nurse"))
    assert cases.take(case_of(license, CaseKind.SUPERVISION), by=rea).held_by == rea
    supervised(license, nora)  # joins the case that Rea holds
    assert set(case_of(license, CaseKind.SUPERVISION).barred.all()) == {rea}
    refuse(other, rea)


def test_what_one_side_ended_itself_bars_nobody(license: Credential) -> None:
    nora = nurse()
    oversight.end_supervision(supervised(license, nora), by=nora.account)
    supervised(license, nora)
    assert set(case_of(license, CaseKind.SUPERVISION).barred.all()) == set()


def everybody(supervision: Supervision) -> dict[str, Account]:
    """Who might try: the two sides, strangers, moderators, and moderators who have a part in it."""
    owner, lead = supervision.license.practitioner.account, supervision.supervisor.account
    assert owner is not None
    assert lead is not None
    knowing = {"knows her": supervision.license.practitioner, "knows the supervisor": supervision.supervisor}
    for name, person in knowing.items():
        Conflict.objects.create(
            moderator=make.moderator(name.replace(" ", "-")), practitioner=person, declared_at=clock.now()
        )
    return {
        "supervised": owner, "supervisor": lead, "stranger": make.account("sam@example.org"),
        "moderator": make.moderator("rea"), "senior": make.account("sue@example.org", role=Role.SENIOR),
        "inactive": Account.objects.create_user("ina@example.org", role=Role.MODERATOR, is_active=False),
        **{name: make.moderator(name.replace(" ", "-")) for name in knowing},
    }  # fmt: skip


# Written out apart from the program: whoever is not named may not, in any state.
MAY: dict[tuple[str, str], type[Exception] | None] = {
    ("moderator", "confirmed"): None, ("senior", "confirmed"): None,
    ("moderator", "asked"): MoveRefused, ("senior", "asked"): MoveRefused,
    ("moderator", "ended"): Overtaken, ("senior", "ended"): Overtaken,
}  # fmt: skip


@pytest.mark.parametrize("promoted", [False, True])
@pytest.mark.parametrize("state", ["asked", "confirmed", "ended"])
def test_in_every_state_by_everybody(license: Credential, state: str, promoted: bool) -> None:
    """`promoted`: the two sides moderate themselves; of their own matter they still decide nothing."""
    nora = nurse()
    supervision = supervised(license, nora, confirmed=state != "asked")
    if state == "ended":
        oversight.end_supervision(supervision, by=nora.account)
    if promoted:
        sides = (license.practitioner.account_id, nora.account_id)
        Account.objects.filter(pk__in=sides).update(role=Role.SENIOR)
    for who, account in everybody(Supervision.objects.get(pk=supervision.pk)).items():
        account.refresh_from_db()
        expected = MAY.get((who, state), NotAllowed)
        before = snapshot.taken()
        with transaction.atomic():
            if expected is None:
                refuse(supervision, account)
                assert snapshot.taken() != before, who
            else:
                with pytest.raises(DomainError) as refusal:
                    refuse(supervision, account)
                assert (type(refusal.value), str(refusal.value)[-1]) == (expected, "."), who
                assert snapshot.taken() == before, who
            transaction.set_rollback(True)


SEAMS = [
    (oversight, "_lock_license"), (docket, "unsupervised"), (docket, "close"), (docket, "put"), (notices, "owe_to"),
    (ledger, "record"), (listings, "refresh"),
]  # fmt: skip


@pytest.mark.parametrize(("room", "name"), SEAMS, ids=[name for _room, name in SEAMS])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_fault_at_any_step_leaves_no_half(
    license: Credential, monkeypatch: pytest.MonkeyPatch, room: Any, name: str, moment: str
) -> None:
    supervision, rea = supervised(license, nurse()), make.moderator("rea")
    before, real = (snapshot.taken(), list(Case.objects.values())), getattr(room, name)

    def broken(*args: Any, **named: Any) -> Any:
        if moment == "after":
            real(*args, **named)
        raise RuntimeError(name)

    with monkeypatch.context() as fault:
        fault.setattr(room, name, broken)
        with pytest.raises(RuntimeError, match=name):
            refuse(supervision, rea)
    assert (snapshot.taken(), list(Case.objects.values())) == before
    assert counts(license)
    assert list(ledger.verify()) == []
    refuse(supervision, rea)  # and then it goes through
    assert not counts(license)
    assert Notice.objects.filter(kind=NoticeKind.UNSUPERVISED).count() == 2

"""Who may moderate, and whose words the letters have."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from practitioners import clock, ledger
from practitioners.errors import Invalid, MoveRefused, NotAllowed, Overtaken
from practitioners.models import Account, Case, Conflict, LedgerEvent, Reason, RoleChange
from practitioners.reference import reasons as of_file
from practitioners.reference.rows import DATA, Fault
from practitioners.vocabulary import Kind, Role, Verb
from practitioners.workflow import cases, people, reasons
from tests import factories as make
from tests.domain.desk import case_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sue() -> Account:
    return make.account("sue@example.org", role=Role.SENIOR)


def roles() -> dict[str, str]:
    return dict(Account.objects.exclude(role=Role.MEMBER).values_list("email", "role"))


def test_the_only_senior_grants_and_removes_alone(sue: Account) -> None:
    sam = make.account("sam@example.org")
    change = people.grant(sam, Role.MODERATOR, by=sue)
    assert change.confirmed_at is not None
    assert roles() == {"sue@example.org": "senior", "sam@example.org": "moderator"}
    people.remove(sam, by=sue)
    assert roles() == {"sue@example.org": "senior"}
    told = LedgerEvent.objects.filter(subject=ledger.SITE).values_list("verb", "actor_id", "data")
    said = {"account": sam.pk, "proposed_by": sue.pk}
    assert list(told) == [
        (Verb.ROLE_GRANTED, sue.pk, {**said, "role": "moderator"}),
        (Verb.ROLE_REMOVED, sue.pk, {**said, "role": "member"}),
    ]


def test_once_there_are_two_it_takes_two(sue: Account) -> None:
    ann, sam = make.account("ann@example.org", role=Role.SENIOR), make.account("sam@example.org")
    change = people.grant(sam, Role.MODERATOR, by=sue)
    assert (change.confirmed_at, roles().get("sam@example.org")) == (None, None)
    assert set(people.waiting()) == {change}
    with pytest.raises(NotAllowed, match="Another senior"):
        people.confirm(change, by=sue)
    with pytest.raises(MoveRefused, match="waits for a second senior"):
        people.grant(sam, Role.SENIOR, by=ann)
    people.confirm(change, by=ann)
    assert roles()["sam@example.org"] == "moderator"
    with pytest.raises(Overtaken):
        people.confirm(change, by=ann)
    dropped = people.drop(people.remove(sam, by=sue), by=ann)
    assert dropped.dropped_at is not None
    assert roles()["sam@example.org"] == "moderator"


@pytest.mark.parametrize("role", [Role.MEMBER, Role.MODERATOR])
def test_nobody_else_gives_rights(sue: Account, role: Role) -> None:
    other, sam = make.account(role=role), make.account("sam@example.org")
    waiting = RoleChange.objects.create(
        account=sam, role=Role.SENIOR, proposed_by=sue, proposed_at=clock.now()
    )
    for act in (
        lambda: people.grant(other, Role.SENIOR, by=other), lambda: people.remove(sue, by=other),
        lambda: people.confirm(waiting, by=other), lambda: people.drop(waiting, by=other),
        lambda: reasons.revise("Q1", "Ours.", by=other),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            act()
    assert set(people.moderators()) == {sue} | ({other} if role == Role.MODERATOR else set())


def test_one_senior_remains(sue: Account) -> None:
    with pytest.raises(MoveRefused, match="must remain"):
        people.remove(sue, by=sue)
    with pytest.raises(MoveRefused, match="must remain"):
        people.grant(sue, Role.MODERATOR, by=sue)
    with pytest.raises(MoveRefused, match="has that right already"):
        people.grant(sue, Role.SENIOR, by=sue)
    assert roles() == {"sue@example.org": "senior"}


def test_who_leaves_has_nothing_in_hand_and_stays_in_the_ledger(sue: Account) -> None:
    rea = make.moderator("rea")
    case = cases.take(case_of(make.sent(make.practitioner(), Kind.AFTERCARE)), by=rea)
    cases.viewed(case, case.credential.evidence.get(), by=rea)
    people.remove(rea, by=sue)
    rea.refresh_from_db()
    case.refresh_from_db()
    assert (case.held_by, rea.role) == (None, Role.MEMBER)
    assert cases.take_next(by=rea) is None
    assert LedgerEvent.objects.filter(actor_id=rea.pk).count() == 1
    assert list(ledger.verify()) == []


def test_a_senior_lifts_what_was_declared_by_mistake(sue: Account) -> None:
    rea, case = make.moderator("rea"), case_of(make.sent(make.practitioner(), Kind.AFTERCARE))
    cases.know(case, by=rea)
    conflict = Conflict.objects.get()
    with pytest.raises(NotAllowed):
        people.lift_conflict(conflict, by=rea)
    people.lift_conflict(conflict, by=sue)
    assert set(Case.objects.visible_to(rea)) == {case}


def test_a_revised_reason_is_a_new_version_and_the_file_leaves_it_alone(sue: Account, tmp_path: Path) -> None:
    (tmp_path / of_file.FILE).write_text('[Q1]\nlabel = "Cannot be read"\ntext = "Part cannot be read."\n')
    assert vars(of_file.store(of_file.read(tmp_path, faults=[])))["added"] == 1
    fresh = reasons.revise("Q1", "Please send a sharper one.", by=sue)
    assert (fresh.version, fresh.label, fresh.letter) == (2, "Cannot be read", "Q")
    assert reasons.active() == [fresh]
    assert list(Reason.objects.values_list("version", "active")) == [(1, False), (2, True)]
    told = LedgerEvent.objects.get(verb=Verb.REASON_REVISED)
    assert (told.subject, told.data) == (ledger.SITE, {"code": "Q1", "version": 2})
    (tmp_path / of_file.FILE).write_text('[Q1]\nlabel = "Cannot be read"\ntext = "Other words."\n')
    assert vars(of_file.store(of_file.read(tmp_path, faults=[])))["unchanged"] == 1
    assert reasons.active() == [fresh]
    for wrong in ("", " ", "x" * 1001):
        with pytest.raises(Invalid):
            reasons.revise("Q1", wrong, by=sue)
    with pytest.raises(Invalid, match="X9 is none"):
        reasons.revise("X9", "Words.", by=sue)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reason.objects.create(code="Q1", version=3, label="Twice", text="Twice.", written_at=clock.now())


def test_of_two_who_revise_one_reason_the_second_is_told_and_says_it_again(sue: Account) -> None:
    Reason.objects.create(code="Q1", version=1, label="Blurred", text="One.", written_at=clock.now())
    reasons.revise("Q1", "Two.", by=sue, seen="1")
    with pytest.raises(Overtaken, match="save yours once more"):
        reasons.revise("Q1", "Other.", by=sue, seen="1")
    assert [each.text for each in reasons.active()] == ["Two."]
    assert reasons.revise("Q1", "Other.", by=sue, seen="2").version == 3


def test_the_file_of_reasons_covers_every_letter_and_is_loaded_once(frozen: Callable[[date], None]) -> None:
    frozen(date(2026, 3, 10))
    faults: list[Fault] = []
    found = of_file.read(DATA, faults=faults)
    assert faults == []
    assert {code[0] for code in found} == set("NEQSFDCWR")
    assert of_file.store(found).added == len(found)
    assert vars(of_file.store(found))["unchanged"] == len(found)
    changed = {**found, "N1": {**found["N1"], "text": "New words of ours."}}
    assert of_file.store(changed).changed == 1
    assert Reason.objects.get(code="N1", active=True).version == 2


def test_a_faulty_file_of_reasons_is_refused_whole(tmp_path: Path) -> None:
    for text in ("[Q1\n", '[X1]\nlabel = "a"\ntext = "b"\n', '[Q1]\nlabel = "a"\n', 'Q1 = "words"\n'):
        (tmp_path / of_file.FILE).write_text(text)
        faults: list[Fault] = []
        of_file.read(tmp_path, faults=faults)
        assert len(faults) == 1

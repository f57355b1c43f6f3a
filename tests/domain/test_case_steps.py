"""Every step of a case from every state by everybody: what the table says, and nothing else."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from practitioners import clock, ledger, listings, notices
from practitioners.errors import DomainError
from practitioners.models import Account, Case, Credential, Opinion
from practitioners.vocabulary import CaseState, Decision, Kind, Level, Role, Step
from practitioners.workflow import cases, docket, moves, opinions
from tests import factories as make
from tests import snapshot
from tests.domain.desk import case_of, decided, given

pytestmark = pytest.mark.django_db

HOLDER = "holder"
# Written out apart from the program's table: who may do what to a case in this state.
LEGAL: dict[tuple[str, str], set[str]] = {
    ("take", "open"): {"first", "second", "third", "senior", "holder"},
    ("take", "second"): {"second", "third", "senior", "holder"},
    ("take", "settle"): {"third", "senior", "holder"},
    ("take", "held"): {"holder"},
    ("take", "expired"): {"first", "second", "third", "senior", "holder"},
    ("renew", "held"): {"holder"}, ("renew", "expired"): {"holder"},
    ("hand_back", "held"): {"holder"}, ("hand_back", "expired"): {"holder"},
    ("decide", "held"): {"holder"}, ("decide", "expired"): {"holder"},
}  # fmt: skip
KNOWING = {"first", "second", "third", "senior", "holder"}
STATES = [*(state.value for state in CaseState), "expired"]
ACT: dict[str, Callable[[Case, Account], Any]] = {
    "take": lambda case, by: cases.take(case, by=by),
    "renew": lambda case, by: cases.renew(case, by=by),
    "hand_back": lambda case, by: cases.hand_back(case, by=by),
    "know": lambda case, by: cases.know(case, by=by),
    "decide": lambda case, by: cases.decide(case, given(case.credential, level=Level.ISSUER), by=by),
}


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None]) -> None:
    frozen(date(2026, 3, 10))


def people(claim: Credential) -> dict[str, Account]:
    owner = claim.practitioner.account
    assert owner is not None
    return {
        "owner": owner, "stranger": make.account("sam@example.org"), "first": make.moderator("rea"),
        "second": make.moderator("max"), "third": make.moderator("tom"), "holder": make.moderator("hal"),
        "senior": make.account("sue@example.org", role=Role.SENIOR),
        "inactive": Account.objects.create_user("ina@example.org", role=Role.MODERATOR, is_active=False),
    }  # fmt: skip


def standing_at(state: str, holder: Account, claim: Credential) -> Case:
    case = case_of(claim)
    match state:
        case "second" | "settle":
            case = decided(case, "rea", level=Level.ISSUER)
            if state == "settle":
                case = decided(case, "max", Decision.REJECT)
        case "waiting":
            case = decided(case, "rea", Decision.RETURN)
        case "closed":
            owner = claim.practitioner.account
            assert owner is not None
            moves.withdraw(claim, by=owner)
        case "held" | "expired":
            case = cases.take(case, by=holder)
            if state == "expired":
                Case.objects.update(held_until=clock.now() - timedelta(minutes=1))
    return Case.objects.get(pk=case.pk)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("step", [step.value for step in Step])
def test_every_step_from_every_state_by_everybody(step: str, state: str) -> None:
    claim = make.sent(make.practitioner(), Kind.LICENSE)
    everybody = people(claim)
    pk = standing_at(state, everybody["holder"], claim).pk
    may = KNOWING if step == "know" else LEGAL.get((step, state), set())
    before = snapshot.taken(), list(Case.objects.values())
    for who, account in everybody.items():
        with transaction.atomic():
            if who in may:
                ACT[step](Case.objects.get(pk=pk), account)
            else:
                with pytest.raises(DomainError) as refusal:
                    ACT[step](Case.objects.get(pk=pk), account)
                assert str(refusal.value).endswith("."), who
                assert (snapshot.taken(), list(Case.objects.values())) == before, who
            transaction.set_rollback(True)


EVERY = (Decision.VERIFY, Decision.REJECT, Decision.RETURN)
SEAMS: list[tuple[Any, str, tuple[Decision, ...]]] = [
    (opinions, "store", EVERY), (docket, "put", EVERY), (moves, "look", (Decision.VERIFY,)), (ledger, "record", EVERY),
    (notices, "owe", EVERY), (docket, "follow", EVERY), (docket, "bar", (Decision.REJECT,)),
    (listings, "refresh", EVERY),
]  # fmt: skip


@pytest.mark.parametrize(
    ("room", "name", "decision"),
    [(room, name, decision) for room, name, passing in SEAMS for decision in passing],
)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_fault_at_any_step_leaves_no_half(
    monkeypatch: pytest.MonkeyPatch, settings: Any, room: Any, name: str, decision: Decision, moment: str
) -> None:
    settings.SECOND_CHECK_SHARE = 0
    ada = make.practitioner()
    make.place(ada)
    claim = make.sent(ada, Kind.AFTERCARE)
    rea = make.moderator("rea")
    case = cases.take(case_of(claim), by=rea)
    said = given(claim, decision)
    before = snapshot.taken(), list(Case.objects.values()), Opinion.objects.count()
    real = getattr(room, name)

    def broken(*args: Any, **named: Any) -> Any:
        if moment == "after":
            real(*args, **named)
        raise RuntimeError(name)

    with monkeypatch.context() as fault:
        fault.setattr(room, name, broken)
        with pytest.raises(RuntimeError, match=name):
            cases.decide(case, said, by=rea)
    assert (snapshot.taken(), list(Case.objects.values()), Opinion.objects.count()) == before
    assert list(listings.drift()) == []
    assert list(ledger.verify()) == []
    cases.decide(case, said, by=rea)  # and then it goes through
    assert Opinion.objects.count() == 1

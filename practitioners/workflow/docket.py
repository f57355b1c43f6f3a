"""Cases follow the claims: opened, stopped, woken and closed in the transaction of the move that brings it about."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any

from django.db import transaction

from practitioners import clock, standard, worktime
from practitioners.models import Account, Case, Credential, Evidence, LedgerEvent, Opinion, Supervision
from practitioners.vocabulary import CaseKind, CaseState, Decision, Kind, Move, Outcome, Status, Turn, Verb
from practitioners.workflow.case_table import CLOSES, DECIDING, RESTS

_OF_THE_PAGE = frozenset({"about", "photo", "profession_line"})
"""Columns of text and pictures; the others are facts."""
_AT_STAKE = (Status.SUBMITTED, Status.RETURNED, Status.VERIFIED, Status.SUSPENDED)
LET_GO: dict[str, None] = {"held_by": None, "held_since": None, "held_until": None}

_gathering: ContextVar[dict[int, list[Case]] | None] = ContextVar("gathering", default=None)


@contextmanager
def gathered() -> Iterator[None]:
    """Write the cases of a block together at its end, in one transaction: for loads of many moves of new people.

    A file that two people share opens nothing inside: those who load make such files.
    """
    with transaction.atomic():
        gathering: dict[int, list[Case]] = {}
        token = _gathering.set(gathering)
        try:
            yield
        finally:
            _gathering.reset(token)
        Case.objects.bulk_create([case for cases in gathering.values() for case in cases], batch_size=1000)


def follow(credential: Credential, move: Move, *, by: Account) -> None:
    """Bring the cases of this claim to where a move has left it. Doing it twice changes nothing more."""
    match move:
        case Move.SUBMIT:
            _sent(credential)
        case Move.RETURN:
            for case in _open_ones(credential, DECIDING):
                if case.state != CaseState.WAITING:
                    pause(case)
        case Move.APPEAL | Move.CONTEST:
            if not _open_ones(credential, {CaseKind.APPEAL}):
                _appealed(credential, by=by)
        case _:
            _answered(credential, move)


def open_case(
    credential: Credential,
    kind: CaseKind,
    *,
    harm: bool = False,
    due_at: datetime | None = None,
    about_until: date | None = None,
) -> Case:
    """A new case, with its target in working time."""
    now = clock.now()
    case = Case(
        credential=credential, kind=kind, harm=harm, opened_at=now, due_at=due_at or target(credential, harm=harm),
        about_until=about_until,
    )  # fmt: skip
    gathering = _gathering.get()
    if gathering is None:
        case.save(force_insert=True)
    else:
        gathering.setdefault(_key(credential), []).append(case)
    return case


def review(credential: Credential, *, on: date) -> None:
    """Let somebody look at a suspension again by this day: in the re-check that is open, or in a new one."""
    due = worktime.closing(on)
    there = _open_ones(credential, {CaseKind.RECHECK})
    for case in there:
        put(case, harm=True, due_at=due)
    if not there:  # about no last day: a re-check for that very day may have been opened before
        open_case(credential, CaseKind.RECHECK, harm=True, due_at=due)


def target(credential: Credential, *, harm: bool = False) -> datetime:
    """When somebody should have decided what is opened now."""
    if harm:
        return worktime.add(clock.now(), hours=standard.TARGET_HOURS_HARM)
    days = standard.TARGET_DAYS_LICENSE if credential.kind == Kind.LICENSE else standard.TARGET_DAYS
    return worktime.add(clock.now(), days=days)


def pause(case: Case) -> None:
    """Stop its clock until the practitioner answers; nobody holds it meanwhile."""
    put(case, state=CaseState.WAITING, paused_at=clock.now(), **LET_GO)


def anew(credential: Credential) -> None:
    """No look and no opinion of this round counts any longer, and everybody may look again; its claim is locked."""
    credential.round += 1
    Credential.objects.filter(pk=credential.pk).update(round=credential.round)
    for case in _open_ones(credential, frozenset(CaseKind)):
        if case.state != CaseState.WAITING:
            _begin_anew(case)


def close(case: Case, outcome: Outcome) -> None:
    """It is answered."""
    put(case, state=CaseState.CLOSED, closed_at=clock.now(), outcome=outcome, paused_at=None, **LET_GO)


def put(case: Case, **columns: Any) -> None:
    """Write these columns, and no others, of a case that the caller holds locked."""
    for name, value in columns.items():
        setattr(case, name, value)
    if _gathering.get() is None:
        Case.objects.filter(pk=case.pk).update(**columns)


@transaction.atomic
def duplicates(evidence: Evidence) -> list[Case]:
    """Open a case at every claim that rests on the same file of different people, once; those that were opened."""
    # Of two who send the same file at once, the second waits here and sees the claim of the first.
    copies = Evidence.objects.filter(sha256=evidence.sha256).order_by("pk")
    list(copies.select_for_update(no_key=True).values_list("pk"))
    same = Evidence.objects.filter(sha256=evidence.sha256).shared()
    stake = same.filter(credential__status__in=_AT_STAKE).select_related("credential").order_by("credential")
    rows = {row.credential_id: row for row in stake}
    if len({row.credential.practitioner_id for row in rows.values()}) < 2:
        return []
    newest = max(row.uploaded_at for row in rows.values())
    asked = Case.objects.filter(kind=CaseKind.DUPLICATE, credential__in=rows)
    # Who was asked since the last of these files came has been asked about all of them.
    known = set(asked.filter(opened_at__gte=newest).values_list("credential", flat=True))
    known |= set(asked.open().values_list("credential", flat=True))
    harm = any(row.credential.status == Status.VERIFIED for row in rows.values())
    return [
        open_case(row.credential, CaseKind.DUPLICATE, harm=harm)
        for pk, row in rows.items()
        if pk not in known
    ]


def supervision(supervision: Supervision) -> Case | None:
    """Let somebody look whether the supervisor who confirmed may supervise there; the open case, if there is one.

    Not whoever ended it before: to be named again is the appeal against that.
    """
    license = supervision.license
    if license.status not in _AT_STAKE or _gathering.get() is not None:
        return None
    there = _open_ones(license, {CaseKind.SUPERVISION})
    case = there[0] if there else open_case(license, CaseKind.SUPERVISION)
    case.barred.add(*refused_by(supervision))
    return case


def refused_by(supervision: Supervision) -> set[int]:
    """The moderators who ended a supervision between these two before."""
    ended = LedgerEvent.objects.filter(
        practitioner=supervision.license.practitioner_id, verb=Verb.SUPERVISION_ENDED,
        data__supervisor=supervision.supervisor_id, data__code__isnull=False,
    )  # fmt: skip
    return set(Account.objects.filter(pk__in=ended.values("actor_id")).values_list("pk", flat=True))


def unsupervised(license: Credential) -> None:
    """Close the question of its supervisors once none of them stands behind this license any more.

    What somebody found in that case and waits for a second person is not closed over their heads.
    """
    if not license.supervisions.standing().exists():
        for case in _open_ones(license, {CaseKind.SUPERVISION}):
            if case.turn == Turn.FIRST:
                close(case, Outcome.END)


def bar(credential: Credential, *, by: Account) -> None:
    """Whoever refused or suspended it now has no say in an appeal that is open already."""
    for case in Case.objects.open().filter(credential=credential, kind=CaseKind.APPEAL):
        case.barred.add(by)


def kind_of(credential: Credential) -> CaseKind:
    """What kind of case a claim that is sent makes."""
    if credential.kind == Kind.AMENDMENT:
        return CaseKind.PAGE if credential.amendment.values.keys() <= _OF_THE_PAGE else CaseKind.CHANGE
    if credential.kind == Kind.PHOTOS:
        return CaseKind.PHOTOS
    return CaseKind.RENEWAL if credential.renews_id or credential.renews else CaseKind.NEW


def _sent(credential: Credential) -> None:
    # The first time there can be no case yet: nothing was sent before.
    there = _open_ones(credential, frozenset(CaseKind)) if credential.round > 1 else []
    for case in there:
        if case.state == CaseState.WAITING:
            _wake(case)
        else:
            _begin_anew(case)
    if not any(CaseKind(case.kind) in DECIDING for case in there):
        open_case(credential, kind_of(credential))
    if _gathering.get() is None:
        for evidence in credential.evidence.kept().shared().order_by("sha256"):
            duplicates(evidence)


def _wake(case: Case) -> None:
    """The practitioner answered: the target moves by the working time that passed, and everybody may look anew."""
    now = clock.now()
    waited = worktime.between(case.paused_at or now, now)
    put(
        case, state=RESTS[Turn.FIRST], turn=Turn.FIRST, first_by=None, second_by=None, paused_at=None,
        due_at=worktime.later(case.due_at, waited) if waited else case.due_at, **LET_GO,
    )  # fmt: skip


def _begin_anew(case: Case) -> None:
    """What was found of the claim before it moved on counts no longer: everybody may look, and nobody loses a hold."""
    if case.turn == Turn.FIRST:
        return
    state = CaseState.HELD if case.state == CaseState.HELD else RESTS[Turn.FIRST]
    put(case, state=state, turn=Turn.FIRST, first_by=None, second_by=None)


def _appealed(credential: Credential, *, by: Account) -> None:
    case = open_case(credential, CaseKind.APPEAL)
    if _gathering.get() is None:
        case.barred.set(_deciders(credential) - {by.pk})


def _deciders(credential: Credential) -> set[int]:
    """Everybody who had a part in refusing or suspending this claim."""
    stopped = (Decision.REJECT, Decision.SUSPEND, Decision.UPHOLD)
    said = Opinion.objects.filter(case__credential=credential)
    parts = said.filter(decision__in=stopped) | said.filter(case__outcome__in=stopped)
    told = LedgerEvent.objects.filter(
        practitioner=credential.practitioner_id, credential_id=credential.pk, verb__in=(Verb.REJECT, Verb.SUSPEND),
        actor_id__isnull=False,
    )  # fmt: skip
    people = {*parts.values_list("by"), *told.values_list("actor_id")}
    return set(Account.objects.filter(pk__in=[pk for (pk,) in people if pk]).values_list("pk", flat=True))


def _answered(credential: Credential, move: Move) -> None:
    kinds, outcome = CLOSES[move]
    for case in _open_ones(credential, frozenset(CaseKind)):
        # A suspension waits for its second check; who lifts it has answered that too.
        waits = case.turn != Turn.FIRST
        if (case.kind in kinds and not (waits and move == Move.SUSPEND)) or (
            waits and move == Move.REINSTATE
        ):
            close(case, outcome)
        elif move == Move.VERIFY:
            _begin_anew(case)
    if move == Move.VERIFY and credential.renews is not None:
        for case in _open_ones(credential.renews, frozenset(CaseKind)):
            close(case, Outcome.SUPERSEDE)


def _open_ones(credential: Credential, kinds: Collection[CaseKind]) -> list[Case]:
    """The open cases of the claim of these kinds, locked."""
    gathering = _gathering.get()
    if gathering is not None:
        return [
            c
            for c in gathering.get(_key(credential), ())
            if c.closed_at is None and CaseKind(c.kind) in kinds
        ]
    rows = Case.objects.open().filter(credential=credential, kind__in=tuple(kinds)).order_by("pk")
    return list(rows.select_for_update(no_key=True))


def _key(credential: Credential) -> int:
    """The claim's number, or a stand-in while it has none."""
    return credential.pk or -id(credential)

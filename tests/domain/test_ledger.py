"""The ledger is append-only, and a copy that was tampered with is found out."""

from collections.abc import Callable

import pytest
from django.core.checks import run_checks
from django.core.checks.registry import Tags
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from practitioners import ledger
from practitioners.errors import Invalid
from practitioners.models import LedgerEvent, LedgerHead
from practitioners.vocabulary import Kind, Level, Move, Verb
from practitioners.workflow import moves
from tests import factories as make

pytestmark = pytest.mark.django_db
TABLE = ledger.TABLE


@pytest.fixture
def chain() -> str:
    """Ada's chain of some events, with Sam's beside it; its subject."""
    ada, sam = make.practitioner("Ada Stone"), make.practitioner("Sam Other")
    for owner in (ada, sam):
        make.place(owner)
        make.verified(owner, Kind.AFTERCARE)
    return ledger.subject_of(ada)


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def unguarded() -> None:
    """The hands of somebody who may drop triggers."""
    ledger.drop_triggers(connection)


def test_each_move_is_one_event_with_its_ids_and_no_words(chain: str) -> None:
    events = list(LedgerEvent.objects.filter(subject=chain).order_by("seq"))
    assert [event.verb for event in events] == [
        Verb.DETAILS_CONFIRMED, Verb.SUBMIT, Verb.LOOK, Verb.LOOK, Verb.VERIFY,
    ]  # fmt: skip
    assert [event.seq for event in events] == [1, 2, 3, 4, 5]
    assert set().union(*(event.data for event in events)) <= ledger.KEYS
    assert events[-1].data["level"] == Level.DOCUMENT.key


def test_every_move_has_its_verb() -> None:
    assert {move.value for move in Move} <= {verb.value for verb in Verb}


def test_what_the_ledger_does_not_keep_is_refused() -> None:
    with pytest.raises(Invalid, match="note"):
        ledger.record(None, Verb.REFERENCE_LOADED, note="Ada wrote to us")
    assert not LedgerEvent.objects.filter(subject=ledger.SITE).exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda event: event.delete(),
        lambda event: event.save(),
        lambda event: LedgerEvent.objects.filter(pk=event.pk).update(verb=Verb.REJECT),
        lambda event: LedgerEvent.objects.bulk_update([event], ["data"]),
        lambda event: LedgerEvent.objects.all().delete(),
        lambda event: sql(f"UPDATE {TABLE} SET seq = 99 WHERE id = {event.pk}"),  # noqa: S608
        lambda event: sql(f"DELETE FROM {TABLE} WHERE id = {event.pk}"),  # noqa: S608
    ],
    ids=["delete", "save", "update", "bulk_update", "delete all", "raw update", "raw delete"],
)
def test_the_database_refuses_every_change(chain: str, change: Callable[[LedgerEvent], object]) -> None:
    before = list(LedgerEvent.objects.order_by("pk").values())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(LedgerEvent.objects.filter(subject=chain).latest("seq"))
    assert list(LedgerEvent.objects.order_by("pk").values()) == before


def test_an_untouched_ledger_holds(chain: str) -> None:
    assert list(ledger.verify()) == []


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize(
    ("tamper", "seq"),
    [
        ("UPDATE {table} SET data = '{{}}' WHERE subject = '{chain}' AND seq = 3", 3),
        ("UPDATE {table} SET verb = 'reject' WHERE subject = '{chain}' AND seq = 5", 5),
        ("UPDATE {table} SET actor_id = 1 + COALESCE(actor_id, 0) WHERE subject = '{chain}' AND seq = 1", 1),
        ("DELETE FROM {table} WHERE subject = '{chain}' AND seq = 2", 2),
        ("DELETE FROM {table} WHERE subject = '{chain}' AND seq = 1", 1),
        ("DELETE FROM {table} WHERE subject = '{chain}' AND seq = 5", 5),
        ("DELETE FROM {table} WHERE subject = '{chain}' AND seq > 1", 2),
        ("DELETE FROM {table} WHERE subject = '{chain}'", 1),
    ],
    ids=["payload", "verb", "actor", "middle gone", "first gone", "tail cut", "all but one gone", "chain gone"],
)  # fmt: skip
def test_the_first_broken_link_is_named(chain: str, tamper: str, seq: int) -> None:
    sql(tamper.format(table=TABLE, chain=chain))
    [broken] = ledger.verify()
    assert (broken.subject, broken.seq) == (chain, seq)


@pytest.mark.usefixtures("unguarded")
def test_two_events_that_changed_places_are_found(chain: str) -> None:
    for old, new in ((3, 103), (4, 3), (103, 4)):
        sql(f"UPDATE {TABLE} SET seq = {new} WHERE subject = '{chain}' AND seq = {old}")  # noqa: S608
    [broken] = ledger.verify()
    assert (broken.subject, broken.seq) == (chain, 3)


@pytest.mark.usefixtures("unguarded")
def test_a_rewritten_tail_does_not_fit_the_head(chain: str) -> None:
    """Somebody who recomputes the last event's hash is found while the head is kept elsewhere."""
    last = LedgerEvent.objects.filter(subject=chain).latest("seq")
    last.data = {"kind": "aftercare"}
    last.hash = ledger.link(last)
    last.save()
    [broken] = ledger.verify()
    assert broken.subject == chain


def test_the_command_says_what_it_saw(chain: str, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_ledger")
    assert "hold" in capsys.readouterr().out
    ledger.drop_triggers(connection)
    sql(f"UPDATE {TABLE} SET verb = 'reject' WHERE subject = '{chain}' AND seq = 4")  # noqa: S608
    with pytest.raises(CommandError) as stopped:
        call_command("verify_ledger")
    said = "".join(capsys.readouterr()) + str(stopped.value)
    assert stopped.value.returncode == 1
    assert chain in said
    assert "4" in said


def test_a_missing_trigger_is_an_error_and_migrate_puts_it_back(chain: str) -> None:
    assert not run_checks(tags=[Tags.database], databases=["default"])
    ledger.drop_triggers(connection)
    errors = run_checks(tags=[Tags.database], databases=["default"])
    assert {error.id for error in errors} == {"practitioners.E001"}
    call_command("migrate", verbosity=0)
    assert not run_checks(tags=[Tags.database], databases=["default"])
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        LedgerEvent.objects.filter(subject=chain).update(seq=9)


def test_a_refused_move_leaves_no_event(chain: str) -> None:
    head = LedgerHead.objects.get(subject=chain)
    claim = make.sent(make.practitioner("Ben Draft"), Kind.CONSULTATION)
    events = LedgerEvent.objects.count()
    with pytest.raises(Exception, match="moderator"):
        moves.reject(claim, by=make.account(), words="no")
    assert LedgerEvent.objects.count() == events
    assert LedgerHead.objects.get(subject=chain).hash == head.hash

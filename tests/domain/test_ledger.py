"""What happened cannot be changed quietly: the database refuses, and a changed copy shows where."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from practitioners import checks, ledger
from practitioners.errors import Invalid
from practitioners.ledger import Break
from practitioners.models import LedgerEvent, LedgerHead, Practitioner
from practitioners.vocabulary import Verb
from tests import factories as make

TABLE = LedgerEvent._meta.db_table


def history(*names: str, events: int = 3) -> list[Practitioner]:
    """Practitioners, each with a chain of so many events."""
    people = [make.practitioner(name) for name in names or ("Ada Stone",)]
    for _turn in range(events):
        for person in people:
            ledger.record(person, Verb.PUBLISHED, by=person.account, before="draft", after="public")
    return people


def broken() -> list[tuple[str, int, str]]:
    return [(found.subject, found.seq, found.reason) for found in ledger.verify()]


@pytest.mark.django_db
def test_events_follow_each_other_in_a_chain_for_each_subject(frozen: Callable[[date], None]) -> None:
    frozen(date(2026, 3, 10))
    ada, sam = history("Ada Stone", "Sam Stranger", events=2)
    site = ledger.record(None, Verb.REFERENCE_LOADED, table="terms", added=3)
    assert [(e.subject, e.seq) for e in LedgerEvent.objects.all()] == [
        (f"practitioner:{ada.pk}", 1), (f"practitioner:{ada.pk}", 2), (f"practitioner:{sam.pk}", 1),
        (f"practitioner:{sam.pk}", 2), ("site", 1),
    ]  # fmt: skip
    first, second = ada.events.all()
    assert (first.previous_hash, second.previous_hash) == ("", first.hash)
    assert len({event.hash for event in LedgerEvent.objects.all()}) == 5
    assert site.at == datetime(2026, 3, 10, 12, tzinfo=UTC)
    head = LedgerHead.objects.get(subject=f"practitioner:{ada.pk}")
    assert (head.seq, head.hash) == (2, second.hash)
    assert broken() == []


@pytest.mark.django_db
def test_an_event_keeps_no_words_of_its_own() -> None:
    ada = make.practitioner()
    for unknown in ({"note": "She was rude."}, {"name": "Ada"}, {"level": "issuer", "words": ""}):
        with pytest.raises(Invalid, match="does not keep"):
            ledger.record(ada, Verb.VERIFY, **unknown)
    assert not LedgerEvent.objects.exists()
    assert ledger.record(ada, Verb.VERIFY, until=date(2026, 3, 10)).data == {"until": "2026-03-10"}


@pytest.mark.django_db
def test_the_same_events_gathered_are_the_same_chain(frozen: Callable[[date], None]) -> None:
    frozen(date(2026, 3, 10))
    [ada] = history(events=1)
    with ledger.gathered():
        ledger.record(ada, Verb.CLOSED, by=ada.account)
        ledger.record(None, Verb.REFERENCE_LOADED, added=1)
        ledger.record(ada, Verb.PUBLISHED, by=ada.account)
    ledger.record(ada, Verb.CLOSED)
    assert [e.seq for e in ada.events.all()] == [1, 2, 3, 4]
    assert broken() == []
    with pytest.raises(Invalid), ledger.gathered():
        [ledger.record(ada, Verb.CLOSED, **data) for data in ({}, {"note": "Unknown."})]
    assert [e.seq for e in ada.events.all()] == [1, 2, 3, 4]


def by_raw_sql(statement: str) -> Callable[[], Any]:
    """The statement, where EVENTS stands for the ledger's table."""

    def act() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement.replace("EVENTS", TABLE))

    return act


def bulk_updated() -> None:
    events = list(LedgerEvent.objects.all())
    for event in events:
        event.seq += 10
    LedgerEvent.objects.bulk_update(events, ["seq"])


def upserted() -> None:
    events = list(LedgerEvent.objects.all())
    LedgerEvent.objects.bulk_create(
        events, update_conflicts=True, unique_fields=["id"], update_fields=["verb"]
    )


CHANGES = {
    "queryset update": lambda: LedgerEvent.objects.update(verb="closed"),
    "queryset delete": lambda: LedgerEvent.objects.all().delete(),
    "raw delete of all": lambda: LedgerEvent.objects.all()._raw_delete("default"),
    "save": lambda: LedgerEvent.objects.first().save(),
    "delete": lambda: LedgerEvent.objects.first().delete(),
    "bulk update": bulk_updated,
    "upsert": upserted,
    "update": by_raw_sql("UPDATE EVENTS SET verb = 'closed' WHERE seq = 2"),
    "delete one": by_raw_sql("DELETE FROM EVENTS WHERE seq = 3"),
    "delete all": by_raw_sql("DELETE FROM EVENTS"),
}
ONLY_SQLITE = {
    "replace": by_raw_sql("REPLACE INTO EVENTS SELECT * FROM EVENTS WHERE seq = 1"),
    "replace a place in the chain": by_raw_sql(
        "INSERT OR REPLACE INTO EVENTS SELECT id + 1000, subject, seq, at, 'closed', credential_id, actor_id, data,"
        " previous_hash, hash, practitioner_id FROM EVENTS WHERE seq = 2"
    ),
    "update or replace": by_raw_sql("UPDATE OR REPLACE EVENTS SET seq = 1"),
}
ONLY_POSTGRES = {
    "truncate": by_raw_sql("TRUNCATE EVENTS"),
    "truncate cascade": by_raw_sql("TRUNCATE EVENTS CASCADE"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("way", [*CHANGES, *ONLY_SQLITE, *ONLY_POSTGRES])
def test_the_database_refuses_every_change(way: str) -> None:
    here = ONLY_POSTGRES if connection.vendor == "postgresql" else ONLY_SQLITE
    if way not in CHANGES and way not in here:
        return  # no such statement on this engine
    history()
    before = list(LedgerEvent.objects.values())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        (CHANGES | here)[way]()
    assert list(LedgerEvent.objects.values()) == before


@pytest.mark.django_db
def test_a_practitioner_with_a_history_can_be_erased_and_the_chain_stays_whole() -> None:
    [ada] = history()
    ada.delete()
    assert LedgerEvent.objects.count() == 3
    assert broken() == []


@pytest.fixture
def copy(db: None) -> Any:
    """The chain of Ada with five events, in a copy that can be changed; Sam's stays whole beside it."""
    ada, _sam = history("Ada Stone", "Sam Stranger", events=5)
    ledger.drop_triggers(connection)
    return ada.events


def relinked(event: LedgerEvent) -> None:
    """Change an event and make its own hash fit again."""
    event.verb = Verb.CLOSED.value
    event.hash = ledger.link(event)
    event.save()


def swap(events: Any) -> None:
    second, third = events.get(seq=2), events.get(seq=3)
    events.filter(pk=second.pk).update(seq=99)
    events.filter(pk=third.pk).update(seq=2)
    events.filter(pk=second.pk).update(seq=3)


def append_by_hand(events: Any) -> None:
    last = events.get(seq=5)
    event = LedgerEvent(
        subject=last.subject, seq=6, at=last.at, verb=Verb.CLOSED.value, practitioner_id=last.practitioner_id,
        previous_hash=last.hash,
    )  # fmt: skip
    event.hash = ledger.link(event)
    event.save(force_insert=True)


def headless(events: Any) -> None:
    LedgerHead.objects.filter(subject=events.first().subject).delete()


CHANGED, MISSING = "its content was changed", "an event is missing"
UNLINKED, CUT = "it does not follow the event before it", "the end of the chain was cut or added to"
FORGED, HEADLESS = (
    "it is not the event that the head of the chain remembers",
    "the head of the chain is missing",
)
TAMPERED: dict[str, tuple[Callable[[Any], Any], int, str]] = {
    "what was done": (lambda e: e.filter(seq=3).update(verb="closed"), 3, CHANGED),
    "what was said": (lambda e: e.filter(seq=2).update(data={"after": "public"}), 2, CHANGED),
    "who did it": (lambda e: e.filter(seq=4).update(actor_id=None), 4, CHANGED),
    "to what": (lambda e: e.filter(seq=1).update(credential_id=7), 1, CHANGED),
    "when": (lambda e: e.filter(seq=5).update(at=datetime(2020, 1, 1, tzinfo=UTC)), 5, CHANGED),
    "to whom": (lambda e: e.filter(seq=5).update(practitioner=None), 5, CHANGED),
    "its hash": (lambda e: e.filter(seq=2).update(hash="0" * 64), 2, CHANGED),
    "the hash before": (lambda e: e.filter(seq=2).update(previous_hash="0" * 64), 2, UNLINKED),
    "changed and relinked": (lambda e: relinked(e.get(seq=3)), 4, UNLINKED),
    "the last relinked": (lambda e: relinked(e.get(seq=5)), 5, FORGED),
    "first removed": (lambda e: e.filter(seq=1).delete(), 1, MISSING),
    "middle removed": (lambda e: e.filter(seq=3).delete(), 3, MISSING),
    "tail cut": (lambda e: e.filter(seq__gte=4).delete(), 4, CUT),
    "last cut": (lambda e: e.filter(seq=5).delete(), 5, CUT),
    "all removed": (lambda e: e.all().delete(), 1, "the whole chain is missing"),
    "renumbered": (lambda e: e.filter(seq=5).update(seq=6), 5, MISSING),
    "swapped": (swap, 2, UNLINKED),
    "added by hand": (append_by_hand, 6, CUT),
    "head removed": (headless, 5, HEADLESS),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERED)
def test_a_tampered_copy_is_found_at_its_first_broken_link(copy: Any, what: str) -> None:
    assert broken() == []
    change, seq, reason = TAMPERED[what]
    change(copy)
    assert broken() == [(f"practitioner:{copy.instance.pk}", seq, reason)]


def test_an_event_moved_to_another_chain_breaks_both(copy: Any) -> None:
    ada, sam = Practitioner.objects.order_by("pk")
    sam.events.filter(seq=5).delete()
    ada.events.filter(seq=5).update(subject=ledger.subject_of(sam))
    assert sorted(broken()) == [
        (ledger.subject_of(ada), 5, CUT), (ledger.subject_of(sam), 5, UNLINKED),
    ]  # fmt: skip


def test_a_chain_alone_needs_its_head() -> None:
    assert ledger.verify_chain([], head=None) is None
    assert ledger.verify_chain([], head=LedgerHead(subject="site")) is None
    cut = Break("site", 1, CUT)
    assert ledger.verify_chain([], head=LedgerHead(subject="site", seq=2, hash="x")) == cut


NAMES = {
    "sqlite": {f"{TABLE}_no_{name}" for name in ("update", "delete", "replace")},
    "postgresql": {f"{TABLE}_append_only", f"{TABLE}_no_truncate"},
}


@pytest.mark.django_db
def test_a_missing_trigger_is_an_error_and_migrate_puts_it_back() -> None:
    assert run_checks(tags=["database"], databases=["default"]) == []
    history()
    for name in NAMES[connection.vendor]:
        on = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
        by_raw_sql(f"DROP TRIGGER {name}{on}")()
        [error] = run_checks(tags=["database"], databases=["default"])
        assert (error.id, error.is_serious()) == ("practitioners.E001", True)
        assert name in error.msg
        assert "migrate --skip-checks" in error.hint
        call_command("migrate", verbosity=0, skip_checks=True)
        assert checks.ledger_is_guarded(["default"]) == []
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            LedgerEvent.objects.update(verb="closed")
    assert checks.ledger_is_guarded(None) == []


@pytest.mark.django_db
@pytest.mark.postgres
def test_a_sleeping_trigger_is_missing_and_is_woken() -> None:
    history()
    by_raw_sql(f"ALTER TABLE {TABLE} DISABLE TRIGGER {TABLE}_append_only")()
    assert ledger.missing_triggers(connection) == [f"{TABLE}_append_only"]
    ledger.install_triggers(connection)
    assert ledger.missing_triggers(connection) == []
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        LedgerEvent.objects.all()._raw_delete("default")


@pytest.mark.django_db
def test_a_trigger_of_that_name_on_another_table_guards_nothing() -> None:
    ledger.drop_triggers(connection)
    name = sorted(NAMES[connection.vendor])[0]
    if connection.vendor == "postgresql":
        by_raw_sql(
            f"CREATE TRIGGER {name} BEFORE DELETE ON practitioners_notice EXECUTE FUNCTION {TABLE}_refuse()"
        )()
    else:
        by_raw_sql(f"CREATE TRIGGER {name} BEFORE DELETE ON practitioners_notice BEGIN SELECT 1; END")()
    assert set(ledger.missing_triggers(connection)) == NAMES[connection.vendor]


def test_the_command_names_the_first_broken_link(copy: Any) -> None:
    said = StringIO()
    call_command("verify_ledger", stdout=said, stderr=said)
    assert said.getvalue() == "2 chains, 10 events hold.\n"
    copy.filter(seq__gte=3).update(verb="closed")
    with pytest.raises(CommandError) as stopped:
        call_command("verify_ledger", stdout=said, stderr=said)
    assert stopped.value.returncode == 1
    assert f"practitioner:{copy.instance.pk}, event 3: its content was changed." in said.getvalue()

"""What happened, in a chain that nobody can quietly change.

One writer (`record`), one chain per subject (a practitioner, or the site itself). Each event carries the hash of
the one before it; the database refuses UPDATE and DELETE by trigger; `LedgerHead` remembers the last link, so a
cut tail shows.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import OuterRef
from django.utils.translation import gettext as _

from practitioners import clock
from practitioners.errors import Invalid
from practitioners.models import Account, Credential, LedgerEvent, LedgerHead, Practitioner
from practitioners.vocabulary import Verb

SITE = "site"
KEYS = frozenset({
    "account", "added", "after", "basis", "before", "case", "changed", "code", "depth", "details_confirmed_on",
    "evidence", "jurisdiction", "kind", "level", "license_type", "looked_on", "method", "picture", "place",
    "proposed_by", "removed", "renewed_by", "role", "round", "standard", "supervisor", "table", "touches_treatment",
    "until", "verdict", "version",
})  # fmt: skip
"""Everything an event may say besides its ids: no free text, so nothing personal can slip in."""

TABLE = LedgerEvent._meta.db_table
_REFUSAL = "The ledger is append-only."
# REPLACE takes the old row away without asking the trigger on DELETE, so SQLite guards its INSERT as well.
_SQLITE_TRIGGERS = {
    f"{TABLE}_no_{name}": (
        f"CREATE TRIGGER {TABLE}_no_{name} BEFORE {event} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    )
    for name, event in {
        "update": f"UPDATE ON {TABLE}",
        "delete": f"DELETE ON {TABLE}",
        "replace": (
            f"INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} "  # noqa: S608  # names our own table
            "WHERE id = NEW.id OR (subject = NEW.subject AND seq = NEW.seq))"
        ),
    }.items()
}
# OR REPLACE also wakes a trigger that was disabled.
_POSTGRES_TRIGGERS = {
    f"{TABLE}_{name}": (
        f"CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$; "
        f"CREATE OR REPLACE TRIGGER {TABLE}_{name} BEFORE {event} EXECUTE FUNCTION {TABLE}_refuse()"
    )
    for name, event in {
        "append_only": f"UPDATE OR DELETE ON {TABLE} FOR EACH ROW",
        "no_truncate": f"TRUNCATE ON {TABLE} FOR EACH STATEMENT",
    }.items()
}


@dataclass(frozen=True)
class Break:
    """The first place where a chain does not hold."""

    subject: str
    seq: int
    reason: str


def subject_of(practitioner: Practitioner | None) -> str:
    """The name of the chain: one for each practitioner, one for the site."""
    return f"practitioner:{practitioner.pk}" if practitioner else SITE


def record(
    practitioner: Practitioner | None,
    verb: Verb,
    *,
    by: Account | None = None,
    credential: Credential | None = None,
    **data: Any,
) -> LedgerEvent:
    """Append one event to the chain of this practitioner, or of the site, and return it.

    Raises Invalid for a key outside `KEYS`. Writers of one chain wait for each other at its head.
    """
    gathering = _gathering.get()
    with nullcontext() if gathering else transaction.atomic():
        subject = subject_of(practitioner)
        head = gathering.heads.get(subject) if gathering else None
        head = head or _locked_head(subject)
        event = next_event(
            head, verb, practitioner=practitioner, actor_id=by.pk if by else None,
            credential_id=credential.pk if credential else None, data=data,
        )  # fmt: skip
        if gathering:
            gathering.heads[subject] = head
            gathering.events.append(event)
        else:
            event.save(force_insert=True)
            head.save(update_fields=["seq", "hash"])
    return event


def _locked_head(subject: str) -> LedgerHead:
    heads = LedgerHead.objects.select_for_update()
    head = heads.filter(subject=subject).first()
    if head is None:
        LedgerHead.objects.get_or_create(subject=subject)  # somebody else may begin the same chain now
        head = heads.get(subject=subject)
    return head


@dataclass
class _Gathering:
    heads: dict[str, LedgerHead] = field(default_factory=dict)
    events: list[LedgerEvent] = field(default_factory=list)


_gathering: ContextVar[_Gathering | None] = ContextVar("gathering", default=None)


@contextmanager
def gathered() -> Iterator[None]:
    """Write the events of a block together at its end, in one transaction: for loads of many moves.

    A refusal inside must end the block: what a caught one had recorded would stay. A block within a block is part
    of it.
    """
    if _gathering.get():
        yield
        return
    with transaction.atomic():
        gathering = _Gathering()
        token = _gathering.set(gathering)
        try:
            yield
        finally:
            _gathering.reset(token)
        LedgerEvent.objects.bulk_create(gathering.events, batch_size=1000)
        LedgerHead.objects.bulk_create(
            gathering.heads.values(),
            update_conflicts=True,
            unique_fields=["subject"],
            update_fields=["seq", "hash"],
        )


def next_event(
    head: LedgerHead,
    verb: Verb,
    *,
    practitioner: Practitioner | None,
    actor_id: int | None,
    credential_id: int | None,
    data: dict[str, Any],
    at: datetime | None = None,
) -> LedgerEvent:
    """The unsaved event that follows this head, which moves on to it; for `record` and bulk loads."""
    if unknown := sorted(data.keys() - KEYS):
        raise Invalid(_("The ledger does not keep: %(keys)s.") % {"keys": ", ".join(unknown)})
    event = LedgerEvent(
        subject=head.subject, seq=head.seq + 1, at=at or clock.now(), verb=verb.value, practitioner=practitioner,
        credential_id=credential_id, actor_id=actor_id, data=_plain(data), previous_hash=head.hash,
    )  # fmt: skip
    event.hash = link(event)
    head.seq, head.hash = event.seq, event.hash
    return event


def said(event: LedgerEvent) -> dict[str, Any]:
    """Everything the event says, its place in the chain and the link before it, as it is hashed and exported."""
    return {
        "subject": event.subject, "seq": event.seq, "at": event.at.astimezone(UTC).isoformat(), "verb": event.verb,
        "practitioner": event.practitioner_id, "credential": event.credential_id, "actor": event.actor_id,
        "data": event.data, "previous": event.previous_hash,
    }  # fmt: skip


def link(event: LedgerEvent) -> str:
    """The SHA-256 of what the event says."""
    return hashlib.sha256(json.dumps(said(event), sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def verify_chain(events: Iterable[LedgerEvent], *, head: LedgerHead | None) -> Break | None:
    """The first broken link of one chain in order of `seq`, or None; a head beyond the last event is a cut tail."""
    seq, previous, subject = 0, "", head.subject if head else ""
    for event in events:
        subject, seq = event.subject, seq + 1
        if event.seq != seq:
            return Break(subject, seq, _("an event is missing"))
        if event.previous_hash != previous:
            return Break(subject, seq, _("it does not follow the event before it"))
        if link(event) != event.hash:
            return Break(subject, seq, _("its content was changed"))
        previous = event.hash
    if head is None and seq:
        return Break(subject, seq, _("the head of the chain is missing"))
    if head is not None and head.seq != seq:
        return Break(subject, min(seq, head.seq) + 1, _("the end of the chain was cut or added to"))
    if head is not None and head.hash != previous:
        return Break(subject, seq, _("it is not the event that the head of the chain remembers"))
    return None


def verify(*, using: str = "default") -> Iterator[Break]:
    """Every chain's first broken link; nothing when the whole ledger holds."""
    heads = LedgerHead.objects.using(using).in_bulk()
    seen: set[str] = set()
    for subject, chain in _chains(using):
        seen.add(subject)
        broken = verify_chain(chain, head=heads.get(subject))
        # Events may have come since the heads were read: what looks broken is read again as it stood at one moment.
        if broken and (broken := _verify_now(subject, using=using)):
            yield broken
    for subject, head in heads.items():
        if subject not in seen and head.seq:
            yield Break(subject, 1, _("the whole chain is missing"))


def _verify_now(subject: str, *, using: str) -> Break | None:
    """The first broken link of one chain; its events and its head come in one query, which nobody gets between."""
    head = LedgerHead.objects.filter(subject=OuterRef("subject"))
    events = LedgerEvent.objects.using(using).filter(subject=subject).order_by("seq")
    chain = list(events.annotate(head_seq=head.values("seq"), head_hash=head.values("hash")))
    ends = {(event.head_seq, event.head_hash) for event in chain} - {(None, None)}
    heads = [LedgerHead(subject=subject, seq=seq, hash=link) for seq, link in ends]
    return verify_chain(chain, head=heads[0] if heads else None)


def _chains(using: str) -> Iterator[tuple[str, list[LedgerEvent]]]:
    chain: list[LedgerEvent] = []
    for event in LedgerEvent.objects.using(using).order_by("subject", "seq").iterator(chunk_size=2000):
        if chain and chain[0].subject != event.subject:
            yield chain[0].subject, chain
            chain = []
        chain.append(event)
    if chain:
        yield chain[0].subject, chain


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    """Values as JSON has them, so that what is hashed is what is read back."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in data.items()}


def _triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    return _POSTGRES_TRIGGERS if connection.vendor == "postgresql" else _SQLITE_TRIGGERS


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of the triggers that should guard the ledger and do not."""
    question = (
        "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND tgenabled IN ('O', 'A')"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(question, [TABLE])
        there = {row[0] for row in cursor.fetchall()}
    return [name for name in _triggers(connection) if name not in there]


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """Put every missing trigger in place; SQLite loses them whenever a migration rebuilds the table."""
    missing = missing_triggers(connection)
    with connection.cursor() as cursor:
        for name in missing:
            cursor.execute(_triggers(connection)[name])


def drop_triggers(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: only for tests that must flush the table."""
    on = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in _triggers(connection):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")

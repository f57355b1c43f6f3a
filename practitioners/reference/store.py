"""Records brought into the database, counted as added, changed, unchanged and removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from practitioners.models import Term
from practitioners.reference.rows import Fault, Record
from practitioners.reference.tables import REFERS, Table
from practitioners.vocabulary import TermKind

LISTS = frozenset({"license_types"})
"""References with any number of keys."""

_NEVER_REFERRED_TO = frozenset(TermKind) - {TermKind.PROFESSION}

Stored = Mapping[str, Mapping[str, Model]]
"""The rows of each table in the database by the key that files use for them."""


@dataclass
class Count:
    """What a load did to one table."""

    table: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0

    @property
    def happened(self) -> bool:
        """Whether the table is not as it was before."""
        return bool(self.added or self.changed or self.removed)


def store(
    name: str, table: Table, records: Sequence[Record], *, stored: dict[str, dict[str, Model]]
) -> Count:
    """Add or change one row for each record and leave the rest alone; `stored` learns the rows."""
    count, mine = Count(name), stored.setdefault(name, {})
    lists = sorted(LISTS & {field.name for field in table.model._meta.many_to_many})
    rows = table.model._default_manager.prefetch_related(*lists)
    there = {tuple(getattr(row, part) for part in table.natural): row for row in rows}
    for record in records:
        values, members = resolved(record, stored)
        row = there.get(record.key) or table.model()
        fresh = row.pk is None
        changed = write(row, values)
        for name_of_list, wanted in members.items():
            changed |= _set_members(getattr(row, name_of_list), wanted)
        count.added += fresh
        count.changed += changed and not fresh
        count.unchanged += not changed
        if record.key[0] not in _NEVER_REFERRED_TO:
            mine[record.key[-1]] = row
    return count


def resolved(record: Record, stored: Stored) -> tuple[dict[str, Any], dict[str, set[Any]]]:
    """The record's values with rows in place of keys, and its lists as primary keys."""
    values, lists = dict(record.values), {}
    for name, keys in record.refers.items():
        rows = [stored[REFERS[name]][key] for key in keys]
        if name in LISTS:
            lists[name] = {row.pk for row in rows}
        else:
            values[name] = rows[0] if rows else None
    return values, lists


def write(row: Model, values: Mapping[str, Any]) -> bool:
    """Save a new row, or what differs in one that is there; whether anything was saved."""
    fresh = row.pk is None
    different = [name for name, value in values.items() if getattr(row, _column(row, name)) != _plain(value)]
    for name in different:
        setattr(row, name, values[name])
    if different or fresh:
        row.save(force_insert=fresh, update_fields=None if fresh else different)
    return bool(different or fresh)


def _column(row: Model, name: str) -> str:
    column: str = row._meta.get_field(name).attname  # type: ignore[union-attr]
    return column


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value


def _set_members(manager: Any, wanted: set[Any]) -> bool:
    there = {row.pk for row in manager.all()}
    if there == wanted:
        return False
    manager.remove(*there - wanted)
    manager.add(*wanted - there)
    return True


def bits_moved(records: Sequence[Record]) -> list[Fault]:
    """Faults for terms that would take another bit than they have, or the bit of a term that is only stored.

    Search rows keep bits, not keys: a bit that changed hands would silently change what people offer.
    """
    there = {(term.kind, term.key): term.bit for term in Term.objects.all()}
    listed = {record.key for record in records}
    orphaned = {(kind, bit): key for (kind, key), bit in there.items() if (kind, key) not in listed}
    faults = []
    for record in records:
        bit, kept = record.values["bit"], there.get(record.key)
        if kept is not None and kept != bit:
            sentence = _("%(key)s has bit %(kept)d for good; the file gives it %(bit)d.")
            faults.append(record.fault(sentence % {"key": record.key[1], "kept": kept, "bit": bit}))
        if other := orphaned.get((record.key[0], bit)):
            sentence = _("Bit %(bit)d belongs to %(other)s, which the database still has; choose a free one.")
            faults.append(record.fault(sentence % {"bit": bit, "other": other}))
    return faults

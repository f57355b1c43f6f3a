"""The ledger as a file that proves itself: JSON Lines, written from the database and checked without one."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from practitioners import ledger
from practitioners.errors import Invalid
from practitioners.ledger import Break
from practitioners.models import LedgerEvent, LedgerHead

FORMAT = "ledger-1"
HOW = "hash = SHA-256 of the event without its hash, keys sorted, no spaces; previous = the hash before"
_OF_HEAD = frozenset({"head", "seq", "hash"})
_OF_EVENT = frozenset({
    "subject", "seq", "at", "verb", "practitioner", "credential", "actor", "data", "previous", "hash",
})  # fmt: skip


@dataclass(frozen=True)
class Checked:
    """What a file holds, and the first broken link of each broken chain."""

    chains: int
    events: int
    broken: list[Break]


def written(
    heads: Iterable[LedgerHead], events: Iterable[LedgerEvent], *, about: Mapping[str, Any]
) -> Iterator[str]:
    """A line about the file, where each chain ends, then every event in the order of its chain.

    Events of other chains, and those that came after the heads were read, are left out.
    """
    yield _line({"format": FORMAT, "check": HOW, **about})
    ends: dict[str, int] = {}
    for head in heads:
        ends[head.subject] = head.seq
        yield _line({"head": head.subject, "seq": head.seq, "hash": head.hash})
    for event in events:
        if event.seq <= ends.get(event.subject, 0):
            yield _line(ledger.said(event) | {"hash": event.hash})


def check(lines: Iterable[str]) -> Checked:
    """Whether the chains of a file hold; raises Invalid at a line that no export has."""
    heads: dict[str, LedgerHead] = {}
    sizes: dict[str, int] = {}
    broken: dict[str, Break] = {}
    for subject, rows in groupby(_rows(lines), key=lambda row: row.subject):
        chain: list[LedgerEvent] = []
        for row in rows:
            if isinstance(row, LedgerHead):
                heads[subject] = row
            else:
                chain.append(row)
        if subject in sizes:
            seq = chain[0].seq if chain else heads[subject].seq
            broken.setdefault(subject, Break(subject, seq, _("it does not stand with its chain")))
        elif chain:
            sizes[subject] = len(chain)
            if found := ledger.verify_chain(chain, head=heads.get(subject)):
                broken[subject] = found
    for subject in heads.keys() - sizes.keys():
        broken[subject] = Break(subject, 1, _("the whole chain is missing"))
    return Checked(len(sizes), sum(sizes.values()), list(broken.values()))


def _rows(lines: Iterable[str]) -> Iterator[LedgerHead | LedgerEvent]:
    """Heads and events as rows that were never saved."""
    number = 0
    for number, line in enumerate(lines, start=1):
        try:
            said = json.loads(line)
            # The very text is checked: of a key that stands there twice, one would be read and the other believed.
            if line != _line(said):
                raise ValueError
            row = _row(said, first=number == 1)
        except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
            raise Invalid(_("Line %(number)s is not a line of an export.") % {"number": number}) from None
        if row is not None:
            yield row
    if not number:
        raise Invalid(_("The file is empty."))


def _row(said: dict[str, Any], *, first: bool) -> LedgerHead | LedgerEvent | None:
    if first and said.get("format") == FORMAT:
        return None
    if not first and said.keys() == _OF_HEAD:
        return LedgerHead(subject=str(said["head"]), seq=int(said["seq"]), hash=said["hash"])
    if not first and said.keys() == _OF_EVENT and isinstance(said["subject"], str):
        at = datetime.fromisoformat(said["at"]).astimezone(UTC)
        return LedgerEvent(
            subject=said["subject"], seq=said["seq"], at=at, verb=said["verb"],
            practitioner_id=said["practitioner"], credential_id=said["credential"], actor_id=said["actor"],
            data=said["data"], previous_hash=said["previous"], hash=said["hash"],
        )  # fmt: skip
    raise ValueError


def _line(said: Mapping[str, Any]) -> str:
    return json.dumps(said, sort_keys=True, separators=(",", ":")) + "\n"

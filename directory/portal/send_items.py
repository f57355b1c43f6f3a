"""What can be sent, what it still lacks, and what it would change."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.portal import changes, gaps, rooms
from practitioners.vocabulary import Status

if TYPE_CHECKING:
    from directory.web.filters import Problem
    from practitioners.models import Credential


@dataclass(frozen=True)
class Item:
    """One claim that can be sent, or what it still lacks."""

    row: rooms.Row
    gaps: "list[Problem]"
    changes: list[changes.Change]
    waits: bool
    ticked: bool


def of(waiting: "Iterable[Credential]") -> list[Item]:
    """An item for each of these claims, in a number of queries that does not grow with them."""
    claims = list(waiting)
    changed = changes.of(claims)
    return [_item(row, changed.get(row.claim.pk, [])) for row in rooms.rows(claims)]


def _item(row: rooms.Row, changed: list[changes.Change]) -> Item:
    """Ticked when it is whole and something was written since it came back."""
    lacking = gaps.of(row.claim)
    waits = row.claim.status == Status.RETURNED and not row.claim.answers
    return Item(row, lacking, changed, waits, ticked=not lacking and not waits)

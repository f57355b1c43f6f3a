"""One load of all reference data: everything or nothing, and again without harm."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Model

from practitioners import ledger, listings
from practitioners.reference import geography, reasons
from practitioners.reference.rows import DATA, BadReference, Fault
from practitioners.reference.scope_rules import store_rules, wanted
from practitioners.reference.store import Count, bits_moved, store
from practitioners.reference.tables import TABLES, read_tables
from practitioners.vocabulary import Basis, Verb

Progress = Callable[[int, int], None]
SEARCHED = frozenset({"jurisdictions", "terms", "license_types", "scope_rules"})
"""Tables that search rows are made from."""


@dataclass
class Report:
    """What a load did: a count for each table, sentences for the operator, and the search rows rewritten."""

    counts: list[Count] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    listings: int = 0


@transaction.atomic
def load(
    *,
    demonstration: bool = False,
    gazetteer: bool = True,
    force_gazetteer: bool = False,
    folder: Path = DATA,
    progress: Progress | None = None,
) -> Report:
    """Bring the database to what the files say, in one transaction.

    With `demonstration` the made-up scope rules stand in for the real ones and count at once; without it they go
    again. Raises BadReference, with every faulty line, before anything is changed.
    """
    faults: list[Fault] = []
    records = read_tables(folder, faults=faults)
    faults += bits_moved(records["terms"])
    paragraphs = reasons.read(folder, faults=faults)
    if faults:
        raise BadReference(faults)
    report, stored = Report(), dict[str, dict[str, Model]]()
    for name in ("jurisdictions", "terms", "license_types", "issuers"):
        report.counts.append(store(name, TABLES[name], records[name], stored=stored))
    made_up = records["made_up_rules"] if demonstration else []
    count, sentences = store_rules(wanted(records["scope_rules"], made_up), stored=stored)
    report.counts.append(count)
    report.sentences += sentences
    if paragraphs:
        report.counts.append(reasons.store(paragraphs))
    if gazetteer:
        report.counts += geography.load(folder / "geo", force=force_gazetteer, progress=progress)
    _follow_up(report, demonstration=demonstration)
    return report


def _follow_up(report: Report, *, demonstration: bool) -> None:
    """Write what changed into the site's history, and rewrite the search rows that rest on it."""
    for count in report.counts:
        if count.happened and count.table not in geography.TABLES:
            said: dict[str, Any] = {"added": count.added, "changed": count.changed, "removed": count.removed}
            if demonstration and count.table == "scope_rules":
                said["basis"] = Basis.DEMONSTRATION.value
            ledger.record(None, Verb.REFERENCE_LOADED, table=count.table, **said)
    if any(count.happened for count in report.counts if count.table in SEARCHED):
        report.listings = listings.rebuild()

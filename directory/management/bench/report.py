"""The figures as tables for people, and as values for machines."""

import platform
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import django
from django.db import connection

from directory.management.bench.clocks import CPU, ENGINE, FACETS, QUERIES, RENDERING, SQL, WHOLE
from directory.management.bench.measure import Spent, Times
from directory.management.bench.searches import EARLY, EMPTY, LATE, ROW, Subject
from practitioners import clock
from practitioners.models import Listing, Practitioner

_SPANS = {
    WHOLE: "page",
    CPU: "page CPU",
    SQL: "SQL",
    ENGINE: "engine",
    FACETS: "facets",
    RENDERING: "rendering",
}


@dataclass(frozen=True)
class Report:
    """One measurement of one directory."""

    people: int
    listings: int
    repeats: int
    subjects: Sequence[Subject]
    times: Times

    @property
    def searches(self) -> list[Subject]:
        """The searches, less what they are compared with."""
        return [subject for subject in self.subjects if subject.people is not None]

    def ratios(self) -> dict[str, dict[str, float]]:
        """Each search beside the empty view, the reading of one row and page 1; shares of the whole page."""
        found = {subject.key: self._ratios(subject.key) for subject in self.searches}
        found[LATE]["page / page 1"] = self.times[LATE][WHOLE].median / self.times[EARLY][WHOLE].median
        return found

    def _ratios(self, key: str) -> dict[str, float]:
        median = {name: spent.median for name, spent in self.times[key].items()}
        empty, row = self.times[EMPTY][WHOLE].median, self.times[ROW][WHOLE].median
        return {
            "page / empty view": median[WHOLE] / empty,
            # Less disturbed where the machine has other work; what a database server does is not in it.
            "the same in CPU": median[CPU] / self.times[EMPTY][CPU].median,
            "rendering / empty view": median[RENDERING] / empty,
            "engine / one row": median[ENGINE] / row,
            "SQL share": median[SQL] / median[WHOLE],
            "facets share": median[FACETS] / median[WHOLE],
            "rendering share": median[RENDERING] / median[WHOLE],
        }

    def lines(self) -> Iterator[str]:
        """The tables, in Markdown."""
        yield f"{self.people:,} practitioners, {self.listings:,} search rows; {machine()}"
        yield f"Milliseconds, median / 95th percentile of {self.repeats} turns"
        yield ""
        yield f"| | people | {' | '.join(_SPANS.values())} | queries |"
        yield "|---|" + "---:|" * (len(_SPANS) + 2)
        for subject in self.subjects:
            spans = self.times[subject.key]
            cells = [_spent(spans.get(name)) for name in _SPANS]
            people = "" if subject.people is None else f"{subject.people:,}"
            queries = f"{spans[QUERIES].median:.0f}" if QUERIES in spans else "1"
            yield f"| {subject.label} | {people} | {' | '.join(cells)} | {queries} |"
        yield from self._ratio_lines()

    def _ratio_lines(self) -> Iterator[str]:
        ratios = self.ratios()
        names = list(dict.fromkeys(name for each in ratios.values() for name in each))
        yield ""
        yield f"| ratios | {' | '.join(names)} |"
        yield "|---|" + "---:|" * len(names)
        for subject in self.searches:
            cells = (_ratio(name, ratios[subject.key].get(name)) for name in names)
            yield f"| {subject.label} | {' | '.join(cells)} |"

    def values(self) -> dict[str, Any]:
        """The same for a machine."""
        return {
            "people": self.people,
            "listings": self.listings,
            "repeats": self.repeats,
            "found": {subject.key: subject.people for subject in self.searches},
            "milliseconds": {
                key: {name: asdict(spent) for name, spent in spans.items()}
                for key, spans in self.times.items()
            },
            "ratios": self.ratios(),
        }


def report(subjects: Sequence[Subject], times: Times, *, repeats: int) -> Report:
    """These times with the size of the directory they were taken in."""
    return Report(Practitioner.objects.count(), Listing.objects.count(), repeats, subjects, times)


def machine() -> str:
    """The engine, the versions and the day."""
    if connection.vendor == "sqlite":
        engine = f"SQLite {sqlite3.sqlite_version}"
    else:
        engine = f"{connection.display_name} {connection.get_database_version()[0]}"
    return (
        f"{engine}, Python {platform.python_version()}, Django {django.__version__}, {clock.today():%Y-%m-%d}"
    )


def _spent(spent: Spent | None) -> str:
    return f"{spent.median:.1f} / {spent.p95:.1f}" if spent else ""


def _ratio(name: str, ratio: float | None) -> str:
    if ratio is None:
        return ""
    return f"{ratio:.0%}" if name.endswith("share") else f"{ratio:.1f}"

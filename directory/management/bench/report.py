"""The figures as tables for people, and as values for machines."""

import platform
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import django
from django.db import connection

from directory.management.bench.clocks import QUERIES, RENDERING, SQL
from directory.management.bench.measure import WHOLE, Times
from directory.management.bench.searches import EMPTY, FIRST, LAST, ROW, Subject
from practitioners import clock
from practitioners.models import Listing, Practitioner


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
        """The searches, less their parts and what they are compared with."""
        return [subject for subject in self.subjects if subject.facts]

    def ratios(self) -> dict[str, dict[str, float]]:
        """Each search beside the empty view, the reading of one row and page 1; shares of the whole page."""
        median = {key: spans[WHOLE].median for key, spans in self.times.items()}
        return {s.key: self._of(s.key, median) for s in self.searches}

    def _of(self, key: str, median: Mapping[str, float]) -> dict[str, float]:
        spans = self.times[key]
        found = {
            "page / empty view": median[key] / median[EMPTY],
            "engine / one row": median[f"{key} engine"] / median[ROW],
            "rendering / empty view": spans[RENDERING].median / median[EMPTY],
            "facets share": self.facets(key) / median[key],
            "SQL share": spans[SQL].median / median[key],
            "rendering share": spans[RENDERING].median / median[key],
        }
        return found | ({"page / page 1": median[LAST] / median[FIRST]} if key == LAST else {})

    def facets(self, key: str) -> float:
        """Milliseconds that the counts add to a search: all options counted, less only the chosen filters'."""
        counted, uncounted = (self.times[f"{key} {part}"][WHOLE].median for part in ("engine", "uncounted"))
        return max(0.0, counted - uncounted)

    def lines(self) -> Iterator[str]:
        """The tables, in Markdown."""
        yield f"{self.people:,} practitioners, {self.listings:,} search rows, {machine()}; median of {self.repeats}"
        yield ""
        yield "| ms | people | page | p95 | SQL | engine | facets | rendering | queries |"
        yield "|---|---|---|---|---|---|---|---|---|"
        for subject in self.searches:
            spans, engine = self.times[subject.key], self.times[f"{subject.key} engine"][WHOLE].median
            numbers = (
                spans[WHOLE].median,
                spans[WHOLE].p95,
                spans[SQL].median,
                engine,
                self.facets(subject.key),
            )
            cells = " | ".join(f"{number:.1f}" for number in (*numbers, spans[RENDERING].median))
            yield (
                f"| {subject.label} | {subject.facts['people']:,} | {cells} | {spans[QUERIES].median:.0f} |"
            )
        for subject in self.subjects:
            if subject.key in (EMPTY, ROW):
                spent = self.times[subject.key][WHOLE]
                yield f"| {subject.label} | | {spent.median:.2f} | {spent.p95:.2f} | | | | | |"
        yield from self._ratio_lines()

    def _ratio_lines(self) -> Iterator[str]:
        ratios = self.ratios()
        names = list(dict.fromkeys(name for each in ratios.values() for name in each))
        yield ""
        yield f"| ratio | {' | '.join(names)} |"
        yield "|---" * (len(names) + 1) + "|"
        for subject in self.searches:
            cells = (_ratio(name, ratios[subject.key].get(name)) for name in names)
            yield f"| {subject.label} | {' | '.join(cells)} |"

    def values(self) -> dict[str, Any]:
        """The same for a machine."""
        return {
            "people": self.people,
            "listings": self.listings,
            "repeats": self.repeats,
            "found": {subject.key: dict(subject.facts) for subject in self.searches},
            "milliseconds": {
                key: {name: {"median": spent.median, "p95": spent.p95} for name, spent in spans.items()}
                for key, spans in self.times.items()
            },
            "facets": {subject.key: self.facets(subject.key) for subject in self.searches},
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


def _ratio(name: str, ratio: float | None) -> str:
    if ratio is None:
        return ""
    return f"{ratio:.0%}" if name.endswith("share") else f"{ratio:.1f}"

"""Findings asked about a day: the standing of a criterion, and of a practitioner at a place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from practitioners import standard
from practitioners.models import Place, Practitioner
from practitioners.scope import Rulebook
from practitioners.standing import words
from practitioners.standing.findings import Finding, findings_at
from practitioners.vocabulary import Criterion, Level, Shortfall, Worth


@dataclass(frozen=True)
class Standing:
    """What one criterion is worth at one place on one day."""

    criterion: Criterion
    finding: Finding
    on: date

    @property
    def met(self) -> bool:
        """Whether the criterion meets the published Standard that day (the last day counts)."""
        return self.finding.met_until is not None and self.on <= self.finding.met_until

    @property
    def worth(self) -> Worth:
        """The level, or what time or a moderator made of it."""
        finding = self.finding
        if finding.suspended:
            return Worth.SUSPENDED
        if finding.until is None:
            return Worth(finding.level.key)
        if finding.until < self.on:
            return Worth.LAPSED
        if (
            self.shortfall is None
            and self.until
            and self.until - self.on <= timedelta(days=standard.EXPIRING_DAYS)
        ):
            return Worth.EXPIRING
        return Worth(finding.level.key)

    @property
    def shortfall(self) -> Shortfall | None:
        """Why what was seen does not meet the Standard that day, though its time has not run out."""
        finding = self.finding
        if self.met or finding.suspended or finding.until is None or finding.until < self.on:
            return None
        return finding.shortfall

    @property
    def tone(self) -> str:
        """The look of it: a worth, or "short" for what was seen and does not count, which is never green."""
        return "short" if self.shortfall else self.worth.value

    @property
    def until(self) -> date | None:
        """The last day of what is shown: of the Standard being met, while it is."""
        return self.finding.met_until if self.met else self.finding.until

    @property
    def by_look(self) -> bool:
        """Whether what runs out, or ran out, is only our look: the license itself may run on."""
        runs = self.finding.runs_until is not None and self.on <= self.finding.runs_until
        return runs and self.finding.until == self.until and self.worth in (Worth.EXPIRING, Worth.LAPSED)

    @property
    def label(self) -> str:
        """Its words on a profile."""
        return words.label(self)

    @property
    def brief(self) -> str:
        """Its words on a result, where room is short."""
        return words.brief(self)

    @property
    def reason(self) -> str:
        """A sentence: how it is known, since when, until when, and what is missing."""
        return words.reason(self)

    @property
    def raised_by(self) -> str:
        """What the practitioner can do to have this count, or to have it count longer; empty when nothing is due."""
        return words.raised_by(self)


@dataclass(frozen=True)
class PracticeStanding:
    """What a practitioner at a place is worth on a day."""

    practitioner: Practitioner
    place: Place
    on: date
    criteria: Mapping[Criterion, Standing]

    @property
    def qualified(self) -> bool:
        """Whether all six criteria meet the published Standard that day."""
        return all(standing.met for standing in self.criteria.values())

    @property
    def qualified_until(self) -> date | None:
        """The last day all six hold together; None while one of them does not count at all."""
        ends = [standing.finding.met_until for standing in self.criteria.values()]
        return None if None in ends else min(end for end in ends if end)

    @property
    def counts(self) -> Mapping[Level, int]:
        """How many criteria are confirmed, seen, stated or not provided that day."""
        shown = [
            Level.NONE if s.worth in (Worth.LAPSED, Worth.SUSPENDED) else s.finding.level for s in self.strip
        ]
        return {level: shown.count(level) for level in Level}

    @property
    def strip(self) -> list[Standing]:
        """The six, in their one order."""
        return [self.criteria[criterion] for criterion in Criterion]


def practice_standing(
    practitioner: Practitioner, place: Place, *, rulebook: Rulebook, on: date
) -> PracticeStanding:
    """The standing of a loaded record at one of its places on a day."""
    findings = findings_at(practitioner, place, rulebook=rulebook, on=on)
    criteria = {criterion: Standing(criterion, finding, on) for criterion, finding in findings.items()}
    return PracticeStanding(practitioner, place, on, criteria)


def finding_row(finding: Finding) -> list[Any]:
    """A finding as a search row keeps it: level, four dates, shortfall, suspended."""
    dates = (finding.until, finding.met_until, finding.checked_on, finding.runs_until)
    shortfall = finding.shortfall.value if finding.shortfall else ""
    return [
        int(finding.level),
        *(day.isoformat() if day else None for day in dates),
        shortfall,
        finding.suspended,
    ]


def standings_from_row(evidence: Sequence[Sequence[Any]], *, on: date) -> list[Standing]:
    """The six standings of a search row on a day, from its own dates."""
    return [
        Standing(criterion, _finding_from_row(row), on)
        for criterion, row in zip(Criterion, evidence, strict=True)
    ]


def _finding_from_row(row: Sequence[Any]) -> Finding:
    level, *days, shortfall, suspended = row
    until, met_until, checked_on, runs_until = (date.fromisoformat(day) if day else None for day in days)
    return Finding(
        level=Level(level),
        until=until,
        met_until=met_until,
        shortfall=Shortfall(shortfall) if shortfall else None,
        checked_on=checked_on,
        suspended=suspended,
        runs_until=runs_until,
    )

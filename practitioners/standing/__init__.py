"""What a credential, a criterion and a practitioner at a place are worth on a day, each with its reason."""

from practitioners.standing.findings import Finding, backed_until, finding_of, findings_at, insurance_finding
from practitioners.standing.practice import PracticeStanding, Standing, practice_standing, standings_from_row
from practitioners.standing.records import load_records, records

__all__ = [
    "Finding",
    "PracticeStanding",
    "Standing",
    "backed_until",
    "finding_of",
    "findings_at",
    "insurance_finding",
    "load_records",
    "practice_standing",
    "records",
    "standings_from_row",
]

"""A small set of reference files in the shipped form, and how a test reads what they brought."""

import csv
from collections.abc import Callable
from pathlib import Path

from practitioners.models import (
    ScopeRule,
)
from practitioners.reference.load import Report, load
from practitioners.reference.rows import DATA
from practitioners.vocabulary import Depth

FROM = "secondary,A page read,2026-11-22"


MADE_UP = "demonstration,Made up,2026-11-22,2027-05-22"


SMALL = {
    "jurisdictions.csv": (
        "code,name,parent,licenses_treatment,reviews_allowed,galleries_allowed,note,basis,source,checked_on",
        f"US,United States,,yes,yes,yes,,{FROM}",
        f"US-TX,Texas,US,yes,yes,yes,,{FROM}",
        f"US-OK,Oklahoma,US,yes,yes,yes,,{FROM}",
    ),
    "terms.csv": (
        "kind,key,label,bit,position,note,basis,source,checked_on",
        f"profession,esthetician,Esthetician,0,10,,{FROM}",
        f"technique,pen,Pen,0,10,,{FROM}",
    ),
    "license_types.csv": (
        "key,label,profession,statutory,number_pattern,number_hint,basis,source,checked_on",
        f"us-esthetician,Esthetician,esthetician,no,^[0-9]+$,Digits,{FROM}",
    ),
    "issuers.csv": (
        "key,name,jurisdiction,license_types,register_name,register_url,lookup_steps,basis,source,checked_on",
        f"us-tx-board,Texas board,US-TX,us-esthetician,Its register,,council,{FROM}",
    ),
    "scope_rules.csv": (
        "jurisdiction,license_type,depths,verdict,citation,note,basis,source,checked_on,review_by",
        f"US-TX,us-esthetician,up_to_03 up_to_05,not_allowed,A rule,,{FROM},2027-05-22",
    ),
    "demonstration_scope_rules.csv": (
        "jurisdiction,license_type,depths,verdict,citation,note,basis,source,checked_on,review_by",
        f"US-TX,us-esthetician,up_to_05 under_15,allowed,Made up,,{MADE_UP}",
    ),
}


Edit = Callable[..., Path]


def brought(folder: Path, *, demonstration: bool = False) -> Report:
    return load(folder=folder, gazetteer=False, demonstration=demonstration)


def counts(report: Report) -> dict[str, tuple[int, int, int, int]]:
    return {c.table: (c.added, c.changed, c.unchanged, c.removed) for c in report.counts}


def readings() -> set[tuple[str, int, str, str, bool]]:
    return {
        (rule.jurisdiction.code, rule.depth, rule.verdict, rule.basis, rule.confirmed_on is not None)
        for rule in ScopeRule.objects.select_related("jurisdiction")
    }


REAL = {
    ("US-TX", Depth.UP_TO_03.value, "not_allowed", "secondary", False),
    ("US-TX", Depth.UP_TO_05.value, "not_allowed", "secondary", False),
}


SHOWN = {
    ("US-TX", Depth.UP_TO_03.value, "not_allowed", "secondary", False),
    ("US-TX", Depth.UP_TO_05.value, "allowed", "demonstration", True),
    ("US-TX", Depth.UNDER_15.value, "allowed", "demonstration", True),
}


def lines_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

"""What ships, and that a load is everything or nothing."""

from collections import Counter
from functools import partial
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from practitioners import ledger, listings
from practitioners.management.commands import load_reference
from practitioners.models import (
    Issuer,
    Jurisdiction,
    LedgerEvent,
    LicenseType,
    Listing,
    ScopeRule,
    Term,
)
from practitioners.reference import reasons
from practitioners.reference.load import load
from practitioners.reference.rows import DATA, BadReference
from practitioners.vocabulary import Basis, Depth, Verb, Verdict
from tests import factories
from tests.domain.reference.files import REAL, Edit, brought, counts, lines_of, readings

pytestmark = pytest.mark.django_db


def test_the_shipped_files_load_and_a_second_load_changes_nothing() -> None:
    first, again = brought(DATA), brought(DATA)
    depths = sum(
        5 if row["depths"] == "all" else len(row["depths"].split()) for row in lines_of("scope_rules.csv")
    )
    rows = {
        "jurisdictions": len(lines_of("jurisdictions.csv")), "terms": len(lines_of("terms.csv")),
        "license_types": len(lines_of("license_types.csv")), "issuers": len(lines_of("issuers.csv")),
        "scope_rules": depths, "reasons": len(reasons.read(DATA, faults=[])),
    }  # fmt: skip
    assert counts(first) == {name: (number, 0, 0, 0) for name, number in rows.items()}
    assert counts(again) == {name: (0, 0, number, 0) for name, number in rows.items()}
    assert LedgerEvent.objects.count() == len(rows)


def test_every_shipped_license_type_has_an_issuer_and_every_state_its_boards() -> None:
    brought(DATA)
    assert set(LicenseType.objects.filter(issuers=None)) == set()
    states = set(Jurisdiction.objects.filter(parent__code="US").values_list("code", flat=True))
    territories = {"US-PR", "US-GU", "US-VI", "US-AS", "US-MP"}
    boards = Counter(
        Issuer.objects.filter(jurisdiction__parent__code="US").values_list("jurisdiction__code", flat=True)
    )
    assert boards == dict.fromkeys(states - territories, 4)
    assert len(states - territories) == 51


def test_no_shipped_reading_of_the_law_counts_before_the_operator_confirms_it() -> None:
    brought(DATA)
    assert not ScopeRule.objects.exclude(confirmed_on=None).exists()
    assert not ScopeRule.objects.filter(basis=Basis.DEMONSTRATION).exists()
    assert not ScopeRule.objects.filter(jurisdiction__code="US-FL").exists()


def test_shipped_readings_say_no_more_than_their_sources() -> None:
    brought(DATA)
    estheticians = ScopeRule.objects.filter(license_type__key="us-esthetician")
    allowed = estheticians.filter(verdict=Verdict.ALLOWED).values_list("jurisdiction__code", "depth")
    assert set(allowed) == {("US-AZ", Depth.UP_TO_03), ("US-AZ", Depth.UP_TO_05)}
    closed = estheticians.filter(verdict=Verdict.NOT_ALLOWED).values_list("jurisdiction__code", "depth")
    assert set(closed) == {
        (state, depth) for state in ("US-CA", "US-OH", "US-IL", "US-TX") for depth in Depth
    }
    assert not ScopeRule.objects.filter(basis=Basis.OFFICIAL, verdict=Verdict.ALLOWED).exists()


def test_places_differ_in_what_the_law_licenses_and_lets_be_shown() -> None:
    brought(DATA)
    unlicensed = Jurisdiction.objects.filter(licenses_treatment=False).values_list("code", flat=True)
    assert set(unlicensed) == {"GB", "GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR", "IE"}
    closed = Jurisdiction.objects.filter(reviews_allowed=False, galleries_allowed=False)
    assert set(closed) == set(Jurisdiction.objects.filter(code__startswith="AU"))


def test_no_shipped_word_claims_more_than_is_known() -> None:
    brought(DATA)
    assert not Term.objects.filter(label__icontains="dandruff").exists()
    assert not Term.objects.filter(label__icontains="dermatitis").exists()
    silent = Term.objects.filter(kind="device").exclude(note__icontains="not cleared for hair growth")
    unclaimed = silent.exclude(note__icontains="no device of this kind is cleared for hair growth")
    assert set(unclaimed) == set()
    said = " ".join(path.read_text(encoding="utf-8").lower() for path in DATA.glob("*.*"))
    assert [word for word in ("approved", "trusted", " safe ", "verified practitioner") if word in said] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "words"),
    [
        ("terms.csv", "pen,Pen,0", "pen,Pen,7", 3, "pen has bit 0 for good"),
        ("terms.csv", "technique,pen", "technique,stamp", 3, "Bit 0 belongs to pen"),
        ("terms.csv", "technique,pen", "profession,barber", 3, "that bit is another term's"),
        ("terms.csv", "Pen,0", "Pen,63", 3, "below 63"),
        ("terms.csv", "technique,pen", "technik,pen", 3, "write one of profession"),
        ("jurisdictions.csv", "US-OK,Oklahoma", "US-TX,Oklahoma", 4, "US-TX was given on a line above"),
        ("jurisdictions.csv", "US-TX,Texas,US", "US-TX,Texas,MX", 3, "the parent the country that begins it"),
        ("jurisdictions.csv", "Texas,US,yes", "Texas,US,maybe", 3, "write yes or no"),
        ("jurisdictions.csv", "US-TX,Texas", "US-TX," + "x" * 81, 3, "at most 80 characters"),
        ("license_types.csv", "^[0-9]+$", "^[0-9+$", 2, "not a regular expression"),
        ("license_types.csv", "Esthetician,esthetician", "Esthetician,barber", 2, "is not in terms.csv"),
        ("license_types.csv", "secondary,A page", "rumor,A page", 2, "write one of official"),
        ("issuers.csv", "council", "counsel", 2, "which lookup_steps.toml does not have"),
        ("issuers.csv", "Its register,,", "Its register,not an address,", 2, "valid URL"),
        ("issuers.csv", "US-TX,us-", "US-NM,us-", 2, "is not in jurisdictions.csv"),
        ("issuers.csv", "Texas board", "Texas, board", 2, "is a comma not quoted?"),
        ("scope_rules.csv", "up_to_05,", "up_to_06,", 2, "write all, or some of"),
        ("scope_rules.csv", "2027-05-22", "2026-05-22", 2, "review_by is before checked_on"),
        ("scope_rules.csv", "2026-11-22", "22.11.2026", 2, "write a date as"),
        ("scope_rules.csv", "secondary", "demonstration", 2, "belongs to demonstration_scope_rules.csv"),
        ("demonstration_scope_rules.csv", "demonstration,", "official,", 2, "belongs to demonstration_scope_rules.csv"),
        ("scope_rules.csv", "verdict", "ruling", 1, "The columns must be"),
        ("scope_rules.csv", "A rule", '"A rule', 2, "not CSV"),
        ("lookup_steps.toml", "council = ", "council : ", 1, "not TOML"),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_file_and_line_and_nothing_changes(
    edited: Edit, file: str, old: str, new: str, line: int, words: str
) -> None:
    brought(edited())
    edited("jurisdictions.csv", "Oklahoma", "Oklahoma!")
    with pytest.raises(BadReference) as refused:
        brought(edited(file, old, new))
    found = {(fault.file, fault.line) for fault in refused.value.faults if words in fault.sentence}
    assert found == {(file, line)}
    assert f"{file}, line {line}: " in str(refused.value)
    assert set(Jurisdiction.objects.values_list("name", flat=True)) == {"United States", "Texas", "Oklahoma"}
    assert readings() == REAL


def test_a_changed_rule_rewrites_the_search_rows(edited: Edit) -> None:
    factories.qualified("Ada Stone")
    assert Listing.objects.get().license_until is not None
    report = brought(edited())
    assert report.listings == 1
    assert Listing.objects.get().license_until is None
    assert list(listings.drift()) == []
    assert brought(edited()).listings == 0


def test_the_sites_history_keeps_what_changed(edited: Edit) -> None:
    brought(edited())
    brought(edited("terms.csv", "Pen,0", "Motor pen,0"))
    brought(edited(), demonstration=True)
    events = LedgerEvent.objects.filter(subject=ledger.SITE).order_by("seq")
    assert {event.verb for event in events} == {Verb.REFERENCE_LOADED}
    assert [(event.data["table"], event.data["added"], event.data["changed"]) for event in events] == [
        ("jurisdictions", 3, 0), ("terms", 2, 0), ("license_types", 1, 0), ("issuers", 1, 0), ("scope_rules", 2, 0),
        ("terms", 0, 1), ("scope_rules", 1, 1),
    ]  # fmt: skip
    assert [event.data.get("basis") for event in events][-1] == "demonstration"
    assert list(ledger.verify()) == []


@pytest.fixture
def shipped(edited: Edit, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The command reads the small files in place of the shipped ones."""
    folder = edited()
    monkeypatch.setattr(load_reference, "load", partial(load, folder=folder))
    return folder


def test_the_command_counts_each_table(shipped: Path) -> None:
    said = StringIO()
    call_command("load_reference", "--demonstration", "--skip-gazetteer", stdout=said)
    assert said.getvalue().splitlines() == [
        "jurisdictions: 3 added, 0 changed, 0 unchanged, 0 removed",
        "terms: 2 added, 0 changed, 0 unchanged, 0 removed",
        "license_types: 1 added, 0 changed, 0 unchanged, 0 removed",
        "issuers: 1 added, 0 changed, 0 unchanged, 0 removed",
        "scope_rules: 3 added, 0 changed, 0 unchanged, 0 removed",
    ]


def test_the_command_lists_faults_and_fails(shipped: Path, edited: Edit) -> None:
    edited("terms.csv", "Pen,0", "Pen,no")
    with pytest.raises(CommandError, match=r'terms\.csv, line 3: bit is "no": write a whole number\.'):
        call_command("load_reference", "--skip-gazetteer", stdout=StringIO())
    assert not Term.objects.exists()

"""What each reference file says, as records; references to other tables stay keys until they are stored."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from practitioners.models import Issuer, Jurisdiction, LicenseType, ScopeRule, Term
from practitioners.models.term import BITS
from practitioners.reference.rows import SOURCED, Fault, Record, Row, read_rows, read_texts
from practitioners.search.atlas import place_key
from practitioners.vocabulary import Basis, Depth, TermKind, Verdict

LOOKUP_STEPS = "lookup_steps.toml"
RULES, MADE_UP_RULES = "scope_rules.csv", "demonstration_scope_rules.csv"


@dataclass(frozen=True)
class Table:
    """One file, its columns and the noun its rows become; `natural` are the fields that name a row."""

    file: str
    model: type[Model]
    natural: tuple[str, ...]
    columns: tuple[str, ...]
    records: Callable[[Row, Mapping[str, str]], Iterator[Record]]


def _sourced(row: Row) -> dict[str, Any]:
    basis = row.one_of("basis", Basis)
    if (basis == Basis.DEMONSTRATION) is not (row.file == MADE_UP_RULES):
        row.wrong(_("The basis demonstration belongs to %s and to no other file.") % MADE_UP_RULES)
    return {"basis": basis, "source": row.text("source"), "checked_on": row.day("checked_on")}


def _record(
    row: Row, model: type[Model], natural: tuple[str, ...], values: dict[str, Any], **refers: Any
) -> Record:
    row.check_fields(model, values)
    key = tuple(values[name] for name in natural)
    return Record(row.file, row.line, key, values, {name: _several(keys) for name, keys in refers.items()})


def _several(keys: str | tuple[str, ...]) -> tuple[str, ...]:
    return ((keys,) if keys else ()) if isinstance(keys, str) else keys


def _jurisdictions(row: Row, _texts: Mapping[str, str]) -> Iterator[Record]:
    name, code = row.text("name"), row.text("code")
    parent = row.text("parent", needed=False)
    if not re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", code) or parent != code[:2] * ("-" in code):
        row.wrong(
            _("The code must be ISO 3166, such as US or US-TX, and the parent the country that begins it.")
        )
    values = {
        "code": code, "name": name, "name_key": place_key(name),
        "licenses_treatment": row.flag("licenses_treatment"), "reviews_allowed": row.flag("reviews_allowed"),
        "galleries_allowed": row.flag("galleries_allowed"), "note": row.text("note", needed=False), **_sourced(row),
    }  # fmt: skip
    yield _record(row, Jurisdiction, ("code",), values, parent=parent)


def _terms(row: Row, _texts: Mapping[str, str]) -> Iterator[Record]:
    bit = row.whole("bit")
    if bit >= BITS:
        row.wrong(_("The bit must be below %d.") % BITS)
    values = {
        "kind": row.one_of("kind", TermKind), "key": row.text("key"), "label": row.text("label"), "bit": bit,
        "note": row.text("note", needed=False), "position": row.whole("position"), **_sourced(row),
    }  # fmt: skip
    yield _record(row, Term, ("kind", "key"), values)


def _license_types(row: Row, _texts: Mapping[str, str]) -> Iterator[Record]:
    pattern = row.text("number_pattern", needed=False)
    try:
        re.compile(pattern)
    except re.error as problem:
        row.wrong(_("number_pattern is not a regular expression: %s.") % problem)
    values = {
        "key": row.text("key"), "label": row.text("label"), "statutory": row.flag("statutory"),
        "number_pattern": pattern, "number_hint": row.text("number_hint", needed=False), **_sourced(row),
    }  # fmt: skip
    yield _record(row, LicenseType, ("key",), values, profession=row.text("profession"))


def _issuers(row: Row, texts: Mapping[str, str]) -> Iterator[Record]:
    named = row.text("lookup_steps")
    if named not in texts:
        row.wrong(
            _('lookup_steps is "%(named)s", which %(file)s does not have.')
            % {"named": named, "file": LOOKUP_STEPS}
        )
    name, register = row.text("name"), row.text("register_name")
    values = {
        "key": row.text("key"), "name": name, "register_name": register,
        "register_url": row.text("register_url", needed=False),
        "lookup_steps": texts.get(named, "-").replace("{issuer}", name).replace("{register}", register),
        **_sourced(row),
    }  # fmt: skip
    yield _record(
        row,
        Issuer,
        ("key",),
        values,
        jurisdiction=row.text("jurisdiction"),
        license_types=row.keys("license_types"),
    )


def _rules(row: Row, _texts: Mapping[str, str]) -> Iterator[Record]:
    values = {
        "verdict": row.one_of("verdict", Verdict), "citation": row.text("citation", needed=False),
        "note": row.text("note", needed=False), "review_by": row.day("review_by"), **_sourced(row),
    }  # fmt: skip
    if values["review_by"] < values["checked_on"]:
        row.wrong(_("review_by is before checked_on."))
    place, license_type = row.text("jurisdiction"), row.text("license_type")
    said = row.keys("depths")
    known = {depth.key: depth for depth in Depth}
    for word in said:
        if said != ("all",) and word not in known:
            row.wrong(
                _('depths has "%(word)s": write all, or some of %(known)s.')
                % {"word": word, "known": ", ".join(known)}
            )
    row.check_fields(ScopeRule, values)
    for key, depth in known.items():
        if said == ("all",) or key in said:
            refers: dict[str, tuple[str, ...]] = {"jurisdiction": (place,), "license_type": (license_type,)}
            key_of_rule = (place, license_type, depth.value)
            yield Record(row.file, row.line, key_of_rule, {**values, "depth": depth.value}, refers)


_RULE_COLUMNS = (
    "jurisdiction",
    "license_type",
    "depths",
    "verdict",
    "citation",
    "note",
    *SOURCED,
    "review_by",
)
TABLES = {
    "jurisdictions": Table(
        "jurisdictions.csv", Jurisdiction, ("code",),
        ("code", "name", "parent", "licenses_treatment", "reviews_allowed", "galleries_allowed", "note", *SOURCED),
        _jurisdictions,
    ),
    "terms": Table(
        "terms.csv", Term, ("kind", "key"),
        ("kind", "key", "label", "bit", "position", "note", *SOURCED), _terms,
    ),
    "license_types": Table(
        "license_types.csv", LicenseType, ("key",),
        ("key", "label", "profession", "statutory", "number_pattern", "number_hint", *SOURCED), _license_types,
    ),
    "issuers": Table(
        "issuers.csv", Issuer, ("key",),
        ("key", "name", "jurisdiction", "license_types", "register_name", "register_url", "lookup_steps", *SOURCED),
        _issuers,
    ),
    "scope_rules": Table(RULES, ScopeRule, (), _RULE_COLUMNS, _rules),
    "made_up_rules": Table(MADE_UP_RULES, ScopeRule, (), _RULE_COLUMNS, _rules),
}  # fmt: skip
REFERS = {
    "parent": "jurisdictions", "jurisdiction": "jurisdictions", "profession": "terms",
    "license_type": "license_types", "license_types": "license_types",
}  # fmt: skip
"""The table in which each reference of a record is looked up."""


def read_tables(folder: Path, *, faults: list[Fault]) -> dict[str, list[Record]]:
    """Every file's records; what is wrong in a file or between files is added to `faults`."""
    texts = read_texts(folder / LOOKUP_STEPS, faults)
    found = {
        name: [
            record
            for row in read_rows(folder / table.file, table.columns, faults)
            for record in table.records(row, texts)
        ]
        for name, table in TABLES.items()
    }
    for records in found.values():
        faults += _twice(records, lambda record: record.key, _("%s was given on a line above."))
    faults += _twice(
        found["terms"],
        lambda record: (record.values["kind"], record.values["bit"]),
        _("%s: that bit is another term's."),
    )
    faults += _dangling(found)
    return found


def _twice(
    records: list[Record], what: Callable[[Record], tuple[Any, ...]], sentence: str
) -> Iterator[Fault]:
    seen: set[tuple[Any, ...]] = set()
    for record in records:
        if what(record) in seen:
            yield record.fault(sentence % "/".join(str(part) for part in what(record)))
        seen.add(what(record))


def _dangling(found: dict[str, list[Record]]) -> Iterator[Fault]:
    """References to rows that no file has. A country must stand above its parts."""
    known: dict[str, Collection[str]] = {
        name: {record.key[-1] for record in found[name]} for name in REFERS.values()
    }
    known["terms"] = {record.key[1] for record in found["terms"] if record.key[0] == TermKind.PROFESSION}
    above: set[str] = set()
    for record in (record for records in found.values() for record in records):
        for name, keys in record.refers.items():
            for key in keys:
                if key not in (above if name == "parent" else known[REFERS[name]]):
                    file = TABLES[REFERS[name]].file
                    yield record.fault(
                        _('%(name)s "%(key)s" is not in %(file)s above.')
                        % {"name": name, "key": key, "file": file}
                    )
        above |= {record.values["code"]} if "code" in record.values else set()

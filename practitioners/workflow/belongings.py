"""Everything that hangs on one account, found by following keys: a table added later is in it by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.files.storage import Storage
from django.db.models import EmailField, Field, FileField, ForeignKey, Model
from django.utils.text import get_valid_filename

from practitioners import clock
from practitioners.models import (
    Account,
    Amendment,
    Evidence,
    Issuer,
    Jurisdiction,
    LicenseType,
    Practitioner,
    Term,
)

Rows = dict[type[Model], list[Any]]

_NAMED = (Term, Jurisdiction, Issuer, LicenseType)
"""Shared words: told by their name, where other keys are told by their number."""
_DESK = frozenset({"case", "conflict", "opinion"})
"""The moderators' own working papers, which an open inquiry keeps to them; they are erased with the rest."""
_SECRET = {"practitioners": frozenset({"password", "note"})}
"""Columns nobody is told: what signs in, and what one moderator wrote for another."""
_SECRET_ELSEWHERE = frozenset({"data", "key", "session_key"})
"""Columns, in the tables of sign-in, with which somebody else could sign in."""


@dataclass(frozen=True)
class File:
    """One stored file, and the name under which a person finds it again."""

    path: str
    storage: Storage
    name: str


def gather(account: Account) -> Rows:
    """The account and, table by table, every row that points to it or to a row that does."""
    found: Rows = {Account: [account]}
    fresh: Rows = {Account: [account]}
    while fresh:
        reached: Rows = {}
        for model, rows in fresh.items():
            for related, row in _pointing_to(model, rows):
                if row not in found.setdefault(related, []):
                    found[related].append(row)
                    reached.setdefault(related, []).append(row)
        fresh = reached
    return found


def _pointing_to(model: type[Model], rows: list[Any]) -> Iterator[tuple[type[Model], Any]]:
    for relation in model._meta.related_objects:
        related: Any = relation.related_model
        if not relation.many_to_many:
            there = related._base_manager.filter(**{f"{relation.field.name}__in": [row.pk for row in rows]})
            yield from ((related, row) for row in there.order_by("pk"))


def addresses(found: Rows) -> set[str]:
    """Every e-mail address in these rows, in small letters."""
    return {
        getattr(row, field.attname).lower()
        for model, rows in found.items()
        for field in model._meta.concrete_fields
        if isinstance(field, EmailField)
        for row in rows
    } - {""}


def files(found: Rows) -> list[File]:
    """The originals and pictures these rows name, each under a name that says what it is."""
    listed = [
        File(_readable(row, field), field.storage, getattr(row, field.attname).name)
        for model, rows in found.items()
        for field in model._meta.concrete_fields
        if isinstance(field, FileField)
        for row in rows
        if getattr(row, field.attname)
    ]
    portraits = Practitioner._meta.get_field("photo").storage
    proposed = [row for row in found.get(Amendment, []) if row.values.get("photo")]
    return listed + [
        File(f"pictures/proposed-{row.credential_id}{_suffix(name)}", portraits, name)
        for row in proposed
        for name in (str(row.values["photo"]),)
    ]


def told(found: Rows, *, account: Account) -> dict[str, Any]:
    """The same as plain values, by the name of the table; files by the name they are packed under."""
    rows = {
        str(model._meta.model_name): [_told(row, account=account) for row in rows]
        for model, rows in found.items()
        if model._meta.model_name not in _DESK
    }
    return {"made_at": clock.now(), **rows}


def _told(row: Model, *, account: Account) -> dict[str, Any]:
    secret = _SECRET.get(row._meta.app_label, _SECRET_ELSEWHERE)
    columns = {
        field.name: _value(row, field, account=account)
        for field in row._meta.concrete_fields
        if field.name not in secret
    }
    lists = {
        field.name: [str(each) for each in getattr(row, field.name).all()]
        for field in row._meta.many_to_many
        if field.related_model is not Account  # other people's addresses
    }
    return columns | lists


def _value(row: Model, field: "Field[Any, Any]", *, account: Account) -> Any:
    value = getattr(row, field.attname)
    if field.related_model is Account or field.name == "actor_id":
        return _who(value, account=account)
    if isinstance(field, ForeignKey) and field.related_model in _NAMED:
        return str(getattr(row, field.name)) if value else None
    if isinstance(field, FileField):
        return _readable(row, field) if value else ""
    return value


def _who(value: int | None, *, account: Account) -> str | None:
    """Who did it, without anybody else's number."""
    if value is None:
        return None
    return "you" if value == account.pk else "somebody else"


def _readable(row: Any, field: "Field[Any, Any]") -> str:
    stored = str(getattr(row, field.attname).name)
    if isinstance(row, Evidence):
        name = get_valid_filename(PurePath(row.filename).name.strip(".") or "file")
        return f"files/{row.credential.kind}-{row.credential_id}/{row.pk}-{name}"
    whose = f"{row.credential.kind}-{row.credential_id}-" if hasattr(row, "credential") else ""
    return f"pictures/{whose}{field.name}{_suffix(stored)}"


def _suffix(name: str) -> str:
    return PurePath(name).suffix

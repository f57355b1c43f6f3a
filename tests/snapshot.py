"""Everything the domain's tables hold, so that a test can say that nothing changed, or exactly what did."""

from typing import Any

from practitioners.models import (
    Account,
    Amendment,
    Check,
    Credential,
    Evidence,
    Identity,
    Invitation,
    LedgerEvent,
    LedgerHead,
    Listing,
    Notice,
    PhotoSet,
    Place,
    Practitioner,
    Remark,
    Restriction,
    ScopeRule,
    Supervision,
)

TABLES = (
    Account, Amendment, Check, Credential, Evidence, Identity, Invitation, LedgerEvent, LedgerHead, Listing, Notice,
    PhotoSet, Place, Practitioner, Remark, Restriction, ScopeRule, Supervision,
)  # fmt: skip


def taken() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, by the table's name."""
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in TABLES}


def added(before: dict[str, list[dict[str, Any]]], table: type[Any]) -> list[Any]:
    """The rows that came into this table since, oldest first."""
    known = {row[table._meta.pk.attname] for row in before[table.__name__]}
    return [row for row in table.objects.order_by("pk") if row.pk not in known]

"""What the domain asks of its database, looked at by `check --database`."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections

from practitioners import ledger


def ledger_is_guarded(databases: Sequence[str] | None = None, **_options: Any) -> list[CheckMessage]:
    """An error for each trigger that should refuse changes to the ledger and is not there."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if ledger.TABLE not in connection.introspection.table_names():
            continue
        found += [
            Error(
                f"The ledger of database “{alias}” can be changed: trigger {name} is missing.",
                hint="Run `manage.py migrate --skip-checks`; it puts the triggers back.",
                id="practitioners.E001",
            )
            for name in ledger.missing_triggers(connection)
        ]
    return found


def guard_ledger(using: str, **_options: Any) -> None:
    """Put the triggers back after migrations: SQLite loses them whenever it rebuilds the table."""
    connection = connections[using]
    if ledger.TABLE in connection.introspection.table_names():
        ledger.install_triggers(connection)

"""A database of its own, filled for one measurement and dropped after it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection


@contextmanager
def scratch(size: int, *, seed: int, stdout: Any, stderr: Any) -> Iterator[None]:
    """Every query of the block goes to a new database with this many people, beside the one in DATABASE_URL."""
    settings, before = connection.settings_dict, connection.settings_dict["NAME"]
    for_tests = settings["TEST"]["NAME"]
    name = f"{Path(str(before)).stem}_bench_{size}_{os.getpid()}"
    with tempfile.TemporaryDirectory(prefix="bench-", dir=_beside(before)) as folder:
        in_file = connection.vendor == "sqlite"
        settings["TEST"]["NAME"] = f"{folder}/{name}.sqlite3" if in_file else name
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            call_command("load_reference", demonstration=True, stdout=stdout, stderr=stderr)
            call_command("make_directory", size=size, seed=seed, bulk=True, stdout=stdout, stderr=stderr)
            if connection.vendor == "postgresql":
                # What its own autovacuum does within a minute of such a load. SQLite has nothing of the kind.
                with connection.cursor() as cursor:
                    cursor.execute("VACUUM ANALYZE")
            yield
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)
            settings["TEST"]["NAME"] = for_tests


def _beside(name: Any) -> Path | None:
    """The folder of a file database, which has room for another; none for a server's."""
    folder = Path(str(name)).parent
    return folder if connection.vendor == "sqlite" and folder.is_dir() else None

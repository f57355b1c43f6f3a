"""Who gets where: every address behind a door, tried by everybody with both methods and fields nobody asked for."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from practitioners.models import Account, Credential, Practitioner
from tests import snapshot
from tests.authorization.world import (
    ADA,
    BEA,
    HOSTILE,
    OF_A,
    OF_NOBODY,
    REA,
    SAM,
    SUE,
    VISITOR,
    World,
    build,
    desk,
    named,
)

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).with_name("matrix.json")
EVERYBODY = (VISITOR, ADA, BEA, SAM, REA, SUE)
KEPT: dict[type[Model], tuple[str, ...]] = {
    Account: ("role", "is_active"),
    Credential: ("practitioner_id", "level", "valid_from", "valid_until", "checked_on"),
    Practitioner: ("account_id", "suspended_on", "legal_name"),
}
"""Columns that nothing a person posts about themselves may write."""
WATCHED = tuple(f'"{table._meta.db_table}"' for table in snapshot.TABLES)


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Built once: what a test does to it is taken back inside this transaction."""
    folder = tmp_path_factory.mktemp("files")
    roots = {"EVIDENCE_ROOT": folder / "evidence", "MEDIA_ROOT": folder / "media"}
    with django_db_blocker.unblock(), override_settings(**roots), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


def addresses(world: World) -> dict[str, str]:
    """Every address of /my/ and /desk/, with Ada's things where a thing is named."""
    mine = {
        f"portal:{name}": OF_A[name](world, world.ada) if name in OF_A else OF_NOBODY.get(name, {})
        for name in named("portal")
    }
    theirs = {f"desk:{name}": desk(world, name) for name in named("desk")}
    return {name: reverse(name, kwargs=kwargs) for name, kwargs in {**mine, **theirs}.items()}


def answered(client: Client, method: str, path: str) -> int:
    """The status of one try, undone afterwards."""
    with transaction.atomic():
        status = tried(client, method, path)
        transaction.set_rollback(True)
    return status


def tried(client: Client, method: str, path: str) -> int:
    """The status of one try; a file is read to its end, which closes it."""
    response = client.get(path) if method == "GET" else client.post(path, HOSTILE)
    if response.streaming:
        b"".join(response.streaming_content)
    return int(response.status_code)


class Writes:
    """The statements of a block that write to the tables of a snapshot: nothing else can change these."""

    def __init__(self) -> None:
        self.to: list[str] = []

    def __call__(self, execute: Any, sql: str, *further: Any) -> Any:
        """One statement, noted and passed on."""
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and any(table in sql for table in WATCHED):
            self.to.append(sql)
        return execute(sql, *further)


def kept() -> dict[type[Model], dict[int, tuple[Any, ...]]]:
    """The columns that stay as they are, by table and row."""
    return {
        table: {row[0]: row[1:] for row in table._default_manager.values_list("pk", *columns)}
        for table, columns in KEPT.items()
    }


def test_everybody_gets_exactly_as_far_as_the_table_says(world: World) -> None:
    """`WRITE_MATRIX=1` writes the table anew, for a person to read line by line before it is kept."""
    clients = {who: world.client(who) for who in EVERYBODY}
    found = {
        name: {who: [answered(clients[who], method, path) for method in ("GET", "POST")] for who in EVERYBODY}
        for name, path in addresses(world).items()
    }
    if os.environ.get("WRITE_MATRIX") == "1":
        lines = (f'"{name}": {json.dumps(statuses)}' for name, statuses in sorted(found.items()))
        TABLE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    assert found == json.loads(TABLE.read_text(encoding="utf-8"))


def test_the_table_lets_nobody_into_anothers_room() -> None:
    table: dict[str, dict[str, list[int]]] = json.loads(TABLE.read_text(encoding="utf-8"))
    refused = {302, 403, 404, 405}
    for name, statuses in table.items():
        assert set(statuses[VISITOR]) <= {302, 405}, name
        room, _colon, short = name.partition(":")
        if room == "desk":
            for who in (ADA, BEA, SAM):
                assert set(statuses[who]) <= {404, 405}, (name, who)
        elif short in OF_A:
            for who in (BEA, SAM, REA, SUE):
                assert set(statuses[who]) <= refused - {302, 403}, (name, who)
        assert all(status < 500 for pair in statuses.values() for status in pair), name


def test_whoever_is_refused_has_changed_nothing(world: World) -> None:
    table: dict[str, dict[str, list[int]]] = json.loads(TABLE.read_text(encoding="utf-8"))
    for who in EVERYBODY:
        client = world.client(who)
        before = snapshot.taken()
        for name, path in addresses(world).items():
            if who == VISITOR or table[name][who][1] >= 400:
                with connection.execute_wrapper(writes := Writes()):
                    tried(client, "POST", path)
                assert not writes.to or snapshot.taken() == before, (who, name)
        assert snapshot.taken() == before, who


def test_fields_that_nobody_asked_for_are_not_written(world: World) -> None:
    before = kept()
    for who in (ADA, SAM):
        client = world.client(who)
        for name, path in addresses(world).items():
            if name in ("portal:close", "portal:start"):
                continue  # one erases everything, the other opens a record: their own tests
            with transaction.atomic():
                tried(client, "POST", path)
                after = kept()
                for table, rows in before.items():
                    still = {pk: columns for pk, columns in rows.items() if pk in after[table]}
                    assert {pk: after[table][pk] for pk in still} == still, (who, name)
                new = [columns for pk, columns in after[Credential].items() if pk not in before[Credential]]
                assert all(columns[1:] == (0, None, None, None) for columns in new), (who, name)
                transaction.set_rollback(True)

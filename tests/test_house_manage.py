"""What an operator sees of manage.py when a command cannot be carried out: a sentence, and no traceback."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

KEY = "for-this-test-only-0123456789abcdefghijklmnopqrstuvwxyz"


def started(folder: Path, *words: str, database: Path) -> "subprocess.Popen[str]":
    """manage.py with these words, as somebody with that database starts it."""
    told = {
        "DEMONSTRATION": "1", "INSECURE_HTTP": "1", "ALLOWED_HOSTS": "127.0.0.1", "SECRET_KEY": KEY,
        "DATA_DIR": str(folder), "DATABASE_URL": f"sqlite:///{database}", "PATH": os.environ["PATH"],
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR, env=told, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a run in the background is deaf to it
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["folder", "words"])
def test_a_database_that_cannot_be_opened_is_one_sentence(tmp_path: Path, kind: str) -> None:
    database = tmp_path / "kept.sqlite3"
    database.mkdir() if kind == "folder" else database.write_text("These are words and no database. " * 99)
    process = started(tmp_path / "data", "migrate", database=database)
    said, wrong = process.communicate(timeout=60)
    assert (process.returncode, said, wrong.count("\n")) == (1, "", 1)
    assert wrong.startswith("The database cannot be opened: ")


def test_a_demonstration_stopped_while_it_is_filled_keeps_no_half_of_it(tmp_path: Path) -> None:
    database = tmp_path / "kept.sqlite3"
    process = started(tmp_path / "data", "demo", "--port", "8917", "--size", "600", database=database)
    assert process.stderr is not None
    assert any(line.startswith("people ") for line in process.stderr)  # the first of them are written
    process.send_signal(signal.SIGINT)
    _said, wrong = process.communicate(timeout=60)
    assert process.returncode == 1
    assert wrong.splitlines()[-1] == "Stopped before it was done. Run it again to go on."
    assert "Traceback" not in wrong
    with closing(sqlite3.connect(database)) as kept:
        assert kept.execute("SELECT count(*) FROM practitioners_practitioner").fetchone() == (0,)

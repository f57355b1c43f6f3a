"""Settings: a wrong environment is one sentence that names the variable; a right one is secure."""

import os
import runpy
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.management import call_command

from directory import environment as told

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = ROOT / "directory/settings.py"
GOOD = {
    "SECRET_KEY": "long-enough-and-mixed-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "example.org",
    "DATABASE_URL": "sqlite://:memory:",
}
QUESTION = """
from django.conf import settings as s
print(s.DEBUG, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)
print(s.SECURE_HSTS_SECONDS > 0, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE)
print(s.SITE_URL, s.LOOKS_FOR_ISSUER, s.TIME_ZONE)
"""


def run(*arguments: str, **environment: str | None) -> subprocess.CompletedProcess[str]:
    """A fresh process that sees these variables and no others of ours; None takes one away."""
    chosen = {**GOOD, "PATH": os.environ["PATH"], **environment}
    told = {name: value for name, value in chosen.items() if value is not None}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=told, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_a_missing_variable_is_named_in_one_sentence(name: str) -> None:
    answer = run("manage.py", "migrate", "--check", **{name: None})
    assert answer.returncode == 1
    (sentence,) = answer.stderr.splitlines()
    assert sentence.startswith(f"{name} is missing: ")
    assert sentence.endswith(".")


def test_three_variables_are_enough_and_secure() -> None:
    answer = run("-c", QUESTION, DJANGO_SETTINGS_MODULE="directory.settings")
    assert answer.stderr == ""
    assert answer.stdout.split() == [
        "False", "True", "True", "True", "True", "True", "Lax", "https://example.org", "2", "UTC",
    ]  # fmt: skip


def test_the_deployment_check_of_django_is_content() -> None:
    answer = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (answer.returncode, answer.stderr) == (0, "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("ALLOWED_HOSTS", "https://example.org"),
        ("ALLOWED_HOSTS", "example.org:8000"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", " , "),
        ("DATABASE_URL", "/var/data.sqlite3"),
        ("DATABASE_URL", "mysql://root@127.0.0.1/site"),
        ("DATABASE_URL", "postgres://person:hidden-word@host:port/name"),
        ("DATABASE_URL", "postgres://person:hidden-word@host:5432/"),
        ("DEBUG", "maybe"),
        ("LOOKS_FOR_ISSUER", "0"),
        ("LOOKS_FOR_ISSUER", "two"),
        ("SECOND_CHECK_SHARE", "101"),
        ("WORK_DAYS", "monday"),
        ("WORK_FROM", "9"),
        ("WORK_TO", "08:00"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("TIME_ZONE", "../etc/passwd"),
        ("LOG_LEVEL", "loud"),
        ("DATA_DIR", "relative/folder"),
        ("DEFAULT_COUNTRY", "USA"),
        ("SITE_URL", "example.org"),
        ("EMAIL_URL", "pigeon://roof"),
    ],
)
def test_a_malformed_variable_is_named_in_one_sentence(name: str, value: str) -> None:
    with (
        patch.dict(os.environ, {**GOOD, name: value}, clear=True),
        pytest.raises(told.WrongEnvironment) as wrong,
    ):
        runpy.run_path(str(SETTINGS))
    (sentence,) = str(wrong.value).splitlines()
    assert sentence.startswith(name)
    assert sentence.endswith(".")
    assert "hidden-word" not in sentence


def test_a_good_environment_is_read_without_a_word() -> None:
    with patch.dict(os.environ, GOOD, clear=True):
        assert runpy.run_path(str(SETTINGS))["ALLOWED_HOSTS"] == ["example.org"]


def test_a_command_says_the_sentence_and_nothing_else() -> None:
    url = "postgres://person:hidden-word@host:port/name"
    answer = run("manage.py", "migrate", "--check", DATABASE_URL=url)
    (sentence,) = answer.stderr.splitlines()
    assert (answer.returncode, answer.stdout, sentence.split()[0]) == (1, "", "DATABASE_URL")
    assert "hidden-word" not in sentence


def test_evidence_may_not_lie_where_files_are_public(tmp_path: Path) -> None:
    told.apart(EVIDENCE_ROOT=tmp_path / "evidence", MEDIA_ROOT=tmp_path / "media")
    with pytest.raises(told.WrongEnvironment, match="EVIDENCE_ROOT lies inside MEDIA_ROOT"):
        told.apart(EVIDENCE_ROOT=tmp_path / "media" / "private", MEDIA_ROOT=tmp_path / "media")


def test_insecure_http_is_said_and_not_guessed() -> None:
    answer = run("-c", QUESTION, DJANGO_SETTINGS_MODULE="directory.settings", INSECURE_HTTP="1")
    assert answer.stdout.split()[:5] == ["False", "False", "False", "False", "False"]
    assert answer.stdout.split()[7] == "http://example.org"


def test_the_proxy_header_is_trusted_only_when_named() -> None:
    question = "from django.conf import settings as s; print(s.SECURE_PROXY_SSL_HEADER)"
    module = {"DJANGO_SETTINGS_MODULE": "directory.settings"}
    assert run("-c", question, **module).stdout == "None\n"
    named = run("-c", question, SECURE_PROXY_HEADER="X-Forwarded-Proto", **module)
    assert named.stdout == "('HTTP_X_FORWARDED_PROTO', 'https')\n"


@pytest.mark.django_db
def test_sqlite_writes_ahead_and_keeps_foreign_keys() -> None:
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("true only of SQLite")
    with connection.cursor() as cursor:
        answers = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert answers == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1}
    assert connection.transaction_mode == "IMMEDIATE"


def test_every_static_file_survives_the_manifest(settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    manifest = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": manifest}
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").is_file()

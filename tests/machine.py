"""What this machine has for the suite: a browser, a PostgreSQL; and whether it must have them."""

import os
import shutil

REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
POSTGRES_URL = os.environ.get(
    "TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/scalp_credentials"
)  # the database need not exist: the suite makes one called test_… beside it
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
CHROMIUM_FLAGS = [
    "--no-sandbox",  # inside a container there is no second sandbox to be had
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The path of an installed Chromium, or the one named by CHROMIUM; none is ever downloaded."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def postgres_answers(url: str) -> bool:
    """Whether a PostgreSQL takes us in at that address within three seconds."""
    try:
        import psycopg  # an extra: without it there is nothing to ask
    except ImportError:
        return False
    server, _, _ = url.rpartition("/")
    try:
        psycopg.connect(f"{server}/postgres", connect_timeout=3).close()
    except psycopg.Error:
        return False
    return True

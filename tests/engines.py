"""Runs the whole suite on SQLite, then all but the browser's part on PostgreSQL (`make test`).

What a browser shows does not depend on the engine, and what depends on the engine is tested without one.
"""

import os
import subprocess
import sys

from tests.machine import POSTGRES_URL, REQUIRE_ALL, postgres_answers

NO_TESTS = 5
"""What pytest ends with when there was nothing to run."""


def main(arguments: list[str]) -> int:
    """The first exit code that is not zero; with REQUIRE_ALL=1 a missing engine is one."""
    engines: list[tuple[str, str | None, list[str]]] = [
        ("SQLite, without the browser", None, ["-m", "not browser"]),
        # Each page is a test of its own, so they are dealt out one by one and not by files.
        ("SQLite, in the browser", None, ["-m", "browser", "--dist=load"]),
    ]
    if postgres_answers(POSTGRES_URL):
        engines.append(("PostgreSQL, without the browser", POSTGRES_URL, ["-m", "not browser"]))
    else:
        loud(
            "PostgreSQL is NOT tested: none answers at 127.0.0.1:5432 as postgres, nor at TEST_POSTGRES_URL."
        )
        if REQUIRE_ALL:
            return 1
    for name, url, left_out in engines:
        loud(f"The suite on {name}")
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        if url:
            environment["DATABASE_URL"] = url
        code = subprocess.run(
            [sys.executable, "-m", "pytest", *left_out, *arguments], env=environment, check=False
        ).returncode
        # With `make test ARGS=…` a part may have none of the tests that were asked for.
        if code and not (code == NO_TESTS and arguments):
            return code
    return 0


def loud(sentence: str) -> None:
    """One line that cannot be missed between two runs."""
    print(f"\n=== {sentence} ===", flush=True)  # noqa: T201  # this program speaks to a terminal


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

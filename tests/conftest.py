"""What all tests share: a clock that can stand still, tables that can be emptied, a word on what is missing."""

import os
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import hypothesis
import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.utils import translation

from practitioners import ledger
from tests.machine import REQUIRE_ALL, chromium

OF_MIGRATIONS = {"django_content_type", "auth_permission"}
LONGEST = {
    "test_bench", "test_cast", "test_cast_built", "test_demonstration_desk", "test_html", "test_make_directory",
    "test_matrix", "test_standing_properties",
}  # fmt: skip
"""Modules of few tests that take many seconds: at the end, one worker would wait for the other with one of them."""

# Examples that touch a database take as long as they take; in CI the same ones are tried every time.
hypothesis.settings.register_profile("house", deadline=None, derandomize=os.environ.get("CI") == "true")
hypothesis.settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Fail at once where everything is required and the browser is not there."""
    if REQUIRE_ALL and not chromium():
        raise pytest.UsageError("REQUIRE_ALL=1, but there is no Chromium on this machine: install chromium.")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what this machine or this engine cannot do; begin with what takes longest."""
    items.sort(key=lambda item: item.path.stem not in LONGEST)
    for item in items:
        if item.get_closest_marker("browser") and not chromium():
            item.add_marker(pytest.mark.skip(reason="no Chromium"))
        if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
            item.add_marker(pytest.mark.skip(reason="true only of PostgreSQL"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly that the browser tests did not run."""
    if not chromium():
        terminalreporter.write_line(
            "=== Browser tests did NOT run: no Chromium on this machine. ===", red=True
        )


@pytest.fixture
def frozen() -> Iterator[Callable[[date], None]]:
    """`frozen(day)` stops the clock at noon of that day, in the site's time zone, until the test ends."""
    travels: list[time_machine.travel] = []

    def stop_at(day: date) -> None:
        noon = datetime.combine(day, time(12), tzinfo=ZoneInfo(settings.TIME_ZONE))
        travel = time_machine.travel(noon, tick=False)
        travel.start()
        travels.append(travel)

    yield stop_at
    for travel in reversed(travels):
        travel.stop()


@pytest.fixture(autouse=True)
def _the_language_of_the_test_before_is_forgotten() -> None:
    """A request leaves its language active in its thread until the next one; a test asks without one."""
    translation.deactivate()


@pytest.fixture(scope="session", autouse=True)
def _real_transactions_leave_nothing() -> Iterator[None]:
    """A test with real transactions ends in empty tables, the guarded ledger among them.

    Django would truncate them, which makes every file of a table anew, and then write again what a migration knows.
    """

    def emptied(_self: TransactionTestCase) -> None:
        tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
        ledger.drop_triggers(connection)
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for table in sorted(tables - OF_MIGRATIONS):
                    cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608  # our own
        finally:
            ledger.install_triggers(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        yield

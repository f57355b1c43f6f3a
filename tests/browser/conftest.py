"""One directory, one server and one browser for all of these tests; a fresh profile for each."""

import os
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import override_settings
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from practitioners import ledger
from tests.browser import world
from tests.machine import CHROMIUM_FLAGS, chromium

# A machine with other work to do is slow; waiting ends as soon as the page is ready.
expect.set_options(timeout=30_000)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These come last and together: their directory is committed, and no other test may see it."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="package")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a server over a small directory, made once; it says that it is a demonstration."""
    with (
        django_db_blocker.unblock(),
        override_settings(DEMONSTRATION=True, ROOT_URLCONF="tests.browser.urls"),
    ):
        world.build()
        server = LiveServer("127.0.0.1")
        try:
            yield server.url
        finally:
            server.stop()
            ledger.drop_triggers(connection)
            call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
            ledger.install_triggers(connection)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium; Playwright's is never downloaded."""
    # Playwright's loop runs in the test's thread, and Django would refuse the ORM there.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chrome = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        yield chrome
        chrome.close()
        # Beside a running loop Django opens connections of its own, and nobody would close them.
        connections.close_all()

"""The headers as a browser understands them."""

import pytest
from playwright.sync_api import ConsoleMessage, Page

pytestmark = pytest.mark.browser


def listen(tab: Page) -> list[str]:
    """What the console says from now on, but for a picture that the small answers of health have not got."""
    heard: list[str] = []

    def on(message: ConsoleMessage) -> None:
        if not message.location["url"].endswith("/favicon.ico"):
            heard.append(message.text)

    tab.on("console", on)
    return heard


def test_no_header_raises_a_console_message(live_server, tab: Page) -> None:
    heard = listen(tab)
    answer = tab.goto(f"{live_server.url}/health/live")
    tab.wait_for_timeout(200)
    assert answer is not None
    assert answer.status == 200
    assert heard == []


def test_a_page_may_not_run_inline_scripts(live_server, tab: Page) -> None:
    heard = listen(tab)
    tab.goto(f"{live_server.url}/health/live")
    tab.evaluate(
        """() => { const script = document.createElement('script');
        script.textContent = 'window.ran = true'; document.documentElement.append(script); }"""
    )
    tab.wait_for_timeout(200)
    assert tab.evaluate("() => window.ran === undefined")
    assert len([text for text in heard if "Content Security Policy" in text]) == 1

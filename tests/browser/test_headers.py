"""The headers as a browser understands them."""

import pytest
from playwright.sync_api import Browser

from tests.browser.visit import visiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_no_header_raises_a_console_message(site: str, browser: Browser) -> None:
    with visiting(browser, site) as visit:
        assert visit.open("/") == 200
        visit.tab.wait_for_load_state("networkidle")
        assert visit.heard == []


def test_a_page_may_not_run_inline_scripts(site: str, browser: Browser) -> None:
    with visiting(browser, site) as visit:
        visit.open("/")
        visit.tab.evaluate(
            """() => { const script = document.createElement('script');
            script.textContent = 'window.ran = true'; document.body.append(script); }"""
        )
        visit.tab.wait_for_timeout(200)
        assert visit.tab.evaluate("() => window.ran === undefined")
        assert "console: policy: script-src-elem refused inline" in visit.heard

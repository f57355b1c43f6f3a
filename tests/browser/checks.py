"""What a page must be, asked of the page as it is laid out; each check answers with what is wrong, in words."""

from collections.abc import Sequence
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

LOOKS = Path(__file__).with_name("checks.js").read_text(encoding="utf-8")
WIDTHS = (320, 360, 768, 1280, 1600)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# These are what another width or color scheme can break on a page that is otherwise the same.
LAYOUT_RULES = ["target-size", "scrollable-region-focusable"]
COLOR_RULES = ["color-contrast", "link-in-text-block"]


def arm(tab: Page) -> None:
    """Bring the checks into an open page; its content policy does not bind the tester."""
    tab.evaluate(AXE_SCRIPT)
    tab.evaluate(LOOKS)


def looks(tab: Page, *names: str) -> list[str]:
    """The findings of these checks of `checks.js`."""
    return [f"{name}: {finding}" for name in names for finding in tab.evaluate(f"() => looks.{name}()")]


def axe(tab: Page, rules: Sequence[str] | None = None) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA and its best practices, or against some rules."""
    only = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": TAGS}
    options = {"runOnly": only, "resultTypes": ["violations"]}
    answer = tab.evaluate("options => axe.run(document, options)", options)
    return [
        f"axe {violation['id']}: {' '.join(map(str, node['target']))} {node['failureSummary']}"
        for violation in answer["violations"]
        for node in violation["nodes"]
    ]

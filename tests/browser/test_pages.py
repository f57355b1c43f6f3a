"""Every public page in both color schemes: reachable for all, nothing cut off, nothing heard."""

import pytest
from playwright.sync_api import Browser

from tests.browser.checks import COLOR_RULES, LAYOUT_RULES, WIDTHS, arm, axe, looks
from tests.browser.visit import Visit, visiting
from tests.pages import PAGES, Shown

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
WIDE, NARROW = 1280, 320


@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.name)
def test_a_page_is_right_at_every_width(site: str, browser: Browser, shown: Shown) -> None:
    with visiting(browser, site, color_scheme="light") as visit:
        _opened(visit, shown)
        found = {}
        for width in WIDTHS:
            visit.resize(width)
            rules = None if width in (WIDE, NARROW) else LAYOUT_RULES
            found[width] = looks(visit.tab, "empty", "sideways", "targets", "controls") + axe(
                visit.tab, rules
            )
        for width in (WIDE, 360):
            visit.resize(width)
            found[f"{width}, text twice as large"] = looks(visit.tab, "bigger")
        visit.tab.emulate_media(forced_colors="active")
        found["forced colors"] = looks(visit.tab, "forced", "empty")
        visit.tab.emulate_media(forced_colors="none", reduced_motion="reduce")
        found["reduced motion"] = looks(visit.tab, "still")
        visit.tab.emulate_media(media="print")
        found["print"] = looks(visit.tab, "printed", "empty", "sideways")
        assert _wrong(found) == {}
        assert visit.heard == []


@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.name)
def test_a_page_can_be_read_in_the_dark(site: str, browser: Browser, shown: Shown) -> None:
    with visiting(browser, site, color_scheme="dark") as visit:
        _opened(visit, shown)
        found = {}
        for width in (WIDE, NARROW):
            visit.resize(width)
            found[width] = axe(visit.tab, COLOR_RULES)
        visit.tab.emulate_media(media="print")
        found["print"] = looks(visit.tab, "printed")
        assert _wrong(found) == {}
        assert visit.heard == []


def _opened(visit: Visit, shown: Shown) -> None:
    """The page is open, is the one that was meant, and the checks are in it."""
    assert visit.open(shown.path) == shown.status
    assert shown.says in visit.tab.content()
    arm(visit.tab)


def _wrong(found: dict[object, list[str]]) -> dict[object, list[str]]:
    return {where: findings for where, findings in found.items() if findings}

"""Spanish in a browser: its longer words fit on every page, and the choice works without scripts."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.checks import LAYOUT_RULES, arm, axe, looks
from tests.browser.visit import visiting
from tests.pages import PAGES, Shown

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
NARROW, WIDE = 320, 1280
NAMES = (
    "home", "many filters", "none found", "several places", "wrong values", "profile, two places",
    "profile, supervised", "profile, suspended", "history", "how we check", "levels", "numbers", "display", "broken",
)  # fmt: skip
SHOWN = tuple(shown for shown in PAGES if shown.name in NAMES)


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: shown.name)
def test_spanish_words_fit(site: str, browser: Browser, shown: Shown) -> None:
    with visiting(browser, site, locale="es-MX") as visit:
        assert visit.open(shown.path) == shown.status
        expect(visit.tab.locator("html")).to_have_attribute("lang", "es")
        arm(visit.tab)
        found = {}
        for width in (WIDE, NARROW):
            visit.resize(width)
            found[width] = looks(visit.tab, "empty", "sideways", "targets", "controls")
            found[width] += axe(visit.tab, LAYOUT_RULES)
        assert {width: findings for width, findings in found.items() if findings} == {}
        assert visit.heard == []


def test_the_language_is_chosen_without_scripts(site: str, browser: Browser) -> None:
    with visiting(browser, site, width=360, locale="en-US", java_script_enabled=False) as visit:
        visit.open("/find/?q=78701&within=25")
        visit.tab.get_by_role("button", name="Español").click()
        expect(visit.tab).to_have_url(f"{site}/find/?q=78701&within=25")
        expect(visit.tab.locator("html")).to_have_attribute("lang", "es")
        expect(visit.tab.get_by_role("heading", level=1)).to_contain_text("cerca de 78701")
        visit.open("/how-we-check/")
        expect(visit.tab.locator("html")).to_have_attribute("lang", "es")
        visit.tab.get_by_role("button", name="English").click()
        expect(visit.tab.get_by_role("heading", level=1)).to_contain_text("How we check")
        assert visit.heard == []

"""Filtering without reloading: the page stays where it is, tells what it found, and fails in words."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.visit import Visit, visiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
START = "/find/?q=78701"
PATIENCE = 30_000


@pytest.fixture
def visit(site: str, browser: Browser) -> Iterator[Visit]:
    with visiting(browser, site) as found:
        assert found.open(START) == 200
        yield found


def heading(tab: Page) -> str:
    """What the list says of itself."""
    return tab.locator("#results-h").inner_text()


def filtered(tab: Page, value: str, heading_before: str) -> str:
    """Tick one of the six with the keyboard and wait for other results; what they say of themselves."""
    box = tab.locator(f"input[name=meets][value={value}]")
    box.focus()
    tab.keyboard.press("Space")
    expect(tab.locator("#results-h")).not_to_have_text(heading_before, timeout=PATIENCE)
    return heading(tab)


def test_a_filter_changes_results_counts_and_address_and_nothing_else(visit: Visit) -> None:
    tab = visit.tab
    tab.evaluate("document.getElementById('filters').dataset.same = 'yes'")
    before = heading(tab)
    after = filtered(tab, "license", before)
    assert tab.evaluate("document.activeElement.value") == "license"
    assert tab.evaluate("document.getElementById('filters').dataset.same") == "yes"
    expect(tab.locator("#say")).to_have_text(after, timeout=PATIENCE)
    assert after.split()[0] == tab.locator("#f-meets-license").inner_text()
    assert tab.url.endswith("/find/?q=78701&within=25&meets=license&sort=distance")
    assert tab.title().startswith(tab.locator("h1").inner_text())
    tab.reload()
    assert heading(tab) == after
    assert tab.locator("input[name=meets][value=license]").is_checked()
    assert visit.heard == []


def test_back_shows_what_was_there_with_its_boxes(visit: Visit) -> None:
    tab = visit.tab
    before = heading(tab)
    filtered(tab, "license", before)
    tab.go_back()
    expect(tab.locator("#results-h")).to_have_text(before, timeout=PATIENCE)
    assert tab.url.endswith(START)
    assert not tab.locator("input[name=meets][value=license]").is_checked()


def test_a_late_answer_to_an_older_question_is_dropped(visit: Visit) -> None:
    tab, held = visit.tab, []

    def hold_the_first(route: Route) -> None:
        if not held:
            held.append(route)
        else:
            route.continue_()

    before = heading(tab)
    tab.route("**/find/?*", hold_the_first)
    tab.locator("input[name=meets][value=license]").check()
    tab.wait_for_function("() => document.getElementById('results').ariaBusy === 'true'", timeout=PATIENCE)
    after = filtered(tab, "training", before)
    assert len(held) == 1
    assert "meets=license&meets=training" in tab.url
    expect(tab.locator("#say")).to_have_text(after, timeout=PATIENCE)
    assert not tab.locator("#stale").is_visible()


def test_a_failure_keeps_the_results_and_says_what_to_do(visit: Visit) -> None:
    tab = visit.tab
    before = heading(tab)
    tab.route("**/find/?*", lambda route: route.abort())
    tab.locator("input[name=meets][value=license]").check()
    expect(tab.locator("#stale")).to_be_visible(timeout=PATIENCE)
    assert tab.locator("#stale").inner_text() == "Could not update. Use “Apply filters”."
    assert heading(tab) == before
    assert tab.locator("#results").get_attribute("aria-busy") == "false"
    tab.unroute("**/find/?*")
    tab.get_by_role("button", name="Apply filters").click()
    expect(tab.locator("input[name=meets][value=license]")).to_be_checked(timeout=PATIENCE)
    assert "meets=license" in tab.url


def test_the_location_is_asked_for_by_hand_and_only_fills_the_box(site: str, browser: Browser) -> None:
    place = {"latitude": 30.26715, "longitude": -97.74306}
    with visiting(browser, site, geolocation=place, permissions=["geolocation"]) as visit:
        visit.open("/")
        assert visit.tab.locator("#q").input_value() == ""
        visit.tab.get_by_role("button", name="Use my location").click()
        expect(visit.tab.locator("#q")).to_have_value("30.27, -97.74", timeout=PATIENCE)
        assert visit.tab.url.endswith("/")
        assert visit.heard == []


def test_without_scripts_there_is_no_button_that_does_nothing(site: str, browser: Browser) -> None:
    with visiting(browser, site, java_script_enabled=False) as visit:
        for path in ("/", START):
            visit.open(path)
            assert visit.tab.get_by_role("button", name="Use my location").count() == 0

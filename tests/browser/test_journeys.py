"""From a town to the evidence about one person, by hand and by keyboard, with scripts and without."""

import gzip
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from practitioners.models import Practitioner
from practitioners.vocabulary import Criterion, Level, TermKind
from tests.browser import truth
from tests.browser.visit import Visit, visiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
both = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
ON_A_PAGE = 20
MOST_BYTES = 60_000


def reach(tab: Page, selector: str) -> None:
    """Press Tab until that element has the focus, and see that the focus can be seen."""
    for _ in range(250):
        tab.keyboard.press("Tab")
        if tab.evaluate("selector => document.activeElement.matches(selector)", selector):
            outline = tab.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none"
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard.")


def total(tab: Page) -> int:
    """The number in the heading of the results."""
    return int(tab.locator("#results-h").inner_text().split()[0].replace(",", ""))


def names(tab: Page) -> list[str]:
    """The people on this page of results."""
    return tab.locator("#results article h3 a").all_inner_texts()


def counts(tab: Page, name: str) -> dict[str, int]:
    """What the filters say each value of this name would leave."""
    boxes = tab.locator(f"#filters input[name={name}]")
    rows = [boxes.nth(index) for index in range(boxes.count())]
    return {
        str(row.get_attribute("value")): int(row.locator("xpath=..").locator(".count").text_content() or "")
        for row in rows
    }


def asked(tab: Page) -> dict[str, list[str]]:
    """The question in the address, in the order of names."""
    return dict(sorted(parse_qs(urlsplit(tab.url).query).items()))


@both
def test_three_pages_to_the_evidence_on_a_phone(site: str, browser: Browser, scripts: bool) -> None:
    with visiting(browser, site, width=360, java_script_enabled=scripts) as visit:
        tab, here = visit.tab, truth.around(truth.listed(), miles=25)
        qualified = truth.people(here, lambda seen: seen.standing.qualified)
        assert visit.open("/") == 200
        _home_is_true(tab)
        tab.get_by_label("Town, postcode or practitioner name").fill("78701")
        tab.get_by_label("Only those who meet the published Standard").check()
        tab.get_by_role("button", name="Search").click()
        expect(tab).to_have_url(re.compile(r"/find/\?.*qualified=on"))
        assert total(tab) == len(qualified) > ON_A_PAGE
        assert sorted(names(tab)) == sorted(qualified[:ON_A_PAGE])
        tab.get_by_role("link", name="Ada Stone", exact=True).click()
        expect(tab.locator("h1")).to_have_text("Ada Stone")
        _evidence_is_true(tab, "Ada Stone")
        tab.get_by_role("link", name="Back to your results").click()
        assert asked(tab)["q"] == ["78701"]
        assert total(tab) == len(qualified)
        assert visit.heard == []


def _home_is_true(tab: Page) -> None:
    """The three numbers of the home page, counted by hand."""
    standings = truth.listed()
    listed = {standing.practitioner.pk for standing in standings}
    qualified = {standing.practitioner.pk for standing in standings if standing.qualified}
    text = tab.locator("main").inner_text()
    assert f"{len(listed)} practitioners can be found today." in text
    assert f"{len(qualified)} meet the published Standard in all six today." in text
    assert f"{truth.licenses_confirmed()} licenses confirmed at source" in text


def _evidence_is_true(tab: Page, name: str) -> None:
    """What the profile says it knows is what the record is worth, criterion by criterion."""
    person = Practitioner.objects.get(public_name=name)
    first = next(standing for standing in truth.listed() if standing.practitioner == person)
    worth = first.counts
    said = [int(words.split()[0]) for words in tab.locator("main header strong").all_inner_texts()]
    assert said == [worth[Level.ISSUER], worth[Level.DOCUMENT], worth[Level.STATEMENT]]
    shown = tab.locator("article.claim").evaluate_all("all => all.map(one => [one.id, one.dataset.ev])")
    assert shown == [[s.criterion.value, s.tone] for s in first.strip]


@both
def test_filters_by_keyboard_alone_then_page_sort_profile_and_back(
    site: str, browser: Browser, scripts: bool
) -> None:
    with visiting(browser, site, java_script_enabled=scripts) as visit:
        tab, here = visit.tab, truth.around(truth.listed(), miles=25)
        visit.open("/")
        reach(tab, "#q")
        tab.keyboard.type("78701")
        tab.keyboard.press("Enter")
        expect(tab).to_have_url(re.compile(r"/find/\?.*q=78701"))
        assert total(tab) == len(truth.people(here))
        assert names(tab) == _nearest_first(here)[:ON_A_PAGE]
        for criterion, count in counts(tab, "meets").items():
            met = truth.people(here, lambda seen, key=criterion: seen.standing.criteria[Criterion(key)].met)
            assert (criterion, count) == (criterion, len(met))
        for language, count in counts(tab, "language").items():
            assert count == len(truth.people(here, truth.says(TermKind.LANGUAGE, language)))
        reach(tab, "#filters input[name=meets][value=license]")
        tab.keyboard.press("Space")
        reach(tab, "#filters button")
        tab.keyboard.press("Enter")
        expect(tab).to_have_url(re.compile("meets=license"))
        licensed = [seen for seen in here if seen.standing.criteria[Criterion.LICENSE].met]
        assert total(tab) == len(truth.people(licensed)) > ON_A_PAGE
        first_page = names(tab)
        reach(tab, ".pager a[rel=next]")
        tab.keyboard.press("Enter")
        expect(tab).to_have_url(re.compile("page=2"))
        assert sorted(first_page + names(tab)) == sorted(truth.people(licensed))
        _sorts_and_returns(visit, truth.people(licensed))
        assert visit.heard == []


def _nearest_first(here: list[truth.Seen]) -> list[str]:
    """Names by distance; those at one spot in the order in which their places were written down."""
    return truth.people(sorted(here, key=lambda seen: (round(seen.miles, 6), seen.standing.place.pk)))


def _sorts_and_returns(visit: Visit, people: list[str]) -> None:
    """By name from the first page on, to the first profile, and back to the same question."""
    tab = visit.tab
    reach(tab, "#sort")
    tab.keyboard.press("N")
    reach(tab, ".sort button")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile("sort=name"))
    assert names(tab) == sorted(people)[:ON_A_PAGE]
    assert "page" not in asked(tab)
    question = asked(tab)
    reach(tab, "#results article h3 a")
    tab.keyboard.press("Enter")
    expect(tab.locator("h1")).to_have_text(sorted(people)[0])
    reach(tab, ".crumb a")
    tab.keyboard.press("Enter")
    expect(tab.locator("#results-h")).to_be_visible()
    assert asked(tab) == question
    assert names(tab) == sorted(people)[:ON_A_PAGE]


def test_the_filter_panel_opens_on_a_phone_without_scripts(site: str, browser: Browser) -> None:
    with visiting(browser, site, width=360, java_script_enabled=False) as visit:
        tab = visit.tab
        visit.open("/find/?q=78701")
        box = tab.locator("#filters input[name=qualified]")
        expect(box).to_be_hidden()
        tab.get_by_role("link", name="Filters").click()
        expect(box).to_be_visible()
        box.check()
        tab.get_by_role("button", name="Apply filters").click()
        expect(tab.locator(".chips a").first).to_be_visible()
        here = truth.around(truth.listed(), miles=25)
        fewer = total(tab)
        assert fewer == len(truth.people(here, lambda seen: seen.standing.qualified))
        tab.get_by_role("link", name="Remove filter:").click()
        expect(tab.locator(".chips")).to_have_count(0)
        assert total(tab) == len(truth.people(here)) > fewer


def test_numbers_that_change_in_place_are_true_as_well(site: str, browser: Browser) -> None:
    with visiting(browser, site) as visit:
        tab, here = visit.tab, truth.around(truth.listed(), miles=25)
        visit.open("/find/?q=78701")
        reach(tab, "#filters input[name=qualified]")
        tab.keyboard.press("Space")
        expect(tab).to_have_url(re.compile("qualified=on"))
        qualified = [seen for seen in here if seen.standing.qualified]
        expect(tab.locator("#results-h")).to_contain_text(f"{len(truth.people(qualified))} practitioners")
        assert names(tab) == _nearest_first(qualified)[:ON_A_PAGE]
        for language in counts(tab, "language"):
            number = len(truth.people(qualified, truth.says(TermKind.LANGUAGE, language)))
            expect(tab.locator(f"#f-language-{language}")).to_have_text(str(number))
        assert visit.heard == []


@both
def test_display_settings_are_kept_in_this_browser(site: str, browser: Browser, scripts: bool) -> None:
    with visiting(browser, site, java_script_enabled=scripts, color_scheme="light") as visit:
        tab = visit.tab
        visit.open("/find/?q=78701")
        assert "miles" in tab.locator("#results-h").inner_text()
        paper = tab.evaluate("() => getComputedStyle(document.body).backgroundColor")
        tab.locator("footer").get_by_role("link", name="Light, dark or device colors").click()
        for choice in ("Dark", "Kilometers", "Wider lines, words and letters"):
            tab.get_by_label(choice).check()
        tab.get_by_role("button", name="Save").click()
        tab.get_by_role("link", name="Back to where you were").click()
        expect(tab.locator("html")).to_have_attribute("data-theme", "dark")
        expect(tab.locator("html")).to_have_attribute("data-spacing", "wide")
        assert "km" in tab.locator("#results-h").inner_text()
        assert tab.evaluate("() => getComputedStyle(document.body).backgroundColor") != paper
        visit.resize(320)
        assert tab.evaluate("() => document.scrollingElement.scrollWidth") <= 320
        assert visit.heard == []


def test_a_long_word_in_the_box_of_problems_is_broken(site: str, browser: Browser) -> None:
    with visiting(browser, site, width=320) as visit:
        visit.tab.goto(f"{site}/find/?language={'z' * 300}")
        expect(visit.tab.locator("#problems")).to_be_visible()
        assert visit.tab.evaluate("() => document.scrollingElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", ["/", "/find/", "/p/ada-stone/"])
def test_a_page_fits_into_sixty_kilobytes(site: str, browser: Browser, path: str) -> None:
    with visiting(browser, site) as visit:
        answers: list[Response] = []
        visit.tab.on("response", lambda answer: answers.append(answer))
        visit.open(path)
        visit.tab.wait_for_load_state("networkidle")
        # As sent, with style and scripts; the server of the tests does not compress, so this does.
        weight = sum(len(gzip.compress(answer.body())) for answer in answers)
    assert len(answers) > 1
    assert weight <= MOST_BYTES

"""Every page of a practitioner's record: reachable for all in both schemes, on a phone and on a desk."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.plugin import DjangoDbBlocker

from tests.authorization.world import named
from tests.browser import rich
from tests.browser.checks import COLOR_RULES, arm, axe, looks
from tests.browser.record import Typist, let_in
from tests.browser.visit import Visit, visiting

pytestmark = pytest.mark.browser
WIDE, NARROW = 1280, 320
NO_PAGES = {
    "publish", "calendar", "confirm", "confirm_all", "export", "unlist", "add", "renew", "appeal", "evidence_page",
    "evidence_original", "evidence_read", "evidence_remove", "portrait_remove", "portrait_image", "photo",
    "supervision_confirm", "supervision_end", "sheet",
}  # fmt: skip
"""Addresses that take a POST, or give a file."""
TOKENS = """() => [...document.querySelectorAll('form[method=post]')]
    .filter(form => !form.elements.csrfmiddlewaretoken?.value).map(form => form.action)"""


@pytest.fixture(scope="module")
def record(site: str, django_db_blocker: DjangoDbBlocker) -> Iterator[rich.Rich]:
    """Committed, so that the server sees it; flushed with the directory."""
    with django_db_blocker.unblock():
        yield rich.build()


def faults(visit: Visit, name: str) -> dict[str, list[str]]:
    """What is wrong with the open page, at both widths and in both schemes."""
    found = {}
    arm(visit.tab)
    for width in (WIDE, NARROW):
        visit.resize(width)
        found[f"{name}, {width}"] = looks(visit.tab, "empty", "sideways", "targets", "controls") + axe(
            visit.tab
        )
    visit.tab.emulate_media(color_scheme="dark")
    found[f"{name}, dark"] = axe(visit.tab, COLOR_RULES)
    visit.resize(WIDE)
    found[f"{name}, wide and dark"] = axe(visit.tab, COLOR_RULES)
    visit.tab.emulate_media(color_scheme="light")
    found[f"{name}, forms"] = visit.tab.evaluate(TOKENS)
    return {where: wrong for where, wrong in found.items() if wrong}


# Its mark is what asks for a database for all of these; the others let people in, which the server must see.
@pytest.mark.django_db
def test_no_page_is_forgotten(record: rich.Rich) -> None:
    known = {name.split(",")[0].split(" ")[0] for name in rich.addresses(record)}
    assert known | NO_PAGES | {"start"} == set(named("portal"))


def test_every_page_of_a_full_record_is_right(site: str, browser: Browser, record: rich.Rich) -> None:
    found: dict[str, list[str]] = {}
    with visiting(browser, site, color_scheme="light", reduced_motion="reduce") as visit:
        let_in(visit.tab, site, record.person.account)
        for name, path in rich.addresses(record).items():
            assert (name, visit.open(path)) == (name, 200)
            assert visit.tab.url == site + path
            found |= faults(visit, name)
        assert found == {}
        assert visit.heard == []


def test_the_first_pages_of_a_record_are_right(site: str, browser: Browser, record: rich.Rich) -> None:
    found: dict[str, list[str]] = {}
    for account, names in (
        (record.nobody, ("start/", "account/", "account/close/")),
        (
            record.newcomer.account,
            ("", "declarations/", "photos/", "places/", "send/", "training/", "preview/"),
        ),
    ):
        with visiting(browser, site, color_scheme="light", reduced_motion="reduce") as visit:
            let_in(visit.tab, site, account)
            for name in names:
                assert visit.open(f"/my/{name}") == 200
                found |= faults(visit, f"first {name}")
            assert visit.heard == []
    assert found == {}


def test_pages_that_say_what_is_wrong_are_right(site: str, browser: Browser, record: rich.Rich) -> None:
    at = rich.addresses(record)
    found: dict[str, list[str]] = {}
    with visiting(browser, site, color_scheme="light", reduced_motion="reduce") as visit:
        let_in(visit.tab, site, record.person.account)
        for name, wrong in WRONG.items():
            visit.open(at[name])
            wrong(Typist(visit.tab))
            expect(visit.tab.locator("#problems")).to_be_visible()
            assert visit.tab.title().startswith("Error: ")
            found |= faults(visit, f"wrong {name}")
        assert found == {}
        assert visit.heard == []


def _left_empty(typist: Typist) -> None:
    typist.press("Save and go on")


def _typed_in_an_old_window(typist: Typist) -> None:
    typist.type("Insurer", "Example Mutual")
    typist.choose("Does the policy name scalp microneedling?", "Yes")
    typist.choose("Where does this hold?", "At all my places")
    typist.tab.locator("input[name=seen]").evaluate("box => { box.value = '99' }")
    typist.press("Save and go on")


def _address_of_several(typist: Typist) -> None:
    typist.type("Name of the practice", "Third Rooms")
    typist.type("Town (optional)", "Springfield")
    typist.press("Save")


def _promised(typist: Typist) -> None:
    typist.type("About you (optional)", "My treatment is proven to cure hair loss.")
    typist.press("Save")


WRONG: dict[str, Callable[[Typist], None]] = {
    "question, training, course": _left_empty,
    "question, infection_control, protocol": _left_empty,
    "question, insurance, policy": _typed_in_an_old_window,
    "evidence, none": lambda typist: typist.press("Send this file"),
    "place_add": _address_of_several,
    "about": _promised,
    "portrait": lambda typist: typist.press("Save the picture"),
}

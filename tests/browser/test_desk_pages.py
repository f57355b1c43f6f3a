"""Every page of the desk: reachable for all in both schemes, on a phone and on a desk, with nothing out of place."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Browser
from pytest_django.plugin import DjangoDbBlocker

from practitioners.models import Case
from tests.authorization.world import named
from tests.browser import desk_rooms
from tests.browser.checks import COLOR_RULES, arm, axe, looks
from tests.browser.visit import Visit, visiting
from tests.desk.room import proved

pytestmark = pytest.mark.browser
WIDTHS = (1280, 360, 320)
CHECKS = ("empty", "sideways", "targets", "controls")
NO_PAGES = {
    "next", "take", "hand_back", "know", "lift", "remind", "remove", "confirm", "drop", "lift_conflict", "original",
    "page", "picture", "export", "stats_csv",
}  # fmt: skip
"""Addresses that take a POST and lead elsewhere, or give a file."""
SEND = """({path, fields}) => {
    const form = document.createElement('form');
    form.method = 'post';
    form.action = path;
    const token = document.querySelector('[name=csrfmiddlewaretoken]').value;
    for (const [name, value] of Object.entries({...fields, csrfmiddlewaretoken: token})) {
        const box = document.createElement('input');
        [box.type, box.name, box.value] = ['hidden', name, value];
        form.append(box);
    }
    document.body.append(form);
    form.submit();
}"""


@pytest.fixture(scope="module")
def desk(site: str, django_db_blocker: DjangoDbBlocker) -> Iterator[desk_rooms.Desk]:
    """Committed, so that the server sees it; flushed with the directory."""
    with django_db_blocker.unblock(), override_settings(SECOND_CHECK_SHARE=0):
        Case.objects.all().delete()
        yield desk_rooms.build()
        Case.objects.all().delete()


def enter(visit: Visit, desk: desk_rooms.Desk) -> None:
    """Sign this browser in as the senior, who proved the second step a moment ago."""
    key = proved(desk.senior).cookies[settings.SESSION_COOKIE_NAME].value
    visit.tab.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": visit.site}])


def faults(visit: Visit, name: str) -> dict[str, list[str]]:
    """What is wrong with the open page, at every width and in both schemes."""
    found = {}
    arm(visit.tab)
    for width in WIDTHS:
        visit.resize(width)
        found[f"{name}, {width}"] = looks(visit.tab, *CHECKS) + axe(visit.tab)
    visit.resize(WIDTHS[0])
    visit.tab.emulate_media(color_scheme="dark")
    found[f"{name}, dark"] = axe(visit.tab, COLOR_RULES)
    visit.tab.emulate_media(color_scheme="light")
    return {where: wrong for where, wrong in found.items() if wrong}


def send(visit: Visit, path: str, fields: dict[str, Any]) -> int:
    """The status of the page that answers a form with these fields."""
    with visit.tab.expect_navigation() as answered:
        visit.tab.evaluate(SEND, {"path": path, "fields": fields})
    return answered.value.status


# Its mark is what asks for a database for all of these; the others let people in, which the server must see.
@pytest.mark.django_db
def test_no_page_of_the_desk_is_forgotten(desk: desk_rooms.Desk) -> None:
    pages = {**desk_rooms.opened(desk), **desk_rooms.answers(desk)}
    assert {name.split(",")[0] for name in pages} | NO_PAGES == set(named("desk"))
    assert {name.split(",")[0] for name in pages} & NO_PAGES == set()


def test_every_page_of_the_desk_is_right(site: str, browser: Browser, desk: desk_rooms.Desk) -> None:
    found: dict[str, list[str]] = {}
    with visiting(browser, site, color_scheme="light", reduced_motion="reduce") as visit:
        enter(visit, desk)
        for name, path in desk_rooms.opened(desk).items():
            assert (name, visit.open(path)) == (name, 200)
            assert visit.tab.url == site + path
            found |= faults(visit, name)
        assert found == {}
        assert visit.heard == []


def test_every_answer_of_the_desk_is_right(site: str, browser: Browser, desk: desk_rooms.Desk) -> None:
    found: dict[str, list[str]] = {}
    with visiting(browser, site, color_scheme="light", reduced_motion="reduce") as visit:
        enter(visit, desk)
        for name, (path, fields, status) in desk_rooms.answers(desk).items():
            visit.open(desk_rooms.opened(desk)["case, held"])
            assert (name, send(visit, path, fields)) == (name, status)
            found |= faults(visit, name)
        assert found == {}
        assert visit.heard == []

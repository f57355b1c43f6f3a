"""What a live filter is sent: a part of the page under the page's own address."""

import re

import pytest
from django.test import Client

from practitioners.vocabulary import TermKind
from tests import factories as make
from tests.public import town
from tests.public.town import listed, north

pytestmark = pytest.mark.django_db
LIVE = {"HX-Request": "true"}
ASKED = ("q=78701", "q=78701&language=some-language", "q=Springfield", "q=zzzz", "meets=license")
IDS = re.compile(r'\sid="([^"]+)"')


@pytest.fixture(autouse=True)
def _world() -> None:
    town.gazetteer()
    for kind in TermKind:
        make.term(kind, f"some-{kind.value}")
    for number in range(3):
        listed(f"Person {number}", at=north(number * 8), terms=[(TermKind.LANGUAGE, "some-language")])


@pytest.mark.parametrize("asked", ASKED)
def test_a_part_has_only_what_the_page_has(client: Client, asked: str) -> None:
    whole = client.get(f"/find/?{asked}").content.decode()
    part = client.get(f"/find/?{asked}", headers=LIVE).content.decode()
    assert "<html" not in part
    assert "<form" not in part
    assert set(IDS.findall(part)) <= set(IDS.findall(whole))
    assert part.count('id="results"') == 1


@pytest.mark.parametrize("asked", ASKED)
def test_whatever_is_put_in_its_place_has_a_place_on_every_page(client: Client, asked: str) -> None:
    placed = {
        name
        for tag in re.findall(
            r"<[^>]*hx-swap-oob[^>]*>", client.get(f"/find/?{asked}", headers=LIVE).content.decode()
        )
        for name in IDS.findall(tag)
    }
    assert len(placed) > 20
    for other in ASKED:
        assert placed <= set(IDS.findall(client.get(f"/find/?{other}").content.decode()))


def test_a_part_brings_every_count_of_the_page(client: Client) -> None:
    counts = re.compile(r'<span class="count num" id="([^"]+)"[^>]*>([^<]*)</span>')
    whole = dict(counts.findall(client.get("/find/?q=78701&within=10").content.decode()))
    part = dict(counts.findall(client.get("/find/?q=78701&within=10", headers=LIVE).content.decode()))
    assert {name: count for name, count in whole.items() if count} == part
    assert part["f-language-some-language"] == "2"


def test_a_part_is_filed_under_the_address_that_a_reload_asks_for(client: Client) -> None:
    answer = client.get("/find/?q=78701&within=10&checked_within=&utm=x&sort=name", headers=LIVE)
    assert answer.headers["HX-Push-Url"] == "/find/?q=78701&within=10&sort=name"
    assert "HX-Push-Url" not in client.get("/find/?q=78701").headers


@pytest.mark.parametrize("headers", [{}, LIVE])
def test_caches_are_told_that_parts_and_pages_differ(client: Client, headers: dict[str, str]) -> None:
    vary = client.get("/find/?q=78701", headers=headers).headers["Vary"]
    assert {"HX-Request", "HX-Boosted", "HX-History-Restore-Request"} <= set(vary.split(", "))


@pytest.mark.parametrize("why", ["HX-History-Restore-Request", "HX-Boosted"])
def test_history_and_boosted_links_get_whole_pages(client: Client, why: str) -> None:
    assert b"<html" in client.get("/find/?q=78701", headers={**LIVE, why: "true"}).content


@pytest.mark.parametrize(("asked", "status"), [("within=7", 422), ("q=78701&page=9", 404)])
def test_a_wrong_question_is_refused_live_too(client: Client, asked: str, status: int) -> None:
    assert client.get(f"/find/?{asked}", headers=LIVE).status_code == status


def test_the_visitors_own_unit_is_used_where_the_question_names_none(client: Client) -> None:
    client.cookies["display"] = ".km."
    assert b"3 practitioners within 25 km" not in client.get("/find/?q=78701").content
    assert b"2 practitioners within 25 km" in client.get("/find/?q=78701").content
    assert b"3 practitioners within 25 miles" in client.get("/find/?q=78701&unit=mi").content

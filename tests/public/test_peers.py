"""Wrong answers of existing directories, as claims about ours; the cases are listed in the design's PEERS, 6."""

import pytest
from django.test import Client

from practitioners import listings
from practitioners.models import Term
from practitioners.vocabulary import TermKind
from tests import factories as make
from tests.public import town
from tests.public.pages import find, pages
from tests.public.town import also_at, listed, north

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _world() -> None:
    town.gazetteer()


def test_a_city_counts_people_and_not_places(client: Client) -> None:
    for number in range(5):
        person = listed(f"Person {number}", at=north(number, town.HOUSTON))
        also_at(person, north(number + 1, town.HOUSTON))
    assert find(client, q="Houston").total == 5
    assert find(client, q="Houston, TX").total == 5
    assert find(client, q="TX").total == 5


def test_the_total_is_the_people_on_all_pages_and_no_page_is_missing(client: Client) -> None:
    with listings.postponed():
        for number in range(45):
            person = listed(f"Same Name {number % 3}", terms=[(TermKind.LANGUAGE, "es")])
            if number % 9 == 0:
                also_at(person, north(1))
    for asked in (
        {"q": "same"},
        {"q": "TX"},
        {"q": "78701"},
        {"language": "es"},
        {"q": "TX", "sort": "checked"},
    ):
        seen = [
            (card.attrib["href"]) for page in pages(client, **asked) for card in page.all("article//h3/a")
        ]
        assert (len(seen), len(set(seen))) == (45, 45), asked
        assert find(client, **asked).total == 45
        assert find(client, **asked, page=3).names
        assert find(client, 404, **asked, page=4).names == []


def test_a_prefix_finds_what_the_word_finds(client: Client) -> None:
    listed("Will Garcia", practice_name="Houston Hair House")
    for asked in ("Garcia", "garc", "gar", "Will", "Hous", "hair house", "garcia will"):
        assert find(client, q=asked, as_="people").names == ["Will Garcia"], asked


def test_name_and_filter_narrow_together(client: Client) -> None:
    listed("Will Garcia", terms=[(TermKind.LANGUAGE, "es")])
    listed("Wilma Garland")
    assert find(client, q="gar").total == 2
    assert find(client, q="gar", language="es").names == ["Will Garcia"]


def test_every_advertised_value_of_every_filter_answers(client: Client) -> None:
    for kind in TermKind:
        make.term(kind, f"some-{kind.value}")
    listed("Ada Stone")
    page = find(client, q="78701")
    asked = {
        (box.attrib["name"], box.attrib["value"])
        for box in page.all("form[@id='filters']//input[@type='checkbox']")
    }
    asked |= {("sort", option.attrib["value"]) for option in page.all("select[@id='sort']/option")}
    asked |= {("within", option.attrib["value"]) for option in page.all("select[@id='within']/option")}
    assert len(asked) > 25 + Term.objects.count() - 8
    for name, value in sorted(asked):
        answer = find(client, q="78701", **{name: value})
        expected = page.counts(name).get(value) if name not in ("sort", "within") else 1
        assert answer.total == expected, (name, value)


def test_a_filter_that_nobody_meets_returns_nobody(client: Client) -> None:
    listed("Ada Stone")
    make.term(TermKind.TECHNIQUE, "pen")
    for asked in ({"technique": "pen"}, {"insured": "on"}, {"meets": "license"}, {"licensed_in": "US-TX"}):
        assert find(client, **asked).total == 0, asked


def test_bad_coordinates_are_refused_and_not_an_empty_list(client: Client) -> None:
    for bad in ("95,200", "91,0", "0,181", "1,2,3"):
        assert find(client, 422, q=bad).problems != []


def test_a_circle_reaches_across_the_date_line(client: Client) -> None:
    west, east = (-16_800_000, 179_990_000), (-16_800_000, -179_990_000)
    listed("West Wind", at=west)
    listed("East Wind", at=east)
    assert set(find(client, q="-16.8,179.99", within=5).names) == {"West Wind", "East Wind"}
    assert set(find(client, q="-16.8,-179.99", within=5).names) == {"West Wind", "East Wind"}

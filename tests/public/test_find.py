"""The results page: who is found, how many, in which order, and what it says when nobody is."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from practitioners import listings
from practitioners.vocabulary import Criterion, Depth, TermKind, Verdict, Visibility
from practitioners.workflow import moves, profile
from tests import factories as make
from tests.public import town
from tests.public.pages import find, named, pages, read, text
from tests.public.town import also_at, listed, north

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _world() -> None:
    town.gazetteer()


def test_people_near_a_postcode_nearest_first(client: Client) -> None:
    far = listed("Far Finch", at=north(20))
    near = listed("Near Nash", at=north(2))
    listed("Gone Gray", at=north(40))
    page = find(client, q="78701")
    assert page.names == named(near, far)
    assert page.heading == "2 practitioners within 25 miles"
    assert text(page.one("h1")) == "Scalp microneedling practitioners near 78701, Austin, TX"


def test_distances_are_whole_miles_and_kilometers_where_they_are_usual(client: Client) -> None:
    listed("Ada Stone", at=north(0.4))
    listed("Ben Birch", at=north(10.6))
    facts = [text(line) for line in find(client, q="78701").all("article//p[@class='small muted']")]
    assert facts == ["under 1 mile", "11 miles"]
    facts = [
        text(line) for line in find(client, q="78701", unit="km").all("article//p[@class='small muted']")
    ]
    assert facts == ["under 1 km", "17 km"]


def test_the_radius_is_measured_on_the_sphere_and_not_in_the_box(client: Client) -> None:
    inside = listed("Inside Ivy", at=(make.AUSTIN[0] + 24 * town.MILE, make.AUSTIN[1]))
    listed("Corner Cole", at=(make.AUSTIN[0] + 23 * town.MILE, make.AUSTIN[1] + 24 * town.MILE))
    assert find(client, q="78701", within=25).names == named(inside)


def test_the_qualified_are_those_for_whom_all_six_hold(client: Client) -> None:
    ada = make.qualified("Ada Stone")
    listed("Ben Birch")
    page = find(client, q="78701", qualified="on")
    assert page.names == named(ada)
    assert [text(word) for word in page.all("article//dt")] == [str(c.label) for c in Criterion]
    assert {cell.attrib["data-ev"] for cell in page.all("article//dl/div")} == {"issuer", "document"}


def test_what_does_not_count_here_is_never_green(client: Client) -> None:
    make.qualified("Ada Stone")
    for rule in make.scope_rule("US-TX", depths=tuple(Depth), verdict=Verdict.UNCLEAR):
        assert rule.verdict == Verdict.UNCLEAR
    listings.rebuild()
    license = find(client, q="78701").all("article//dl/div")[0]
    assert license.attrib["data-ev"] == "short"
    assert text(license.find("dd")) == "Scope unclear here: ask the board"


@pytest.mark.parametrize(
    ("code", "at"),
    [("IN", (39_768_000, -86_158_000)), ("OR", town.PORTLAND), ("ME", (43_661_000, -70_255_000))],
)
def test_states_whose_codes_are_small_words(client: Client, code: str, at: tuple[int, int]) -> None:
    there = listed("Ada Stone", at=at, law=f"US-{code}")
    listed("Ben Birch")
    assert find(client, q=code).names == named(there)


@pytest.mark.parametrize("name", ["Will Garcia", "Don Archer"])
def test_people_whose_names_are_small_words(client: Client, name: str) -> None:
    person = listed(name)
    listed("Ben Birch")
    assert find(client, q=name.split()[0]).names == named(person)


@pytest.mark.parametrize("asked", ["garc", "Hous", "nunez", "JOSÉ", "o'brien", "obrien", "smith-j", "Jones"])
def test_names_and_practices_are_found_by_the_beginning_of_any_word(client: Client, asked: str) -> None:
    people = {
        "garc": listed("Will Garcia"),
        "Hous": listed("Ines Duarte", practice_name="Houston Hair House"),
        "nunez": listed("José Núñez"),
        "o'brien": listed("Sean O’Brien"),
        "smith-j": listed("Anna Smith-Jones"),
    }
    expected = {
        "garc": "garc", "Hous": "Hous", "nunez": "nunez", "JOSÉ": "nunez", "o'brien": "o'brien",
        "obrien": "o'brien", "smith-j": "smith-j", "Jones": "smith-j",
    }  # fmt: skip
    assert find(client, q=asked).names == ([people[expected[asked]].public_name] if asked in expected else [])


def test_the_other_reading_is_a_link(client: Client) -> None:
    jack = listed("Jack London")
    abroad = listed("Ada Stone", at=town.LONDON, law="GB-ENG")
    page = find(client, q="London")
    assert page.names == named(abroad)
    (link,) = [a for a in page.all("section[@id='results']//a") if text(a) == "People named “London”"]
    people = read(client, link.attrib["href"])
    assert people.names == named(jack)
    (back,) = [a for a in people.all("section[@id='results']//a") if text(a) == "Places named “London”"]
    assert read(client, back.attrib["href"]).names == named(abroad)


def test_several_towns_of_one_size_are_a_choice_and_no_result(client: Client) -> None:
    person = listed("Ada Stone", at=(39_799_000, -89_644_000), law="US-IL")
    page = find(client, q="Springfield")
    assert page.names == []
    links = {text(a): a.attrib["href"] for a in page.all("section[@id='results']//li/a")}
    assert set(links) == {"Springfield, MO", "Springfield, IL", "People named “Springfield”"}
    assert read(client, links["Springfield, IL"]).names == named(person)


def test_an_unknown_place_gets_near_spellings(client: Client) -> None:
    person = listed("Ada Stone")
    page = find(client, q="Asutin")
    assert page.heading == "0 practitioners with this name or practice"
    (link,) = [a for a in page.all("section[@id='results']//a") if text(a) == "Austin, TX"]
    assert read(client, link.attrib["href"]).names == named(person)


def test_when_nobody_fits_each_filter_says_what_it_costs(client: Client) -> None:
    make.qualified("Ada Stone", at=north(3))
    for number in range(3):
        listed(f"Ben {number}", terms=[(TermKind.LANGUAGE, "es")])
    listed("Cy Cole", at=north(40), terms=[(TermKind.LANGUAGE, "es")])
    page = find(client, q="78701", meets="license", language="es")
    assert page.total == 0
    ways = {
        text(item): item.find("a") for item in page.all("section[@id='results']//ul[@class='bullets']/li")
    }
    assert set(ways) == {
        "Without “License meets the Standard”: 3",
        "Without “Es”: 1",
        "Without any filter: 4",
    }
    for said, link in ways.items():
        assert link is not None
        assert read(client, link.attrib["href"]).total == int(said.split()[-1])


def test_when_nobody_fits_a_wider_circle_says_what_it_brings(client: Client) -> None:
    for number in range(2):
        listed(f"Ben {number}", at=north(60))
    page = find(client, q="78701", within=10)
    (link,) = [a for a in page.all("section[@id='results']//a") if text(a).startswith("Search within")]
    assert text(link) == "Search within 100 miles"
    assert read(client, link.attrib["href"]).total == 2


def test_a_suspended_person_is_one_dated_line_for_the_exact_name_only(client: Client) -> None:
    person = make.qualified("Sue Spender")
    profile.suspend(person, by=make.moderator())
    page = find(client, q="sue spender")
    assert page.names == []
    (line,) = page.all("p[@class='note stop']/a[1]")
    assert text(line).startswith("Sue Spender: suspended on ")
    assert line.attrib["href"] == f"/p/{person.slug}/"
    for asked in ("sue", "78701", ""):
        assert find(client, q=asked).all("p[@class='note stop']") == []


def test_nobody_is_missing_from_the_pages_and_nobody_is_there_twice(client: Client) -> None:
    with listings.postponed():
        people = {listed(f"Person {number:02}", at=north(number % 7)).public_name for number in range(43)}
    for sort in ("distance", "name", "checked"):
        seen = list(pages(client, q="78701", sort=sort))
        assert [len(page.names) for page in seen] == [20, 20, 3]
        assert [page.total for page in seen] == [43, 43, 43]
        names = [name for page in seen for name in page.names]
        assert sorted(names) == sorted(people)


def test_two_places_are_one_person_at_the_nearest(client: Client) -> None:
    twice = listed("Ada Stone", at=north(9))
    also_at(twice, north(4))
    page = find(client, q="78701")
    assert (page.total, page.names) == (1, named(twice))
    assert text(page.one("article//p[@class='small muted']")) == "4 miles · also at 1 other place"


def test_a_page_beyond_the_last_is_not_found_and_says_so(client: Client) -> None:
    listed("Ada Stone")
    page = find(client, 404, q="78701", page=2)
    assert page.problems == ["There is no page 2: the last page of these results is 1."]
    assert page.names == []
    assert find(client, page=1).total == 1


def test_titles_and_pages_are_numbered(client: Client) -> None:
    with listings.postponed():
        for number in range(21):
            listed(f"Person {number:02}")
    page = find(client, q="78701", page=2)
    near = "Scalp microneedling practitioners near 78701, Austin, TX"
    assert text(page.one("h1")) == near
    assert text(page.one("title")) == f"{near} (page 2 of 2) – Scalp Credentials"
    assert [pin.text for pin in page.all("article//span[@class='pin']")] == ["21"]
    assert text(page.one("nav[@class='pager']/a[@aria-current='page']")) == "Page 2"


def test_a_chip_takes_away_exactly_its_own_value(client: Client) -> None:
    for key in ("es", "fr", "de"):
        make.term(TermKind.LANGUAGE, key)
    listed("Ada Stone", terms=[(TermKind.LANGUAGE, "es"), (TermKind.LANGUAGE, "fr")])
    page = find(
        client, q="78701", within=50, language=["es", "fr"], meets=["license", "training"], sort="name"
    )
    assert set(page.chips) == {"Es", "Fr", "License meets the Standard", "Training meets the Standard"}
    fewer = read(client, page.chips["License meets the Standard"])
    assert set(fewer.chips) == {"Es", "Fr", "Training meets the Standard"}
    fewer = read(client, fewer.chips["Fr"])
    assert set(fewer.chips) == {"Es", "Training meets the Standard"}
    assert fewer.one("input[@id='q']").attrib["value"] == "78701"
    assert text(fewer.one("select[@id='within']/option[@selected]")) == "50 miles"
    assert fewer.one("input[@name='sort']").attrib["value"] == "name"


def test_an_unknown_parameter_is_named_and_left_out(client: Client) -> None:
    person = listed("Ada Stone")
    page = find(client, q="78701", utm_source="letter", profesion="dentist")
    assert page.names == named(person)
    (line,) = page.all("p[@class='note plain']")
    assert text(line) == "We left out a part of the address that we do not know: utm_source, profesion."
    assert "utm_source" not in " ".join(a.attrib.get("href", "") for a in page.all("a"))


def test_there_is_no_nearest_without_a_point(client: Client) -> None:
    listed("Ada Stone")
    offered = [text(o) for o in find(client, q="TX", sort="distance").all("select[@id='sort']/option")]
    assert offered == ["Most recently checked", "Name"]
    offered = [text(o) for o in find(client, q="78701").all("select[@id='sort']/option")]
    assert offered == ["Distance", "Most recently checked", "Name"]


def test_the_hidden_are_not_found(client: Client) -> None:
    ada = listed("Ada Stone")
    listed("Hidden Draft", visibility=Visibility.DRAFT)
    listed("Hidden Closed", visibility=Visibility.CLOSED)
    profile.suspend(listed("Hidden Suspended"), by=make.moderator())
    assert find(client).names == named(ada)
    assert find(client, q="hidden").names == []


def test_a_suspended_license_is_red_and_does_not_count(client: Client) -> None:
    ada = make.qualified("Ada Stone")
    moves.suspend(ada.credentials.get(kind="license"), by=make.moderator(), words="Status changed.")
    assert find(client, q="78701", qualified="on").total == 0
    license = find(client, q="78701").all("article//dl/div")[0]
    assert (license.attrib["data-ev"], text(license.find("dd"))) == ("suspended", "Suspended")


MOST_QUERIES = (
    ({"q": "78701"}, 7), ({"q": "Austin, TX", "within": "any"}, 7), ({"q": "TX"}, 7), ({"q": "person"}, 8), ({}, 5),
    ({"q": "78701", "qualified": "on", "language": "es"}, 8), ({"q": "asutin"}, 10),
    ({"q": "asutin", "language": "es"}, 7), ({"q": "Springfield"}, 5),
)  # fmt: skip


@pytest.mark.parametrize("rows", [1, 3, 40])
def test_the_number_of_queries_does_not_grow_with_the_people(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    make.term(TermKind.LANGUAGE, "es")
    with listings.postponed():
        for number in range(rows):
            listed(f"Person {number:02}", at=north(number / 4))
    for asked, most in MOST_QUERIES:
        with django_assert_max_num_queries(most, info=str(asked)):
            find(client, **asked)

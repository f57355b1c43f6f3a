"""The query string: what it means, what is refused, and counts that equal counting by hand."""

import math
import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from directory.web.filters import ListingFilter
from practitioners import clock, listings
from practitioners.models import Listing, Place
from practitioners.scope import Rulebook
from practitioners.search.engine import search
from practitioners.search.query import KM_PER_MILE
from practitioners.standing import load_records, practice_standing
from practitioners.vocabulary import Criterion, Depth, TermKind
from tests import factories as make
from tests.public import town
from tests.public.pages import find
from tests.public.town import also_at, listed, north, shown

LANGUAGES = ("en", "es", "fr", "de")
PROFESSIONS = ("physician", "esthetician", "registered-nurse")


def asked(question: str) -> ListingFilter:
    """The filter of a query string, today."""
    return ListingFilter(QueryDict(question), on=clock.today())


@pytest.fixture
def crowd(db: None) -> None:
    """Sixty people of many kinds around Austin, some with claims, three with two places."""
    town.gazetteer()
    chance = random.Random(7)  # the same crowd every time
    with listings.postponed():
        for number in range(60):
            _person(number, chance)


def _person(number: int, chance: random.Random) -> None:
    tags = [(TermKind.LANGUAGE, key) for key in LANGUAGES if chance.random() < 0.5]
    tags += [(TermKind.CONDITION, key) for key in ("thinning", "scars") if chance.random() < 0.4]
    owner = listed(
        f"Person {number:02}", at=north(chance.uniform(0, 40)), terms=tags, depth=chance.choice(list(Depth)),
        profession=make.term(TermKind.PROFESSION, chance.choice(PROFESSIONS)),
    )  # fmt: skip
    Place.objects.filter(practitioner=owner).update(
        fee_from=chance.choice([None, 90, 200, 350, 900]), accepting_clients=chance.random() < 0.7
    )
    if number < 14:
        make.scope_rule("US-TX", depths=(Depth.UP_TO_03, Depth.UP_TO_05))
        for criterion in chance.sample(list(Criterion), chance.randint(1, 6)):
            make.verified(owner, criterion)
        shown(owner)
    if number % 20 == 0:
        also_at(owner, north(chance.uniform(0, 40)))


def by_hand(place: Place, key: str, value: str) -> bool:
    """Whether a place has an option, asked of the record and not of the search row."""
    owner, today = place.practitioner, clock.today()
    match key:
        case "qualified" | "meets":
            standing = practice_standing(owner, place, rulebook=Rulebook.load(), on=today)
            return standing.qualified if key == "qualified" else standing.criteria[Criterion(value)].met
        case "profession":
            return owner.profession.key == value
        case "language" | "condition":
            return owner.terms.filter(kind=key, key=value).exists()
        case "depth":
            return owner.depth >= Depth[value.upper()]
        case "price":
            return place.fee_from is not None and listings.price_band(place.fee_from) == value
        case _:
            assert key == "accepting"
            return place.accepting_clients


def miles(place: Place) -> float:
    """The distance from the middle of Austin by the spherical law of cosines, which nothing of ours uses."""
    lat, lon, to_lat, to_lon = (math.radians(n / 1e6) for n in (*make.AUSTIN, place.lat, place.lon))
    cosine = math.sin(lat) * math.sin(to_lat) + math.cos(lat) * math.cos(to_lat) * math.cos(to_lon - lon)
    return 6371.0088 * math.acos(min(1.0, cosine)) / KM_PER_MILE


COUNTED = ("qualified", "meets", "profession", "language", "condition", "depth", "price", "accepting")
WIDENING = {"profession", "language", "price"}


@pytest.mark.parametrize(
    "chosen",
    [
        {}, {"language": ["es", "fr"]}, {"meets": ["license", "training"]}, {"profession": ["physician"], "language": ["de"]},
        {"price": ["under_150", "500_up"], "accepting": ["on"]}, {"condition": ["thinning", "scars"], "depth": ["up_to_05"]},
    ],
)  # fmt: skip
def test_every_count_equals_counting_by_hand(crowd: None, client: Client, chosen: dict[str, list[str]]) -> None:
    near = [place for place in Place.objects.select_related("practitioner__profession") if miles(place) <= 25]
    records = {person.pk: person for person in load_records({place.practitioner_id for place in near})}
    for place in near:
        place.practitioner = records[place.practitioner_id]
    page = find(client, q="78701", **chosen)
    for key in COUNTED:
        others = {name: values for name, values in chosen.items() if name != key or key not in WIDENING}
        fitting = [place for place in near if fits(place, others)]
        for value, count in page.counts(key).items():
            people = {place.practitioner_id for place in fitting if by_hand(place, key, value)}
            assert count == len(people), (key, value)
    assert page.total == len({place.practitioner_id for place in near if fits(place, chosen)})


def fits(place: Place, chosen: dict[str, list[str]]) -> bool:
    """Whether a place has what is chosen: one of the values where they widen, all where they narrow."""
    return all(
        (any if key in WIDENING else all)(by_hand(place, key, value) for value in values)
        for key, values in chosen.items()
    )


def test_the_rows_are_those_of_the_people_found(crowd: None) -> None:
    for question in ("", "q=78701", "q=78701&within=5&language=es", "q=TX&meets=license", "q=person"):
        filter_ = asked(question)
        assert filter_.problems == ()
        found = search(filter_.query, dimensions=filter_.dimensions)
        assert len({row.practitioner_id for row in filter_.qs}) == found.total
        assert found.total > 0, question


def test_an_empty_value_is_an_absent_one(db: None) -> None:
    town.gazetteer()
    filter_ = asked("q=&within=&unit=&profession=&language=&checked_within=&sort=&page=&as=")
    assert (filter_.problems, filter_.pairs, filter_.unknown) == ((), (), ())
    assert (filter_.query.page, filter_.query.size, filter_.query.near) == (1, 20, None)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("within=7", "“7” is not one of the choices for “Within”."),
        ("unit=yd", "“yd” is not one of the choices for “Unit”."),
        ("sort=stars", "“stars” is not one of the choices for “Sort by”."),
        ("sort=npi_value", "“npi_value” is not one of the choices for “Sort by”."),
        ("qualified=yes", "“yes” is not one of the choices for “Qualified”."),
        ("meets=licence", "“licence” is not one of the choices for “Checked to the published Standard”."),
        ("profession=wizard", "“wizard” is not one of the choices for “Profession”."),
        ("page=0", "A page is a whole number from 1."),
        ("page=-1", "A page is a whole number from 1."),
        ("page=two", "A page is a whole number from 1."),
        ("page=1.5", "A page is a whole number from 1."),
        ("page=99999999999999999999", "A page is a whole number from 1."),
        ("page=nan", "A page is a whole number from 1."),
        ("within=5&within=10", "“within” is asked for twice. Give it once."),
        ("as=cat", "“cat” is not one of the choices for “Read as”."),
        ("q=95,200", "That point is not on earth: latitude goes from -90 to 90 and longitude from -180 to 180."),
        ("q=%25%25", "Type a town, a postcode or a name: “%%” has no letters."),
        ("q='", "Type a town, a postcode or a name: “'” has no letters."),
        ("q=a%00b", "The search text has a character in it that cannot be searched. Type it again."),
        ("q=" + "x" * 121, "The search text is too long. Use at most 120 characters."),
    ],
)
def test_a_wrong_value_gets_a_sentence_and_no_results(db: None, client: Client, question: str, sentence: str) -> None:
    town.gazetteer()
    listed("Ada Stone")
    assert [problem.sentence for problem in asked(question).problems] == [sentence]
    assert list(asked(question).qs) == []
    response = client.get(f"/find/?{question}")
    assert response.status_code == 422
    assert b"Ada Stone" not in response.content
    assert response.content.count(b'id="problems"') == 1


def test_every_wrong_value_is_named(db: None) -> None:
    town.gazetteer()
    assert len(asked("within=7&unit=yd&page=0&meets=x").problems) == 4


def test_what_was_typed_is_still_in_the_box(db: None, client: Client) -> None:
    town.gazetteer()
    page = find(client, 422, q="78701", within="7", meets=["training"])
    assert page.one("input[@id='q']").attrib["value"] == "78701"
    checked = [box.attrib["value"] for box in page.all("input[@name='meets']") if "checked" in box.attrib]
    assert checked == ["training"]


def test_a_long_value_is_quoted_short(db: None) -> None:
    town.gazetteer()
    (problem,) = asked("profession=" + "x" * 5000).problems
    assert len(problem.sentence) < 120


@pytest.mark.parametrize("bad", ["'; DROP TABLE", '"><b>', "%_%", "a b c d e f g h", "NEAR(x", "-", "１２３", "😀 x", "\\"])
def test_odd_text_is_searched_or_refused_and_never_breaks(db: None, client: Client, bad: str) -> None:
    town.gazetteer()
    listed("Ada Stone")
    response = client.get("/find/", {"q": bad})
    assert response.status_code in (200, 422)
    assert b"<b>" not in response.content
    assert b"Ada Stone" not in response.content


def test_percent_and_underscore_are_no_wildcards(db: None, client: Client) -> None:
    town.gazetteer()
    listed("Ada Stone")
    for bad in ("A%a", "St_ne", "%Stone", "_da"):
        names = find(client, q=bad).names
        assert names == (["Ada Stone"] if bad in ("%Stone",) else []), bad


def test_checked_within_reads_the_day_of_the_last_look(db: None, client: Client) -> None:
    town.gazetteer()
    today = clock.today()
    for days in (30, 31, 400):
        owner = listed(f"Person {days}")
        Listing.objects.filter(practitioner=owner).update(checked_on=today - timedelta(days=days))
    listed("Never Seen")
    for days, names in {"30": 1, "90": 2, "365": 2}.items():
        assert find(client, q="78701", checked_within=days).total == names
    assert find(client, q="78701").total == 4
    assert find(client, 422, checked_within=["30", "90"]).problems == [
        "“checked_within” is asked for twice. Give it once."
    ]


def test_the_usual_unit_is_that_of_the_place(db: None) -> None:
    town.gazetteer()
    paris = town.town("Paris", "11", (48_856_000, 2_352_000), 2_100_000, country="FR")
    assert paris.pk
    units = {question: (f := asked(question)).problems or f.shown_unit for question in ("q=78701", "q=London", "q=Paris", "q=30.2,-97.7", "q=Paris&unit=mi")}
    assert units == {"q=78701": "mi", "q=London": "mi", "q=Paris": "km", "q=30.2,-97.7": "mi", "q=Paris&unit=mi": "mi"}


class Anything(TestCase):
    """Whatever stands in the address, the answer is a page."""

    @classmethod
    def setUpTestData(cls) -> None:
        town.gazetteer()
        listed("Ada Stone")

    names = some.sampled_from(["q", "within", "unit", "sort", "page", "as", "meets", "language", "checked_within", "zz"])

    @settings(max_examples=60, deadline=None)
    @given(some.lists(some.tuples(names, some.text(max_size=130)), max_size=5))
    def test_no_address_breaks_the_page(self, pairs: list[tuple[str, Any]]) -> None:
        question = QueryDict(mutable=True)
        for name, value in pairs:
            question.appendlist(name, value.encode("utf-8", "replace").decode())
        assert self.client.get(f"/find/?{question.urlencode()}").status_code in (200, 404, 422)

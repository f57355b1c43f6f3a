"""The query string: what it means, and what is refused."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from directory.web.filters import ListingFilter
from practitioners import clock
from practitioners.models import Listing
from tests.public import town
from tests.public.pages import find
from tests.public.town import listed


def asked(question: str) -> ListingFilter:
    """The filter of a query string, today."""
    return ListingFilter(QueryDict(question), on=clock.today())


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
        (
            "q=95,200",
            "That point is not on earth: latitude goes from -90 to 90 and longitude from -180 to 180.",
        ),
        ("q=%25%25", "Type a town, a postcode or a name: “%%” has no letters."),
        ("q='", "Type a town, a postcode or a name: “'” has no letters."),
        ("q=a%00b", "The search text has a character in it that cannot be searched. Type it again."),
        ("q=" + "x" * 121, "The search text is too long. Use at most 120 characters."),
    ],
)
def test_a_wrong_value_gets_a_sentence_and_no_results(
    db: None, client: Client, question: str, sentence: str
) -> None:
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


@pytest.mark.parametrize(
    "bad", ["'; DROP TABLE", '"><b>', "%_%", "a b c d e f g h", "NEAR(x", "-", "１２３", "😀 x", "\\"]
)
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
    for asked_for, names in {
        "Ad%ne": [],
        "St_ne": [],
        "%one": [],
        "%Stone": ["Ada Stone"],
        "Ada_": ["Ada Stone"],
    }.items():
        assert find(client, q=asked_for).names == names, asked_for


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


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("q=78701", "mi"),
        ("q=London", "mi"),
        ("q=Paris", "km"),
        ("q=30.2,-97.7", "mi"),
        ("q=Paris&unit=mi", "mi"),
        ("q=78701&unit=km", "km"),
    ],
)
def test_the_usual_unit_is_that_of_the_place(db: None, question: str, unit: str) -> None:
    town.gazetteer()
    town.town("Paris", "11", (48_856_000, 2_352_000), 2_100_000, country="FR")
    filter_ = asked(question)
    assert (filter_.problems, filter_.shown_unit) == ((), unit)


class Anything(TestCase):
    """Whatever stands in the address, the answer is a page."""

    @classmethod
    def setUpTestData(cls) -> None:
        town.gazetteer()
        listed("Ada Stone")

    names = some.sampled_from(
        ["q", "within", "unit", "sort", "page", "as", "meets", "language", "checked_within", "zz"]
    )

    @settings(max_examples=60, deadline=None)
    @given(some.lists(some.tuples(names, some.text(max_size=130)), max_size=5))
    def test_no_address_breaks_the_page(self, pairs: list[tuple[str, Any]]) -> None:
        question = QueryDict(mutable=True)
        for name, value in pairs:
            question.appendlist(name, value.encode("utf-8", "replace").decode())
        assert self.client.get(f"/find/?{question.urlencode()}").status_code in (200, 404, 422)

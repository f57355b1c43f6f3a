"""What a text points to: towns, and links that lead to exactly one place."""

from itertools import cycle

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practitioners.errors import Invalid
from practitioners.models import Town
from practitioners.search import towns
from practitioners.search.atlas import Atlas
from practitioners.search.gazetteer import Choice, near_spellings, read
from tests.domain.gazetteer.files import labels, point

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Springfield, IL", "Springfield, IL"), ("springfield illinois", "Springfield, IL"),
        ("SPRINGFIELD IL", "Springfield, IL"), ("Portland, Oregon", "Portland, OR"), ("Portland, ME", "Portland, ME"),
        ("London, England", "London, England, United Kingdom"), ("Perth, WA", "Perth, WA, Australia"),
        ("Perth WA, Australia", "Perth, WA, Australia"), ("Perth, Scotland", "Perth, Scotland, United Kingdom"),
        ("London, ON", "London, ON, Canada"), ("London, Ontario, Canada", "London, ON, Canada"),
        ("London", "London, England, United Kingdom"), ("Londres", "London, England, United Kingdom"),
        ("New York, NY", "New York City, NY"), ("NYC", "New York City, NY"), ("Washington DC", "Washington, DC"),
        ("são paulo", "São Paulo, Brazil"), ("Sao Paulo", "São Paulo, Brazil"), ("Zürich", "Zürich, Switzerland"),
        ("zurich", "Zürich, Switzerland"), ("St Louis, MO", "St. Louis, MO"),
        ("saint louis missouri", "St. Louis, MO"),
        ("Richmond, CA", "Richmond, CA"), ("Ontario, CA", "Ontario, CA"),
        ("Paris, France", "Paris, Île-de-France, France"),
        ("Paris, TX", "Paris, TX"), ("San Juan, PR", "San Juan, PR"), ("Cork, Ireland", "Cork, Munster, Ireland"),
        ("obrien", "O'Brien, OR"), ("O’Brien", "O'Brien, OR"),
        ("Basford", "Basford, Stoke-on-Trent, England, United Kingdom"),
        ("London, TX", None), ("Austin, Scotland", None), ("Will", None), ("Don", None), ("José", None),
        ("Smith-Jones", None), ("%", None), ("'; drop", None), ("", None), (" , ", None), ("\x00", None), ("🙂", None),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("places")
def test_towns_are_read_with_and_without_their_region(text: str, label: str | None) -> None:
    found = read(text, country="US")
    assert (found.point.label if found.point else None, found.area, found.choices) == (label, None, ())


@pytest.mark.usefixtures("places")
def test_the_most_populous_town_is_meant_from_ten_times_the_next() -> None:
    assert point("Tenfold") == "Tenfold, TX"
    assert labels(read("Tenfold", country="US").others) == ["Tenfold, OK"]
    assert labels(read("Ninefold", country="US").choices) == ["Ninefold, TX", "Ninefold, OK"]
    assert not read("Ninefold", country="US").found
    assert labels(read("Nobody", country="US").choices) == ["Nobody, TX", "Nobody, OK"]


@pytest.mark.usefixtures("places")
def test_a_name_in_another_tongue_gives_way_to_a_towns_own() -> None:
    assert read("Grandville", country="US").point == read("Grandville, OK", country="US").point
    assert point("Grandville, TX") == "Plainville, TX"


@pytest.mark.usefixtures("places")
def test_well_known_names_of_several_places_are_offered_largest_first() -> None:
    assert labels(read("Portland", country="US").choices)[:3] == [
        "Portland, OR",
        "Portland, ME",
        "Portland, TX",
    ]
    assert labels(read("Newcastle", country="GB").choices)[:3] == [
        "Newcastle, NSW, Australia", "Newcastle, KwaZulu-Natal, South Africa", "Newcastle upon Tyne, England",
    ]  # fmt: skip
    assert labels(read("Hull", country="GB").choices)[:1] == ["Kingston upon Hull, England"]
    assert not read("Portland", country="US").found


@pytest.mark.usefixtures("places")
def test_every_link_leads_to_exactly_its_place() -> None:
    atlas, homes = Atlas.load(), cycle(("US", "GB", "AU", "CA"))
    assert Town.objects.count() > 150
    for one, home in zip(Town.objects.all(), homes, strict=False):
        (link,) = towns.choices([one], asked=(), atlas=atlas, home=home)
        found = read(link.query, country=home).point
        assert found is not None
        assert (found.lat, found.lon) == (one.lat, one.lon)


@pytest.mark.usefixtures("places")
def test_two_towns_of_one_name_and_state_are_told_apart() -> None:
    twins = read("Newtown, QLD", country="AU").choices
    assert len(set(labels(twins))) == len(twins) == 2
    assert {read(twin.query, country="AU").point for twin in twins} == {
        read(f"{lat / 1e6},{lon / 1e6}", country="AU").point
        for lat, lon in Town.objects.filter(name="Newtown", region="QLD").values_list("lat", "lon")
    }


@pytest.mark.parametrize(
    "text",
    [
        "78701", "2000", "6011", "SW1A 1AA", "IN", "New York", "Washington", "Portland", "Newcastle", "Hull",
        "Newtown, QLD",
        "Springfield, IL", "Perth WA, Australia", "12 Hull 6011", "London W12 Newcastle",
        "nothing of the kind", "Londres",
    ],
)  # fmt: skip
@pytest.mark.usefixtures("places")
def test_a_reading_takes_at_most_three_queries(text: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        read(text, country="US")
    assert 1 <= len(asked) <= 3


@pytest.mark.usefixtures("places")
def test_a_text_with_a_code_in_it_keeps_to_three_queries_by_linking_to_the_spot() -> None:
    with CaptureQueriesContext(connection) as asked:
        found = read("Camp 78702", country="US")
    assert len(asked) == 3
    assert found.choices == (
        Choice("Elsewhere, TX", "30.900000,-90.900000"),
        Choice("Elsewhere Too, OK", "31.000000,-91.000000"),
    )


@pytest.mark.usefixtures("places")
def test_an_unknown_place_brings_near_spellings() -> None:
    assert near_spellings("Asutin", country="US")[0] == Choice("Austin, TX", "Austin, TX, US")
    assert near_spellings("Sprngfield, IL", country="US") == (
        Choice("Springfield, IL", "Springfield, IL, US"),
    )
    assert near_spellings("Texsa", country="US")[0] == Choice("Texas", "US-TX")
    assert "Newcastle upon Tyne, England" in labels(near_spellings("Newcastel", country="GB"))
    assert near_spellings("Londn", limit=1, country="GB") == (Choice("London, England", "London, ENG, GB"),)
    assert [near_spellings(text) for text in ("", "x", "qq", "%%%", "99999", "zzzzzz", "\x00")] == [()] * 7


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120), st.sampled_from(["US", "GB", "xx", ""]))
def test_no_text_breaks_the_gazetteer(places: None, text: str, country: str) -> None:
    try:
        found = read(text, country=country)
    except Invalid:
        assert "," in text or ";" in text or "，" in text or "；" in text
    else:
        assert not (found.point and found.area)
        assert not (found.found and found.choices)
    near_spellings(text)

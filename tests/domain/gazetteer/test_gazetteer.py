"""What a text points to: coordinates, postcodes, states and countries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practitioners.errors import Invalid
from practitioners.search.gazetteer import Choice, Reading, read
from tests.domain.gazetteer.files import area, labels, point

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("30.27,-97.74", (30_270_000, -97_740_000)), ("30.27, -97.74", (30_270_000, -97_740_000)),
        ("-90,180", (-90_000_000, 180_000_000)), ("0,0", (0, 0)), ("30.27;−97.74", (30_270_000, -97_740_000)),
    ],
)  # fmt: skip
def test_coordinates_are_read_without_a_query(text: str, spot: tuple[int, int]) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = read(text, country="US")
    assert found.point is not None
    assert (found.point.lat, found.point.lon) == spot
    assert len(asked) == 0


@pytest.mark.parametrize("text", ["95,200", "90.0001,0", "0,-180.5", "30.2.1,5", "1,2,3", "12,,5", "999,1"])
def test_coordinates_off_the_earth_or_malformed_are_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(Invalid, match=r"latitude"):
        read(text, country="US")


def test_a_long_text_is_refused() -> None:
    assert read("x" * 120, country="US") == Reading()
    with pytest.raises(Invalid, match="at most 120 characters"):
        read("x" * 121, country="US")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("78701", "78701, Austin, TX"), ("78701-1234", "78701, Austin, TX"),
        ("Austin, TX 78701", "78701, Austin, TX"),
        ("SW1A 1AA", "SW1A, Westminster Abbey, England, United Kingdom"),
        ("sw1a1aa", "SW1A, Westminster Abbey, England, United Kingdom"),
        ("SW1A", "SW1A, Westminster Abbey, England, United Kingdom"),
        ("10 Downing Street, London sw1a 2aa", "SW1A, Westminster Abbey, England, United Kingdom"),
        ("bt17", "BT17, Dunmurry, Northern Ireland, United Kingdom"),
        ("BT17 9AB", "BT17, Dunmurry, Northern Ireland, United Kingdom"),
        ("M5V 3L9", "M5V, Downtown Toronto, ON, Canada"), ("m5v3l9", "M5V, Downtown Toronto, ON, Canada"),
        ("M5V", "M5V, Downtown Toronto, ON, Canada"), ("2000", "2000, Sydney, NSW, Australia"),
        ("Sydney NSW 2000", "2000, Sydney, NSW, Australia"), ("0600", "0600, Blockhouse Bay, Auckland, New Zealand"),
        ("D02 X285", "D02, Dublin 2, Leinster, Ireland"), ("d02x285", "D02, Dublin 2, Leinster, Ireland"),
        ("Dublin 2", "D02, Dublin 2, Leinster, Ireland"), ("T12", "T12, Cork city southside, Munster, Ireland"),
        ("00601", "00601, Adjuntas, PR"), ("JE3 1AA", "JE3, St Ouen, Jersey"),
        ("N20", "N20, Barnet, England, United Kingdom"),
        ("W12 8QT", "W12, Hammersmith, England, United Kingdom"),
        ("KT20, GB", "KT20, Reigate and Banstead, England, United Kingdom"),
        ("KT2 0GB", "KT2, Kingston Upon Thames, England, United Kingdom"),
        ("78702", None), ("Miami 78701", None), ("2000 people", None), ("ZZ1 1AA", None),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("places")
def test_postcodes_of_every_country_are_read_as_people_write_them(text: str, label: str | None) -> None:
    assert point(text) == label


@pytest.mark.usefixtures("places")
def test_the_same_digits_in_two_countries_mean_the_sites_own_or_are_a_choice() -> None:
    assert point("6011", "AU") == "6011, Cottesloe, WA"
    assert labels(read("6011", country="AU").others) == ["6011, Mount Victoria, Wellington, New Zealand"]
    assert point("6011", "NZ") == "6011, Mount Victoria, Wellington"
    elsewhere = read("6011", country="US")
    assert (elsewhere.found, [choice.query for choice in elsewhere.choices]) == (
        False,
        ["6011, AU", "6011, NZ"],
    )
    assert point("6011, NZ") == "6011, Mount Victoria, Wellington, New Zealand"
    assert point("6011 Australia", "NZ") == "6011, Cottesloe, WA, Australia"


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("IN", "US", "US-IN"), ("or", "US", "US-OR"), ("ME", "US", "US-ME"), ("TX", "US", "US-TX"),
        ("Texas", "US", "US-TX"), ("texas, USA", "US", "US-TX"), ("Texas United States", "US", "US-TX"),
        ("UK", "US", "GB"), ("United Kingdom", "US", "GB"), ("usa", "GB", "US"), ("Québec", "US", "CA-QC"),
        ("N. Ireland", "US", "GB-NIR"), ("US-TX", "GB", "US-TX"), ("CA", "US", "US-CA"), ("CA", "GB", "CA"),
        ("WA", "US", "US-WA"), ("WA", "AU", "AU-WA"), ("New South Wales, Australia", "US", "AU-NSW"),
        ("Georgia", "US", "US-GA"), ("Jersey", "US", "JE"), ("Ontario, CA", "CA", "CA-ON"),
        ("Ontario, CA", "US", None),
        ("Texas, Canada", "US", None), ("NT", "US", None), ("Delhi", "US", None),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("places")
def test_states_and_countries_are_read_by_name_and_code(text: str, country: str, code: str | None) -> None:
    assert area(text, country) == code


@pytest.mark.usefixtures("places")
def test_a_code_of_two_foreign_parts_is_a_choice() -> None:
    found = read("NT", country="US")
    assert (found.found, found.choices) == (
        False,
        (Choice("Northern Territory", "AU-NT"), Choice("Northwest Territories", "CA-NT")),
    )


@pytest.mark.usefixtures("places")
def test_a_state_wins_over_the_town_of_its_name_which_is_offered() -> None:
    assert area("New York") == "US-NY"
    assert read("New York", country="US").others == (Choice("New York City, NY", "New York City, NY, US"),)
    assert area("Washington") == "US-WA"
    assert read("Washington", country="US").others[0] == Choice("Washington, DC", "Washington, DC, US")

"""The gazetteer: what a text points to, and that the shipped places come in whole."""

import csv
import gzip
import random
import shutil
import time
from itertools import cycle
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practitioners import ledger
from practitioners.errors import Invalid
from practitioners.models import Jurisdiction, LedgerEvent, Postcode, Town, TownName
from practitioners.reference import geography
from practitioners.reference.rows import DATA, BadReference, Record
from practitioners.reference.tables import read_tables
from practitioners.search import towns
from practitioners.search.atlas import Atlas, place_key
from practitioners.search.gazetteer import Choice, Reading, near_spellings, read

pytestmark = pytest.mark.django_db

CODES = {
    "78701", "SW1A", "BT17", "W12", "D02", "T12", "M5V", "2000", "6011", "0600", "N20", "JE3", "00601", "KT2", "KT20",
}  # fmt: skip
NAMES = {
    "austin", "springfield", "portland", "newcastle", "newcastle upon tyne", "perth", "london", "kingston upon hull",
    "hull", "new york city", "washington", "sao paulo", "zurich", "st louis", "richmond", "ontario", "paris",
    "newtown",
    "basford stoke on trent", "o'brien", "obrien", "san juan", "georgia", "melbourne", "akrotiri", "victoria", "cork",
}  # fmt: skip


def rows_of(name: str) -> list[dict[str, str]]:
    with gzip.open(DATA / "geo" / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(folder: Path, name: str, rows: list[dict[str, str]]) -> None:
    with gzip.open(folder / f"{name}.csv.gz", "wt", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def town(number: int, name: str, population: int, *, region: str = "TX", **fields: str) -> dict[str, str]:
    """A made-up town in the shipped form."""
    spot = {"lat": f"{30 + number / 10:.4f}", "lon": f"{-90 - number / 10:.4f}"}
    made = {"country": "US", "name": name, "region": region, "population": str(population), "alt": "", **spot}
    return {**made, "geonameid": f"made-up-{number}", **fields}


MADE_UP = [
    town(1, "Tenfold", 10_000), town(2, "Tenfold", 1_000, region="OK"),
    town(3, "Ninefold", 9_999), town(4, "Ninefold", 1_000, region="OK"),
    town(5, "Nobody", 0), town(6, "Nobody", 0, region="OK"),
    town(7, "Plainville", 500, alt="Grandville"), town(8, "Grandville", 20, region="OK"),
]  # fmt: skip


@pytest.fixture(scope="session")
def excerpt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files in the shipped form with the shipped rows that these tests name, and made-up towns."""
    folder = tmp_path_factory.mktemp("geo")
    for name in ("regions.csv", "corrections.csv"):
        shutil.copy(DATA / "geo" / name, folder)
    written(folder, "postcodes", [row for row in rows_of("postcodes") if row["code"] in CODES])
    named = [row for row in rows_of("towns") if place_key(row["name"]) in NAMES]
    written(folder, "towns", named + MADE_UP)
    return folder


@pytest.fixture(scope="session")
def codes() -> list[Record]:
    """The shipped jurisdictions as records."""
    return read_tables(DATA, faults=[])["jurisdictions"]


@pytest.fixture
def jurisdictions(codes: list[Record]) -> None:
    """The shipped jurisdictions in the database, each on its own: no reading asks for a parent."""
    Jurisdiction.objects.bulk_create(Jurisdiction(**record.values) for record in codes)


@pytest.fixture
def places(excerpt: Path, jurisdictions: None) -> None:
    """The excerpt in the database."""
    geography.load(excerpt)


def point(text: str, country: str = "US") -> str | None:
    found = read(text, country=country)
    return found.point.label if found.point else None


def area(text: str, country: str = "US") -> str | None:
    found = read(text, country=country)
    return found.area.jurisdiction if found.area else None


def labels(choices: tuple[Choice, ...]) -> list[str]:
    return [choice.label for choice in choices]


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


@pytest.mark.parametrize(
    "text", ["95,200", "90.0001,0", "0,-180.5", "30.2.1,5", "1,2,3", "30.27,-", "12,,5", "999,1"]
)
def test_coordinates_off_the_earth_or_malformed_are_refused_with_a_sentence(text: str) -> None:
    if text == "30.27,-":  # a hyphen after a number is no second number, and no coordinates either
        assert read(text, country="US") == Reading()
        return
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


def test_dirty_rows_are_mended(places: None) -> None:
    assert set(Town.objects.filter(name="Akrotiri").values_list("country", "region")) == {
        ("GB", "Akrotiri and Dhekelia")
    }
    assert Postcode.objects.get(code="N20").places.split("|")[2] == "Totteridge"
    assert Postcode.objects.get(code="JE3").places.startswith("St Ouen|")
    assert set(Town.objects.filter(name="San Juan", country="US").values_list("region", flat=True)) >= {
        "PR",
        "TX",
    }
    assert not Town.objects.filter(country="PR").exists()


def test_a_second_load_leaves_the_same_files_alone(excerpt: Path) -> None:
    first, again = geography.load(excerpt), geography.load(excerpt)
    assert [(count.added, count.unchanged) for count in again] == [(0, count.added) for count in first]
    assert LedgerEvent.objects.count() == 1
    forced = geography.load(excerpt, force=True)
    assert [(count.added, count.removed) for count in forced] == [
        (count.added, count.added) for count in first
    ]
    assert Town.objects.count() == first[1].added


@pytest.mark.parametrize("lost", [Postcode, Town])
def test_lost_rows_bring_the_gazetteer_back(excerpt: Path, lost: type[Postcode] | type[Town]) -> None:
    geography.load(excerpt)
    before = lost.objects.count()
    lost.objects.all()[0].delete()
    geography.load(excerpt)
    assert lost.objects.count() == before


def test_a_changed_file_is_loaded_and_its_history_kept(excerpt: Path, tmp_path: Path) -> None:
    geography.load(excerpt)
    shutil.copytree(excerpt, tmp_path, dirs_exist_ok=True)
    written(tmp_path, "towns", [town(1, "Only Town", 5)])
    geography.load(tmp_path)
    assert set(TownName.objects.values_list("key", "is_main")) == {("only town", True)}
    first, second = LedgerEvent.objects.order_by("seq")
    assert (second.data["table"], second.data["before"]) == ("gazetteer", first.data["after"])
    assert list(ledger.verify()) == []


@pytest.mark.parametrize(
    ("fields", "line", "words"),
    [
        ({"lat": "91"}, 3, "not a place"), ({"lon": "x"}, 3, "not a place"), ({"lat": "nan"}, 3, "not a place"),
        ({"population": "-1"}, 3, "not a place"), ({"geonameid": "made-up-1"}, 3, "given on a line above"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_place_is_named_and_nothing_changes(
    excerpt: Path, tmp_path: Path, fields: dict[str, str], line: int, words: str
) -> None:
    geography.load(excerpt)
    before = set(Town.objects.values_list("pk", flat=True))
    shutil.copytree(excerpt, tmp_path, dirs_exist_ok=True)
    written(tmp_path, "towns", [town(1, "One", 5), {**town(2, "Two", 5), **fields}])
    with pytest.raises(BadReference) as refused:
        geography.load(tmp_path)
    assert [(fault.file, fault.line) for fault in refused.value.faults] == [("towns.csv.gz", line)]
    assert words in str(refused.value)
    assert set(Town.objects.values_list("pk", flat=True)) == before


@pytest.mark.parametrize("spoiled", ["cut", "column", "missing"])
def test_a_spoiled_file_is_refused(excerpt: Path, tmp_path: Path, spoiled: str) -> None:
    shutil.copytree(excerpt, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "postcodes.csv.gz"
    match spoiled:
        case "cut":
            file.write_bytes(file.read_bytes()[:100])
        case "column":
            written(tmp_path, "postcodes", [{"country": "US", "code": "1"}])
        case _:
            file.unlink()
    with pytest.raises(BadReference, match=r"postcodes\.csv\.gz, line 1: "):
        geography.load(tmp_path)
    assert not Town.objects.exists()


@pytest.fixture
def everything(jurisdictions: None) -> float:
    """The whole shipped gazetteer; gives the seconds of work its load took."""
    began = time.process_time()
    geography.load(DATA / "geo")
    return time.process_time() - began


def test_the_whole_gazetteer_comes_in_and_is_found(everything: float) -> None:
    assert everything < 60
    assert (Postcode.objects.count(), Town.objects.count()) == (51_778, 66_226)
    some = random.Random(2026)
    for row in some.sample(rows_of("postcodes"), 200):
        found = read(f"{row['code']}, {row['country']}", country="US").point
        assert found is not None
        assert (found.lat, found.lon) == (round(float(row["lat"]) * 1e6), round(float(row["lon"]) * 1e6))
    atlas = Atlas.load()
    for one in some.sample(list(Town.objects.all()), 200):
        (link,) = towns.choices([one], asked=(), atlas=atlas, home="US")
        found = read(link.query, country="US").point
        assert found is not None
        assert (found.lat, found.lon) == (one.lat, one.lon)
    assert labels(read("Newcastle", country="GB").choices)[2] == "Newcastle upon Tyne, England"
    assert point("London", "US") == "London, England, United Kingdom"

"""The gazetteer comes in whole or not at all, and only when its files changed."""

import random
import shutil
import time
from pathlib import Path

import pytest

from practitioners import ledger
from practitioners.models import LedgerEvent, Postcode, Town, TownName
from practitioners.reference import geography
from practitioners.reference.rows import DATA, BadReference
from practitioners.search import towns
from practitioners.search.atlas import Atlas
from practitioners.search.gazetteer import read
from tests.domain.gazetteer.files import labels, point, rows_of, town, written

pytestmark = pytest.mark.django_db


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

"""The stopwatch: it times what it says, by turns, and the searches find whom they should."""

import gc
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.template import engines
from django.template.backends.django import Template
from django.test.utils import CaptureQueriesContext

from directory.management.bench import clocks, searches
from directory.management.bench.measure import Spent, measure, spent
from directory.management.commands.bench_search import sizes
from practitioners.models import Practitioner
from practitioners.vocabulary import TermKind
from tests import factories as make
from tests.public.town import listed, town

NEW_YORK = (40_714_270, -74_005_970)
ROOT = Path(__file__).resolve().parents[1]


def woman(name: str, *, treats: bool = True, at: tuple[int, int] = NEW_YORK) -> Practitioner:
    """A qualified practitioner in New York State who speaks Spanish; `treats` the condition that is asked for."""
    owner = make.qualified(name, at=at, law="US-NY")
    owner.terms.add(make.term(TermKind.LANGUAGE, "es"))
    if treats:
        owner.terms.add(make.term(TermKind.CONDITION, "pattern-hair-loss-women"))
    make.listings.refresh(owner)
    return owner


@pytest.fixture(scope="module", autouse=True)
def _memory_of_other_tests_is_left_alone() -> Iterator[None]:
    """The stopwatch clears the memory before each span, and the suite's own is large."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def directory(settings) -> None:
    """Three qualified in New York: one is far from the city, one does not treat it. Sam is not qualified."""
    settings.ROOT_URLCONF = searches.__name__
    make.jurisdiction("US-NY", name="New York")
    town("New York", "NY", NEW_YORK, 8_800_000)
    woman("Ana Garcia")
    woman("Lucia Garcés", treats=False)
    woman("Rosa Molina", at=(42_886_450, -78_878_370))
    listed("Sam Stranger", at=NEW_YORK, law="US-NY")


@pytest.mark.django_db
@pytest.mark.usefixtures("directory")
def test_the_searches_find_exactly_whom_they_ask_for() -> None:
    found = {subject.key: subject.people for subject in searches.subjects()}
    assert found == {
        "dense": 1, "country": 3, "early": 4, "late": 4, "prefix": 2, "empty": None, "row": None,
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.usefixtures("directory")
def test_the_queries_of_a_page_are_counted_as_django_counts_them(client) -> None:
    page = next(subject for subject in searches.subjects() if subject.key == "country")
    timed = page.run()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get("/find/?q=United+States&qualified=on", secure=True)
    assert timed["queries"] == len(captured)
    assert set(timed) == {"whole", "cpu", "sql", "rendering", "queries", "engine", "facets"}
    assert 0 < timed["sql"] + timed["rendering"] < timed["whole"]


@pytest.mark.django_db
@pytest.mark.usefixtures("directory")
def test_the_command_prints_tables_and_writes_the_figures_they_come_from(tmp_path) -> None:
    out, file = io.StringIO(), tmp_path / "speed.json"
    call_command("bench_search", repeats=2, json=file, stdout=out, stderr=io.StringIO())
    (figures,) = json.loads(file.read_text("utf-8"))["directories"]
    assert (figures["people"], figures["listings"], figures["repeats"]) == (4, 4, 2)
    median = {
        key: {name: span["median"] for name, span in spans.items()}
        for key, spans in figures["milliseconds"].items()
    }
    empty, row = median["empty"]["whole"], median["row"]["whole"]
    assert set(figures["ratios"]) == {"dense", "country", "early", "late", "prefix"}
    for key, ratios in figures["ratios"].items():
        assert ratios["page / empty view"] == pytest.approx(median[key]["whole"] / empty)
        assert ratios["the same in CPU"] == pytest.approx(median[key]["cpu"] / median["empty"]["cpu"])
        assert ratios["rendering / empty view"] == pytest.approx(median[key]["rendering"] / empty)
        assert ratios["engine / one row"] == pytest.approx(median[key]["engine"] / row)
        assert ratios["facets share"] == pytest.approx(median[key]["facets"] / median[key]["whole"])
    late = figures["ratios"]["late"]["page / page 1"]
    assert late == pytest.approx(median["late"]["whole"] / median["early"]["whole"])
    ratio = figures["ratios"]["country"]["page / empty view"]
    lines = [line for line in out.getvalue().splitlines() if line.startswith("| Whole country, qualified | ")]
    assert [line.split(" | ")[1] for line in lines] == ["3", f"{ratio:.1f}"]


@pytest.mark.django_db
def test_an_empty_directory_or_one_without_places_is_refused_in_a_sentence() -> None:
    with pytest.raises(CommandError, match=r"nobody to search .* --size"):
        call_command("bench_search", repeats=1, stderr=io.StringIO())
    woman("Ana Garcia")
    with pytest.raises(CommandError, match="“New York, NY” is no place here: run load_reference"):
        call_command("bench_search", repeats=1, stderr=io.StringIO())


def test_all_are_run_by_turns_and_the_first_turn_is_not_counted() -> None:
    ran: list[str] = []

    def subject(key: str) -> searches.Subject:
        def run() -> dict[str, float]:
            ran.append(key)
            return {"whole": float(len(ran))}

        return searches.Subject(key, key, run)

    times = measure([subject("a"), subject("b")], repeats=2)
    assert ran == ["a", "b"] * 3
    assert times == {"a": {"whole": Spent(3, 4, 5)}, "b": {"whole": Spent(4, 5, 6)}}


def test_of_a_hundred_times_ninety_five_are_within_the_percentile() -> None:
    assert spent([*range(100, 0, -1)]) == Spent(least=1, median=50.5, p95=95)


def test_fetching_is_time_in_the_database() -> None:
    class Slow:
        def fetchmany(self, size: int) -> list[int]:
            time.sleep(0.02)
            return [size]

    total = {clocks.SQL: 0.0, clocks.QUERIES: 0.0}
    assert clocks._Timed(Slow(), connection, total).fetchmany(7) == [7]
    assert total[clocks.SQL] >= 20


@pytest.mark.django_db
def test_the_stopwatch_leaves_nothing_behind() -> None:
    render = Template.render
    with clocks.clocked() as total:
        engines["django"].from_string("{% for a in b %}{{ a }}{% endfor %}").render({"b": range(2000)})
    assert total[clocks.RENDERING] > 0
    assert Template.render is render
    with connection.cursor() as cursor:
        assert type(cursor) is CursorWrapper


@pytest.mark.parametrize(
    ("one", "several", "asked"), [(None, None, []), (7, None, [7]), (None, "10,2000", [10, 2000])]
)
def test_sizes_are_whole_numbers(one: int | None, several: str | None, asked: list[int]) -> None:
    assert sizes(one, several) == asked


@pytest.mark.parametrize(("one", "several"), [(0, None), (None, "10,x"), (None, "10,-1")])
def test_a_wrong_size_is_refused(one: int | None, several: str | None) -> None:
    with pytest.raises(CommandError):
        sizes(one, several)


def databases(folder: Path, url: str) -> set[str]:
    """What there is beside the database of this address: files, or the server's databases."""
    if url.startswith("sqlite"):
        return {path.name for path in folder.iterdir()}
    import psycopg

    with psycopg.connect(urlsplit(url)._replace(path="/postgres").geturl()) as server:
        return {name for (name,) in server.execute("SELECT datname FROM pg_database") if "_bench_" in name}


def test_a_new_directory_is_made_measured_and_dropped(tmp_path) -> None:
    url = os.environ["DATABASE_URL"]
    url = f"sqlite:///{tmp_path}/site.sqlite3" if url.startswith("sqlite") else url
    before = databases(tmp_path, url)
    file = tmp_path / "speed.json"
    made = subprocess.run(
        [sys.executable, "-m", "django", "bench_search", "--sizes", "80", "--repeats", "1", "--json", str(file)],
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    (figures,) = json.loads(file.read_text("utf-8"))["directories"]
    assert figures["people"] == 80
    assert figures["found"]["early"] > 40
    assert databases(tmp_path, url) - {file.name} == before

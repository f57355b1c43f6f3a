"""An excerpt of the shipped places in the database."""

import shutil
from pathlib import Path

import pytest

from practitioners.models import Jurisdiction
from practitioners.reference import geography
from practitioners.reference.rows import DATA, Record
from practitioners.reference.tables import read_tables
from practitioners.search.atlas import place_key
from tests.domain.gazetteer.files import CODES, MADE_UP, NAMES, rows_of, written


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

"""Files in the shipped form: an excerpt of the shipped rows, and towns made up."""

import csv
import gzip
from pathlib import Path

from practitioners.reference.rows import DATA
from practitioners.search.gazetteer import Choice, read

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
    town(9, "Elsewhere", 50, alt="Camp 78702"),
    town(10, "Elsewhere Too", 40, region="OK", alt="Camp 78702"),
    town(7, "Plainville", 500, alt="Grandville"), town(8, "Grandville", 20, region="OK"),
]  # fmt: skip


def point(text: str, country: str = "US") -> str | None:
    found = read(text, country=country)
    return found.point.label if found.point else None


def area(text: str, country: str = "US") -> str | None:
    found = read(text, country=country)
    return found.area.jurisdiction if found.area else None


def labels(choices: tuple[Choice, ...]) -> list[str]:
    return [choice.label for choice in choices]

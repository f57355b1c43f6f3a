"""The gazetteer brought in from the shipped files. © GeoNames (CC BY 4.0), US Census Bureau."""

import csv
import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _

from practitioners import ledger
from practitioners.models import LedgerEvent, Postcode, Town, TownName
from practitioners.reference.rows import BadReference, Fault
from practitioners.reference.store import Count
from practitioners.search.atlas import place_key
from practitioners.vocabulary import Verb

TABLES = ("postcodes", "towns")
GAZETTEER = "gazetteer"
FORM = "1"
"""Raised when rows of the same files would be stored in another form, so that they are loaded again."""

FILES = ("postcodes.csv.gz", "towns.csv.gz", "regions.csv", "corrections.csv")
COLUMNS = {
    "postcodes": ("code", "country", "places", "region", "lat", "lon"),
    "towns": ("geonameid", "country", "name", "region", "lat", "lon", "population", "alt"),
}
"""What each file must have, its own key first."""

POSTCODE = ("country", "code", "code_key", "places", "region", "lat", "lon")
TOWN = ("id", "country", "name", "region", "lat", "lon", "population")
NAME = ("town_id", "key", "is_main")

BATCH = 5000
NAME_LENGTH = 120

Progress = Callable[[int, int], None]
Line = dict[str, str]
Regions = dict[tuple[str, str], tuple[str, str]]
Corrections = dict[tuple[str, str, str], Line]


def load(folder: Path, *, force: bool = False, progress: Progress | None = None) -> list[Count]:
    """Fill the gazetteer from the files, or leave it when the same files are in it already.

    The site's history holds the digest of the files loaded last and how many rows they gave; both must agree with
    what is there. Must run inside a transaction.
    """
    there = {"postcodes": Postcode.objects.count(), "towns": Town.objects.count()}
    before, digest = _loaded(), _digest(folder)
    if not force and (before.get("after"), before.get("added")) == (digest, sum(there.values())):
        return [Count(name, unchanged=number) for name, number in there.items()]
    regions, corrections = _regions(folder), _corrections(folder)
    lines = {name: list(_lines(folder, name, regions, corrections)) for name in TABLES}
    fresh = {name: len(found) for name, found in lines.items()}
    _replace(lines["postcodes"], lines["towns"], progress=progress or (lambda _done, _total: None))
    ledger.record(
        None, Verb.REFERENCE_LOADED, table=GAZETTEER, before=before.get("after", ""), after=digest,
        added=sum(fresh.values()), removed=sum(there.values()),
    )  # fmt: skip
    return [Count(name, added=fresh[name], removed=there[name]) for name in TABLES]


def _loaded() -> dict[str, Any]:
    """What the site's history says of the last load of these files."""
    events = LedgerEvent.objects.filter(
        subject=ledger.SITE, verb=Verb.REFERENCE_LOADED, data__table=GAZETTEER
    )
    last = events.order_by("-seq").first()
    return dict(last.data) if last else {}


def _digest(folder: Path) -> str:
    """One SHA-256 over every file the gazetteer is made of, and over the form it is stored in."""
    missing = [Fault(name, 1, _("The file is missing.")) for name in FILES if not (folder / name).is_file()]
    if missing:
        raise BadReference(missing)
    digest = hashlib.sha256(FORM.encode())
    for name in FILES:
        digest.update(hashlib.sha256((folder / name).read_bytes()).digest())
    return digest.hexdigest()


def _replace(codes: list[Line], places: list[Line], *, progress: Progress) -> None:
    """Take every row away and put in these, in batches."""
    total = len(codes) + len(places)
    with connection.cursor() as cursor:
        # Names go first: nothing else points at a town.
        for model in (TownName, Town, Postcode):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
        for start in range(0, len(codes), BATCH):
            _insert(cursor, Postcode, POSTCODE, [_postcode(line) for line in codes[start : start + BATCH]])
            progress(min(start + BATCH, len(codes)), total)
        for start in range(0, len(places), BATCH):
            batch = list(enumerate(places[start : start + BATCH], start=start + 1))
            _insert(cursor, Town, TOWN, [(number, *_town(line)) for number, line in batch])
            _insert(cursor, TownName, NAME, [name for number, line in batch for name in _names(number, line)])
            progress(len(codes) + min(start + BATCH, len(places)), total)
        for statement in connection.ops.sequence_reset_sql(no_style(), [Town]):
            cursor.execute(statement)


def _insert(cursor: Any, model: type[Model], columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """Plain rows: a third of a million model instances would cost ten times as much."""
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    marks = ", ".join(["%s"] * len(columns))
    cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608


def _lines(folder: Path, name: str, regions: Regions, corrections: Corrections) -> Iterator[Line]:
    """The lines of one file, mended and with our own region codes; lines that cannot be read are faults."""
    faults: list[Fault] = []
    seen: set[tuple[str, str]] = set()
    for number, line in _numbered(folder / f"{name}.csv.gz", COLUMNS[name]):
        key = line[COLUMNS[name][0]]
        line |= corrections.get((name, line["country"], key), {})
        here = (line["country"], line["region"])
        line["country"], line["region"] = regions.get(here) or regions.get((here[0], "*")) or here
        if not _on_earth(line):
            sentence = _("The line is not a place with a latitude and a longitude.")
            faults.append(Fault(f"{name}.csv.gz", number, sentence))
        if (here[0], key) in seen:
            faults.append(Fault(f"{name}.csv.gz", number, _("%s was given on a line above.") % key))
        seen.add((here[0], key))
        yield line
    if faults:
        raise BadReference(faults)


def _numbered(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, Line]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="") as opened:
            reader = csv.DictReader(opened, strict=True)
            if missing := sorted(set(columns) - set(reader.fieldnames or ())):
                raise BadReference([Fault(path.name, 1, _("Columns are missing: %s.") % ", ".join(missing))])
            for line in reader:
                if None in line or None in line.values():
                    raise BadReference(
                        [Fault(path.name, reader.line_num, _("The number of values is wrong."))]
                    )
                yield reader.line_num, line
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error) as problem:
        raise BadReference([Fault(path.name, 1, _("The file cannot be read: %s.") % problem)]) from problem


def _on_earth(line: Line) -> bool:
    try:
        return (
            abs(float(line["lat"])) <= 90
            and abs(float(line["lon"])) <= 180
            and int(line.get("population") or 0) >= 0
        )
    except ValueError:
        return False


def _regions(folder: Path) -> Regions:
    """How the files spell a region, and the country and region we keep; "*" stands for any region."""
    return {
        (row["country"], row["region"]): (row["our_country"], row["our_region"])
        for row in _csv(folder / "regions.csv")
    }


def _corrections(folder: Path) -> Corrections:
    """Single values mended by hand, by file, country and the line's own key."""
    found: Corrections = {}
    for row in _csv(folder / "corrections.csv"):
        found.setdefault((row["file"], row["country"], row["key"]), {})[row["column"]] = row["value"]
    return found


def _csv(path: Path) -> list[Line]:
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def _micro(degrees: str) -> int:
    return round(float(degrees) * 1_000_000)


def _postcode(line: Line) -> tuple[Any, ...]:
    code = line["code"]
    spot = _micro(line["lat"]), _micro(line["lon"])
    return line["country"], code, code.replace(" ", "").upper(), line["places"], line["region"], *spot


def _town(line: Line) -> tuple[Any, ...]:
    spot = _micro(line["lat"]), _micro(line["lon"])
    return line["country"], line["name"], line["region"], *spot, int(line["population"] or 0)


def _names(town: int, line: Line) -> Iterator[tuple[int, str, bool]]:
    """Every folded name once, the town's own first; "Basford, Stoke-on-Trent" is also just Basford."""
    own, seen = line["name"], {""}
    others = f"{line['alt']}|{line.get('names', '')}".split("|")
    for name in (own, *([own.partition(",")[0]] if "," in own else ()), *others):
        key = place_key(name)[:NAME_LENGTH] if name else ""
        if key not in seen:
            seen.add(key)
            yield town, key, name is own

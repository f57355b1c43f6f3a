"""The gazetteer brought in from the shipped files. © GeoNames (CC BY 4.0), US Census Bureau."""

import csv
import gzip
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import router
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
    digest = hashlib.sha256(FORM.encode())
    for name in FILES:
        digest.update(hashlib.sha256((folder / name).read_bytes()).digest())
    return digest.hexdigest()


def _replace(codes: list[Line], places: list[Line], *, progress: Progress) -> None:
    """Take every row away and put in these, in batches."""
    total = len(codes) + len(places)
    # Deleted without asking for dependents: names go first, and nothing else points at a town.
    for model in (TownName, Town, Postcode):
        model.objects.all()._raw_delete(router.db_for_write(model))
    for start in range(0, len(codes), BATCH):
        Postcode.objects.bulk_create(_postcode(line) for line in codes[start : start + BATCH])
        progress(min(start + BATCH, len(codes)), total)
    for start in range(0, len(places), BATCH):
        batch = places[start : start + BATCH]
        towns = Town.objects.bulk_create(_town(line) for line in batch)
        named = zip(towns, batch, strict=True)
        TownName.objects.bulk_create(name for town, line in named for name in _names(town, line))
        progress(len(codes) + min(start + BATCH, len(places)), total)


def _lines(folder: Path, name: str, regions: Regions, corrections: Corrections) -> Iterator[Line]:
    """The lines of one file, mended and with our own region codes; a line that cannot be read is a fault."""
    faults: list[Fault] = []
    file = f"{name}.csv.gz"
    identity = {"postcodes": "code", "towns": "geonameid"}[name]
    with gzip.open(folder / file, "rt", encoding="utf-8", newline="") as opened:
        for number, line in enumerate(csv.DictReader(opened), start=2):
            line |= corrections.get((name, line["country"], line[identity]), {})
            line["country"], line["region"] = regions.get(
                (line["country"], line["region"]),
                regions.get((line["country"], "*"), (line["country"], line["region"])),
            )
            if None in line.values() or not _on_earth(line):
                faults.append(
                    Fault(file, number, _("The line is not a place with a latitude and a longitude."))
                )
            yield line
    if faults:
        raise BadReference(faults)


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


def _postcode(line: Line) -> Postcode:
    return Postcode(
        country=line["country"], code=line["code"], code_key=line["code"].replace(" ", "").upper(),
        places=line["places"], region=line["region"], lat=_micro(line["lat"]), lon=_micro(line["lon"]),
    )  # fmt: skip


def _town(line: Line) -> Town:
    return Town(
        country=line["country"], name=line["name"], region=line["region"], lat=_micro(line["lat"]),
        lon=_micro(line["lon"]), population=int(line["population"] or 0),
    )  # fmt: skip


def _names(town: Town, line: Line) -> Iterator[TownName]:
    """Every folded name once, the town's own first; "Basford, Stoke-on-Trent" is also just Basford."""
    seen = {"": True}
    first = town.name.partition(",")[0]
    for name in (town.name, first, *line["alt"].split("|"), *line.get("names", "").split("|")):
        key = place_key(name)[:NAME_LENGTH]
        if key not in seen:
            seen[key] = True
            yield TownName(town=town, key=key, is_main=name == town.name)

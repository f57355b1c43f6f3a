"""What the plan is made from: places weighted by where people are, licenses, scope and terms, read once."""

import csv
import gzip
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import accumulate
from math import cos, radians
from pathlib import Path
from random import Random

from django.utils.translation import gettext as _

from practitioners import reference
from practitioners.demonstration.plan import LicensePlan, Spot
from practitioners.errors import DomainError
from practitioners.models import Issuer, Postcode, ScopeRule, Term, Town
from practitioners.scope import Rulebook
from practitioners.vocabulary import Basis, Depth, TermKind, Verdict

DENSITY = Path(reference.__file__).parent / "data" / "load" / "us_provider_zip_density.csv.gz"
SHARE_IN_US = 0.85
ELSEWHERE = ("GB", "CA", "AU", "IE", "NZ")
_BY_CODE = frozenset({"US", "CA", "AU"})
_SMALLEST_TOWN = 2000


@dataclass(frozen=True)
class Draw:
    """Spots to draw from by weight; `sums` are the running totals of the weights."""

    spots: Sequence[Spot]
    sums: Sequence[float]

    def one(self, rng: Random) -> Spot:
        """A spot, the likelier the heavier."""
        return self.spots[bisect_left(self.sums, rng.random() * self.sums[-1])]


@dataclass(frozen=True, eq=False)
class World:
    """Everything a plan draws from, on one day."""

    on: date
    rulebook: Rulebook
    us: Draw
    elsewhere: Draw
    terms: Mapping[str, Sequence[Term]]
    issuers: Mapping[int, Sequence[LicensePlan]]
    nearest: "Nearest" = field(repr=False)
    by_zip: Mapping[str, Spot] = field(repr=False)
    _known: dict[tuple[int, Verdict], list[LicensePlan]] = field(default_factory=dict, repr=False)

    def spot(self, rng: Random) -> Spot:
        """Somewhere, weighted by where people are."""
        if rng.random() < SHARE_IN_US:
            return self.us.one(rng)
        town = self.elsewhere.one(rng)
        return replace(town, postcode=self.nearest.code(town))

    def licenses(self, spot: Spot, *, verdict: Verdict) -> list[LicensePlan]:
        """Every license and depth that scope gives this verdict to at the spot and that the law there knows."""
        law = spot.jurisdiction_id
        if (law, verdict) not in self._known:
            issued = [plan for here in self.rulebook.lineage(law) for plan in self.issuers.get(here, ())]
            self._known[law, verdict] = [plan for plan in issued if self._verdict(plan, law) == verdict]
        return self._known[law, verdict]

    def license(self, spot: Spot, *, key: str, depth: Depth) -> LicensePlan:
        """The license of this type and depth that is issued for the spot."""
        issued = [
            plan
            for here in self.rulebook.lineage(spot.jurisdiction_id)
            for plan in self.issuers.get(here, ())
        ]
        return next(plan for plan in issued if (plan.key, plan.depth) == (key, depth))

    def _verdict(self, plan: LicensePlan, law: int) -> Verdict:
        return self.rulebook.ruling(
            license_type_id=plan.license_type_id, jurisdiction_id=law, depth=plan.depth, on=self.on
        ).verdict

    def term(self, kind: TermKind, key: str) -> Term:
        """The term of this key."""
        return next(term for term in self.terms[kind] if term.key == key)


def load(*, on: date) -> World:
    """Read it all; refuses with a sentence when something was not loaded."""
    if not ScopeRule.objects.filter(basis=Basis.DEMONSTRATION, confirmed_on__lte=on).exists():
        raise DomainError(
            _(
                "The demonstration's scope rules are missing: run `manage.py load_reference --demonstration` first."
            )
        )
    if not Postcode.objects.exists() or not Town.objects.exists():
        raise DomainError(_("The gazetteer is empty: run `manage.py load_reference --demonstration` first."))
    rulebook = Rulebook.load()
    codes = {jurisdiction.code: key for key, jurisdiction in rulebook.jurisdictions.items()}
    issuers = _issuers()
    spots, weights = _us(codes, licensed=issuers)
    return World(
        on=on,
        rulebook=rulebook,
        us=Draw(spots, list(accumulate(weights))),
        elsewhere=_towns(codes, rulebook),
        terms={kind: list(Term.objects.filter(kind=kind).order_by("bit")) for kind in TermKind},
        issuers=issuers,
        nearest=Nearest(),
        by_zip={spot.postcode: spot for spot in spots},
    )


def _issuers() -> dict[int, list[LicensePlan]]:
    """Each jurisdiction's licenses at every depth."""
    found: dict[int, list[LicensePlan]] = defaultdict(list)
    for issuer in Issuer.objects.order_by("key").prefetch_related("license_types"):
        for type_ in sorted(issuer.license_types.all(), key=lambda type_: type_.key):
            found[issuer.jurisdiction_id] += [
                LicensePlan(issuer.pk, type_.pk, type_.key, type_.profession_id, type_.label, depth)
                for depth in Depth
            ]
    return dict(found)


def zip_codes() -> list[str]:
    """The ZIP codes that people in the US are drawn from."""
    return [row["zip"] for row in density()]


def density() -> Iterator[dict[str, str]]:
    """The shipped rows: a ZIP code, its state and middle, and how many providers (`n`) are there."""
    with gzip.open(DENSITY, "rt", encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened)


def _us(codes: Mapping[str, int], *, licensed: Collection[int]) -> tuple[list[Spot], list[float]]:
    """ZIP codes with their number of providers, where there is a board to be licensed by."""
    names = dict(Postcode.objects.filter(country="US").values_list("code_key", "places"))
    spots, weights = [], []
    for row in density():
        law = codes.get(f"US-{row['state']}")
        if law is None or law not in licensed or row["zip"] not in names:
            continue
        town = names[row["zip"]].partition("|")[0]
        spots.append(Spot(law, "US", row["state"], town, row["zip"], _micro(row["lat"]), _micro(row["lon"])))
        weights.append(float(row["n"]))
    return spots, weights


def _towns(codes: Mapping[str, int], rulebook: Rulebook) -> Draw:
    """Towns with their population; their postcodes are looked up when one is drawn."""
    spots, weights = [], []
    towns = Town.objects.filter(country__in=ELSEWHERE, population__gte=_SMALLEST_TOWN)
    for town in towns.order_by("country", "name", "region", "lat", "lon"):
        law = codes.get(f"{town.country}-{town.region}", codes.get(town.country))
        if law is None:
            continue
        name = rulebook.jurisdictions[law].name if rulebook.jurisdictions[law].parent_id else ""
        region = town.region if town.country in _BY_CODE else name
        spots.append(Spot(law, town.country, region, town.name, "", town.lat, town.lon))
        weights.append(float(town.population))
    return Draw(spots, list(accumulate(weights)))


class Nearest:
    """The postcode whose middle is nearest, looked for in squares of one degree."""

    def __init__(self) -> None:
        self._squares: dict[tuple[str, int, int], list[tuple[int, int, str]]] = defaultdict(list)
        self._found: dict[Spot, str] = {}
        rows = Postcode.objects.filter(country__in=ELSEWHERE).order_by("code_key")
        for country, lat, lon, code in rows.values_list("country", "lat", "lon", "code"):
            self._squares[country, lat // 1_000_000, lon // 1_000_000].append((lat, lon, code))

    def code(self, spot: Spot) -> str:
        """The code nearest to the spot within about a degree; empty where there is none."""
        if spot not in self._found:
            self._found[spot] = self._look(spot)
        return self._found[spot]

    def _look(self, spot: Spot) -> str:
        row, column = spot.lat // 1_000_000, spot.lon // 1_000_000
        narrow = cos(radians(spot.lat / 1_000_000))
        around = [
            (abs(lat - spot.lat) + abs(lon - spot.lon) * narrow, code)
            for north in (-1, 0, 1)
            for east in (-1, 0, 1)
            for lat, lon, code in self._squares.get((spot.country, row + north, column + east), ())
        ]
        return min(around)[1] if around else ""


def _micro(degrees: str) -> int:
    return round(float(degrees) * 1_000_000)

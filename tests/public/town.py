"""A small world for search tests: a few places on the map, and people put there without ceremony."""

from collections.abc import Iterable
from typing import Any

from practitioners import listings
from practitioners.models import Place, Postcode, Practitioner, Town, TownName
from practitioners.search.atlas import place_key
from practitioners.vocabulary import TermKind, Visibility
from tests import factories as make

AUSTIN = make.AUSTIN
HOUSTON = (29_760_400, -95_369_800)
PORTLAND = (45_515_200, -122_678_400)
LONDON = (51_507_400, -127_800)
MILE = 14_493
"""One mile north, in micro-degrees of latitude."""


def laws() -> None:
    """The jurisdictions that the texts of these tests name."""
    for code, name in {
        "US-TX": "Texas", "US-IN": "Indiana", "US-OR": "Oregon", "US-ME": "Maine", "US-IL": "Illinois",
        "US-MO": "Missouri", "GB-ENG": "England",
    }.items():  # fmt: skip
        make.jurisdiction(code, name=name)


def gazetteer() -> None:
    """Austin with its ZIP codes, Houston, Portland, London, and two Springfields of one size."""
    laws()
    for code, (lat, lon) in {"78701": AUSTIN, "77002": HOUSTON}.items():
        Postcode.objects.create(
            country="US", code=code, code_key=code, places="Austin" if code == "78701" else "Houston",
            region="TX", lat=lat, lon=lon,
        )  # fmt: skip
    town("Austin", "TX", AUSTIN, 960_000)
    town("Houston", "TX", HOUSTON, 2_300_000)
    town("Portland", "OR", PORTLAND, 650_000)
    town("London", "ENG", LONDON, 8_900_000, country="GB")
    town("Springfield", "IL", (39_799_000, -89_644_000), 114_000)
    town("Springfield", "MO", (37_209_000, -93_292_000), 169_000)


def town(name: str, region: str, at: tuple[int, int], population: int, *, country: str = "US") -> Town:
    """A town under its own name."""
    found = Town.objects.create(
        country=country, name=name, region=region, lat=at[0], lon=at[1], population=population
    )
    TownName.objects.create(town=found, key=place_key(name), is_main=True)
    return found


def listed(
    name: str = "Ada Stone",
    *,
    at: tuple[int, int] = AUSTIN,
    law: str = "US-TX",
    terms: Iterable[tuple[TermKind, str]] = (),
    visibility: Visibility = Visibility.PUBLIC,
    practice_name: str = "Fern Studio",
    **fields: Any,
) -> Practitioner:
    """Somebody found in search at one place, with nothing claimed; a past day hides nobody of these."""
    owner = make.practitioner(name, **fields)
    owner.terms.set([make.term(kind, key) for kind, key in terms])
    make.place(owner, at=at, law=law, practice_name=practice_name)
    return shown(owner, visibility=visibility)


def shown(owner: Practitioner, *, visibility: Visibility = Visibility.PUBLIC) -> Practitioner:
    """The same person in search (or not), whatever is missing from the record."""
    Practitioner.objects.filter(pk=owner.pk).update(visibility=visibility)
    owner.refresh_from_db()
    listings.refresh(owner)
    return owner


def north(miles: float, of: tuple[int, int] = AUSTIN) -> tuple[int, int]:
    """A point so many miles north of another."""
    return round(of[0] + miles * MILE), of[1]


def also_at(owner: Practitioner, at: tuple[int, int], **fields: Any) -> Place:
    """One more place of somebody who is listed."""
    place = make.place(owner, at=at, **fields)
    listings.refresh(owner)
    return place

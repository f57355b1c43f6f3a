"""Forty people at sixty places all over the earth, made from a seed: something for every filter to find and to miss."""

import random
from datetime import date, timedelta

from practitioners import standard
from practitioners.vocabulary import Depth, Kind, Level, Status, TermKind, Topic, Verdict, Visibility
from tests.worlds import LONG_AGO, Claim, Person, Rule, Spot, World

TODAY = date(2026, 3, 10)
POINTS = (
    (30_267_200, -97_743_100), (32_776_700, -96_797_000), (51_507_400, -127_800), (-17_713_400, 178_065_000),
    (-16_500_000, -179_990_000), (66_000_000, 179_999_000), (89_990_000, 20_000_000), (-89_999_000, -100_000_000),
    (0, 0),
)  # fmt: skip
"""Austin, Dallas, London, both sides of the antimeridian in the south and in the north, both poles, the equator."""
LAWS = ("US", "US-OK", "US-TX", "GB", "NZ")
NAMES = (
    "Ada Stone", "José O'Brien", "Will Smith-Jones", "Łukasz Stone", "Adam Brook", "Dr. Ann Ó Sé", "Will Stone",
    "Zoë D'Arcy", "Don London",
)  # fmt: skip
PRACTICES = ("Fern Studio", "Scalp & Co", "O'Hara's", "St. Ann's Practice")
TERMS = {
    TermKind.CONDITION: ("thinning", "scars", "areata"), TermKind.TECHNIQUE: ("pen", "roller"),
    TermKind.LANGUAGE: ("en", "es", "fr", "de"), TermKind.DEVICE: ("stamp",),
}  # fmt: skip
ACCESS = ("step-free", "lift", "hearing-loop")
PROFESSIONS = ("esthetician", "nurse", "physician")
ENDS = (0, 0, 1, 2, 30, 200, 200)
LOOKS = (0, 1, 29, 30, 31, 89, 90, 91, 180, 181, 364, 365, 366, 500)


def crowd(seed: int, *, size: int = 40) -> World:
    """The crowd of this seed."""
    chance = random.Random(seed)
    rules = [Rule(law, "us-nurse", depth, Verdict.ALLOWED) for law in ("US", "NZ") for depth in Depth]
    rules.append(Rule("US-OK", "us-nurse", Depth.UP_TO_05, Verdict.NOT_ALLOWED))
    return World(
        laws={**dict.fromkeys(LAWS, True), "GB": False}, types={"us-nurse": True, "us-esthetician": False},
        rules=(*rules, *(Rule("GB", "us-nurse", depth, Verdict.ALLOWED) for depth in (Depth.UP_TO_05, Depth.UNDER_15))),
        people=tuple(_person(chance) for _ in range(size)),
    )  # fmt: skip


def near_some_point(chance: random.Random) -> tuple[int, int]:
    """Within some 150 km of one of the points; on the earth, also past its edges."""
    lat, lon = chance.choice(POINTS)
    lat = max(-90_000_000, min(90_000_000, lat + chance.randint(-1_300_000, 1_300_000)))
    lon += chance.randint(-1_300_000, 1_300_000)
    return lat, (lon + 180_000_000) % 360_000_000 - 180_000_000


def _person(chance: random.Random) -> Person:
    spots = [_spot(chance) for _ in range(chance.choice((1, 1, 1, 2, 2, 3)))]
    terms = [(kind, key) for kind, keys in TERMS.items() for key in keys if chance.random() < 0.5]
    visibility = chance.choice([Visibility.PUBLIC] * 9 + list(Visibility))
    claims = [claim for kind in Kind for claim in _claims(kind, chance, places=len(spots), law=spots[0].law)]
    return Person(
        name=chance.choice(NAMES), spots=tuple(spots), claims=tuple(claims), depth=chance.choice(list(Depth)),
        visibility=visibility, profession=chance.choice(PROFESSIONS), terms=tuple(terms),
    )  # fmt: skip


def _spot(chance: random.Random) -> Spot:
    shared = (30_267_200, -97_743_100)
    confirmed = [TODAY] * 8 + [None, TODAY - timedelta(days=standard.LISTED_DAYS)]
    return Spot(
        law=chance.choice(LAWS), confirmed_on=chance.choice(confirmed), practice=chance.choice(PRACTICES),
        at=shared if chance.random() < 0.1 else near_some_point(chance), accepting=chance.random() < 0.6,
        access=tuple(key for key in ACCESS if chance.random() < 0.5),
        fee=chance.choice((None, 0, 149, 150, 300, 499, 500)),
    )  # fmt: skip


def _claims(kind: Kind, chance: random.Random, *, places: int, law: str) -> list[Claim]:
    """Mostly one that is shown; its last day is near, and its look is just inside or outside a filter's span."""
    says = {
        Kind.LICENSE: {"law": law[:2], "type": "us-nurse"}, Kind.TRAINING: {"covers": frozenset(Topic)},
        Kind.TRACK_RECORD: {"period_from": LONG_AGO, "period_to": date(2025, 1, 1), "treatments": 80},
        Kind.INSURANCE: {"covers_scalp_microneedling": True},
    }.get(kind, {})  # fmt: skip
    draw = chance.random()
    if draw < 0.06:
        return []
    if draw < 0.15:
        return [Claim(kind, status=Status.SUBMITTED, level=Level.NONE, says=says)]
    looked = TODAY - timedelta(days=chance.choice(LOOKS))
    return [Claim(
        kind, level=Level.ISSUER if kind == Kind.LICENSE else Level.DOCUMENT, valid_from=looked, checked_on=looked,
        valid_until=TODAY + timedelta(days=chance.choice(ENDS)), says=says,
        place=chance.randrange(places) if chance.random() < 0.1 else None,
    )]  # fmt: skip

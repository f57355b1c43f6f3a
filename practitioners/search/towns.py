"""Towns by name, with or without the region and country after it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.db.models.functions import Length

from practitioners.models import Town, TownName
from practitioners.search.atlas import Atlas, key_words, place_key, spelled
from practitioners.search.reading import Choice, Point

CLEARLY_LARGER = 10
"""The most populous town of a name is meant when it has at least so many times the people of the next."""

LONGEST_NAME = 8
OTHERS, CHOICES = 5, 8
COMPARED = 3000
"""At most so many names are compared letter by letter."""


@dataclass(frozen=True)
class Match:
    """A town that answers to the words; `near` when by its own name or some words of it."""

    town: Town
    near: bool
    by_home_code: bool = False


@dataclass(frozen=True)
class Found:
    """The towns a text can mean: the one clearly meant, if there is one, and the rest, most populous first."""

    best: Town | None = None
    rest: tuple[Town, ...] = ()
    asked: tuple[TownName, ...] = field(default=(), repr=False)


def find(text: str, *, atlas: Atlas, home: str) -> Found:
    """The towns that the text can mean. One query."""
    splits = list(_splits(text))
    rows = _named({name for name, _ in splits})
    for name, rest in splits:
        matches = [
            match for row in rows if row.key == name and (match := _match(row, rest, atlas=atlas, home=home))
        ]
        if matches:
            best, others = _weigh(matches)
            return Found(best, tuple(others), tuple(rows))
    return Found()


def _splits(text: str) -> Iterator[tuple[str, list[str]]]:
    """Every way to cut the words into a name and what follows it, longest name first; a comma ends a name."""
    asked = key_words(text)
    yield " ".join(asked), []
    longest = len(key_words(text.partition(",")[0])) if "," in text else len(asked) - 1
    for cut in range(min(longest, len(asked) - 1, LONGEST_NAME), 0, -1):
        yield " ".join(asked[:cut]), asked[cut:]


def _named(keys: Iterable[str]) -> list[TownName]:
    names = TownName.objects.filter(key__in=sorted(keys)).select_related("town")
    return sorted(names, key=lambda row: (-row.town.population, row.town_id))


def _match(row: TownName, rest: list[str], *, atlas: Atlas, home: str) -> Match | None:
    town = row.town
    if not spelled(rest, atlas.phrases(town.country, town.region)):
        return None
    return Match(
        town,
        near=_is_near(row),
        by_home_code=bool(rest) and town.country == home and rest[0] == town.region.lower(),
    )


def _is_near(row: TownName) -> bool:
    """Newcastle and Hull are words of the names of their towns; Londres is not."""
    return row.is_main or f" {row.key} " in f" {place_key(row.town.name)} "


def _weigh(matches: Sequence[Match]) -> tuple[Town | None, list[Town]]:
    """The town clearly meant and the others, both by population; a name in another tongue gives way to an own one."""
    pool = [match for match in matches if match.near] or matches
    # "Richmond, CA" is California on a site of the United States, though Canada is also CA.
    first = [match.town for match in pool if match.by_home_code] or [match.town for match in pool]
    later = [match.town for match in pool if match.town not in first]
    return (first[0], [*first[1:], *later]) if _first_is_clear(first) else (None, [*first, *later])


def _first_is_clear(towns: Sequence[Town]) -> bool:
    return len(towns) == 1 or (
        len(towns) > 1 and towns[0].population >= CLEARLY_LARGER * max(towns[1].population, 1)
    )


def point(town: Town, *, atlas: Atlas, home: str) -> Point:
    """The middle of the town."""
    return Point(
        _label(town, atlas=atlas, home=home), town.lat, town.lon, town.country, region=town.region,
        towns=(town.name,),
    )  # fmt: skip


def choices(
    towns: Sequence[Town],
    *,
    asked: Sequence[TownName],
    atlas: Atlas,
    home: str,
    beside: str = "",
    may_ask: bool = True,
) -> tuple[Choice, ...]:
    """Links that each mean exactly one of these towns; `asked` are the names already read.

    Labels that are the same, or the same as `beside`, are told apart by their spot. At most one query, for towns
    whose own name was not read; without it they are linked by coordinates.
    """
    rows = list(asked)
    known = {row.key for row in rows}
    unknown = {key for town in towns if (key := place_key(town.name)) not in known}
    if unknown and may_ask:
        rows += _named(unknown)
        known |= unknown
    said = [_label(town, atlas=atlas, home=home) for town in towns]
    links = []
    for town, label in zip(towns, said, strict=True):
        lat, lon = town.lat / 1_000_000, town.lon / 1_000_000
        by_name = place_key(town.name) in known and _is_meant(town, rows)
        links.append(
            Choice(
                label if [*said, beside].count(label) == 1 else f"{label} ({lat:.2f}, {lon:.2f})",
                _written(town) if by_name else f"{lat:.6f},{lon:.6f}",
            )
        )
    return tuple(links)


def keys_like(asked: str) -> set[str]:
    """Names of towns of about this length that begin like it, the most populous first. One query."""
    # A slip of the finger often swaps two letters: "asutin" is looked for under "au" as well.
    begun = Q()
    for letters in {asked[:2], asked[0] + asked[2], asked[1] + asked[0]}:
        begun |= Q(key__startswith=letters)
    names = TownName.objects.annotate(size=Length("key")).filter(begun, is_main=True)
    names = names.filter(size__gte=len(asked) - 2, size__lte=len(asked) + 2).order_by(
        "-town__population", "pk"
    )
    return set(names.values_list("key", flat=True)[:COMPARED])


def named(keys: Sequence[str], *, after: str, atlas: Atlas) -> list[Town]:
    """The towns of these names in their order: the one clearly meant, or the three largest of each. One query.

    `after` is what followed the name; when it names the region of some of them, only those are given.
    """
    rows = [row for row in _named(keys) if _is_near(row)]
    rest = key_words(after)
    there = [row for row in rows if rest and spelled(rest, atlas.phrases(row.town.country, row.town.region))]
    found: dict[Town, None] = {}
    for key in keys:
        of_key = [row.town for row in there or rows if row.key == key]
        most = 1 if _first_is_clear(of_key) else 3
        found |= dict.fromkeys(of_key[:most])
    return list(found)


def _label(town: Town, *, atlas: Atlas, home: str) -> str:
    return atlas.label(town.name, country=town.country, region=town.region, home=home)


def _written(town: Town) -> str:
    name = " ".join(town.name.replace(",", " ").split())
    return ", ".join(part for part in (name, town.region, town.country) if part)


def _is_meant(town: Town, rows: Sequence[TownName]) -> bool:
    """Whether the town's name with its region and country means this town and no other."""
    key = place_key(town.name)
    rivals = [
        row.town for row in rows
        if row.key == key and (row.town.country, row.town.region) == (town.country, town.region)
        and _is_near(row)
    ]  # fmt: skip
    others = [rival.population for rival in rivals if rival.pk != town.pk]
    return not others or town.population >= CLEARLY_LARGER * max(*others, 1)

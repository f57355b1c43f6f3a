"""Postcodes as people write them, in the countries whose codes we ship."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from practitioners.models import Postcode
from practitioners.search.atlas import Atlas, key_words, mentioned, place_key, spelled
from practitioners.search.reading import Choice, Point

_BRITISH = frozenset({"GB", "JE", "GG", "IM"})
_AMERICAN, _CANADIAN, _IRISH = frozenset({"US"}), frozenset({"CA"}), frozenset({"IE"})
_FOUR_DIGITS = frozenset({"AU", "NZ"})
# The first group is the part that the gazetteer knows; a code with the rest as well is unmistakable.
_SHAPES = (
    (re.compile(r"([0-9]{5})([0-9]{4})?"), _AMERICAN),
    (re.compile(r"(\d{4})"), _FOUR_DIGITS),
    (re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})?"), _BRITISH),
    (re.compile(r"([A-Z]\d[A-Z])(\d[A-Z]\d)?"), _CANADIAN),
    (re.compile(r"([A-Z]\d[\dW])([A-Z\d]{4})?"), _IRISH),
)
_SECTOR = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) \d")
# People in Dublin still write the old district: "Dublin 2" is D02.
_DISTRICT = re.compile(r"DUBLIN (\d{1,2})(W?)")
_LONGEST_PLACE = 40
_BETWEEN = re.compile(r"[\s\-–.]+")


@dataclass(frozen=True)
class Form:
    """One way to read some words as a postcode; `rest` are the folded words around it."""

    key: str
    countries: frozenset[str]
    rest: tuple[str, ...] = ()
    trailing: bool = False
    whole: bool = False

    def fits(self, row: Postcode, *, atlas: Atlas) -> bool:
        """Whether the words around the code agree with where the code is."""
        if row.country not in self.countries or row.code_key != self.key:
            return False
        phrases = atlas.phrases(row.country, row.region) | {
            place_key(place) for place in row.places.split("|")
        }
        # An address before the code may name streets; words after it must all be known.
        return (self.whole or mentioned(self.rest, phrases)) if self.trailing else spelled(self.rest, phrases)


def forms(text: str) -> list[Form]:
    """Every way to read the text as a postcode, alone or with a place before or after it."""
    pieces = text.upper().replace(",", " , ").split()
    found = list(_alone(pieces))
    for size in (1, 2):
        if len(pieces) > size:
            found += [_around(form, pieces[:-size], trailing=True) for form in _alone(pieces[-size:])]
            found += [_around(form, pieces[size:], trailing=False) for form in _alone(pieces[:size])]
    return found


def _alone(pieces: Sequence[str]) -> Iterator[Form]:
    # No code goes over a comma: "KT20, GB" is not KT2 0GB, whose letters it has.
    written = " ".join(pieces)
    closed = _BETWEEN.sub("", written)
    for shape, countries in _SHAPES:
        if match := shape.fullmatch(closed):
            yield Form(match[1], countries, whole=match.lastindex == 2)
    if match := _SECTOR.fullmatch(written):
        yield Form(match[1], _BRITISH)
    if match := _DISTRICT.fullmatch(written):
        yield Form(f"D{match[1]}W" if match[2] else f"D{int(match[1]):02d}", _IRISH)


def _around(form: Form, rest: Sequence[str], *, trailing: bool) -> Form:
    return Form(
        form.key, form.countries, tuple(key_words(" ".join(rest))), trailing=trailing, whole=form.whole
    )


def candidates(asked: Sequence[Form]) -> list[Postcode]:
    """One query: the codes that these forms could mean."""
    return list(
        Postcode.objects.filter(code_key__in={form.key for form in asked}).order_by("country", "code_key")
    )


def fitting(rows: Sequence[Postcode], asked: Sequence[Form], *, atlas: Atlas) -> list[Postcode]:
    """The codes that the text means when read as a code alone, or else as one with words around it."""
    for bare in (True, False):
        tried = [form for form in asked if bare is not bool(form.rest)]
        if found := [row for row in rows if any(form.fits(row, atlas=atlas) for form in tried)]:
            return found
    return []


def label(row: Postcode, *, atlas: Atlas, home: str) -> str:
    """The code with its first place: "78701, Austin, TX"."""
    place = row.places.split("|")[0]
    if len(place) > _LONGEST_PLACE:
        place = place.partition(" (")[0]
    said = atlas.label(place, country=row.country, region=row.region, home=home)
    return f"{row.code}, {said}" if place else row.code


def point(row: Postcode, *, atlas: Atlas, home: str) -> Point:
    """The middle of the code's area."""
    return Point(
        label(row, atlas=atlas, home=home), row.lat, row.lon, row.country, region=row.region,
        towns=tuple(row.places.split("|")), postcode=row.code,
    )  # fmt: skip


def choice(row: Postcode, *, atlas: Atlas, home: str) -> Choice:
    """A link that means this code and no other country's."""
    return Choice(label(row, atlas=atlas, home=home), f"{row.code}, {row.country}")

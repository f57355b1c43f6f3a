"""Where a text points, answered from our own tables and never by a service outside."""

import difflib
import re
import unicodedata
from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from practitioners.errors import Invalid
from practitioners.models import Postcode
from practitioners.search import postcodes, towns
from practitioners.search.atlas import Atlas, place_key
from practitioners.search.reading import Area, Choice, Point, Reading

__all__ = ["LONGEST", "Area", "Choice", "Point", "Reading", "near_spellings", "read"]

LONGEST = 120
_MICRO = 1_000_000
_NUMBER = r"[-+]?(?:\d{1,3}(?:\.\d{0,15})?|\.\d{1,15})"
_POINT = re.compile(rf"({_NUMBER})\s*[,;]\s*({_NUMBER})")
_LIKE_A_POINT = re.compile(r"[-+\d.,;\s]*\d[-+\d.\s]*[,;][-+\d.,;\s]*\d[-+\d.,;\s]*")
_CLOSE = 0.78


def read(text: str, *, country: str) -> Reading:
    """Where the text points: coordinates, a postcode, a state or country, or a town; else nothing is found.

    `country` is the site's own: its codes win over the same ones elsewhere. At most three queries. Raises
    Invalid for a text that is too long, and for coordinates that are malformed or not on earth.
    """
    if len(text) > LONGEST:
        raise Invalid(
            _("That is too long for a place: use at most %(longest)d characters.") % {"longest": LONGEST}
        )
    asked, home = _tidy(text), country.upper()
    if spot := _coordinates(asked):
        return Reading(point=spot)
    if not place_key(asked):
        return Reading()
    forms = postcodes.forms(asked)
    rows = postcodes.candidates(forms) if forms else []
    atlas = Atlas.load()
    if rows and (fitting := postcodes.fitting(rows, forms, atlas=atlas)):
        return _of_postcodes(fitting, atlas=atlas, home=home)
    # A text with a code in it has had its third query by then; its links do without one more.
    return _of_names(asked, atlas=atlas, home=home, may_ask=not forms)


def _tidy(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").replace("\x00", " ")
    return " ".join(plain.split()).strip(" ,;")


def _coordinates(text: str) -> Point | None:
    """The point written as "lat,lng" in degrees, or None when the text is something else."""
    match = _POINT.fullmatch(text)
    if not match:
        if _LIKE_A_POINT.fullmatch(text):
            raise Invalid(_("Write a point as latitude and longitude in degrees, such as 30.27,-97.74."))
        return None
    lat, lon = round(float(match[1]) * _MICRO), round(float(match[2]) * _MICRO)
    if abs(lat) > 90 * _MICRO or abs(lon) > 180 * _MICRO:
        raise Invalid(
            _("That point is not on earth: latitude goes from -90 to 90 and longitude from -180 to 180.")
        )
    return Point(f"{lat / _MICRO:.4f}, {lon / _MICRO:.4f}", lat, lon, "")


def _of_postcodes(rows: Sequence[Postcode], *, atlas: Atlas, home: str) -> Reading:
    """The code of the site's own country, or the only one there is; else a choice between countries."""
    own = [row for row in rows if row.country == home]
    if len(own) == 1 or len(rows) == 1:
        best = (own or rows)[0]
        others = tuple(postcodes.choice(row, atlas=atlas, home=home) for row in rows if row != best)
        return Reading(point=postcodes.point(best, atlas=atlas, home=home), others=others)
    return Reading(choices=tuple(postcodes.choice(row, atlas=atlas, home=home) for row in rows))


def _of_names(text: str, *, atlas: Atlas, home: str, may_ask: bool) -> Reading:
    """A state or country before a town of that name, which is then offered; of several towns, the clearly larger."""
    areas = atlas.areas(text, home=home)
    found = towns.find(text, atlas=atlas, home=home)
    best = None if areas else found.best
    offered = [found.best, *found.rest] if areas and found.best else found.rest
    most = towns.OTHERS if areas or best else towns.CHOICES
    point = towns.point(best, atlas=atlas, home=home) if best else None
    links = towns.choices(
        offered[:most],
        asked=found.asked,
        atlas=atlas,
        home=home,
        beside=point.label if point else "",
        may_ask=may_ask,
    )
    if point:
        return Reading(point=point, others=links)
    named = tuple(Choice(atlas.names[code], code) for code in areas)
    if areas and _one_is_meant(areas, home=home):
        return Reading(area=Area(named[0].label, areas[0]), others=(*named[1:], *links))
    return Reading(choices=(*named, *links))


def _one_is_meant(areas: Sequence[str], *, home: str) -> bool:
    """Whether the first area outranks the next: at home, or a country before parts of others."""
    if len(areas) == 1:
        return True
    first, second = areas[0], areas[1]
    at_home = [code.partition("-")[0] == home for code in (first, second)]
    return at_home == [True, False] or ("-" in second and "-" not in first)


def near_spellings(text: str, *, limit: int = 5, country: str = "") -> tuple[Choice, ...]:
    """Places spelled like this unknown one, the most alike first. At most four queries and a bounded comparison."""
    name, _comma, after = text[:LONGEST].partition(",")
    asked, home = place_key(name), country.upper()
    if len(asked) < 3 or not asked[:2].isalpha():
        return ()
    atlas = Atlas.load()
    areas = {key: code for code, key in atlas.keys.items()}
    found = [Choice(atlas.names[areas[key]], areas[key]) for key in _alike(asked, areas, limit=limit)]
    keys = _alike(asked, towns.keys_like(asked), limit=limit)
    named = towns.named(keys, after=after, atlas=atlas)
    links = towns.choices(named[: limit - len(found)], asked=(), atlas=atlas, home=home)
    return (*found, *links)[:limit]


def _alike(asked: str, keys: Collection[str], *, limit: int) -> list[str]:
    return difflib.get_close_matches(asked, keys, n=limit, cutoff=_CLOSE)

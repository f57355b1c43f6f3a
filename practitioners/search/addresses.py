"""An address as it is typed becomes a point and a jurisdiction, by our own gazetteer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from practitioners.errors import Invalid
from practitioners.models import Jurisdiction, Town
from practitioners.search import gazetteer
from practitioners.search.atlas import place_key
from practitioners.search.reading import Choice, Point

# Where people write a part of the country by its code: "Austin, TX"; elsewhere it has its name.
_BY_CODE = frozenset({"US", "CA", "AU"})
CURRENCIES = {"US": "USD", "GB": "GBP", "CA": "CAD", "AU": "AUD", "IE": "EUR", "NZ": "NZD"}
_MICRO = 1_000_000


@dataclass(frozen=True)
class Address:
    """Where a place is, as columns of Place have it; without the street."""

    locality: str
    region: str
    postcode: str
    country: str
    jurisdiction_id: int
    lat: int
    lon: int

    @property
    def columns(self) -> dict[str, Any]:
        """The columns with their values."""
        return dict(self.__dict__)


class Unclear(Invalid):
    """Nothing, or several places, answer to what was typed; `choices` are what can be meant."""

    def __init__(self, sentence: object, choices: Sequence[Choice] = ()) -> None:
        super().__init__(sentence)
        self.choices = tuple(choices)


def resolve(*, town: str, postcode: str, country: str, chosen: str = "") -> Address:
    """The address of a town or a postcode, or of both together.

    `chosen` is the query of one of the choices that were offered before. Raises Unclear with a sentence, and with
    choices where there are any.
    """
    town, postcode = " ".join(town.split()), " ".join(postcode.split()).upper()
    if chosen:
        point = _point(chosen, country=country)
        return _address(point, locality=_own(town, point), postcode=postcode if point.postcode else "")
    if postcode:
        return _by_postcode(town, postcode, country=country)
    if not town:
        raise Unclear(_("Enter a town or a postcode."))
    return _address(_by_town(town, country=country), locality="", postcode="")


def _by_postcode(town: str, postcode: str, *, country: str) -> Address:
    """The code's own area; the town beside it must lie there."""
    found = gazetteer.read(f"{postcode}, {country}", country=country)
    if found.point is None or not found.point.postcode:
        raise Unclear(
            _("We do not know the postcode “%(code)s”. Check it, or leave it empty.") % {"code": postcode}
        )
    point = found.point
    if town and not _own(town, point):
        said = {"code": postcode, "town": town, "there": point.towns[0]}
        raise Unclear(
            _("%(code)s is the postcode of %(there)s, and not of a place called %(town)s. Check both.") % said
        )
    return _address(point, locality=_own(town, point), postcode=postcode)


def _own(town: str, point: Point) -> str:
    """The town as it was typed, if it names a place at the code, or a known town of the same part of the country."""
    name = town.partition(",")[0].strip()
    key = place_key(name)
    if not key:
        return ""
    if key in {place_key(each) for each in point.towns}:
        return name
    there = Town.objects.filter(names__key=key, country=point.country, region=point.region)
    close = there.filter(
        lat__range=(point.lat - _MICRO, point.lat + _MICRO),
        lon__range=(point.lon - _MICRO, point.lon + _MICRO),
    )
    return name if point.postcode and close.exists() else ""


def _by_town(town: str, *, country: str) -> Point:
    """The one town that is meant; several of a name, or none, are a choice."""
    found = gazetteer.read(f"{town}, {country}", country=country)
    if found.point is not None:
        return found.point
    codes = set(Jurisdiction.objects.values_list("code", flat=True))
    towns = [choice for choice in (*found.choices, *found.others) if choice.query not in codes]
    if towns:
        raise Unclear(_("Several places are called %(town)s. Choose one.") % {"town": town}, towns)
    near = [c for c in gazetteer.near_spellings(town, country=country) if c.query not in codes]
    if near:
        raise Unclear(_("We do not know “%(town)s”. Is one of these meant?") % {"town": town}, near)
    raise Unclear(
        _("We do not know “%(town)s”. Check how it is spelled, or give the nearest larger town.")
        % {"town": town}
    )


def _point(query: str, *, country: str) -> Point:
    """The place of a choice; one that was linked by its coordinates is looked up by them."""
    point = gazetteer.read(query, country=country).point
    if point is not None and not point.country:
        town = Town.objects.filter(lat=point.lat, lon=point.lon).order_by("-population").first()
        point = _middle(town) if town else None
    if point is None:
        raise Unclear(_("Choose one of the places."))
    return point


def _middle(town: Town) -> Point:
    return Point(town.name, town.lat, town.lon, town.country, region=town.region, towns=(town.name,))


def _address(point: Point, *, locality: str, postcode: str) -> Address:
    """The point with the law that holds there."""
    codes = (f"{point.country}-{point.region}", point.country)
    laws = {law.code: law for law in Jurisdiction.objects.filter(code__in=codes)}
    law = next((laws[code] for code in codes if code in laws), None)
    if law is None:
        raise Unclear(_("The directory does not list places in this country yet."))
    named = law.name if law.parent_id else ""
    return Address(
        locality=(locality or point.towns[0])[:120],
        region=point.region if point.country in _BY_CODE else named,
        postcode=(postcode or point.postcode)[:12],
        country=point.country,
        jurisdiction_id=law.pk,
        lat=point.lat,
        lon=point.lon,
    )

"""Countries and their parts by every name people write, and how a place is labeled."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from practitioners.folding import words
from practitioners.models import Jurisdiction

COUNTRIES = Path(__file__).with_name("countries.csv")
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
# Where people write a part of the country by its code: "Austin, TX", but "London, England".
_WRITTEN_BY_CODE = frozenset({"US", "CA", "AU"})
# Short forms in use that are no ISO code and no name.
_PART_ALIASES = {"GB-NIR": ("ni", "n ireland"), "US-DC": ("d c",), "CA-PE": ("pei",), "CA-QC": ("pq",)}


def key_words(text: str) -> list[str]:
    """The folded words of a place name, with "Saint", "Mount" and "Fort" in their short form."""
    return [_SHORT.get(word, word) for word in words(text)]


def place_key(text: str) -> str:
    """The one form in which place names are stored and asked: "Saint-Étienne" and "St Etienne" agree."""
    return " ".join(key_words(text))


@cache
def _countries() -> Mapping[str, tuple[str, frozenset[str]]]:
    """Every country's name and the folded phrases that mean it, by ISO code. © GeoNames (CC BY 4.0)."""
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: (
                row["name"],
                frozenset(
                    place_key(name) for name in (row["code"], row["name"], *row["aliases"].split("|")) if name
                ),
            )
            for row in csv.DictReader(file)
        }


def countries() -> dict[str, str]:
    """The name of every country by its ISO code, in the order of the names."""
    return dict(sorted(((code, name) for code, (name, _) in _countries().items()), key=lambda row: row[1]))


@dataclass(frozen=True)
class Atlas:
    """All jurisdictions by code, read once for each question."""

    names: Mapping[str, str]
    keys: Mapping[str, str]

    @classmethod
    def load(cls) -> "Atlas":
        """One query: every jurisdiction."""
        rows = list(Jurisdiction.objects.values_list("code", "name", "name_key"))
        return cls(names={code: name for code, name, _ in rows}, keys={code: key for code, _, key in rows})

    def country_name(self, country: str) -> str:
        """The country's name, or its code when nobody knows it."""
        return self.names.get(country) or _countries().get(country, (country, frozenset()))[0]

    def country_phrases(self, country: str) -> frozenset[str]:
        """Folded words that mean this country: its code, names and short forms."""
        known = _countries().get(country, (country, frozenset[str]()))[1]
        return known | {phrase for phrase in (self.keys.get(country, ""), country.lower()) if phrase}

    def part_phrases(self, country: str, region: str) -> frozenset[str]:
        """Folded words that mean this part of the country; `region` is an ISO 3166-2 suffix or a name."""
        code = f"{country}-{region}"
        said = (place_key(region), self.keys.get(code, ""), *_PART_ALIASES.get(code, ()))
        return frozenset(phrase for phrase in said if phrase)

    def phrases(self, country: str, region: str) -> frozenset[str]:
        """Folded words that may follow the name of a place there."""
        return self.country_phrases(country) | self.part_phrases(country, region)

    def label(self, name: str, *, country: str, region: str, home: str) -> str:
        """The place as people write it; the country is left out at home."""
        part = region
        if country not in _WRITTEN_BY_CODE:
            part = self.names.get(f"{country}-{region}", region)
        said = [name]
        if part and place_key(part) != place_key(name):
            said.append(part)
        if country != home:
            said.append(self.country_name(country))
        return ", ".join(said)

    def areas(self, text: str, *, home: str) -> list[str]:
        """Codes of the jurisdictions that the text can mean ("TX", "Texas, USA", "UK", "US-TX"), best first.

        Of several, those of the site's own country come first, then countries, then parts of others.
        """
        if text.strip().upper() in self.names:
            exact = text.strip().upper()
            return sorted(
                set(self._named(place_key(text))) | {exact}, key=lambda code: self._rank(code, home)
            )
        asked = key_words(text)
        for cut in range(len(asked), 0, -1):
            name, rest = " ".join(asked[:cut]), " ".join(asked[cut:])
            if found := [code for code in self._named(name) if self._lies_in(code, rest, home=home)]:
                return sorted(found, key=lambda code: self._rank(code, home))
        return []

    def _named(self, phrase: str) -> Iterator[str]:
        for code in self.names:
            country, _, region = code.partition("-")
            said = self.part_phrases(country, region) if region else self.country_phrases(country)
            if phrase in said:
                yield code

    def _lies_in(self, code: str, rest: str, *, home: str) -> bool:
        """Whether the words after an area's name are its country, and not a part of the site's own country."""
        country, _, region = code.partition("-")
        if not rest:
            return True
        if country != home and f"{home}-{rest.upper()}" in self.names:
            return False
        return bool(region) and rest in self.country_phrases(country)

    @staticmethod
    def _rank(code: str, home: str) -> tuple[bool, bool, str]:
        country, _, region = code.partition("-")
        return country != home, bool(region), code


def spelled(rest: Sequence[str], phrases: frozenset[str]) -> bool:
    """Whether these words are nothing but such phrases, one after the other: "wa australia"."""
    if not rest:
        return True
    return any(
        " ".join(rest[:length]) in phrases and spelled(rest[length:], phrases)
        for length in range(1, len(rest) + 1)
    )


def mentioned(rest: Sequence[str], phrases: frozenset[str]) -> bool:
    """Whether one of the phrases stands anywhere among these words."""
    line = f" {' '.join(rest)} "
    return any(f" {phrase} " in line for phrase in phrases)

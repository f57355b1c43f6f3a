"""Fictional names in many spellings: marks, hyphens, apostrophes, and names that are also places or words."""

from importlib.util import find_spec
from random import Random
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from practitioners.errors import DomainError
from practitioners.folding import fold

_LOCALES = {
    "en_US": 58, "es_MX": 12, "en_GB": 6, "en_IN": 5, "vi_VN": 4, "en_IE": 3, "pl_PL": 3, "pt_BR": 3, "fr_FR": 2,
    "de_DE": 2, "tr_TR": 1, "cs_CZ": 1,
}  # fmt: skip
_SHORT = ("Will", "Don", "London", "Austin", "Paris", "Georgia", "Van", "Jo")
_APOSTROPHES = ("O'", "D'", "O'")


class Names:
    """A source of names that draws the same ones from the same random numbers."""

    def __init__(self) -> None:
        if find_spec("faker") is None:
            raise DomainError(
                _("Making people needs the package Faker: install the extra “demo”, or `pip install faker`.")
            )
        from faker import Faker  # an extra: a site that makes no demonstration does without it

        person = ["faker.providers.person"]
        self._sources: dict[str, Any] = {
            locale: Faker(locale, providers=person, use_weighting=False) for locale in _LOCALES
        }

    def draw(self, rng: Random) -> str:
        """A first and a last name."""
        (locale,) = rng.choices(list(_LOCALES), weights=list(_LOCALES.values()))
        source = self._sources[locale]
        source.seed_instance(rng.getrandbits(40))
        first, last = source.first_name(), source.last_name().split()[-1]
        turn = rng.random()
        if turn < 0.04:
            last = f"{last}-{source.last_name().split()[-1]}"
        elif turn < 0.06:
            last = rng.choice(_APOSTROPHES) + last
        elif turn < 0.075:
            first = rng.choice(_SHORT)
        return f"{first} {last}"[:100]


def slug_of(name: str, number: int) -> str:
    """The address of a person's page; the number keeps people of one name apart."""
    return f"{slugify(fold(name).replace(chr(39), ''))}-{number}"

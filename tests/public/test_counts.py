"""Counts beside the filters equal counting by hand, from the records and not from the search rows."""

import math
import random
from dataclasses import dataclass

import pytest
from django.http import QueryDict
from django.test import Client

from directory.web.filters import ListingFilter
from practitioners import clock, listings
from practitioners.models import Place
from practitioners.scope import Rulebook
from practitioners.search.engine import search
from practitioners.search.query import KM_PER_MILE
from practitioners.standing import PracticeStanding, load_records, practice_standing
from practitioners.vocabulary import Criterion, Depth, TermKind
from tests import factories as make
from tests.public import town
from tests.public.pages import find
from tests.public.town import also_at, listed, north, shown

LANGUAGES = ("en", "es", "fr", "de")
BANDS = {"under_150": (0, 149), "150_to_299": (150, 299), "300_to_499": (300, 499), "500_up": (500, 10**9)}
PROFESSIONS = ("physician", "esthetician", "registered-nurse")


@pytest.fixture
def crowd(db: None) -> None:
    """Sixty people of many kinds around Austin, some with claims, three with two places."""
    town.gazetteer()
    chance = random.Random(7)  # the same crowd every time
    with listings.postponed():
        for number in range(60):
            _person(number, chance)


def _person(number: int, chance: random.Random) -> None:
    tags = [(TermKind.LANGUAGE, key) for key in LANGUAGES if chance.random() < 0.5]
    tags += [(TermKind.CONDITION, key) for key in ("thinning", "scars") if chance.random() < 0.4]
    owner = listed(
        f"Person {number:02}", at=north(chance.uniform(0, 40)), terms=tags, depth=chance.choice(list(Depth)),
        profession=make.term(TermKind.PROFESSION, chance.choice(PROFESSIONS)),
    )  # fmt: skip
    Place.objects.filter(practitioner=owner).update(
        fee_from=chance.choice([None, 90, 200, 350, 900]), accepting_clients=chance.random() < 0.7
    )
    if number < 14:
        make.scope_rule("US-TX", depths=(Depth.UP_TO_03, Depth.UP_TO_05))
        for criterion in chance.sample(list(Criterion), chance.randint(1, 6)):
            make.verified(owner, criterion)
        shown(owner)
    if number % 20 == 0:
        also_at(owner, north(chance.uniform(0, 40)))


@dataclass(frozen=True)
class Shown:
    """A place with its standing and terms, read once from the record."""

    place: Place
    standing: PracticeStanding
    terms: frozenset[tuple[str, str]]

    def has(self, key: str, value: str) -> bool:
        """Whether it has an option, asked of the record and not of the search row."""
        owner = self.place.practitioner
        match key:
            case "qualified":
                return self.standing.qualified
            case "meets":
                return self.standing.criteria[Criterion(value)].met
            case "profession":
                return owner.profession.key == value
            case "language" | "condition":
                return (key, value) in self.terms
            case "depth":
                return owner.depth >= Depth[value.upper()]
            case "price":
                low, high = BANDS[value]
                return self.place.fee_from is not None and low <= self.place.fee_from <= high
            case _:
                assert key == "accepting"
                return self.place.accepting_clients

    def fits(self, chosen: dict[str, list[str]]) -> bool:
        """Whether it has what is chosen: one of the values where they widen, all where they narrow."""
        return all(
            (any if key in WIDENING else all)(self.has(key, value) for value in values)
            for key, values in chosen.items()
        )


def shown_near() -> list[Shown]:
    """Every place within 25 miles of the middle of Austin."""
    near = [place for place in Place.objects.all() if miles(place) <= 25]
    rulebook, found = Rulebook.load(), []
    for person in load_records({place.practitioner_id for place in near}):
        terms = frozenset(person.terms.values_list("kind", "key"))
        for place in near:
            if place.practitioner_id == person.pk:
                place.practitioner = person
                standing = practice_standing(person, place, rulebook=rulebook, on=clock.today())
                found.append(Shown(place, standing, terms))
    return found


def miles(place: Place) -> float:
    """The distance from the middle of Austin by the spherical law of cosines, which nothing of ours uses."""
    lat, lon, to_lat, to_lon = (math.radians(n / 1e6) for n in (*make.AUSTIN, place.lat, place.lon))
    cosine = math.sin(lat) * math.sin(to_lat) + math.cos(lat) * math.cos(to_lat) * math.cos(to_lon - lon)
    return 6371.0088 * math.acos(min(1.0, cosine)) / KM_PER_MILE


COUNTED = ("qualified", "meets", "profession", "language", "condition", "depth", "price", "accepting")
WIDENING = {"profession", "language", "price"}


CHOSEN: tuple[dict[str, list[str]], ...] = (
    {},
    {"language": ["es", "fr"]},
    {"meets": ["license", "training"]},
    {"profession": ["physician"], "language": ["de"]},
    {"price": ["under_150", "500_up"], "accepting": ["on"]},
    {"condition": ["thinning", "scars"], "depth": ["up_to_05"]},
)


def test_every_count_equals_counting_by_hand(crowd: None, client: Client) -> None:
    near = shown_near()
    for chosen in CHOSEN:
        page = find(client, q="78701", **chosen)
        for key in COUNTED:
            others = {name: values for name, values in chosen.items() if name != key or key not in WIDENING}
            fitting = [shown for shown in near if shown.fits(others)]
            people = {
                value: len({shown.place.practitioner_id for shown in fitting if shown.has(key, value)})
                for value in page.counts(key)
            }
            assert page.counts(key) == people, (chosen, key)
        assert page.total == len({shown.place.practitioner_id for shown in near if shown.fits(chosen)})
        assert len(page.counts("meets")) == 6


def test_the_rows_are_those_of_the_people_found(crowd: None) -> None:
    for question in ("", "q=78701", "q=78701&within=5&language=es", "q=TX&meets=license", "q=person"):
        filter_ = ListingFilter(QueryDict(question), on=clock.today())
        assert filter_.problems == ()
        found = search(filter_.query, dimensions=filter_.dimensions)
        assert len({row.practitioner_id for row in filter_.qs}) == found.total
        assert found.total > 0, question

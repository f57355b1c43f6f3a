"""What a page should say, counted by hand: no search row, no SQL of the search, one person after the other."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from practitioners import clock, standard
from practitioners.models import Credential, Practitioner
from practitioners.scope import Rulebook
from practitioners.standing import PracticeStanding, load_records, practice_standing
from practitioners.vocabulary import Kind, Level, Status, Visibility

ZIP_78701 = (30.271290, -97.743700)
MILES_AROUND = 3958.7613
"""The Earth's mean radius in miles."""


@dataclass(frozen=True)
class Seen:
    """A person at a place, and how many miles it is from there."""

    standing: PracticeStanding
    miles: float

    @property
    def person(self) -> Practitioner:
        """Who it is."""
        return self.standing.practitioner


def listed(on: date | None = None) -> list[PracticeStanding]:
    """Everybody who is public, at each place whose details were confirmed lately enough."""
    on = on or clock.today()
    rulebook, since = Rulebook.load(), on - timedelta(days=standard.LISTED_DAYS)
    return [
        practice_standing(person, place, rulebook=rulebook, on=on)
        for person in load_records(Practitioner.objects.values_list("pk", flat=True))
        if person.visibility == Visibility.PUBLIC
        for place in person.places.all()
        if place.details_confirmed_on and place.details_confirmed_on >= since
    ]


def around(standings: Iterable[PracticeStanding], *, miles: float) -> list[Seen]:
    """Those within so many miles of ZIP 78701, nearest first; one person may be there twice."""
    found = [Seen(standing, _miles(standing)) for standing in standings]
    return sorted((seen for seen in found if seen.miles <= miles), key=lambda seen: seen.miles)


def people(seen: Iterable[Seen], fits: Callable[[Seen], bool] = lambda one: True) -> list[str]:
    """The names of those who fit, each once, in their order."""
    return list(dict.fromkeys(one.person.public_name for one in seen if fits(one)))


def says(kind: str, key: str) -> Callable[[Seen], bool]:
    """Whether somebody describes themselves with that word."""
    return lambda seen: seen.person.terms.filter(kind=kind, key=key).exists()


def licenses_confirmed(on: date | None = None) -> int:
    """The licenses of public people that two moderators read at the source and that hold today."""
    on = on or clock.today()
    return sum(
        claim.practitioner.visibility == Visibility.PUBLIC
        and claim.valid_from <= on
        and (claim.valid_until is None or claim.valid_until >= on)
        for claim in Credential.objects.filter(kind=Kind.LICENSE, status=Status.VERIFIED, level=Level.ISSUER)
    )


def _miles(standing: PracticeStanding) -> float:
    """Great-circle distance by the law of cosines."""
    (here, east), place = ZIP_78701, standing.place
    phi, theta = math.radians(here), math.radians(place.lat / 1e6)
    turn = math.radians(place.lon / 1e6 - east)
    cosine = math.sin(phi) * math.sin(theta) + math.cos(phi) * math.cos(theta) * math.cos(turn)
    return MILES_AROUND * math.acos(min(1.0, cosine))

"""What runs out, and whose details are to be confirmed: the one rule for the menu, the tasks and the renewals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from practitioners import clock, standard
from practitioners.intake import drafts
from practitioners.models import Account, Credential, Place
from practitioners.standing import Standing, finding_of
from practitioners.vocabulary import Criterion, Kind, Status, Worth

_ENDS = (Worth.EXPIRING, Worth.LAPSED)
_DETAILS = ("practitioner", "license__license_type", "training", "insurance", "membership")
_DAY = timedelta(days=1)
ASKED_AHEAD = -min(standard.DETAILS_LETTERS)
"""So many days before details are due, they are asked for: with the first letter."""


@dataclass(frozen=True)
class End:
    """A shown claim with its last day, and its renewal where one is under way."""

    claim: Credential
    until: date
    renewal: Credential | None
    covered: bool

    def standing(self, on: date) -> Standing:
        """What it is worth by itself on a day."""
        criterion = standard.criterion_of(self.claim.kind) or Criterion.LICENSE
        return Standing(criterion, finding_of(self.claim), on)

    @property
    def by_look(self) -> bool:
        """Whether only the age of our own look ends it: nothing the owner could send."""
        return self.standing(self.until).by_look

    @property
    def worth(self) -> Worth:
        """What it is worth today."""
        return self.standing(clock.today()).worth

    @property
    def asks(self) -> bool:
        """Whether its owner should do something about it now."""
        sent = self.renewal is not None and self.renewal.status == Status.SUBMITTED
        return self.worth in _ENDS and not (self.covered or sent or self.by_look)


@dataclass(frozen=True)
class Details:
    """When the details of a place are to be confirmed, and what happens when they are not."""

    place: Place

    @property
    def by(self) -> date | None:
        """The day they should be confirmed by; None where they never were."""
        confirmed = self.place.details_confirmed_on
        return confirmed + timedelta(days=standard.DETAILS_DAYS) if confirmed else None

    @property
    def gone_from(self) -> date | None:
        """The first day the place is out of search without it."""
        confirmed = self.place.details_confirmed_on
        return standard.listed_until(confirmed_on=confirmed) + _DAY if confirmed else None

    @property
    def gone(self) -> bool:
        """Whether the place is out of search for it today."""
        return self.gone_from is None or self.gone_from <= clock.today()

    @property
    def asks(self) -> bool:
        """Whether to confirm them now."""
        return self.by is None or self.by - timedelta(days=ASKED_AHEAD) <= clock.today()


@dataclass(frozen=True)
class Counts:
    """The numbers in the menu."""

    renewals: int
    unsent: int


def claims_of(account: Account) -> Any:
    """The claims that `ends` reads: shown ones and those under way, one query."""
    known: Any = Credential.objects.owned_by(account)
    return known.filter(status__in=(Status.VERIFIED, *drafts.OPEN)).select_related(*_DETAILS).order_by("pk")


def ends(claims: Iterable[Credential]) -> list[End]:
    """Every shown claim that has a last day, by that day; private ones are left out, as in letters."""
    known = list(claims)
    shown = [claim for claim in known if claim.status == Status.VERIFIED and _has_end(claim)]
    renewals = {claim.renews_id: claim for claim in known if claim.renews_id and claim.status in drafts.OPEN}
    found = [
        End(claim, claim.valid_until, renewals.get(claim.pk), _covered(claim, shown))
        for claim in shown
        if claim.valid_until
    ]
    return sorted(found, key=lambda end: (end.until, end.claim.pk))


def details(places: Iterable[Place]) -> list[Details]:
    """The details of these places, the longest unconfirmed first."""
    return sorted((Details(place) for place in places), key=lambda each: (each.by or date.min, each.place.pk))


def counts(account: Account) -> Counts:
    """What the menu says: two queries, however many claims and places there are."""
    claims = list(claims_of(account))
    confirm = details(Place.objects.filter(practitioner__account=account))
    asked = [end for end in ends(claims) if end.asks]
    unsent = [claim for claim in claims if claim.status in drafts.EDITABLE]
    return Counts(len(asked) + sum(each.asks for each in confirm), len(unsent))


def _has_end(claim: Credential) -> bool:
    return claim.kind not in standard.PRIVATE_KINDS and claim.valid_until is not None


def _covered(claim: Credential, shown: Sequence[Credential]) -> bool:
    """Whether another claim that says as much goes on for longer, so that nobody misses this one."""
    soon = clock.today() + timedelta(days=standard.EXPIRING_DAYS)
    return any(
        other.pk != claim.pk
        and other.place_id in (None, claim.place_id)
        and other.valid_until is not None
        and other.valid_until > soon
        and _says_as_much(other, claim)
        for other in shown
        if other.kind == claim.kind
    )


def _says_as_much(other: Credential, claim: Credential) -> bool:
    match Kind(claim.kind):
        case Kind.LICENSE:
            return other.level >= claim.level and (
                (other.license.issuer_id, other.license.license_type_id)
                == (claim.license.issuer_id, claim.license.license_type_id)
            )
        case Kind.TRAINING:
            return other.training.covers >= claim.training.covers
        case Kind.INSURANCE:
            covers = other.insurance.covers_scalp_microneedling
            return covers or not claim.insurance.covers_scalp_microneedling
        case Kind.MEMBERSHIP:
            return other.membership.body == claim.membership.body
        case kind:
            return kind != Kind.PHOTOS

"""A small world for making fictional directories in, and what is to be seen in one that was made."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.forms.models import model_to_dict

from practitioners import clock, ledger, listings
from practitioners.demonstration import crowd, world
from practitioners.demonstration.plan import PersonPlan
from practitioners.models import (
    Account,
    Case,
    Check,
    Credential,
    Evidence,
    LedgerEvent,
    License,
    Listing,
    Notice,
    Place,
    Postcode,
    Practitioner,
    Restriction,
    ScopeRule,
    Supervision,
    Town,
)
from practitioners.reference.load import load
from practitioners.standing import standings_from_row
from practitioners.vocabulary import Basis

LONG_AGO = date(2020, 1, 1)
TOWNS = (
    ("GB", "Fernham", "ENG", 51.5, -0.1, 900_000), ("GB", "Heronby", "SCT", 55.9, -3.2, 300_000),
    ("CA", "Saltmere", "ON", 43.7, -79.4, 700_000), ("AU", "Wattle Bend", "NSW", -33.9, 151.2, 600_000),
    ("IE", "Ballyfern", "L", 53.3, -6.3, 200_000), ("NZ", "Kauri Point", "", -36.8, 174.8, 200_000),
)  # fmt: skip


def furnish() -> None:
    """The shipped reference data with its made-up rules, the ZIP codes people are drawn from, and made-up towns."""
    load(demonstration=True, gazetteer=False)
    ScopeRule.objects.filter(basis=Basis.DEMONSTRATION).update(confirmed_on=LONG_AGO)
    codes = [("US", zip_code, "Fern Springs|Another Name") for zip_code in world.zip_codes()]
    codes += [(country, f"{country}1", name) for country, name, *_where in TOWNS[1:]]
    where = {country: (lat, lon) for country, _name, _region, lat, lon, _people in TOWNS}
    Postcode.objects.bulk_create(
        Postcode(
            country=country, code=code, code_key=code, places=name,
            lat=round(where.get(country, (0, 0))[0] * 1e6), lon=round(where.get(country, (0, 0))[1] * 1e6),
        )
        for country, code, name in codes
    )  # fmt: skip
    Town.objects.bulk_create(
        Town(
            country=c, name=name, region=region, lat=round(lat * 1e6), lon=round(lon * 1e6), population=people
        )
        for c, name, region, lat, lon, people in TOWNS
    )


@contextmanager
def furnished(day: date) -> Iterator[None]:
    """One transaction on that day, taken back at its end: furnishing and making take seconds."""
    with clock.at(day), transaction.atomic():
        furnish()
        yield
        transaction.set_rollback(True)


def planned(*, size: int, seed: int) -> list[PersonPlan]:
    """Everybody of the plan for today."""
    known = world.load(on=clock.today())
    return [person for unit in crowd.units(known, size=size, seed=seed) for person in unit]


@dataclass(frozen=True)
class Seen:
    """A made directory as plain values without row numbers."""

    listings: list[dict[str, Any]]
    claims: list[tuple[Any, ...]]
    looks: Counter[Any]
    waiting: Counter[Any]
    ties: Counter[Any]
    qualified: set[str]
    worths: set[str]
    shortfalls: set[str]
    visibilities: Counter[str]
    events: Counter[str]
    words: dict[str, set[str]]
    backward: list[str]
    broken: list[Any]
    drift: list[str]
    letters: int


def seen() -> Seen:
    """Everything about the directory that is in the database now."""
    today = clock.today()
    found = list(Listing.objects.on(today))
    standings = [standing for row in found for standing in standings_from_row(row.evidence, on=today)]
    return Seen(
        listings=_listings(),
        claims=_claims(),
        looks=Counter(
            Check.objects.values_list("method", "level", "round", "looked_on", "source", "moderator__email")
        ),
        waiting=Counter(
            Case.objects.open().values_list(
                "credential__practitioner__slug",
                "credential__kind",
                "kind",
                "state",
                "opened_at",
                "due_at",
                "paused_at",
            )
        ),
        ties=Counter(
            Supervision.objects.values_list("supervisor__slug", "license__practitioner__slug", "confirmed_on")
        )
        + Counter(
            Restriction.objects.values_list("license__practitioner__slug", "type", "starts_on", "seen_on")
        ),
        qualified=set(
            Listing.objects.on(today).qualified(on=today).values_list("practitioner__slug", flat=True)
        ),
        worths={standing.worth.value for standing in standings},
        shortfalls={standing.shortfall.value for standing in standings if standing.shortfall},
        visibilities=Counter(Practitioner.objects.values_list("visibility", flat=True)),
        events=Counter(LedgerEvent.objects.exclude(subject=ledger.SITE).values_list("verb", flat=True)),
        words=_words(),
        backward=_backward(),
        broken=list(ledger.verify()),
        drift=list(listings.drift()),
        letters=Notice.objects.count(),
    )


def _listings() -> list[dict[str, Any]]:
    rows = Listing.objects.select_related("practitioner").order_by("practitioner__slug", "lat", "lon")
    return [
        {"slug": row.practitioner.slug} | model_to_dict(row, exclude=["id", "place", "practitioner"])
        for row in rows
    ]


def _claims() -> list[tuple[Any, ...]]:
    columns = (
        "practitioner__slug", "kind", "status", "level", "valid_from", "valid_until", "checked_on", "round",
        "attested_on", "submitted_at", "decided_at", "place__practice_name", "renews__submitted_at",
        "license__number", "training__course", "track_record__treatments", "insurance__ends_on",
    )  # fmt: skip
    return sorted(Credential.objects.values_list(*columns), key=repr)


def _backward() -> list[str]:
    """Events that are told to have happened before the event ahead of them in their chain."""
    events = list(LedgerEvent.objects.exclude(subject=ledger.SITE).order_by("subject", "seq"))
    return [str(b) for a, b in pairwise(events) if a.subject == b.subject and b.at < a.at]


def _words() -> dict[str, set[str]]:
    def of(rows: Iterable[Any]) -> set[str]:
        return {text for text in rows if text}

    return {
        "phones": of(Place.objects.values_list("phone", flat=True)),
        "sites": of(Place.objects.values_list("website", flat=True)),
        "mails": of(Account.objects.values_list("email", flat=True)),
        "licenses": of(License.objects.values_list("number", flat=True)),
        "files": of(Evidence.objects.values_list("original", flat=True)),
        "photos": of(Practitioner.objects.values_list("photo", flat=True)),
        "passwords": {account.password[:1] for account in Account.objects.all()},
    }

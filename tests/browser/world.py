"""A small directory for looking at pages: people around Austin, one of each standing, and the towns to find them."""

from datetime import date, timedelta

import pytest
import time_machine

from practitioners import clock, listings
from practitioners.models import FormerSlug, Place, Postcode, Practitioner, Term, Town, TownName
from practitioners.search.atlas import place_key
from practitioners.vocabulary import Criterion, Depth, Kind, Level, TermKind, Verdict
from practitioners.workflow import moves, oversight, profile
from tests import factories as make

TOWNS = (
    ("Austin", "TX", 30_267_150, -97_743_060, 961_855),
    ("Springfield", "MO", 37_215_330, -93_298_240, 169_176),
    ("Springfield", "IL", 39_801_720, -89_643_710, 114_394),
    ("Springfield", "MA", 42_101_480, -72_589_810, 155_929),
)
STATES = {"US-TX": "Texas", "US-MO": "Missouri", "US-IL": "Illinois", "US-MA": "Massachusetts"}
GIVEN = ("Ben", "Cleo", "Dara", "Emil", "Fay", "Gus", "Hana", "Ivo")
FAMILY = ("Archer", "Brook", "Castell", "Dunne")
EAST = 11_000
"""Micro-degrees between neighbors: about two thirds of a mile at Austin."""


def build() -> None:
    """Fills an empty database through the verbs; the search rows are written once at the end, which saves a minute."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listings, "refresh", lambda *numbers: None)
        towns()
        terms()
        crowd()
        ada()
        one_of_each()
    listings.refresh(*Practitioner.objects.values_list("pk", flat=True))


def towns() -> None:
    """One ZIP code, one clear town, and three of one name that are about as large."""
    for code, name in STATES.items():
        make.jurisdiction(code, name=name)
    Postcode.objects.create(
        country="US", code="78701", code_key="78701", places="Austin", region="TX", lat=30_271_290, lon=-97_743_700
    )  # fmt: skip
    for name, region, lat, lon, population in TOWNS:
        town = Town.objects.create(
            country="US", name=name, region=region, lat=lat, lon=lon, population=population
        )
        TownName.objects.create(town=town, key=place_key(name))


def terms() -> None:
    """A few words of each kind that practitioners describe themselves with."""
    for kind, keys in {
        TermKind.PROFESSION: ("esthetician", "registered-nurse", "physician"),
        TermKind.CONDITION: ("pattern-hair-loss", "alopecia-areata"),
        TermKind.TECHNIQUE: ("pen", "roller", "with-topical-minoxidil"),
        TermKind.DEVICE: ("pen-device",),
        TermKind.LANGUAGE: ("english", "spanish", "vietnamese"),
        TermKind.ACCESS: ("step-free", "quiet-room"),
    }.items():
        for key in keys:
            make.term(kind, key)


def crowd() -> None:
    """Thirty-two neighbors eastward from Austin: three of four meet all six criteria."""
    tags = list(Term.objects.exclude(kind__in=(TermKind.PROFESSION, TermKind.ACCESS)).order_by("pk"))
    for number, (family, given) in enumerate((f, g) for f in FAMILY for g in GIVEN):
        name, at = f"{given} {family}", (make.AUSTIN[0], make.AUSTIN[1] + number * EAST)
        person = make.qualified(name, at=at) if number % 4 else partly(name, at=at, held=1 + number // 12)
        person.terms.set([tag for index, tag in enumerate(tags) if (number + index) % 3 == 0])
        describe(person, slug=f"{given}-{family}".lower())


def partly(name: str, *, at: tuple[int, int], held: int) -> Practitioner:
    """A public person who meets the first `held` criteria; the rest is their own word, the last left out."""
    person = make.practitioner(name)
    make.place(person, at=at)
    for index, criterion in enumerate(Criterion):
        if index < held:
            make.verified(person, criterion)
        elif criterion != Criterion.TRACK_RECORD:
            make.sent(person, criterion)
    return make.published(person)


def describe(person: Practitioner, *, slug: str) -> Practitioner:
    """A fixed address, and everything about the place that a page can show."""
    Practitioner.objects.filter(pk=person.pk).update(slug=slug, profession_line="Licensed esthetician")
    person.refresh_from_db()
    for place in Place.objects.filter(practitioner=person):
        place.street, place.postcode, place.phone = "12 Fern Street", "78701", "+1 512 555 0100"
        place.website, place.hours = "https://fern.example/", "Tuesday to Saturday, 9 to 5"
        place.consultation_fee, place.fee_from, place.fee_to, place.fee_includes = (
            0,
            180,
            260,
            "numbing cream",
        )
        place.save()
        place.access.set(Term.objects.filter(kind=TermKind.ACCESS))
        profile.confirm_details(place, by=person.account)
    return person


def ada() -> None:
    """Ada Stone: qualified in Austin, license of no use in Illinois, insured, with a long history."""
    person = make.qualified("Ada Stone", at=make.AUSTIN)
    person.about = (
        "I have worked with scalps for nine years.\n\nI turn people away when a doctor should look first."
    )
    person.save()
    make.scope_rule("US-IL", verdict=Verdict.UNCLEAR)
    make.place(
        person,
        at=(39_800_000, -89_640_000),
        law="US-IL",
        practice_name="Prairie Rooms",
        locality="Springfield",
    )
    make.verified(person, Kind.INSURANCE)
    insured = person.credentials.get(kind=Kind.INSURANCE)
    for _again in range(14):
        moves.suspend(insured, by=make.moderator("rea"), words="The insurer is being asked.")
        moves.reinstate(insured, by=make.moderator("max"), words="The insurer answered.")
    person.terms.set(Term.objects.exclude(kind=TermKind.PROFESSION))
    describe(person, slug="ada-stone")
    FormerSlug.objects.create(practitioner=person, slug="ada-pebble")


def one_of_each() -> None:
    """The other standings, each at an address of its own."""
    today = clock.today()
    with time_machine.travel(today - timedelta(days=500), tick=False):
        lapsed = make.qualified("Lara Lapsed")
        describe(lapsed, slug="lara-lapsed")
    soon = make.practitioner("Edda Ending")
    make.place(soon)
    for criterion in Criterion:
        ends = {"expires_on": today + timedelta(days=9)} if criterion == Criterion.LICENSE else {}
        make.verified(soon, criterion, **ends)
    describe(make.published(soon), slug="edda-ending")
    stopped = describe(make.qualified("Sue Spender"), slug="sue-spender")
    profile.suspend(stopped, by=make.moderator("rea"))
    limited(today)
    supervised()
    own_words = partly("Will Hanks", at=make.AUSTIN, held=1)
    describe(own_words, slug="will-hanks")


def limited(today: date) -> None:
    """A license that the register shows a restriction on, and a training certificate that was stopped."""
    person = describe(make.qualified("Rex Limited"), slug="rex-limited")
    oversight.record_restriction(
        person.credentials.get(kind=Kind.LICENSE), by=make.moderator("rea"), type="Agreed order",
        touches_treatment=True, starts_on=today - timedelta(days=40), source_url="https://board.example/orders/1",
    )  # fmt: skip
    moves.suspend(
        person.credentials.get(kind=Kind.TRAINING),
        by=make.moderator("rea"),
        words="The school is being asked.",
    )


def supervised() -> None:
    """Somebody who may work only under a named supervisor, whose own license is in force."""
    make.scope_rule(type="us-assistant", verdict=Verdict.SUPERVISED)
    make.issuer("US-TX", types=("us-esthetician", "us-assistant"))
    lead = describe(make.qualified("Ines Lead", depth=Depth.UNDER_15), slug="ines-lead")
    person = make.practitioner("Tom Junior")
    place = make.place(person)
    for criterion in Criterion:
        kind = {"license_type": make.license_type("us-assistant")} if criterion == Criterion.LICENSE else {}
        make.verified(person, criterion, level=Level.ISSUER if kind else None, **kind)
    agreed = oversight.ask_supervisor(
        person.credentials.get(kind=Kind.LICENSE), by=person.account, supervisor=lead, place=place
    )
    oversight.confirm_supervision(agreed, by=lead.account)
    describe(make.published(person), slug="tom-junior")

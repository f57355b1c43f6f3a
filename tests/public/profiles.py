"""Profiles in tests: people in every standing, and the page read as a visitor reads it."""

from datetime import timedelta
from typing import Any
from xml.etree.ElementTree import Element

from django.test import Client

from practitioners import clock
from practitioners.models import Practitioner
from practitioners.vocabulary import Criterion, Kind, Verdict
from practitioners.workflow import oversight
from tests import factories as make
from tests.public.pages import Page, read, text


def profile_of(client: Client, person: Practitioner, **headers: Any) -> Page:
    """Somebody's page."""
    return read(client, f"/p/{person.slug}/", **headers)


def part(page: Page, key: str) -> Element:
    """The only element with this id."""
    return page.one(f"*[@id='{key}']")


def strip(page: Page) -> list[tuple[str, str, str]]:
    """The six as drawn: look, name, words."""
    return [
        (row.attrib["data-ev"], text(row.find("dt")), text(row.find("dd")))
        for row in page.all("dl[@class='strip']/div")
    ]


def level(page: Page, key: str) -> tuple[str, str]:
    """The look and the words of a criterion's own tag."""
    tag = part(page, key).find("header/span")
    assert tag is not None
    return tag.attrib["data-ev"], text(tag)


def facts(within: Element) -> dict[str, list[str]]:
    """What is said under each name in the lists of facts inside an element."""
    return {
        text(row.find("dt")): [text(said) for said in row.findall("dd")]
        for row in within.findall(".//dl/div")
        if row.find("dt") is not None
    }


def shown(within: Element) -> dict[str, list[str]]:
    """The facts that are open, leaving out those inside a disclosure."""
    hidden = [facts(details) for details in within.findall(".//details")]
    return {name: said for name, said in facts(within).items() if not any(name in found for found in hidden)}


def links(within: Element) -> dict[str, str]:
    """Words to addresses."""
    return {text(link): link.attrib["href"] for link in within.findall(".//a")}


def stranger() -> Practitioner:
    """Sam is always there and never on the page of another."""
    return make.qualified("Sam Stranger")


def stated() -> Practitioner:
    """Consultation and aftercare are claimed and not decided; the track record is not answered."""
    make.scope_rule()
    owner = make.practitioner("Ben Stated")
    make.place(owner)
    for criterion in (Criterion.LICENSE, Criterion.TRAINING, Criterion.INFECTION_CONTROL):
        make.verified(owner, criterion)
    for criterion in (Criterion.CONSULTATION, Criterion.AFTERCARE):
        make.sent(owner, criterion)
    return make.published(owner)


def lapsed() -> Practitioner:
    """Everything was seen long ago: only the training still holds."""
    with clock.at(clock.today() - timedelta(days=500)):
        return make.qualified("Lou Lapsed")


def supervised(*, confirmed: bool = True) -> tuple[Practitioner, Practitioner]:
    """Pat works under Dana, who is licensed for it; whether Dana has said so is up to the test."""
    make.scope_rule(type="us-assistant", verdict=Verdict.SUPERVISED)
    make.issuer(types=("us-esthetician", "us-assistant"))
    dana = make.qualified("Dana Boss")
    pat = make.practitioner("Pat Assistant")
    place = make.place(pat)
    license = make.verified(pat, Kind.LICENSE, license_type=make.license_type("us-assistant"))
    for criterion in Criterion:
        if criterion != Criterion.LICENSE:
            make.verified(pat, criterion)
    asked = oversight.ask_supervisor(license, by=pat.account, supervisor=dana, place=place)
    if confirmed:
        oversight.confirm_supervision(asked, by=dana.account)
    return make.published(pat), dana


def two_places() -> Practitioner:
    """Licensed in Texas, working in Austin and in Tulsa."""
    tom = make.qualified("Tom Twoplaces")
    make.place(tom, law="US-OK", locality="Tulsa", practice_name="Westside Rooms")
    return tom

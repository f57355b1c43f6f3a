"""The public pages in Spanish: chosen or asked for, whole, and the same but for their words."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from directory.public import measures
from practitioners.standing.words import day, short
from tests.browser import world
from tests.pages import FIND, HOME, PAGES, PROFILES, TEXTS, Shown
from tests.public import catalogue
from tests.public.pages import Page, read, text
from tests.public.validity import faults

pytestmark = pytest.mark.django_db
SPANISH = {"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"}
WORDED = {"aria-label", "alt", "placeholder", "content", "lang"}
"""Attributes that are words; beside them only `data-` ones are. All others must be the same in every language."""
HERE = "http://testserver"


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """No test leaves its language to the next."""
    with translation.override("en-us"):
        yield


@pytest.fixture(scope="module")
def visitor(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Client]:
    """Somebody who looks at a small directory, which is gone after these tests."""
    with (
        django_db_blocker.unblock(),
        override_settings(ROOT_URLCONF="tests.browser.urls"),
        transaction.atomic(),
    ):
        world.build()
        yield Client(raise_request_exception=False)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def spanish(visitor: Client) -> dict[Shown, str]:
    """Every page in every state, in Spanish."""
    answers = {shown: visitor.get(shown.path, headers=SPANISH) for shown in PAGES}
    assert {shown: answer.status_code for shown, answer in answers.items()} == {
        shown: shown.status for shown in PAGES
    }
    assert {answer.headers["Content-Language"] for answer in answers.values()} == {"es"}
    return {shown: answer.content.decode() for shown, answer in answers.items()}


def parsed(source: str) -> Element:
    """The document of a page."""
    document: Element = html5lib.parse(source, namespaceHTMLElements=False)
    return document


def test_every_spanish_page_is_valid_and_says_that_it_is_spanish(spanish: dict[Shown, str]) -> None:
    found = {shown.name: sorted(set(faults(source))) for shown, source in spanish.items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert {parsed(source).attrib["lang"] for source in spanish.values()} == {"es"}


def test_no_spanish_page_has_an_english_sentence(spanish: dict[Shown, str]) -> None:
    pieces = {piece for one in catalogue.read(catalogue.CATALOGUE) for piece in _pieces(one)}
    assert len(pieces) > 400
    said = {shown.name: _words(spanish[shown]) for shown in (HOME, *FIND, *PROFILES, *TEXTS)}
    assert {(name, piece) for name, text in said.items() for piece in pieces if piece in text} == set()


def _pieces(english: str) -> Iterator[str]:
    """What stands between blanks and markup, where it has three words at least: fewer may be part of a name or of
    what a practitioner wrote.
    """
    for piece in re.split(r"%\(\w+\)[sd]|<[^>]*>", english):
        if len(re.findall(r"[A-Za-z]{2,}", piece)) >= 3:
            yield " ".join(piece.split())


def _words(source: str) -> str:
    """All that is said on a page, in text and in attributes."""
    document = parsed(source)
    said = [" ".join("".join(document.itertext()).split())]
    said += [
        value
        for element in document.iter()
        for name, value in element.attrib.items()
        if name in WORDED or name.startswith("data-")
    ]
    return "\n".join(said)


def test_only_the_words_differ(visitor: Client, spanish: dict[Shown, str]) -> None:
    """Addresses, values of fields, machine-readable dates and every coordinate are in no language."""
    differ = {}
    for shown, source in spanish.items():
        english = list(_bones(visitor.get(shown.path).content.decode()))
        if wrong := [pair for pair in zip(english, _bones(source), strict=True) if pair[0] != pair[1]]:
            differ[shown.name] = wrong[:3]
    assert differ == {}
    assert sum(source.count("<circle") for source in spanish.values()) > 40


def _bones(source: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each element with the attributes that are not words; without the choice of the other language and tokens."""
    for element in parsed(source).iter():
        kept = {
            name: value
            for name, value in element.attrib.items()
            if name not in WORDED and not (name.startswith("data-") and " " in value)
        }
        if (element.tag, kept.get("name")) in (("button", "language"), ("input", "csrfmiddlewaretoken")):
            continue
        yield str(element.tag), kept


def test_machines_read_the_same_facts(visitor: Client, spanish: dict[Shown, str]) -> None:
    told = 0
    for shown in PROFILES:
        if "/history/" in shown.path:
            continue
        english, other = _facts(visitor.get(shown.path).content.decode()), _facts(spanish[shown])
        assert english == other
        told += len(english)
    assert told > 100


def _facts(source: str) -> list[tuple[str, Any]]:
    """What JSON-LD says under each name, but for texts in the language of the page."""
    script = parsed(source).find(".//script[@type='application/ld+json']")
    assert script is not None
    worded = {"description", "jobTitle", "knowsLanguage"}
    return [pair for pair in _leaves(json.loads(script.text or "")) if pair[0].split(".")[-1] not in worded]


def _leaves(data: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _leaves(value, f"{name}.{key}")
    elif isinstance(data, list):
        for value in data:
            yield from _leaves(value, name)
    else:
        yield name, data


def test_numbers_days_and_distances_are_spanish() -> None:
    with translation.override("es"):
        assert measures.whole(1_234_567) == "1\xa0234\xa0567"
        assert day(date(2026, 10, 4)) == "4 de octubre de 2026"
        assert short(date(2026, 10, 4)) == "4 oct 2026"
        assert [measures.distance(km, unit="mi") for km in (1, 1.7, 40)] == [
            "menos de 1 milla",
            "1 milla",
            "25 millas",
        ]
        assert measures.span(2_500, unit="km") == "2\xa0500 km"
        assert measures.money(1_250, "USD") == "$1\xa0250"


def test_terms_of_the_reference_files_are_translated(spanish: dict[Shown, str]) -> None:
    profile = next(shown for shown in PROFILES if shown.path == "/p/ada-stone/")
    page = Page(200, parsed(spanish[profile]))
    assert "Esteticista en Fern Studio, Austin" in " ".join(text(part) for part in page.all("p"))
    languages = [text(each) for each in page.all("dd") if text(each).startswith("Inglés")]
    assert languages == ["Inglés, Español, Vietnamita"]


# ---- Which language, and how it is chosen


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("es-MX,es;q=0.9,en;q=0.5", "es"),
        ("es-419", "es"),
        ("en-US", "en-us"),
        ("fr-CA, fr", "en-us"),
        ("", "en-us"),
    ],
)
def test_a_first_visit_is_answered_in_the_browsers_language(client: Client, asked: str, spoken: str) -> None:
    answer = client.get("/", headers={"Accept-Language": asked})
    assert answer.headers["Content-Language"] == spoken
    assert parsed(answer.content.decode()).attrib["lang"] == spoken


def press(client: Client, label: str, *, on: str) -> Any:
    """Send the form of the language button on a page as a browser without scripts does."""
    page = read(client, on)
    form = next(f for f in page.all("form") if any(text(button) == label for button in f.findall("button")))
    (button,) = form.findall("button")
    assert form.attrib["method"] == "post"
    data = {each.attrib["name"]: each.attrib.get("value", "") for each in (*form.findall(".//input"), button)}
    return client.post(form.attrib["action"], data, headers={"Referer": HERE + on, "Origin": HERE})


def test_one_press_switches_the_language_and_another_one_back() -> None:
    client, on = Client(enforce_csrf_checks=True), "/find/?q=zzzz&as=people"
    assert text(read(client, on).one("button[@lang='es']")) == "Español"
    answer = press(client, "Español", on=on)
    assert (answer.status_code, answer.headers["Location"]) == (302, HERE + on)
    cookie = answer.cookies["language"]
    assert (cookie["samesite"], cookie["httponly"], cookie["max-age"], cookie.value) == (
        "Lax",
        True,
        31_536_000,
        "es",
    )
    page = read(client, on)
    assert page.document.attrib["lang"] == "es"
    assert page.heading == "0 profesionales con este nombre o consultorio"
    # The choice is stronger than what the browser asks for.
    assert client.get("/", headers={"Accept-Language": "en-US"}).headers["Content-Language"] == "es"
    press(client, "English", on=on)
    assert read(client, on).heading == "0 practitioners with this name or practice"
    assert client.get("/", headers=SPANISH).headers["Content-Language"] == "en-us"


@pytest.mark.parametrize(
    "referer", ["https://elsewhere.example/p/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_the_way_back_never_leads_elsewhere(client: Client, referer: str) -> None:
    for data in ({"language": "es"}, {"language": "es", "next": referer}):
        answer = client.post("/settings/language/", data, headers={"Referer": referer})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_another_site_cannot_press_the_button(client: Client) -> None:
    for origin in ("https://elsewhere.example", "null", "http://["):
        answer = client.post("/settings/language/", {"language": "es"}, headers={"Origin": origin})
        assert (answer.status_code, dict(answer.cookies)) == (403, {})


@pytest.mark.parametrize("data", [{}, {"language": "fr"}, {"language": "../es"}])
def test_an_unknown_language_is_refused(client: Client, data: dict[str, str]) -> None:
    answer = client.post("/settings/language/", data)
    assert (answer.status_code, dict(answer.cookies)) == (400, {})
    assert client.get("/settings/language/").status_code == 405


def test_caches_are_told_what_a_page_depends_on(client: Client) -> None:
    for path in ("/", "/find/", "/how-we-check/", "/nothing/here/", "/manifest.webmanifest"):
        answer = client.get(path, headers=SPANISH)
        assert {"Accept-Language", "Cookie"} <= set(answer.headers["Vary"].split(", ")), path
        assert dict(answer.cookies) == {}
    for path in ("/robots.txt", "/health/live", "/sitemap.xml"):
        answer = client.get(path, headers=SPANISH)
        assert "Content-Language" not in answer.headers
        assert "Accept-Language" not in answer.headers.get("Vary", "")
    assert client.get("/robots.txt").headers["Cache-Control"] == "public, max-age=86400"


def test_a_language_changes_no_header_that_protects(client: Client) -> None:
    english, other = client.get("/"), client.get("/", headers=SPANISH)
    for name in ("Content-Security-Policy", "Permissions-Policy", "X-Frame-Options", "Referrer-Policy"):
        assert english.headers[name] == other.headers[name]
    assert "form-action 'self'" in english.headers["Content-Security-Policy"]


def test_rooms_for_signed_in_people_speak_one_language_and_offer_no_other(client: Client) -> None:
    client.cookies["language"] = "es"
    there, public = client.get("/accounts/login/").content.decode(), client.get("/").content.decode()
    assert parsed(there).attrib["lang"] == "en-us"
    assert 'name="language"' not in there
    assert parsed(public).attrib["lang"] == "es"
    assert 'name="language"' in public

"""Every public page is valid HTML, every link on it leads somewhere, and machines can read what it says of people."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest
from django.db import transaction
from django.test import Client, override_settings
from pytest_django.plugin import DjangoDbBlocker
from rdflib import RDF, SDO, Graph, URIRef
from rdflib.term import Node

from tests.browser import world
from tests.pages import HOME, PAGES, PROFILES, RESULTS, TEXTS, Shown
from tests.public.validity import faults

pytestmark = pytest.mark.django_db
SCHEMA = str(SDO)
# The library's own parser still uses its own old class.
reads_linked_data = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


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
def sources(visitor: Client) -> dict[Shown, str]:
    """Every page in every state, each of which is the one that was meant."""
    answers = {shown: visitor.get(shown.path) for shown in PAGES}
    assert {shown.name: answer.status_code for shown, answer in answers.items()} == {
        shown.name: shown.status for shown in PAGES
    }
    sources = {shown: answer.content.decode() for shown, answer in answers.items()}
    assert [shown.name for shown, source in sources.items() if shown.says not in source] == []
    return sources


def test_every_page_is_valid(sources: dict[Shown, str]) -> None:
    found = {shown.name: sorted(set(faults(source))) for shown, source in sources.items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_faults_are_found() -> None:
    broken = """<!doctype html><html lang="en"><head><title>Broken</title></head><body><main><h1>One</h1><h3>Three</h3>
        <p>a<div>b</div></p><ul><p>c</p></ul><dl><div><svg></svg><dt>d</dt></div></dl><a href="#no">e</a>
        <a href="a b"><button>f</button></a><input name="q"><label for="no">g</label><img src="h.png">
        <span style="i" onclick="j"><div></div></span><p id="k" id="l"></p><p id="k"></p><center>m</center>
        <time datetime="yesterday">n</time></main></body></html>"""
    assert [re.sub(r"{.*?}", "", fault) for fault in faults(broken)] == [
        "line 2: Unexpected end tag (p). Ignored.",
        "line 4: Dropped duplicate attribute on tag.",
        "the id 'k' is there 2 times",
        "<label>: for points at 'no', which is not there",
        "a link points at '#no', which is not there",
        "<h3> “Three” follows a heading of level 1",
        "<input name='q'> has no label",
        "<img> has no alternative text",
        "<p>: may not stand in <ul>",
        "<dl>: has a name without an answer, or the other way round",
        "<svg>: may not stand in a group of <dl>",
        "<a>: href='a b' is malformed",
        "<button>: can be pressed and stands within a link or a button",
        "<span>: has no attribute 'style'",
        "<span>: has no attribute 'onclick'",
        "<div>: is a block within <span>",
        "<center>: there is no such element",
        "<time>: datetime='yesterday' is malformed",
    ]


def test_every_page_has_a_title_of_its_own(sources: dict[Shown, str]) -> None:
    titles = {
        shown: source.partition("<title>")[2].partition("</title>")[0] for shown, source in sources.items()
    }
    assert {title.rpartition(" – ")[2] for title in titles.values()} == {"Scalp Credentials"}
    own = [titles[shown] for shown in (HOME, RESULTS, *PROFILES, *TEXTS)]
    assert [title for title in own if own.count(title) > 1] == []
    assert {shown.status for shown, title in titles.items() if title.startswith("Error: ")} == {404, 409, 422}


def test_every_link_leads_to_a_page_and_to_a_part_that_is_there(
    visitor: Client, sources: dict[Shown, str]
) -> None:
    known = {shown.path: source for shown, source in sources.items()}
    dead = []
    for start, link in sorted(_links(sources)):
        path, _, part = link.partition("#")
        if path not in known:
            answer = visitor.get(path)
            known[path] = b"".join(answer).decode("utf-8", "replace") if answer.status_code == 200 else ""
        if not known[path] or (part and f'id="{part}"' not in known[path]):
            dead.append((start, link))
    assert dead == []


def _links(sources: dict[Shown, str]) -> set[tuple[str, str]]:
    """The page and the address of each link, style sheet, script and picture of our own, once."""
    found: dict[str, str] = {}
    for shown, source in sources.items():
        for element in html5lib.parse(source, namespaceHTMLElements=False).iter():
            for name in ("href", "src"):
                link = urljoin(shown.path, element.attrib.get(name, "")) if name in element.attrib else ""
                if link.startswith("/") and not link.startswith("/static/"):
                    found.setdefault(link, shown.path)
    return {(start, link) for link, start in found.items()}


@reads_linked_data
def test_machines_read_the_same_person_as_people_do(sources: dict[Shown, str]) -> None:
    for shown in PROFILES:
        if "/history/" in shown.path:
            continue
        said, document = _graph(sources[shown]), html5lib.parse(sources[shown], namespaceHTMLElements=False)
        person = _only(said.subjects(RDF.type, SDO.Person))
        heading = "".join(document.find(".//h1").itertext())
        assert str(said.value(person, SDO.name)) == heading
        assert _unknown(said) == set()
        page = _only(said.subjects(RDF.type, SDO.ProfilePage))
        canonical = document.find(".//link[@rel='canonical']").attrib["href"]
        assert urlsplit(canonical).path == shown.path
        assert (page, SDO.mainEntity, person) in said
        assert str(page) == canonical


@reads_linked_data
def test_machines_are_told_only_what_was_checked(sources: dict[Shown, str]) -> None:
    told = {shown.path: _graph(sources[shown]) for shown in PROFILES if "/history/" not in shown.path}

    def credentials(path: str) -> list[str]:
        graph = told[path]
        categories = (
            graph.value(each, SDO.credentialCategory) for each in graph.objects(None, SDO.hasCredential)
        )
        return sorted(map(str, categories))

    assert credentials("/p/ines-lead/") == ["certificate", "certificate", "license"]
    assert credentials("/p/will-hanks/") == ["license"]
    assert credentials("/p/lara-lapsed/") == ["certificate"]  # the course is younger than the Standard asks
    assert credentials("/p/sue-spender/") == []
    suspended = told["/p/sue-spender/"]
    person = _only(suspended.subjects(RDF.type, SDO.Person))
    assert set(suspended.predicates(person)) == {RDF.type, SDO.name}


def _graph(source: str) -> Graph:
    """The page's JSON-LD as a foreign library understands it."""
    document = html5lib.parse(source, namespaceHTMLElements=False)
    block = document.find(".//script[@type='application/ld+json']")
    data = json.loads(block.text)
    assert data["@context"] == "https://schema.org"
    # The library would fetch the context; this is the part of it that gives our names their meaning.
    data["@context"] = {"@vocab": SCHEMA, "url": {"@type": "@id"}}
    return Graph().parse(data=json.dumps(data), format="json-ld")


def _unknown(said: Graph) -> set[str]:
    """Words that schema.org does not have."""
    words: set[Node] = {*said.predicates(), *said.objects(None, RDF.type)} - {RDF.type}
    return {str(word) for word in words if not (isinstance(word, URIRef) and word in SDO)}


def _only(found: Iterator[Node]) -> Node:
    (node,) = found
    return node

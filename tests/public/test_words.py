"""Our words: plain enough to read, and none that promises more than we checked."""

import ast
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from django.template.loader import render_to_string
from django.test import Client

from directory.web.context import Site
from practitioners.models import Practitioner
from tests import factories as make
from tests.architecture.source import ROOT, files, tree
from tests.plain_language import BLOCKS, Reading, prose, reading, split, syllables, words
from tests.public import town
from tests.public.pages import Page, read

AIM = 6.0
"""The highest grade of our texts, a reading age of 11. In November 2026 pages of 100 words and more had 2.8 to 5.8."""
# Measured and rounded up to the next half: too few words for the measure to be steady, most of them the trade's own.
HARDER = {"nobody found": 7.0, "unknown place": 7.0, "no such page": 8.0, "history": 7.0}
LONGEST = 35
"""Words in any sentence; 33 was the most."""

NEVER = (
    r"!", r"\boops\b", r"verified practitioner", r"safe provider", r"top[- ]rated", r"\bvetted\b", r"medical[- ]grade",
    r"fda[- ]approved", r"proven results", r"regrows? hair", r"you are suitable", r"fake document", r"100 ?%",
    r"failed verification", r"\bunverified\b", r"\bhurry\b", r"don[’']t miss", r"satisfaction",
)  # fmt: skip
# Words for denials and open questions only: "Nobody can promise a treatment is safe."
ONLY_DENIED = (
    r"\btrusted\b", r"\bbest\b", r"\bguarantee[ds]?\b", r"\bsafe\b", r"\bapproved\b", r"\bcertified by us\b",
    r"\bscores?\b", r"\bstars\b", r"\bratings?\b", r"\bverified\b", r"\bregulated\b",
    r"no complaints", r"no complications",
)  # fmt: skip
DENIAL = re.compile(
    r"\b(?:no|not|never|nobody|nothing|neither|nor|none|without|cannot|whether)\b", re.IGNORECASE
)


PAGES = {
    "home": "/", "results": "/find/?q=78701", "nobody found": "/find/?q=Zzyzx",
    "unknown place": "/find/?q=Ausitn&as=place", "wrong values": "/find/?within=7",
    "how we check": "/how-we-check/", "levels": "/how-we-check/levels/", "limits": "/how-we-check/limits/",
    "money": "/how-we-check/money/", "numbers": "/numbers/", "for practitioners": "/for-practitioners/",
    "display": "/settings/display/", "privacy": "/privacy/", "accessibility": "/accessibility/", "terms": "/terms/",
    "contact": "/contact/", "source code": "/open-source/", "no such page": "/nothing/here/",
    "profile": "/p/ada-stone/", "history": "/p/ada-stone/history/",
}  # fmt: skip
STATUS = {"wrong values": 422, "no such page": 404}
FAULTS = (400, 403, 404, 429, 500, 503)


@pytest.fixture
def filled(db: None) -> None:
    """A town to search in and Ada, qualified, at her own address."""
    town.gazetteer()
    ada = make.qualified("Ada Stone")
    Practitioner.objects.filter(pk=ada.pk).update(slug="ada-stone")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_plain_enough(name: str, client: Client, filled: None) -> None:
    found = reading(prose(shown(client, name).one("main")))
    assert found.sentences >= 2
    assert found.grade <= HARDER.get(name, AIM), (found.grade, found.longest)
    assert len(words(found.longest)) <= LONGEST, found.longest


@pytest.mark.parametrize("name", PAGES)
def test_a_page_makes_no_promise(name: str, client: Client, filled: None) -> None:
    page = shown(client, name)
    everything = " ".join(said for part in ("title", "body") for said in texts(page.one(part)))
    assert set(faults(everything)) == set()


def shown(client: Client, name: str) -> Page:
    """The page of that name."""
    return read(client, PAGES[name], STATUS.get(name, 200))


def texts(element: Element) -> Iterator[str]:
    """What is said in each block of an element, so that a heading does not run into the text below it."""
    for block in element.iter():
        if block.tag in BLOCKS or block is element:
            inline = ["".join(inner.itertext()) if inner.tag not in BLOCKS else " " for inner in block]
            tails = [inner.tail or "" for inner in block]
            said = [block.text or "", *(part for pair in zip(inline, tails, strict=True) for part in pair)]
            yield " ".join("".join(said).split()) + "."


def faults(text: str) -> Iterator[str]:
    """Each sentence that uses a word we do not use, or one that we only deny."""
    for sentence in split(text):
        forbidden = NEVER if DENIAL.search(sentence) else NEVER + ONLY_DENIED
        if any(re.search(pattern, sentence, re.IGNORECASE) for pattern in forbidden):
            yield sentence


@pytest.mark.parametrize("status", FAULTS)
def test_an_error_page_makes_no_promise(status: int) -> None:
    site = Site(
        name="Scalp Credentials", demonstration=False, contact="us@example.org", url="http://testserver"
    )
    said = re.sub(r"<[^>]+>", " ", render_to_string(f"{status}.html", {"site": site}))
    assert len(said.split()) > 20
    assert set(faults(said)) == set()


def test_no_text_of_the_site_makes_a_promise() -> None:
    """Every state of every page, letters too: what is marked for translation in templates and in Python."""
    said = {*in_templates(), *in_python()}
    assert len(said) > 400
    assert {fault for text in said for fault in faults(text)} == set()


def in_templates() -> Iterator[str]:
    """The words of templates, without tags and variables."""
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.is_file():
            source = path.read_text("utf-8")
            yield from (
                one or other for one, other in re.findall(r"""{% translate (?:"([^"]*)"|'([^']*)')""", source)
            )
            for block in re.findall(r"{% blocktranslate.*?%}(.*?){% endblocktranslate", source, re.DOTALL):
                yield re.sub(r"<[^>]*>|{{.*?}}|{% plural %}", " ", block)


def in_python() -> Iterator[str]:
    """The words given to any of the gettext functions."""
    for path in files("practitioners", "directory"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
                "_",
                "lazy",
                "gettext",
                "ngettext",
            ):
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield argument.value


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Ada is a verified practitioner.", True),
        ("This is not a verified practitioner.", True),
        ("Book today!", True),
        ("Oops, that went wrong.", True),
        ("A safe treatment by the best.", True),
        ("A trusted directory.", True),
        ("Results are guaranteed.", True),
        ("Results vary and are not guaranteed.", False),
        ("Nobody can promise that a treatment is safe.", False),
        ("A practitioner who is missing here is not necessarily unsafe.", False),
        ("There is no “best match” and no paid place.", False),
        ("License confirmed by issuer, October 2026.", False),
    ],
)
def test_the_check_knows_a_promise(sentence: str, wrong: bool) -> None:
    assert list(faults(sentence)) == ([sentence] if wrong else [])


def test_the_measure_agrees_with_a_count_by_hand() -> None:
    said = "We check records. Nobody can promise that a treatment is safe."
    assert split(said) == ["We check records.", "Nobody can promise that a treatment is safe."]
    # 11 words, 16 syllables, 2 sentences.
    assert reading(split(said)) == Reading(2, 11, 16, "Nobody can promise that a treatment is safe.")
    assert reading(split(said)).grade == round(0.39 * 11 / 2 + 11.8 * 16 / 11 - 15.59, 1)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("practitioner", 4), ("microneedling", 4), ("license", 2), ("licensed", 2), ("criteria", 4), ("the", 1),
        ("table", 2), ("needles", 2), ("places", 2), ("checked", 1), ("listed", 2), ("issuer’s", 3), ("78701", 1),
        ("suspended", 3), ("infection", 3), ("read", 1), ("document", 3), ("day", 1), ("changes", 2), ("asked", 1),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_said(word: str, count: int) -> None:
    assert syllables(word) == count

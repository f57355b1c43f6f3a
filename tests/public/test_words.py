"""Our words: plain enough to read, and none that promises more than we checked."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client

from directory.web.context import Site
from tests import factories as make
from tests.architecture.source import ROOT, files, tree
from tests.plain_language import Reading, prose, reading, split, syllables, words
from tests.public import town
from tests.public.pages import Page, read

# The grade each page may have at most. Measured, rounded up to the next half; the aim is grade 6, a reading age of 11.
CEILINGS: dict[str, float] = {}
AIM = 6.0
LONGEST = 40  # words in any sentence of ours

NEVER = (
    r"!", r"\boops\b", r"verified practitioner", r"safe provider", r"top[- ]rated", r"\bvetted\b", r"medical[- ]grade",
    r"fda[- ]approved", r"proven results", r"regrows? hair", r"you are suitable", r"fake document", r"100 ?%",
    r"failed verification", r"\bunverified\b", r"\bhurry\b", r"don[’']t miss", r"satisfaction",
)  # fmt: skip
# Words that may stand only where the same sentence says no to them: "Nobody can promise a treatment is safe."
ONLY_DENIED = (
    r"\btrusted\b", r"\bbest\b", r"\bguarantee[ds]?\b", r"\bsafe\b", r"\bapproved\b", r"\bcertified by us\b", r"\bscores?\b",
    r"\bstars\b", r"\bratings?\b", r"\bverified\b", r"\bregulated\b", r"no complaints", r"no complications",
)  # fmt: skip
DENIAL = re.compile(r"\b(?:no|not|never|nobody|nothing|neither|nor|none|without|cannot)\b", re.IGNORECASE)
"""What makes a sentence a denial; "unsafe" and the like are words of their own."""


@pytest.fixture
def filled(db: None) -> None:
    """A town to search in, Ada qualified, and Sue suspended."""
    town.gazetteer()
    make.qualified("Ada Stone")


PAGES = {
    "home": "/", "results": "/find/?q=78701", "nobody found": "/find/?q=Zzyzx", "unknown place": "/find/?q=Ausitn&as=place",
    "wrong values": "/find/?within=7", "how we check": "/how-we-check/", "levels": "/how-we-check/levels/",
    "limits": "/how-we-check/limits/", "money": "/how-we-check/money/", "numbers": "/numbers/",
    "for practitioners": "/for-practitioners/", "display": "/settings/display/", "privacy": "/privacy/",
    "accessibility": "/accessibility/", "terms": "/terms/", "contact": "/contact/", "source code": "/open-source/",
    "no such page": "/nothing/here/",
}  # fmt: skip
STATUS = {"wrong values": 422, "no such page": 404}

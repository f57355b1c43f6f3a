"""How hard our words are to read: the Flesch-Kincaid grade of the prose on a page.

The grade is 0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid, Fishburne, Rogers and Chissom
1975, Derivation of New Readability Formulas for Navy Enlisted Personnel, Research Branch Report 8-75); a reading age
is about five years more. It counts and does not understand: a low grade does not prove that a text is clear.
Syllables are counted by letters; of the words our pages use, 99 % get the number that the CMU Pronouncing Dictionary
gives them, and all together 1 % too few.
"""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

PROSE = ("p", "li", "dd", "figcaption")
BLOCKS = {
    *PROSE,
    "dt",
    "div",
    "section",
    "article",
    "header",
    "h1",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "dl",
    "details",
    "form",
}
LEAST_WORDS = 4
# Said with more or fewer syllables than the letters suggest.
SPOKEN = {
    "aftercare": 3, "anyone": 3, "area": 3, "areas": 3, "being": 2, "beyond": 2, "business": 2, "client": 2,
    "clients": 2, "closely": 2, "create": 2, "created": 3, "criterion": 4, "doing": 2, "earlier": 3,
    "elsewhere": 2, "equally": 3, "every": 2, "everybody": 4, "everyone": 3, "everything": 3, "everywhere": 3,
    "evidence": 3, "experience": 4, "expires": 3, "going": 2, "homepage": 2, "hundred": 2, "idea": 3,
    "ideas": 3, "issuer": 3, "issuers": 3, "issuing": 3, "language": 2, "languages": 3, "lately": 2,
    "likely": 2, "management": 3, "medium": 3, "namely": 2, "nowhere": 2, "people": 2, "period": 3,
    "placement": 2, "previous": 3, "purely": 2, "qualified": 3, "quiet": 2, "radius": 3, "safely": 2,
    "science": 2, "somebody": 3, "someone": 2, "something": 2, "sometimes": 2, "somewhere": 2, "statement": 2,
    "statements": 2, "technique": 2, "themselves": 2, "therefore": 2, "tries": 1, "vague": 1, "website": 2,
    "widely": 2,
}  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """What was counted in a text."""

    sentences: int
    words: int
    syllables: int
    longest: str

    @property
    def grade(self) -> float:
        """The Flesch-Kincaid grade, to a tenth."""
        return round(0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59, 1)


def reading(sentences: list[str]) -> Reading:
    """The counts of these sentences together."""
    counted = [words(sentence) for sentence in sentences]
    return Reading(
        sentences=len(sentences),
        words=sum(map(len, counted)),
        syllables=sum(syllables(word) for found in counted for word in found),
        longest=max(sentences, key=lambda sentence: len(words(sentence))),
    )


def words(text: str) -> list[str]:
    """The words of a text; a number is one."""
    return re.findall(r"[^\W\d_]+(?:[’'][^\W\d_]+)*|\d[\d,.:%]*", text)


def syllables(word: str) -> int:
    """The syllables of an English word by its letters: groups of vowels, less what is silent; a number is one."""
    word = re.sub(r"[’'].*", "", word.casefold())
    if word in SPOKEN:
        return SPOKEN[word]
    groups = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"[^aeiouy]e$", word) and not re.search(r"[^aeiouy]le$", word):
        groups -= 1
    if re.search(r"[^aeiouytd]ed$", word):
        groups -= 1
    if re.search(r"[^aeiouy]es$", word) and not re.search(r"(?:[cgsxz]|ch|sh|[^aeiouy]l)es$", word):
        groups -= 1
    # Two vowels side by side that are said apart.
    groups += len(re.findall(r"i(?:a(?!l|n|ge)|o(?!u|n)|um)|eo(?!u|p)|ua(?!r)|uou|ism$", word))
    return max(1, groups)


def prose(main: Element) -> list[str]:
    """The sentences of a page's running text, in order; labels, links that stand alone and figures are left out."""
    found: list[str] = []
    for block in main.iter():
        if block.tag in PROSE and not any(
            inner.tag in BLOCKS for inner in block.iter() if inner is not block
        ):
            text = " ".join("".join(block.itertext()).split())
            found += [
                sentence
                for sentence in split(text)
                if len(words(sentence)) >= LEAST_WORDS and sentence[-1] in ".?!:”)"
            ]
    return found


def split(text: str) -> list[str]:
    """The sentences of a paragraph."""
    return [part for part in re.split(r"(?<=[.?!])[”\")]?\s+(?=[\"“(]?[A-Z0-9])", text) if part]

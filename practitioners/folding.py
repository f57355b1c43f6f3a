"""Text folded for comparison: the stored words and the asked words go through the same function."""

import re
import unicodedata

# NFKD takes the marks off most letters, but leaves these whole.
_WHOLE_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
_APOSTROPHES = re.compile(r"['’ʼ`´]")
_BREAKS = re.compile(r"[^\w]+|_+")


def fold(text: str) -> str:
    """Lower case without marks: "José O’Brien" becomes "jose o'brien"."""
    # Decomposed before the case goes and after: some letters are only then seen to have a case, or marks.
    apart = unicodedata.normalize("NFKD", _APOSTROPHES.sub("'", text)).casefold()
    unmarked = "".join(c for c in unicodedata.normalize("NFKD", apart) if not unicodedata.combining(c))
    return " ".join(_APOSTROPHES.sub("'", unmarked.translate(_WHOLE_LETTERS)).split())


def words(text: str) -> list[str]:
    """The folded words of a query, with apostrophes closed up: "O'Brien Smith-Jones" gives three."""
    return [word for word in _BREAKS.split(_APOSTROPHES.sub("", fold(text))) if word]


def searchable(*texts: str) -> str:
    """Every way a word of these texts may be begun, each after a space, for a prefix search.

    "O'Brien" can be found as "obrien", "o" or "brien"; "Smith-Jones" also as "smithjones".
    """
    found: dict[str, None] = {}
    for text in texts:
        for chunk in fold(text).split():
            parts = words(chunk.replace("'", " "))
            for word in (*words(chunk), *parts, "".join(parts)) if parts else ():
                found[word] = None
    return "".join(f" {word}" for word in found)

"""Words that claim more than anybody can promise: each with the reason, and what could be said instead."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as lazy


@dataclass(frozen=True)
class Doubt:
    """Words found in a text, why they are a problem, and what to write instead."""

    words: str
    reason: str
    instead: str


_RESULT = lazy("Results differ from person to person, and nobody can promise one.")
_RANK = lazy("The directory does not rank anybody, and clients cannot check it.")
_RISK = lazy("Every treatment has risks, and nobody can promise that it is safe for everyone.")
_CHECKED = lazy("Only the levels on your page say what was checked, and by whom.")
_DEVICE = lazy("As far as we have read, no device is cleared for hair growth.")
_STANDARD = lazy("It sounds like a standard, and there is none of this name.")
_CLAIMS = (
    (r"pain[- ]?less(?:ly)?|pain[- ]?free|no pain|without (?:any )?pain", lazy("People feel treatment differently."),
     lazy("Say what you do about pain, for example “numbing cream is used if you want it”.")),
    (r"guarantee(?:s|d)?|100 ?%|always works?|permanent(?:ly)?|proven results?", _RESULT,
     lazy("Say what a course looks like, and that results vary.")),
    (r"cures?|cured|heals? baldness|re-?grow(?:s|ing)? (?:your )?hair", _RESULT,
     lazy("Write “small studies suggest it can add to minoxidil for pattern hair loss; results vary”.")),
    (r"(?:fda|ce|mhra|tga)[- ](?:approved|cleared|certified)", _DEVICE,
     lazy("Name the device and what it is cleared for, in the record of your devices.")),
    (r"safe(?:st|ly)?|risk[- ]?free|no (?:risks?|side[- ]effects?|complications?)|harmless", _RISK,
     lazy("Say what you do to lower the risk, for example single-use needles opened in front of the client.")),
    (r"best|top[- ]rated|leading|number one|no\. ?1|#1|world[- ]class|unrivall?ed", _RANK,
     lazy("Say what you do, how long you have done it and for whom.")),
    (r"medical[- ]grade|clinically proven|scientifically proven", _STANDARD,
     lazy("Name the product or the study.")),
    (r"verified|vetted|approved|accredited|regulated by", _CHECKED,
     lazy("Add the license or the membership to your record, so that it is shown with its level.")),
    (r"board[- ]certified", lazy("It says nothing without the name of the board."), lazy("Name the board.")),
)  # fmt: skip
_PATTERNS = [
    (re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), reason, instead)
    for words, reason, instead in _CLAIMS
]


def doubts(*texts: str) -> list[Doubt]:
    """Every claim word of these texts once, in the order of the text."""
    found: dict[str, Doubt] = {}
    for text in texts:
        matches = [
            (match.start(), match.end(), pattern)
            for pattern in _PATTERNS
            for match in pattern[0].finditer(text)
        ]
        end = 0
        for begin, stop, (_words, reason, instead) in sorted(
            matches, key=lambda match: (match[0], -match[1])
        ):
            said = " ".join(text[begin:stop].split())
            if begin >= end and said.casefold() not in found:
                found[said.casefold()] = Doubt(said, str(reason), str(instead))
            end = max(end, stop)
    return list(found.values())

"""The desk's verbs, gathered: everything that can be done with a case, by these names."""

from practitioners.workflow.case_table import decisions
from practitioners.workflow.decisions import decide, options
from practitioners.workflow.docket import duplicates, follow, gathered, open_case, supervision
from practitioners.workflow.holds import (
    PICTURES,
    hand_back,
    know,
    renew,
    take,
    take_next,
    viewed,
    viewed_picture,
)
from practitioners.workflow.opinions import Given, hidden_from, latest_review, shown_looks, shown_to
from practitioners.workflow.reasons import letter_words

__all__ = [
    "PICTURES",
    "Given",
    "decide",
    "decisions",
    "duplicates",
    "follow",
    "gathered",
    "hand_back",
    "hidden_from",
    "know",
    "latest_review",
    "letter_words",
    "open_case",
    "options",
    "renew",
    "shown_looks",
    "shown_to",
    "supervision",
    "take",
    "take_next",
    "viewed",
    "viewed_picture",
]

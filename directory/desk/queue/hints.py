"""What a moderator should know before opening a case: a key, words, and the one condition that filter and row ask."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.translation import gettext_lazy as lazy

from practitioners import clock
from practitioners.models import Case
from practitioners.querysets.case import CaseQuerySet
from practitioners.vocabulary import CaseKind, CaseState, Kind, Status, Turn, Visibility
from practitioners.workflow import people
from practitioners.workflow.case_table import DECIDING

ENDING = timedelta(days=14)
_AWAITED = (Kind.IDENTITY, Kind.LICENSE)
"""What must have been checked, and not only sent, before a page can be public."""


@dataclass(frozen=True)
class Hint:
    """One thing to know; `turns` are the hints that a case page says at length itself."""

    words: Any
    condition: Callable[[], Q]
    turns: bool = False


def _of_kind(kind: CaseKind) -> Callable[[], Q]:
    return lambda: Q(kind=kind)


def _sent_again() -> Q:
    """An appeal is another round too, but nobody asked for it."""
    kinds = DECIDING - {CaseKind.APPEAL}
    running = ~Q(state=CaseState.WAITING)
    return running & Q(kind__in=kinds, turn=Turn.FIRST, credential__round__gt=1)


def _awaited() -> Q:
    unseen = Q(credential__practitioner__visibility=Visibility.DRAFT)
    return unseen & Q(kind__in=DECIDING, credential__kind__in=_AWAITED)


def _renews_shown() -> Q:
    return Q(kind__in=DECIDING, credential__renews__status=Status.VERIFIED)


def _ended() -> Q:
    return _renews_shown() & Q(credential__renews__valid_until__lt=clock.today())


def _ending() -> Q:
    today = clock.today()
    return _renews_shown() & Q(credential__renews__valid_until__range=(today, today + ENDING))


HINTS: Mapping[str, Hint] = {
    "harm": Hint(lazy("Somebody may be harmed"), lambda: Q(harm=True)),
    "nobody": Hint(lazy("Nobody of the team may decide it"), people.undecidable),
    "same-file": Hint(lazy("The same file came from somebody else"), _of_kind(CaseKind.DUPLICATE)),
    "appeal": Hint(lazy("Somebody else decided first"), _of_kind(CaseKind.APPEAL)),
    "again": Hint(lazy("Sent again after we asked"), _sent_again),
    "awaited": Hint(lazy("Their page waits for this"), _awaited),
    "ended": Hint(lazy("What it renews has ended"), _ended),
    "ending": Hint(lazy("What it renews ends within 14 days"), _ending),
    "old-look": Hint(lazy("Our look grows old"), _of_kind(CaseKind.RECHECK)),
    "second": Hint(lazy("A second person is needed"), lambda: Q(turn=Turn.SECOND), turns=True),
    "disagree": Hint(lazy("Two people disagree"), lambda: Q(turn=Turn.THIRD), turns=True),
}


def told(cases: CaseQuerySet) -> CaseQuerySet:
    """The same cases, each knowing which hints hold for it: in their own query, and one for who is of the team."""
    holds = {_column(key): ExpressionWrapper(hint.condition(), BooleanField()) for key, hint in HINTS.items()}
    found: CaseQuerySet = cases.annotate(**holds)
    return found


def of(case: Case, *, turns: bool = True) -> list[str]:
    """The words of the hints that hold for a case that was loaded with `told`."""
    held = (hint for key, hint in HINTS.items() if getattr(case, _column(key)))
    return [str(hint.words) for hint in held if turns or not hint.turns]


def _column(key: str) -> str:
    return f"hint_{key.replace('-', '_')}"

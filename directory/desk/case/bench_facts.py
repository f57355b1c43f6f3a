"""The facts of a case in one line, and what can be done with it as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.desk.queue import hints, rows
from directory.desk.supervision.supervised import Row as Supervised
from directory.desk.supervision.supervised import of_license
from practitioners import clock
from practitioners.models import Account, Case
from practitioners.vocabulary import Kind, Outcome, Visibility

_TONES = {"late": "lapsed", "soon": "expiring", "": ""}
SHOWN = (Visibility.PUBLIC, Visibility.SUSPENDED)


@dataclass(frozen=True)
class Fact:
    """A name and its words; a link, or the look of a level, where there is one."""

    name: str
    words: str
    href: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Act:
    """One button above the case."""

    name: str
    href: str
    first: bool


def what(case: Case) -> str:
    """The claim and why it is looked at."""
    return rows.title(case)


def facts(case: Case, *, reader: Account) -> list[Fact]:
    """Reference, age, target, who holds it, and the page it is about."""
    now = clock.now()
    target = rows.target(case, now=now)
    person = case.credential.practitioner
    public = person.visibility in SHOWN
    found = [
        Fact(_("Case"), case.ref),
        Fact(_("Opened"), _("%(time)s ago") % {"time": rows.span(now - case.opened_at)}),
        Fact(_("Target"), f"{target.words}, {target.day}", tone=_TONES[target.tone]),
        Fact(_("Stands at"), rows.state(case, now=now)),
        Fact(_("Held by"), rows.holder(case, now=now, reader=reader) or _("Nobody")),
        Fact(
            _("Page"), str(person.get_visibility_display()),
            href=reverse("public:profile", args=[person.slug]) if public else "",
        ),
    ]  # fmt: skip
    if case.outcome:
        found.append(Fact(_("Outcome"), str(Outcome(case.outcome).label)))
    return found


def warnings(case: Case) -> list[str]:
    """What makes this open case another than most, in sentences."""
    return [f"{words}." for words in hints.of(case, turns=False)] if case.closed_at is None else []


def acts(case: Case, *, reader: Account) -> Sequence[Act]:
    """The steps that are open to this moderator, deciding aside."""
    found: list[Act] = []
    if case.held_by_id == reader.pk:
        found.append(_act(_("Hand back"), "hand_back", case))
    elif Case.objects.filter(pk=case.pk).takeable_by(reader, clock.now()).exists():
        found.append(_act(_("Take this case"), "take", case, first=True))
    if case.closed_at is None:
        found.append(_act(_("I know this person"), "know", case))
    return found


def supervisions(case: Case, *, reader: Account) -> Sequence[Supervised]:
    """Who stands behind the license; nothing for other claims."""
    return of_license(case.credential, reader) if case.credential.kind == Kind.LICENSE else []


def _act(name: str, url: str, case: Case, *, first: bool = False) -> Act:
    return Act(name, reverse(f"desk:{url}", args=[case.ref]), first)

"""A decision in words: on its button, as its consequence for the public page, and as the letter it sends."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from directory.desk.case.decision_form import DecisionForm
from directory.post.letters import Letter, letter
from directory.web.options import Option
from practitioners import clock
from practitioners.errors import DomainError
from practitioners.models import Case, Check, Credential, Notice
from practitioners.standing.words import day
from practitioners.vocabulary import Decision, Kind, Level, NoticeKind, Turn
from practitioners.workflow import cases, guards

CONFIRMED = frozenset({Decision.REJECT, Decision.SUSPEND})
"""What is never done without reading first what it does."""
_LETTERS = {
    Decision.VERIFY: NoticeKind.VERIFIED, Decision.RETURN: NoticeKind.RETURNED, Decision.REJECT: NoticeKind.REJECTED,
    Decision.SUSPEND: NoticeKind.SUSPENDED, Decision.REINSTATE: NoticeKind.REINSTATED,
    Decision.UPHOLD: NoticeKind.UPHELD,
}  # fmt: skip
_HINTS: Mapping[Decision, Any] = {
    Decision.VERIFY: lazy(
        "Every answer is Yes, or your words say why it is enough. Some need a second person."
    ),
    Decision.RETURN: lazy("Stops the clock. The page keeps what was checked last."),
    Decision.REJECT: lazy("You read the letter first. Somebody else looks if the practitioner asks."),
    Decision.RELOOK: lazy("The dates move with today’s look."),
    Decision.SUSPEND: lazy("At once, on the page and in search. A second person looks at it as well."),
    Decision.REINSTATE: lazy("With the dates it had."),
    Decision.UPHOLD: lazy("The practitioner is told why."),
    Decision.DISMISS: lazy("The case closes; your words stay with it."),
}
_UNSENT = "N-None"


@dataclass(frozen=True)
class Preview:
    """What a decision does: to the public page, a sentence each, and to whom which letter goes."""

    consequences: list[str]
    letter: Letter | None
    text: list[str]


def options(case: Case) -> list[tuple[str, Option]]:
    """The decisions that are open, each with what it does."""
    return [(each.value, Option(each.label, _HINTS[each])) for each in cases.options(case)]


def preview(case: Case, form: DecisionForm) -> Preview:
    """What the decision of a valid form would do if it counted now."""
    credential, terms, refused = case.credential, None, ""
    if form.chosen in (Decision.VERIFY, Decision.RELOOK):
        try:
            terms = guards.terms(credential, form.level, looked=[_look(form)])
        except DomainError as refusal:
            refused = str(refusal)
    shown = copy(credential)
    if terms:
        for name in ("level", "valid_from", "valid_until", "checked_on"):
            setattr(shown, name, getattr(terms, name))
    sent = None if refused else _letter(shown, form)
    said = (
        [refused]
        if refused
        else consequences(case, form.chosen, shown=shown, review=form.cleaned_data["review_on"])
    )
    return Preview(said, sent, _paragraphs(sent))


def consequences(case: Case, chosen: Decision, *, shown: Credential, review: Any) -> list[str]:
    """What the public page says from then on."""
    what, now = str(Kind(shown.kind).label), case.credential
    kept = now.renews if now.renews is not None else None
    stays = (
        _("The page keeps the earlier record, which holds until %(day)s.") % {"day": day(kept.valid_until)}
        if kept is not None
        else _("The page shows nothing of it as checked.")
    )
    match chosen:
        case Decision.VERIFY | Decision.RELOOK:
            found = [
                _("The page says “%(what)s: %(level)s” until %(day)s.")
                % {"what": what, "level": Level(shown.level).label, "day": day(shown.valid_until)}
            ]
            if case.turn == Turn.FIRST:
                found.append(
                    _("Where a second check is required, only once a second person has found the same.")
                )
            return found
        case Decision.RETURN:
            return [stays, _("The clock of this case stands until the reply.")]
        case Decision.REJECT:
            return [
                stays,
                _("Where a second check is required, only once a second person has found the same."),
            ]
        case Decision.SUSPEND:
            return [
                _("From today the page says “%(what)s: Suspended”. It counts for nothing in search.") % {"what": what},
                _("It is looked at again by %(day)s.") % {"day": day(review)},
            ]  # fmt: skip
        case Decision.REINSTATE:
            return [
                _("The page shows “%(what)s” again, until %(day)s.")
                % {"what": what, "day": day(shown.valid_until)}
            ]
        case Decision.UPHOLD:
            return [_("The page goes on saying “%(what)s: Suspended”.") % {"what": what}]
    return [_("The page does not change, and nobody is written to.")]


def _look(form: DecisionForm) -> Check:
    """The look the form describes, unsaved."""
    return Check(
        level=form.level,
        method=form.method,
        looked_on=form.cleaned_data["looked_on"],
        expires_on=form.last_day,
    )


def _letter(credential: Credential, form: DecisionForm) -> Letter | None:
    """The letter as delivery would word it; None where nobody is written to."""
    kind = _LETTERS.get(form.chosen)
    account = credential.practitioner.account
    if kind is None or account is None:
        return None
    words = ""
    if form.chosen != Decision.VERIFY:
        words = cases.letter_words(form.cleaned_data["reasons"], form.cleaned_data["words"])
    return letter(Notice(kind=kind, to=account, credential=credential, words=words, owed_at=clock.now()))


def _paragraphs(sent: Letter | None) -> list[str]:
    """The letter's paragraphs; its reference is given when it is sent."""
    return sent.text.replace(_UNSENT, "N-…").split("\n\n") if sent else []

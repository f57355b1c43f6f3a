"""What happened to a claim, and what each person found in a case; what must stay blind is left out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from directory.desk import ledger_words
from directory.desk.case import claimed
from practitioners import checklists
from practitioners.models import Account, Case, LedgerEvent, Opinion
from practitioners.standing.words import day
from practitioners.vocabulary import Answer, Decision, Level, Method, Reading, Turn, Verb
from practitioners.workflow import opinions
from practitioners.workflow.readings import ELSE

LATEST = 40


@dataclass(frozen=True)
class Found:
    """One thing somebody found; `differs` when another found otherwise."""

    name: str
    words: str
    differs: bool


@dataclass(frozen=True)
class Side:
    """One opinion, in words."""

    title: str
    facts: Sequence[Found]
    words: str


def of(case: Case, account: Account) -> list[ledger_words.Entry]:
    """The latest events of the claim and the messages about it, newest first."""
    credential = case.credential
    events = LedgerEvent.objects.filter(
        practitioner=credential.practitioner_id, credential_id=credential.pk
    ).order_by("-pk")
    if opinions.hidden_from(case, account):
        # That somebody looked is known; what the look shows is not.
        events = events.exclude(verb=Verb.LOOK, at__gte=case.opened_at)
    remarks = credential.remarks.order_by("-at")[:LATEST]
    return ledger_words.entries(events[:LATEST], remarks, reader=account, owner=credential.practitioner)


def sides(case: Case, told: Sequence[Opinion], account: Account) -> list[Side]:
    """The opinions this person may read, beside each other, with what differs named."""
    questions = checklists.of(case.credential).questions
    labels = {**claimed.labels(case.credential), ELSE: _("Anything else")}
    columns = [dict(_found(each, questions, labels)) for each in told]
    apart = {name for name in (columns[0] if columns else {}) if len({c.get(name, "") for c in columns}) > 1}
    return [
        Side(
            title=_title(each, account),
            facts=[Found(name, words, name in apart) for name, words in column.items() if words],
            words=each.words,
        )
        for each, column in zip(told, columns, strict=True)
    ]


def _title(opinion: Opinion, account: Account) -> str:
    who = _("you") if opinion.by_id == account.pk else opinion.by.email
    return _("%(turn)s by %(who)s, %(day)s") % {
        "turn": Turn(opinion.turn).label, "who": who, "day": day(opinion.at.date()),
    }  # fmt: skip


def _found(
    opinion: Opinion, questions: Iterable[checklists.Question], labels: Mapping[str, Any]
) -> Iterable[tuple[str, str]]:
    yield _("Decision"), str(Decision(opinion.decision).label)
    yield _("Level"), str(Level(opinion.level).label) if opinion.level is not None else ""
    yield _("How"), str(Method(opinion.method).label) if opinion.method else ""
    for source, read in opinion.readings.items():
        said = "; ".join(f"{labels.get(name, name)}: {words}" for name, words in read.items())
        yield _("Read: %(source)s") % {"source": Reading(source).label}, said or _("As claimed")
    yield _("Status read"), opinion.status_words
    yield _("Last day read"), day(opinion.expires_on)
    yield _("Looked on"), day(opinion.looked_on)
    yield _("Reasons"), ", ".join(f"{code} ({version})" for code, version in opinion.reasons)
    yield _("Review on"), day(opinion.review_on)
    for question in questions:
        yield str(question.words), _answer(opinion.answers.get(question.key))


def _answer(said: Any) -> str:
    return str(Answer(said).label) if said in Answer.values else ""

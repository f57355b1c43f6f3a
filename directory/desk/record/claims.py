"""The claims of one practitioner with their cases, and the looks at them, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from directory.desk import blind, ledger_words
from directory.desk.queue import rows
from directory.desk.supervision import supervised
from practitioners.models import (
    Account,
    Case,
    Check,
    Credential,
    LedgerEvent,
    Practitioner,
    Remark,
)
from practitioners.standing.words import day
from practitioners.vocabulary import Kind, Level, Method, Verb

LATEST = 100


@dataclass(frozen=True)
class Claim:
    """One claim as it stands."""

    what: str
    stands: str
    level: str
    until: str
    cases: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Look:
    """One look, as it was recorded."""

    what: str
    how: str
    read: str
    on: str
    who: str


def events(person: Practitioner, account: Account) -> "QuerySet[LedgerEvent]":
    """Everything that happened to them and that this moderator may know, newest first."""
    return blind.events(_events(person), account)


def views(person: Practitioner) -> "QuerySet[LedgerEvent]":
    """Who opened which file last, newest first."""
    return _events(person).filter(verb=Verb.EVIDENCE_VIEWED.value)[:LATEST]


def remarks(person: Practitioner) -> "QuerySet[Remark]":
    """The latest messages about their claims, newest first."""
    return Remark.objects.filter(credential__practitioner=person).order_by("-at")[:LATEST]


def looks(person: Practitioner, account: Account) -> list[Check]:
    """The latest looks this moderator may read, newest first."""
    taken = Check.objects.filter(credential__practitioner=person).select_related("credential")
    return list(blind.looks(taken, account).order_by("-pk")[:LATEST])


def claims(person: Practitioner, account: Account) -> list[Claim]:
    """Every claim with its cases."""
    cases: dict[int, list[Case]] = {}
    found = Case.objects.visible_to(account).filter(credential__practitioner=person)
    for case in found.select_related("credential").order_by("-pk"):
        cases.setdefault(case.credential_id, []).append(case)
    credentials = Credential.objects.filter(practitioner=person).order_by("kind", "-pk")
    return [_claim(each, cases.get(each.pk, [])) for each in credentials]


def supervisions(person: Practitioner, account: Account) -> list[supervised.Row]:
    """Who stands behind this person's licenses, and behind whose this person stands."""
    return supervised.of_person(person, account)


def _claim(credential: Credential, cases: Sequence[Case]) -> Claim:
    return Claim(
        what=str(Kind(credential.kind).label),
        stands=str(credential.get_status_display()),
        level=str(Level(credential.level).label) if credential.valid_until else "",
        until=day(credential.valid_until),
        cases=[(case.ref, rows.summary(case)) for case in cases],
    )


def look_in_words(look: Check, names: ledger_words.Names) -> Look:
    """One look, ready for the page."""
    read = ", ".join(part for part in (look.status_words, day(look.expires_on)) if part)
    return Look(
        what=_("%(claim)s: %(level)s")
        % {"claim": Kind(look.credential.kind).label, "level": Level(look.level).label},
        how=str(Method(look.method).label),
        read=read,
        on=day(look.looked_on),
        who=names[look.moderator_id],
    )


def _events(person: Practitioner) -> "QuerySet[LedgerEvent]":
    return LedgerEvent.objects.filter(practitioner=person).order_by("-seq")

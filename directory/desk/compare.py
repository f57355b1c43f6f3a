"""Do they agree? The claim beside what the page says now and what the register said, with the result in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from directory.desk import claimed
from practitioners.models import Check, Credential
from practitioners.standing.words import day
from practitioners.vocabulary import Kind

AGREE, DIFFERS, OPEN = "issuer", "expiring", "none"


@dataclass(frozen=True)
class Row:
    """One field: three readings and how they relate; `tone` is the look of the result."""

    name: str
    claimed: str
    shown: str
    register: str
    result: str
    tone: str
    changed: bool = False


@dataclass(frozen=True)
class Read:
    """What somebody read at the source, and when."""

    status_words: str = ""
    expires_on: date | None = None
    looked_on: date | None = None

    @classmethod
    def of(cls, check: Check | None) -> "Read":
        """As an earlier look recorded it."""
        return cls(check.status_words, check.expires_on, check.looked_on) if check else cls()


def rows(credential: Credential, *, before: Credential | None, read: Read) -> Sequence[Row]:
    """The table of a claim; `before` is what it renews, and `read` the look it is compared with."""
    if credential.kind == Kind.AMENDMENT:
        return [
            Row(str(claimed.OF_PAGE[name]), new, old, "", *_moved(old, new, known=True), changed=old != new)
            for name, (old, new) in claimed.changed(credential).items()
        ]
    now, then = claimed.values(credential), claimed.values(before) if before else {}
    found = [
        _row(
            str(label), now.get(name, ""), then.get(name, ""), _at_register(credential, name, read), known=bool(before)
        )
        for name, label in claimed.labels(credential).items()
        if now.get(name) or then.get(name)
    ]  # fmt: skip
    return [*found, _standing(credential, read)] if credential.kind == Kind.LICENSE else found


def _row(name: str, says: str, shown: str, register: str, *, known: bool) -> Row:
    if register:
        agrees = register == says
        words = _("Agrees with the register") if agrees else _("Differs from the register")
        return Row(name, says, shown, register, words, AGREE if agrees else DIFFERS, known and says != shown)
    return Row(
        name, says, shown, register, *_moved(shown, says, known=known), changed=known and says != shown
    )


def _moved(old: str, new: str, *, known: bool) -> tuple[str, str]:
    if not known:
        return _("Not compared yet"), OPEN
    if old == new:
        return _("As on the page"), AGREE
    return (_("New") if not old else _("Changed")), DIFFERS


def _at_register(credential: Credential, name: str, read: Read) -> str:
    """What the look says of this very field: only a last day is kept as read."""
    return day(read.expires_on) if credential.kind == Kind.LICENSE and name == "expires_on" else ""


def _standing(credential: Credential, read: Read) -> Row:
    """The register's own words, beside the restrictions we hold."""
    held = [each.type for each in credential.restrictions.all() if each.lifted_on is None]
    result, tone = (_("Read it at the source"), OPEN) if not read.status_words else (_("As read then"), AGREE)
    if held:
        result, tone = _("Restriction recorded"), DIFFERS
    return Row(_("Status"), "", "; ".join(held), read.status_words, result, tone)

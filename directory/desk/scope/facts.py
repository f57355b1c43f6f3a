"""A scope rule in words: what it says, what it rests on, and why somebody should look at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from practitioners import clock
from practitioners.models import ScopeRule
from practitioners.standing.words import day
from practitioners.vocabulary import Basis, Depth, RuleStand, Verdict


@dataclass(frozen=True)
class Facts:
    """Everything a rule's page says of the reading itself."""

    title: str
    stands: str
    rows: Sequence[tuple[str, str]]
    source: str
    href: str
    """The address of the source; empty where the source is only named."""
    notes: Sequence[str]


def fetched(pk: int) -> ScopeRule:
    """The rule of this number with where it stands; 404 where there is none."""
    rules = ScopeRule.objects.standing(on=clock.today())
    near = rules.select_related("jurisdiction", "license_type", "confirmed_by")
    return cast(ScopeRule, get_object_or_404(near, pk=pk))


def of(rule: ScopeRule, *, on: date) -> Facts:
    """The facts of a rule that was fetched with where it stands."""
    return Facts(
        title=title(rule),
        stands=str(RuleStand(rule.stands).label),
        rows=[row for row in _rows(rule) if row[1]],
        source=rule.source,
        href=rule.source if rule.source.startswith("https://") else "",
        notes=_notes(rule, on),
    )


def title(rule: ScopeRule) -> str:
    """What a rule is about: the place, the license type and the needle depth."""
    return _("%(law)s: %(license)s, %(depth)s") % {
        "law": rule.jurisdiction.name, "license": rule.license_type.label, "depth": Depth(rule.depth).label,
    }  # fmt: skip


def _rows(rule: ScopeRule) -> list[tuple[str, str]]:
    return [
        (_("Verdict"), str(Verdict(rule.verdict).label)),
        (_("Needle depth"), str(Depth(rule.depth).label)),
        (_("Citation"), rule.citation),
        (_("Note"), rule.note),
        (_("Rests on"), str(Basis(rule.basis).label)),
        (_("Read on"), day(rule.checked_on)),
        (_("Review by"), day(rule.review_by)),
        (_("Confirmed"), _confirmed(rule)),
    ]


def _confirmed(rule: ScopeRule) -> str:
    if rule.confirmed_on is None:
        return _("Not yet")
    if rule.confirmed_by is None:
        return day(rule.confirmed_on)
    return _("%(day)s by %(who)s") % {"day": day(rule.confirmed_on), "who": rule.confirmed_by.email}


def _notes(rule: ScopeRule, on: date) -> list[str]:
    passed = rule.review_by <= on
    shipped = {"verdict": _label(rule.shipped_verdict), "day": day(rule.shipped_on)}
    found: list[str] = []
    if rule.confirmed_on is None:
        found.append(_("Nobody here has confirmed this reading, so no license counts by it."))
    if passed and rule.confirmed_on is None:
        found.append(_("Its review day has passed. Read the source again and record what it says."))
    elif passed:
        found.append(_("Its review day has come. It goes on counting until somebody reads the source again."))
    if rule.differs_from_shipped:
        said = _(
            "The shipped table says otherwise since %(day)s: “%(verdict)s”. The reading here goes on counting."
        )
        found.append(said % shipped)
    elif rule.is_own_reading and rule.shipped_verdict != rule.verdict:
        found.append(
            _("The shipped table says “%(verdict)s”, read on %(day)s. It was read again here.") % shipped
        )
    return found


def _label(verdict: str) -> str:
    return str(Verdict(verdict).label) if verdict else ""

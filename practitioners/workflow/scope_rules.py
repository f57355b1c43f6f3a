"""Verbs on scope rules: a senior stands by a reading of the law, or reads the source again."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from practitioners import clock, ledger, listings, standard
from practitioners.errors import Invalid, MoveRefused, NotAllowed, Overtaken
from practitioners.models import Account, ScopeRule
from practitioners.vocabulary import Basis, Verb, Verdict
from practitioners.workflow import amendments, scope_reach

BASES = (Basis.OFFICIAL, Basis.SECONDARY)
"""What a reading of one's own can rest on: somebody has read a page."""
_SEEN = (
    "verdict", "citation", "note", "basis", "source", "checked_on", "review_by", "confirmed_on", "shipped_verdict",
    "shipped_on",
)  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """What somebody read in the law, where, on which day, and when it is to be read again."""

    verdict: Verdict
    source: str
    basis: Basis
    read_on: date
    review_by: date
    citation: str = ""
    note: str = ""


def stamp(rule: ScopeRule) -> str:
    """A word that is another one as soon as anything a reader saw of this rule is."""
    return amendments.stamp_of(_seen(rule))


@transaction.atomic
def confirm(rule: ScopeRule, *, by: Account, seen: str | None = None) -> ScopeRule:
    """The operator takes responsibility for a reading as it stands: from today it counts.

    `seen` is the `stamp` of what the page showed: raises Overtaken when the rule was changed meanwhile.
    """
    _is_senior(by)
    if rule.confirmed_on is not None:
        raise Overtaken(_("This rule counts already. Read the page again."))
    if rule.review_by <= clock.today():
        raise MoveRefused(
            _("The review day of this reading has passed. Read the source again and record what it says.")
        )
    _swap(rule, seen=seen, confirmed_on=clock.today(), confirmed_by=by)
    ledger.record(None, Verb.SCOPE_CONFIRMED, by=by, **named(rule), verdict=rule.verdict, basis=rule.basis)
    _refresh(rule)
    return rule


@transaction.atomic
def reread(rule: ScopeRule, reading: Reading, *, by: Account, seen: str | None = None) -> ScopeRule:
    """Record what a senior read at the source: the same verdict or another one; it counts from now on.

    The shipped table no longer decides this rule; it is only told apart from it. `seen` as in `confirm`.
    """
    _is_senior(by)
    check(rule, reading)
    before, stays = rule.verdict, keeps_counting(rule, reading.verdict)
    values: dict[str, Any] = {
        "verdict": reading.verdict, "citation": reading.citation.strip(), "note": reading.note.strip(),
        "basis": reading.basis, "source": reading.source, "checked_on": reading.read_on,
        "review_by": reading.review_by,
    }  # fmt: skip
    if not stays:
        values |= {"confirmed_on": clock.today(), "confirmed_by": by}
    if not rule.is_own_reading:
        values |= {"shipped_verdict": rule.verdict, "shipped_on": rule.checked_on}
    _swap(rule, seen=seen, **values)
    ledger.record(
        None, Verb.SCOPE_READ, by=by, **named(rule), before=before, verdict=rule.verdict, basis=rule.basis,
        looked_on=reading.read_on, until=reading.review_by,
    )  # fmt: skip
    if not stays:
        _refresh(rule)
    return rule


def keeps_counting(rule: ScopeRule, verdict: Verdict) -> bool:
    """Whether a reading with this verdict leaves every listing as it is."""
    return rule.confirmed_on is not None and not rule.is_demonstration and rule.verdict == verdict


def named(rule: ScopeRule) -> dict[str, Any]:
    """How the ledger names a rule: by what it is about, which outlives its row."""
    return {
        "jurisdiction": rule.jurisdiction.code,
        "license_type": rule.license_type.key,
        "depth": rule.depth,
    }


def latest_review(today: date) -> date:
    """The last day a review may be put off to."""
    return standard.months_after(today, standard.RULE_REVIEW_MOST_MONTHS)


def check(rule: ScopeRule, reading: Reading) -> None:
    """Refuse a reading that cannot be recorded, with what to do about it."""
    today = clock.today()
    try:
        URLValidator(schemes=["https"])(reading.source)
    except ValidationError:
        raise Invalid(_("Give the address you read it at. It begins with https://.")) from None
    if reading.basis not in BASES:
        raise Invalid(_("Say whether this is an official source or a secondary one."))
    if reading.verdict != Verdict.UNCLEAR and not reading.citation.strip():
        raise Invalid(_("Name the law or ruling that says so. Only an unclear verdict needs none."))
    if reading.read_on > today:
        raise Invalid(_("Enter the day you read it: it cannot be in the future."))
    if reading.read_on < rule.checked_on:
        raise Invalid(_("This rule was read on a later day already. Enter the day you read it yourself."))
    if not today < reading.review_by <= latest_review(today):
        raise Invalid(
            _("Review it on a day after today, at most %(most)s months ahead.")
            % {"most": standard.RULE_REVIEW_MOST_MONTHS}
        )


def _swap(rule: ScopeRule, *, seen: str | None, **values: Any) -> None:
    """Compare-and-swap on all that was seen: of two seniors at once, one changes the rule."""
    there = ScopeRule.objects.filter(pk=rule.pk, **_seen(rule))
    if seen not in (None, stamp(rule)) or not there.update(**values):
        raise Overtaken(_("Somebody else confirmed or changed this rule first. Read it again."))
    for name, value in values.items():
        setattr(rule, name, value)


def _seen(rule: ScopeRule) -> dict[str, Any]:
    return {name: getattr(rule, name) for name in _SEEN}


def _refresh(rule: ScopeRule) -> None:
    scope_reach.hold(rule)
    listings.refresh(*scope_reach.practicing_under(rule))


def _is_senior(by: Account) -> None:
    if not by.is_senior:
        raise NotAllowed(_("Only a senior moderator can decide on a scope rule."))

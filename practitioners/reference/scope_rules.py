"""Scope rules come in unconfirmed: the operator confirms the law; only what is made up confirms itself."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from practitioners import clock, ledger
from practitioners.models import ScopeRule
from practitioners.reference.rows import Record
from practitioners.reference.store import Count, Stored, resolved, write
from practitioners.vocabulary import Basis, Depth, Verb

Key = tuple[str, str, int]
READING = ("verdict", "citation")
"""What a confirmation was given for: when one of these changes, it has to be given again."""


def wanted(real: Iterable[Record], made_up: Iterable[Record]) -> dict[Key, Record]:
    """One record for each jurisdiction, license type and depth; what is made up stands in for the real one."""
    return {record.key: record for records in (real, made_up) for record in records}


def store_rules(records: Mapping[Key, Record], *, stored: Stored) -> tuple[Count, Sequence[str]]:
    """Bring the rules in; the count, and sentences for the operator about confirmations.

    A rule the operator confirmed keeps its confirmation while its reading is the same, and is never replaced by a
    made-up one. One whose source the operator read keeps that reading: the shipped one is only put beside it.
    Made-up rules that nothing asks for any more are removed; rules the files do not know are kept.
    """
    count, sentences, fresh = Count("scope_rules"), list[str](), list[ScopeRule]()
    rules = ScopeRule.objects.select_related("jurisdiction", "license_type")
    there = {
        (rule.jurisdiction.code, rule.license_type.key, rule.depth): rule
        for rule in rules.select_for_update(of=("self",))  # whoever decides one meanwhile is told
    }
    for key, record in records.items():
        values, _lists = resolved(record, stored)
        rule = there.get(key)
        if rule is None:
            fresh.append(ScopeRule(**values, confirmed_on=_confirmed_on(values)))
            continue
        changed = write(rule, _brought(rule, values, key=key, sentences=sentences))
        count.changed += changed
        count.unchanged += not changed
        if rule.differs_from_shipped:
            said = _(
                "%s: a later reading in the shipped table says otherwise. Yours stands until you review it."
            )
            sentences.append(said % _named(key))
    count.added = len(ScopeRule.objects.bulk_create(fresh))
    leftover = [rule.pk for key, rule in there.items() if key not in records and rule.is_demonstration]
    count.removed, _by_model = ScopeRule.objects.filter(pk__in=leftover).delete()
    return count, sentences


def _brought(rule: ScopeRule, values: dict[str, Any], *, key: Key, sentences: list[str]) -> Mapping[str, Any]:
    """What the shipped reading changes in a rule that is there."""
    confirmed_by_operator = rule.confirmed_on is not None and not rule.is_demonstration
    if confirmed_by_operator and values["basis"] == Basis.DEMONSTRATION:
        sentences.append(_("%s was confirmed by the operator and is not replaced.") % _named(key))
        return {}
    if rule.is_own_reading:
        return {"shipped_verdict": values["verdict"], "shipped_on": values["checked_on"]}
    if _reads_otherwise(rule, values):
        if confirmed_by_operator:
            sentences.append(_("%s reads otherwise now and must be confirmed again.") % _named(key))
            _reopen(rule, values)
        return {**values, "confirmed_on": _confirmed_on(values), "confirmed_by": None}
    if rule.is_demonstration and rule.confirmed_on is None:
        return {**values, "confirmed_on": clock.today()}
    return values


def _confirmed_on(values: Mapping[str, Any]) -> Any:
    return clock.today() if values["basis"] == Basis.DEMONSTRATION else None


def _reopen(rule: ScopeRule, values: Mapping[str, Any]) -> None:
    ledger.record(
        None, Verb.SCOPE_REOPENED, jurisdiction=rule.jurisdiction.code, license_type=rule.license_type.key,
        depth=rule.depth, before=rule.verdict, verdict=values["verdict"], looked_on=values["checked_on"],
    )  # fmt: skip


def _reads_otherwise(rule: ScopeRule, values: Mapping[str, Any]) -> bool:
    made_up = values["basis"] == Basis.DEMONSTRATION
    return rule.is_demonstration is not made_up or any(
        getattr(rule, name) != values[name] for name in READING
    )


def _named(key: Key) -> str:
    return f"{key[0]}, {key[1]}, {Depth(key[2]).label}"

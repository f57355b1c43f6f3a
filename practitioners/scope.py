"""What a license allows at a place and needle depth: the nearest confirmed reading of the law."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from practitioners.models import Jurisdiction, License, ScopeRule
from practitioners.vocabulary import Depth, Verdict


@dataclass(frozen=True)
class Ruling:
    """The verdict for one license type at one place and depth, and the rule it rests on, if there is one."""

    verdict: Verdict
    rule: ScopeRule | None = None

    @property
    def counts(self) -> bool:
        """Whether a license can meet the criterion under it at all."""
        return self.verdict in (Verdict.ALLOWED, Verdict.SUPERVISED)


@dataclass(frozen=True)
class Rulebook:
    """All jurisdictions and the scope rules that are needed, in memory."""

    jurisdictions: Mapping[int, Jurisdiction]
    rules: Mapping[tuple[int, int, int], ScopeRule] = field(default_factory=dict)

    @classmethod
    def load(cls, *, license_types: Collection[int] | None = None) -> "Rulebook":
        """Two queries: every jurisdiction, and the rules of these license types (of all, when None)."""
        rules = ScopeRule.objects.order_by()  # their order asks three tables, and a mapping has none
        if license_types is not None:
            rules = rules.filter(license_type__in=license_types)
        return cls(
            jurisdictions=Jurisdiction.objects.order_by().in_bulk(),
            rules={_key(rule): rule for rule in rules},
        )

    def lineage(self, jurisdiction_id: int) -> list[int]:
        """This jurisdiction and those that contain it, nearest first."""
        found: list[int] = []
        here: int | None = jurisdiction_id
        while here is not None and here not in found:
            found.append(here)
            here = self.jurisdictions[here].parent_id
        return found

    def covers(self, license: License, *, jurisdiction_id: int) -> bool:
        """Whether the issuer's own jurisdiction is this one or contains it."""
        return license.issuer.jurisdiction_id in self.lineage(jurisdiction_id)

    def knows_license(self, license: License, *, jurisdiction_id: int) -> bool:
        """Whether the law here knows a license for this; where it does not, only statutory professions count."""
        return license.license_type.statutory or self.jurisdictions[jurisdiction_id].licenses_treatment

    def ruling(self, *, license_type_id: int, jurisdiction_id: int, depth: Depth | int, on: date) -> Ruling:
        """What the nearest rule says; no rule, or one the operator has not confirmed by then, is `unclear`.

        An unconfirmed rule still hides those of wider jurisdictions: a state that may differ is not waved through.
        """
        rule = self.nearest(license_type_id=license_type_id, jurisdiction_id=jurisdiction_id, depth=depth)
        if rule is None or rule.confirmed_on is None or rule.confirmed_on > on:
            return Ruling(Verdict.UNCLEAR, rule)
        return Ruling(Verdict(rule.verdict), rule)

    def nearest(self, *, license_type_id: int, jurisdiction_id: int, depth: Depth | int) -> ScopeRule | None:
        """The rule that decides at this place, confirmed or not."""
        found = (
            self.rules.get((here, license_type_id, int(depth))) for here in self.lineage(jurisdiction_id)
        )
        return next((rule for rule in found if rule is not None), None)

    def having(self, rule: ScopeRule) -> "Rulebook":
        """The same book with this rule as it is in memory."""
        return replace(self, rules={**self.rules, _key(rule): rule})


def _key(rule: ScopeRule) -> tuple[int, int, int]:
    return (rule.jurisdiction_id, rule.license_type_id, rule.depth)

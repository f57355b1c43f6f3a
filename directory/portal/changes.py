"""Changes to the page that wait for a moderator: what stands there now, and what would."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from practitioners.intake import drafts
from practitioners.models import Credential, Jurisdiction, Term
from practitioners.vocabulary import Depth, Kind, Status

_NAMES: dict[str, Any] = {
    "public_name": lazy("Name"), "profession_id": lazy("Profession"),
    "profession_line": lazy("Your work in one line"),
    "about": lazy("About you"), "photo": lazy("Portrait"), "depth": lazy("Needle depth"),
    "practice_name": lazy("Practice name"), "street": lazy("Street"), "locality": lazy("Town"),
    "region": lazy("State or region"), "postcode": lazy("Postcode"), "country": lazy("Country"),
    "jurisdiction_id": lazy("Whose law applies"), "shown": lazy("Place"),
}  # fmt: skip
"""A point on the map has no words of its own: it moves with the address."""


@dataclass(frozen=True)
class Change:
    """One thing with its old and its new words."""

    name: str
    old: str
    new: str


def of(claims: Iterable[Credential]) -> dict[int, list[Change]]:
    """The changes of each of these amendments by its key, in two queries; other claims are left out."""
    amendments = [claim for claim in claims if claim.kind == Kind.AMENDMENT]
    pairs = {claim.pk: _pairs(claim) for claim in amendments}
    both = [value for rows in pairs.values() for _name, *values in rows for value in values]
    keys = [value for value in both if isinstance(value, int) and not isinstance(value, bool)]
    named: dict[str, Mapping[int, Any]] = {
        "profession_id": Term.objects.in_bulk(keys) if keys else {},
        "jurisdiction_id": Jurisdiction.objects.in_bulk(keys) if keys else {},
    }
    return {
        pk: [
            Change(str(_NAMES[name]), _said(name, old, named), _said(name, new, named))
            for name, old, new in rows
            if name in _NAMES
        ]
        for pk, rows in pairs.items()
    }


def _pairs(claim: Credential) -> list[tuple[str, Any, Any]]:
    """Names with the old and the new value: once sent, as it was then, else as the page stands now."""
    values = drafts.answers(claim)
    sent = not claim.answers and hasattr(claim, "amendment") and claim.status != Status.DRAFT
    before = claim.amendment.before if sent else {}
    thing = claim.place or claim.practitioner
    return [(name, before.get(name, getattr(thing, name, None)), new) for name, new in values.items()]


def _said(name: str, value: Any, named: Mapping[str, Mapping[int, Any]]) -> str:
    if name == "shown":
        return _("Shown to clients") if value else _("Not shown yet")
    if value in (None, ""):
        return _("Nothing")
    if name in named:
        return _(str(named[name].get(value, "")))
    if name == "depth":
        return str(Depth(value).label) if value in Depth.values else str(value)
    return _("A picture") if name == "photo" else str(value)

"""What the scope rules say of a license where its holder works: read before anything is answered about scope."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from practitioners import clock
from practitioners.models import Credential, License, Place
from practitioners.scope import Rulebook
from practitioners.standing.words import day
from practitioners.vocabulary import Depth, Kind, Verdict

_TONES = {Verdict.ALLOWED: "issuer", Verdict.SUPERVISED: "expiring", Verdict.NOT_ALLOWED: "lapsed"}


@dataclass(frozen=True)
class Scope:
    """One place: the verdict at the stated depth, and what it rests on."""

    place: str
    verdict: str
    tone: str
    basis: str


def of(credential: Credential) -> list[Scope]:
    """A line for each place; nothing for what is no license."""
    if credential.kind != Kind.LICENSE:
        return []
    license, person = credential.license, credential.practitioner
    rulebook = Rulebook.load(license_types=[license.license_type_id])
    found = [at(place, license, depth=person.depth, rulebook=rulebook) for place in person.places.all()]
    return list({scope.place: scope for scope in found}.values())


def at(place: Place, license: License, *, depth: int, rulebook: Rulebook) -> Scope:
    """The verdict on a license at one place, whoever's place it is."""
    ruling = rulebook.ruling(
        license_type_id=license.license_type_id, jurisdiction_id=place.jurisdiction_id, depth=depth,
        on=clock.today(),
    )  # fmt: skip
    rule = ruling.rule
    basis = (
        _("%(citation)s, read %(read)s, review by %(review)s")
        % {
            "citation": rule.citation or rule.source,
            "read": day(rule.checked_on),
            "review": day(rule.review_by),
        }
        if rule is not None
        else _("No rule is recorded for this place and license type")
    )
    where = _("%(law)s, %(depth)s") % {
        "law": rulebook.jurisdictions[place.jurisdiction_id].name, "depth": Depth(depth).label,
    }  # fmt: skip
    return Scope(where, str(Verdict(ruling.verdict).label), _TONES.get(ruling.verdict, "none"), basis)

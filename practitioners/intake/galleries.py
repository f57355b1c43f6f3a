"""Before and after pictures: where the law lets them be shown, and what a set must have."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from practitioners import clock
from practitioners.models import Credential, Jurisdiction, Place, Practitioner

LAWS = "jurisdiction__parent__parent"
"""A place's own law and those of what contains it."""


def closed_by(practitioner: Practitioner) -> Jurisdiction | None:
    """The law that keeps pictures off this page: of one of the person's places, or of what contains it."""
    for place in _places(practitioner):
        here: Jurisdiction | None = place.jurisdiction
        while here is not None:
            if not here.galleries_allowed:
                return here
            here = here.parent
    return None


def _places(practitioner: Practitioner) -> Iterable[Place]:
    """Those that a list brought along, or else asked for together with the laws around them."""
    known: Iterable[Place] | None = getattr(practitioner, "_prefetched_objects_cache", {}).get("places")
    return practitioner.places.select_related(LAWS) if known is None else known


def refusal(practitioner: Practitioner) -> str:
    """Why this person can show no pictures, as a sentence; empty when they can."""
    law = closed_by(practitioner)
    if law is None:
        return ""
    said = _("Before and after photos are not shown for practitioners with a place in %(law)s.") % {
        "law": law.name
    }
    return f"{said} {_(law.note)}" if law.note else said


def missing(credential: Credential) -> list[str]:
    """What a set lacks before it can be sent, a sentence each."""
    said = refusal(credential.practitioner)
    gaps = [said] if said else []
    pair, today = credential.photos, clock.today()
    if not (pair.before and pair.after):
        gaps.append(_("Add both pictures."))
    if not pair.same_light:
        gaps.append(
            _("Only pictures in the same light and from the same angle can be compared. Take a new pair.")
        )
    if not pair.not_retouched:
        gaps.append(_("Retouched pictures are not shown."))
    if pair.consent_on and pair.consent_on > today:
        gaps.append(_("The client's consent is dated in the future. Enter the day it was signed."))
    if _over(pair.consent_until, today):
        gaps.append(_("The client's consent has ended. Ask for a new one before you send these pictures."))
    return gaps


def _over(day: date | None, today: date) -> bool:
    return day is not None and day < today

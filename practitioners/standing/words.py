"""Standing put in words: the same on pages, in letters and in exports."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from practitioners.vocabulary import Criterion, Level, Shortfall, Worth

if TYPE_CHECKING:
    from practitioners.standing.practice import Standing


def day(value: date | None) -> str:
    """A day in full, as everywhere: "14 October 2026"."""
    return date_format(value, _("j F Y")) if value else ""


def short(value: date | None) -> str:
    """A day where room is short: "14 Oct 2026"."""
    return date_format(value, _("j M Y")) if value else ""


def label(standing: "Standing") -> str:
    """The level, or what is in its way: never a stronger word than what counts."""
    if standing.by_look:
        return _("Check out of date") if standing.worth == Worth.LAPSED else _("Check due soon")
    return str(standing.shortfall.label if standing.shortfall else standing.worth.label)


def brief(standing: "Standing") -> str:
    """The level with the month it was seen, or the day it ends."""
    if standing.shortfall:
        return str(standing.shortfall.label)
    if standing.worth == Worth.EXPIRING:
        ends = _("Check due %(day)s") if standing.by_look else _("Expires %(day)s")
        return ends % {"day": short(standing.until)}
    if standing.worth == Worth.ISSUER and standing.finding.checked_on:
        return _("Confirmed %(month)s") % {"month": date_format(standing.finding.checked_on, _("M Y"))}
    if standing.worth == Worth.STATEMENT:
        return _("Own statement")
    return label(standing)


def reason(standing: "Standing") -> str:
    """How it is known, since when, until when, and what is missing: one sentence with its dates."""
    finding = standing.finding
    said = {
        "criterion": standing.criterion.label, "looked": day(finding.checked_on), "until": day(standing.until),
        "why": standing.shortfall.label if standing.shortfall else "",
    }  # fmt: skip
    if standing.worth == Worth.SUSPENDED:
        return _("%(criterion)s: suspended.") % said
    if standing.worth == Worth.LAPSED and standing.by_look:
        return _("%(criterion)s: our check is out of date. The register was last read %(looked)s.") % said
    if standing.worth == Worth.LAPSED:
        return _("%(criterion)s: expired. It held until %(until)s.") % said
    if finding.level == Level.STATEMENT:
        return _("%(criterion)s: their own statement. Not checked.") % said
    if finding.level == Level.NONE:
        return _("%(criterion)s: not provided.") % said
    if standing.shortfall:
        return _("%(criterion)s: seen %(looked)s, but it does not count here. %(why)s.") % said
    if finding.level == Level.ISSUER:
        return _("%(criterion)s: confirmed by issuer %(looked)s, holds until %(until)s.") % said
    return _("%(criterion)s: document seen %(looked)s, holds until %(until)s.") % said


def raised_by(standing: "Standing") -> str:
    """What would raise this, as something the practitioner can do."""
    if standing.shortfall:
        return str(_SHORTFALLS[standing.shortfall])
    if standing.by_look:
        return _("Nothing to send: a moderator must read the register again.")
    if standing.worth in (Worth.LAPSED, Worth.EXPIRING):
        return _("Renew it: send the new date and file.")
    if standing.worth == Worth.SUSPENDED:
        return _("Read what the moderator wrote and answer it.")
    if standing.met:
        return ""
    return str(_MISSING[standing.criterion])


_SHORTFALLS = {
    Shortfall.ELSEWHERE: lazy("Add a license that covers this place."),
    Shortfall.NO_LICENSE_HERE: lazy(
        "No license covers this treatment here; only a profession with a register in law counts."
    ),
    Shortfall.RESTRICTED: lazy("It counts again when the register no longer shows the restriction."),
    Shortfall.NOT_ALLOWED: lazy(
        "This license does not cover this depth here. State the depth you work in, or add another license."
    ),
    Shortfall.SCOPE_UNCLEAR: lazy(
        "Ask the board in writing whether this license covers this depth, and send us its answer."
    ),
    Shortfall.NO_SUPERVISOR: lazy(
        "Name a supervisor licensed at this place; they confirm from their own account."
    ),
    Shortfall.TOPICS: lazy(
        "Add a certificate that covers the missing topic: technique, scalp anatomy or skin healing."
    ),
    Shortfall.VOLUME: lazy("Send a longer summary once your log reaches the published minimum."),
}
_MISSING = {
    Criterion.LICENSE: lazy(
        "Send your license number, so that moderators can read it on the issuer's register."
    ),
    Criterion.TRAINING: lazy("Send your course certificates."),
    Criterion.INFECTION_CONTROL: lazy("Send your infection control certificate and your written protocol."),
    Criterion.CONSULTATION: lazy("Send the blank form you use at consultations."),
    Criterion.AFTERCARE: lazy("Send the aftercare sheet you give to clients."),
    Criterion.TRACK_RECORD: lazy("Send a summary of your treatment log and show a sample to a moderator."),
}

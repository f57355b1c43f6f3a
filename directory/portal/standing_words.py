"""What clients see of a criterion, told to the person it is about."""

from django.utils.translation import gettext as _

from directory.portal.claim_words import Mark
from practitioners.standing import Standing
from practitioners.standing.words import day
from practitioners.vocabulary import Level, Worth


def mark(standing: Standing) -> Mark:
    """Its look and its words, as on the page; a statement is the reader's own."""
    own = standing.worth == Worth.STATEMENT and not standing.shortfall
    return Mark(standing.tone, _("Your own statement") if own else standing.label)


def detail(standing: Standing) -> str:
    """The days behind the mark and what is missing; nothing where the mark says it all."""
    finding = standing.finding
    said = {
        "looked": day(finding.checked_on), "until": day(standing.until),
        "why": standing.shortfall.label if standing.shortfall else "",
    }  # fmt: skip
    if standing.worth == Worth.SUSPENDED:
        return _("It does not count now.")
    if standing.worth == Worth.LAPSED and standing.by_look:
        return _("The register was last read on %(looked)s.") % said
    if standing.worth == Worth.LAPSED:
        return _("It held until %(until)s.") % said
    if finding.level == Level.NONE:
        return ""
    if finding.level == Level.STATEMENT:
        return _("No moderator has checked it.")
    if standing.shortfall:
        return _("Seen on %(looked)s, but it does not count here. %(why)s.") % said
    return _("Looked at on %(looked)s. Holds until %(until)s.") % said

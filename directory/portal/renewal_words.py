"""What ends, and what it means, in sentences with their days."""

from datetime import timedelta

from django.utils.translation import gettext as _

from directory.portal import due
from practitioners import clock
from practitioners.standing.words import day
from practitioners.vocabulary import Kind


def then(end: due.End, *, public: bool) -> str:
    """What clients see from the day after the last day: the last day still counts."""
    first = end.until + timedelta(days=1)
    said = {"day": day(first), "label": end.standing(first).label}
    if end.claim.kind == Kind.PHOTOS:
        if first <= clock.today():
            return _("Since %(day)s your page does not show this pair.") % said
        return _("From %(day)s your page will not show this pair.") % said
    if not public:
        return _("From %(day)s it counts as “%(label)s”.") % said
    if first <= clock.today():
        return _("Since %(day)s your page says: %(label)s.") % said
    return _("On %(day)s your page will say: %(label)s.") % said


def note(end: due.End) -> str:
    """Why nothing is asked, where nothing is."""
    if end.by_look:
        return _("Nothing to send: a moderator reads the register again before that day.")
    if end.covered:
        return _("Another one of yours goes on for longer, so nothing is missing without it.")
    return ""


def confirmed(each: due.Details) -> str:
    """When the details of a place were confirmed, and what the date brings."""
    if each.by is None or each.gone_from is None:
        return _("Never confirmed: this place is not found in search.")
    said = {
        "confirmed": day(each.place.details_confirmed_on),
        "by": day(each.by),
        "gone": day(each.gone_from),
    }
    if each.gone:
        return _("Confirmed on %(confirmed)s. Not found in search since %(gone)s.") % said
    return _("Confirmed on %(confirmed)s. Confirm by %(by)s. Not found in search from %(gone)s.") % said

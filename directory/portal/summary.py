"""One record, read once for its task list: what clients see today, what to do, and every row."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.portal import due, groups, todo, worth
from practitioners.models import Supervision
from practitioners.standing import load_records
from practitioners.standing.words import day
from practitioners.vocabulary import Level, Visibility, Worth
from practitioners.workflow import profile

if TYPE_CHECKING:
    from practitioners.models import Credential, Practitioner
    from practitioners.standing import Standing


def of(person: "Practitioner", *, claims: "list[Credential]") -> dict[str, Any]:
    """All that the task list shows, in a number of queries that does not grow with the record."""
    loaded = load_records([person.pk])[0]
    found = worth.seen(loaded)
    details = due.details(loaded.places.all())
    public = person.visibility == Visibility.PUBLIC
    gaps = [] if public else profile.gaps_before_public(person)
    asked = Supervision.objects.filter(supervisor=person, confirmed_on=None, ended_on=None)
    strip = [standings[0][1] for standings in found.values()]
    return {
        "title": _("Your record, %(name)s") % {"name": person.public_name},
        "state": _state(person),
        "seen": _seen(strip),
        "strip": strip,
        "todos": todo.of(
            claims, ends=due.ends(claims), details=details, gaps=gaps,
            asked=list(asked.select_related("license__practitioner", "place").order_by("pk")),
        ),
        "groups": groups.groups(person, claims, standings=found, details=details),
        "can_publish": not gaps and person.visibility in (Visibility.DRAFT, Visibility.CLOSED),
        "gaps": gaps,
    }  # fmt: skip


def _state(person: "Practitioner") -> str:
    """Whether clients see the page at all."""
    match Visibility(person.visibility):
        case Visibility.PUBLIC:
            return _("Your page is public. Clients see:")
        case Visibility.SUSPENDED:
            return _(
                "Your listing is suspended since %(day)s and not shown in search. Without that, clients would see:"
            ) % {"day": day(person.suspended_on)}
        case Visibility.CLOSED:
            return _("You took your page out of the directory. In it, clients would see:")
        case _:
            return _("Your page is not public yet. Once it is, clients will see:")


def _seen(strip: "list[Standing]") -> str:
    """How many of the six are known in which way; what is not provided is said as calmly as the rest."""
    gone = {Worth.LAPSED: Level.NONE, Worth.SUSPENDED: Level.NONE}
    levels = [gone.get(each.worth, each.finding.level) for each in strip]
    ended = sum(each.worth in gone for each in strip)
    said = {
        Level.ISSUER: _("%(n)s confirmed by issuer"),
        Level.DOCUMENT: ngettext("%(n)s document seen", "%(n)s documents seen", levels.count(Level.DOCUMENT)),
        Level.STATEMENT: ngettext(
            "%(n)s your own statement", "%(n)s your own statements", levels.count(Level.STATEMENT)
        ),
    }
    parts = [words % {"n": levels.count(level)} for level, words in said.items() if levels.count(level)]
    if ended:
        parts.append(_("%(n)s expired or suspended") % {"n": ended})
    if missing := levels.count(Level.NONE) - ended:
        parts.append(_("%(n)s not provided") % {"n": missing})
    return ", ".join(parts)

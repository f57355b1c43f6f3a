"""The directory in numbers: counted now, then rounded."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.public import numbers_desk
from directory.public.measures import whole
from practitioners import standard
from practitioners.models import Credential, LedgerEvent, Listing, Practitioner
from practitioners.standing.words import day
from practitioners.vocabulary import Kind, Level, Verb, Visibility

WINDOW_DAYS = 90
FEW = 10
_COUNTED = sorted(kind.value for kind in standard.COUNTED_KINDS)


@dataclass(frozen=True)
class Counted:
    """The figures of a day as ready lines: a name, a value, and what it counts."""

    day: str
    since: str
    listings: list[tuple[str, str, str]]
    work: list[tuple[str, str, str]]
    refusals: list[tuple[str, str, str]]


def rounded(number: int) -> str:
    """Exact below 10, to the ten below 1,000, to the hundred from there."""
    if number < FEW:
        return whole(number)
    step = FEW if number < 1000 else 100
    return _("about %(number)s") % {"number": whole((number + step // 2) // step * step)}


def count(*, on: date) -> Counted:
    """All figures as of this day; a fixed number of queries."""
    first = on - timedelta(days=WINDOW_DAYS)
    since = timezone.make_aware(datetime.combine(first, time.min))
    return Counted(
        day=day(on), since=day(first), listings=_listings(on), work=_work(since),
        refusals=numbers_desk.refusals(since, rounded),
    )  # fmt: skip


def _listings(on: date) -> list[tuple[str, str, str]]:
    found = Listing.objects.on(on).aggregate(
        people=Count("practitioner", distinct=True),
        qualified=Count("practitioner", distinct=True, filter=Q(qualified_until__gte=on)),
        places=Count("pk"),
    )
    licenses = Credential.objects.filter(kind=Kind.LICENSE, practitioner__visibility=Visibility.PUBLIC)
    confirmed = licenses.current(on).filter(level=Level.ISSUER).count()
    overdue = licenses.lapsed(on).count()
    suspended = Practitioner.objects.filter(visibility=Visibility.SUSPENDED).count()
    return [
        (_("Practitioners in search"), rounded(found["people"]), ""),
        (
            _("Meet the Standard in all six criteria"),
            rounded(found["qualified"]),
            _("At one of their places at least."),
        ),
        (_("Places"), rounded(found["places"]), ""),
        (
            _("Licenses confirmed by the issuer"),
            rounded(confirmed),
            _("Read at the source in the last %(days)s days.") % {"days": standard.LICENSE_LOOK_DAYS},
        ),
        (
            _("Licenses expired or due for a new look"),
            rounded(overdue),
            _("They do not count until they are read again."),
        ),
        (_("Suspended listings"), rounded(suspended), _("Reachable by their address, not shown in search.")),
    ]


def _work(since: datetime) -> list[tuple[str, str, str]]:
    verbs = (Verb.VERIFY, Verb.RETURN, Verb.REJECT, Verb.RELOOK, Verb.SUSPEND)
    done = dict(
        LedgerEvent.objects.filter(
            at__gte=since, verb__in=[verb.value for verb in verbs], data__kind__in=_COUNTED
        )
        .order_by()
        .values_list("verb")
        .annotate(number=Count("pk"))
    )
    names = {
        Verb.VERIFY: _("Claims shown after a check"),
        Verb.RETURN: _("Claims sent back for more"),
        Verb.REJECT: _("Claims not accepted"),
        Verb.RELOOK: _("Records looked at again"),
        Verb.SUSPEND: _("Records suspended"),
    }
    note = _("Of the latest decisions where we asked for nothing more; half took longer.")
    return [
        *((name, rounded(done.get(verb.value, 0)), "") for verb, name in names.items()),
        (_("Median time from sending to decision"), numbers_desk.median(since), note),
        *numbers_desk.late(rounded),
    ]

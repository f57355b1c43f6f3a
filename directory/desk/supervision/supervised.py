"""Who stands behind a license, and what their own license is worth at that place: what a moderator judges."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from directory.desk.scope import words
from practitioners import clock
from practitioners.models import Account, Credential, Practitioner, Restriction, Supervision
from practitioners.scope import Rulebook
from practitioners.standing import backed_until
from practitioners.standing.words import day
from practitioners.vocabulary import Ending, Kind, Level, Shortfall, Status

_SAID_OF = (Status.SUBMITTED, Status.RETURNED, Status.VERIFIED, Status.SUSPENDED)


@dataclass(frozen=True)
class Held:
    """One license of the supervisor: how it stands, what it allows at the place, and what limits it."""

    what: str
    stands: str
    scope: words.Scope
    limits: Sequence[str]


@dataclass(frozen=True)
class Row:
    """One supervision. `closed` says why this moderator does not judge it; then nothing of the license is told."""

    supervisor: str
    supervised: str
    where: str
    since: str
    href: str
    closed: str
    worth: str
    tone: str
    licenses: Sequence[Held]
    ended: str
    ended_words: str


def of_license(license: Credential, reader: Account) -> list[Row]:
    """Everybody named for this license, in the order they were."""
    return _rows(Supervision.objects.filter(license=license), reader)


def of_person(person: Practitioner, reader: Account) -> list[Row]:
    """Everybody named for this person's licenses, and everybody this person stands behind."""
    sides = Q(license__practitioner=person) | Q(supervisor=person)
    return _rows(Supervision.objects.filter(sides), reader)


def row(supervision: Supervision) -> Row:
    """One that the reader may judge."""
    [loaded] = _loaded(Supervision.objects.filter(pk=supervision.pk))
    return _row(loaded, _rulebook([loaded]), judged=True)


def _rows(rows: "QuerySet[Supervision]", reader: Account) -> list[Row]:
    found = _loaded(rows)
    judged = set(
        Supervision.objects.judged_by(reader)
        .filter(pk__in=[each.pk for each in found])
        .values_list("pk", flat=True)
    )
    rulebook = _rulebook(found)
    return [_row(each, rulebook, judged=each.pk in judged) for each in found]


def _loaded(rows: "QuerySet[Supervision]") -> list[Supervision]:
    limits = Prefetch("restrictions", queryset=Restriction.objects.filter(lifted_on__isnull=True))
    theirs = (
        Credential.objects.filter(kind=Kind.LICENSE, status__in=_SAID_OF)
        .select_related("license__issuer", "license__license_type")
        .prefetch_related(limits)
        .order_by("pk")
    )
    people = rows.select_related("supervisor", "place", "license__practitioner")
    return list(people.prefetch_related(Prefetch("supervisor__credentials", queryset=theirs)).order_by("pk"))


def _rulebook(rows: Sequence[Supervision]) -> Rulebook:
    types = {held.license.license_type_id for each in rows for held in each.supervisor.credentials.all()}
    return Rulebook.load(license_types=types)


def _row(each: Supervision, rulebook: Rulebook, *, judged: bool) -> Row:
    counts = bool(each.confirmed_on) and each.ended_on is None
    until = backed_until(each, rulebook=rulebook, on=clock.today()) if judged and counts else None
    worth = (
        _("Counts there today, until %(day)s") % {"day": day(until)}
        if until
        else _("Does not count there today")
    )
    told = each.supervisor.credentials.all() if judged and each.ended_on is None else []
    return Row(
        supervisor=each.supervisor.public_name,
        supervised=each.license.practitioner.public_name,
        where=_("%(practice)s, %(locality)s") % {"practice": each.place.practice_name, "locality": each.place.locality},
        since=_since(each),
        href=reverse("desk:end_supervision", args=[each.pk]) if judged and counts else "",
        closed="" if judged else _("You are one of the two, or know one of them: somebody else judges this."),
        worth=worth if judged and counts else "",
        tone="issuer" if until else "lapsed",
        licenses=[_held(held, each, rulebook) for held in told],
        ended=_ended(each),
        ended_words=each.ended_words if judged else "",
    )  # fmt: skip


def _since(each: Supervision) -> str:
    if each.confirmed_on is None:
        return _("not confirmed yet")
    return _("confirmed on %(day)s") % {"day": day(each.confirmed_on)}


def _ended(each: Supervision) -> str:
    if each.ended_on is None:
        return ""
    if not each.ended_for:
        return _("Ended on %(day)s by one of the two.") % {"day": day(each.ended_on)}
    why = {"day": day(each.ended_on), "why": Ending(each.ended_for).label}
    return _("Ended on %(day)s by a moderator: %(why)s.") % why


def _held(held: Credential, each: Supervision, rulebook: Rulebook) -> Held:
    license, place = held.license, each.place
    scope = words.at(place, license, depth=each.license.practitioner.depth, rulebook=rulebook)
    limits = [
        _("Restriction: %(type)s, since %(day)s") % {"type": limit.type, "day": day(limit.starts_on)}
        for limit in held.restrictions.all()
    ]
    if not rulebook.covers(license, jurisdiction_id=place.jurisdiction_id):
        limits.append(str(Shortfall.ELSEWHERE.label))
    elif not rulebook.knows_license(license, jurisdiction_id=place.jurisdiction_id):
        limits.append(str(Shortfall.NO_LICENSE_HERE.label))
    if held.place_id is not None:
        limits.append(_("Holds at one of their own places only"))
    return Held(
        what=_("%(type)s, %(issuer)s") % {"type": license.license_type.label, "issuer": license.issuer.name},
        stands=_stands(held),
        scope=scope,
        limits=limits,
    )


def _stands(held: Credential) -> str:
    said = [str(held.get_status_display())]
    if held.valid_until:
        gone = held.valid_until < clock.today()
        ends = _("expired after %(day)s") if gone else _("until %(day)s")
        said += [str(Level(held.level).label), ends % {"day": day(held.valid_until)}]
    return ", ".join(said)

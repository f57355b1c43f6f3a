"""A license as a profile shows it: the register's words, its limits, and what it allows at each place."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.public.profile_facts import Fact, Said, fact, facts, web
from directory.public.profile_record import Record
from directory.web.scope import reading
from practitioners.models import Credential, License, Place, Supervision
from practitioners.standing import PracticeStanding
from practitioners.standing.words import day
from practitioners.vocabulary import Criterion, Kind, Level, Method, Shortfall, Verdict, Visibility

SHOWN_DIGITS = 4


def of(credential: Credential, record: Record) -> tuple[Fact, ...]:
    """The facts of a license; scope and supervisors are read for each place."""
    license = credential.license
    return facts(
        fact(
            _("License"),
            _("%(type)s, number ending %(number)s")
            % {"type": _(license.license_type.label), "number": ending(license.number)},
        ),
        fact(_("Issued by"), issued_by(license)),
        fact(_("Look it up yourself"), register(license)),
        fact(_("Status at source"), _status(credential, record)),
        fact(_("Restrictions"), *_restrictions(credential, record)),
        fact(_("Expiry date on the register"), day(expires_on(credential, record))),
        fact(
            _("Scope for this treatment"),
            *(_scope(credential, standing, record) for standing in record.standings),
        ),
        fact(
            _("Needle depth"),
            _("%(name)s states: %(depth)s. Not checked.")
            % {"name": record.practitioner.public_name, "depth": record.practitioner.get_depth_display()},
        ),
        fact(_("Supervisor"), *_supervisors(credential, record)),
    )  # fmt: skip


def issued_by(license: License) -> str:
    """The body and the place whose law it works under."""
    return f"{license.issuer.name}, {license.issuer.jurisdiction.name}"


def register(license: License) -> Said:
    """Where anybody can read it, with its address where we know one."""
    address = web(license.issuer.register_url)
    name = license.issuer.register_name
    return Said(link=name, url=address) if address else Said(name)


def ending(number: str) -> str:
    """The end of a license number: enough to compare, never the whole of a short one."""
    shown = min(SHOWN_DIGITS, len(number) // 2)
    return "…" + number[len(number) - shown :]


def _status(credential: Credential, record: Record) -> str | None:
    read = [look for look in record.looks.get(credential.pk, []) if look.status_words]
    if not read:
        return None
    return _("“%(words)s”, as read on %(day)s") % {
        "words": read[-1].status_words, "day": day(read[-1].looked_on),
    }  # fmt: skip


def _restrictions(credential: Credential, record: Record) -> list[Said]:
    """Type, date and where to read each; what a register no longer shows is not shown here either."""
    shown = [
        Said(
            text=_("%(type)s, since %(day)s.") % {"type": limit.type, "day": day(limit.starts_on)},
            link=_("Read it at the source"),
            url=web(limit.source_url),
        )
        for limit in credential.restrictions.all()
        if limit.lifted_on is None or limit.lifted_on > record.on
    ]
    if shown:
        return shown
    at_source = [
        look
        for look in record.looks.get(credential.pk, [])
        if look.level == Level.ISSUER and look.method != Method.DOCUMENT
    ]
    if not at_source:
        return []
    return [Said(_("None was recorded when we looked on %(day)s.") % {"day": day(at_source[-1].looked_on)})]


def expires_on(credential: Credential, record: Record) -> date | None:
    """The license's own last day as the register showed it, else as claimed; None where it has no end."""
    read: list[date] = [look.expires_on for look in record.looks.get(credential.pk, []) if look.expires_on]
    return read[-1] if read else credential.license.expires_on


def _scope(credential: Credential, standing: PracticeStanding, record: Record) -> Said:
    """What this license allows at one place, as far as the law was read."""
    license, place = credential.license, standing.place
    where = _("%(practice)s, %(locality)s") % {"practice": place.practice_name, "locality": place.locality}
    if outside := _outside(license, place, record):
        return Said(_("%(where)s: %(verdict)s.") % {"where": where, "verdict": outside})
    ruling = record.rulebook.ruling(
        license_type_id=license.license_type_id, jurisdiction_id=place.jurisdiction_id,
        depth=record.practitioner.depth, on=record.on,
    )  # fmt: skip
    verdict = str(ruling.verdict.label)
    if ruling.verdict != Verdict.UNCLEAR:
        verdict = _("%(verdict)s, %(depth)s") % {
            "verdict": verdict, "depth": record.practitioner.get_depth_display(),
        }  # fmt: skip
    said = [_("%(where)s: %(verdict)s.") % {"where": where, "verdict": verdict}]
    if ruling.verdict == Verdict.SUPERVISED and not _standing_behind(credential, place, record):
        said.append(_("No confirmed supervisor is named here."))
    return Said(" ".join(said), note=reading(ruling))


def _outside(license: License, place: Place, record: Record) -> str:
    """Why no scope rule is even asked: the license is of another place, or the law here knows none."""
    if not record.rulebook.covers(license, jurisdiction_id=place.jurisdiction_id):
        return str(Shortfall.ELSEWHERE.label)
    if not record.rulebook.knows_license(license, jurisdiction_id=place.jurisdiction_id):
        return str(Shortfall.NO_LICENSE_HERE.label)
    return ""


def _supervisors(credential: Credential, record: Record) -> list[Said]:
    """Who stands behind the license, place by place, with a link to their own page."""
    return [
        _supervisor(supervision, standing)
        for standing in record.standings
        for supervision in _standing_behind(credential, standing.place, record)
    ]


def _supervisor(supervision: Supervision, standing: PracticeStanding) -> Said:
    person = supervision.supervisor
    public = person.visibility == Visibility.PUBLIC
    shortfall = standing.criteria[Criterion.LICENSE].shortfall
    short = shortfall == Shortfall.NO_SUPERVISOR
    where = _("At %(practice)s, confirmed on %(day)s:") % {
        "practice": standing.place.practice_name, "day": day(supervision.confirmed_on),
    }  # fmt: skip
    return Said(
        text=where if public else f"{where} {person.public_name}",
        link=person.public_name if public else "",
        url=reverse("public:profile", args=[person.slug]) if public else "",
        note=_("Their own license does not count here today.") if short else "",
    )


def _standing_behind(credential: Credential, place: Place, record: Record) -> list[Supervision]:
    """Confirmed supervisors of this license at this place who have not ended it and are not suspended."""
    return [
        supervision
        for supervision in credential.supervisions.all()
        if supervision.place_id == place.pk
        and (supervision.ended_on is None or supervision.ended_on > record.on)
        and supervision.supervisor.visibility not in (Visibility.SUSPENDED, Visibility.CLOSED)
    ]


def registers(record: Record) -> tuple[Fact, ...]:
    """Where anybody can read the license of a suspended listing for themselves."""
    return facts(
        *(
            fact(
                _(license.license_type.label),
                issued_by(license),
                register(license),
            )
            for license in _licenses(record)
        )
    )


def _licenses(record: Record) -> list[License]:
    return [c.license for c in record.practitioner.credentials.all() if c.kind == Kind.LICENSE]


def rests_on_demonstration(record: Record) -> bool:
    """Whether any verdict on this page rests on a rule that was made up."""
    rulings = [
        record.rulebook.ruling(
            license_type_id=license.license_type_id, jurisdiction_id=standing.place.jurisdiction_id,
            depth=record.practitioner.depth, on=record.on,
        )
        for license in _licenses(record)
        for standing in record.standings
    ]  # fmt: skip
    return any(ruling.rule is not None and ruling.rule.is_demonstration for ruling in rulings)

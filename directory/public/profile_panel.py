"""The evidence, criterion by criterion: what is claimed, how it is known, and what that does not tell."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.public import profile_facts, profile_license, profile_words
from directory.public.profile_facts import Fact, Said, fact, facts
from directory.public.profile_record import Record
from practitioners import standard
from practitioners.models import Check, Credential
from practitioners.standing import Standing, finding_of
from practitioners.standing.words import day
from practitioners.vocabulary import Criterion, Kind, Method, Status, Worth

OPEN = (Status.SUBMITTED, Status.RETURNED)


@dataclass(frozen=True)
class Claim:
    """One claim: what it says, and who looked at it, when and how."""

    title: str
    standing: Standing
    facts: tuple[Fact, ...]
    looked: tuple[Fact, ...]


@dataclass(frozen=True)
class Article:
    """One criterion of the panel."""

    key: str
    title: str
    standing: Standing
    places: tuple[tuple[str, Standing], ...]
    why: str
    claims: tuple[Claim, ...]
    limit: str
    unchecked: str


def articles(record: Record) -> list[Article]:
    """The six, in their one order; none where no place is listed, for a license counts only at a place."""
    return [_article(criterion, record) for criterion in Criterion] if record.first else []


def extras(record: Record) -> list[Claim]:
    """What is on record outside the six: insurance and voluntary memberships."""
    return [
        _claim(credential, record)
        for kind in (Kind.INSURANCE, Kind.MEMBERSHIP)
        for credential in _shown(kind, record)
    ]


def _article(criterion: Criterion, record: Record) -> Article:
    here = [standing.criteria[criterion] for standing in record.standings]
    first = here[0]
    claims = _shown(Kind(criterion.value), record)
    claims.sort(key=lambda credential: credential not in first.finding.credentials)
    differs = len({(standing.tone, standing.label) for standing in here}) > 1
    own_statement = first.worth == Worth.STATEMENT
    return Article(
        key=criterion.value,
        title=str(criterion.label),
        standing=first,
        places=tuple(zip(map(str, (s.place for s in record.standings)), here, strict=True))
        if differs
        else (),
        why=first.reason if _falls_short(first) else "",
        claims=tuple(_claim(credential, record) for credential in claims),
        limit="" if own_statement or not claims else str(profile_words.LIMITS[criterion]),
        unchecked=str(profile_words.UNCHECKED[criterion]) if own_statement else "",
    )


def _falls_short(standing: Standing) -> bool:
    """Whether the reader is owed a sentence on why what was seen does not count today."""
    return standing.shortfall is not None or standing.worth in (Worth.LAPSED, Worth.SUSPENDED)


def _shown(kind: Kind, record: Record) -> list[Credential]:
    """Decided claims, and open ones unless they only renew: the page keeps the last checked truth meanwhile."""
    return [
        credential
        for credential in record.practitioner.credentials.all()
        if credential.kind == kind and not (credential.status in OPEN and credential.renews_id)
    ]


def standing_of(credential: Credential, record: Record) -> Standing:
    """What one claim is worth by itself on the day, wherever it counts."""
    # An extra has no criterion; its worth and its words do not depend on one.
    criterion = standard.criterion_of(credential.kind) or Criterion.LICENSE
    return Standing(criterion, finding_of(credential), record.on)


def _claim(credential: Credential, record: Record) -> Claim:
    standing = standing_of(credential, record)
    if credential.kind == Kind.LICENSE:
        title = _(credential.license.license_type.label)
        said = profile_license.of(credential, record)
    else:
        detail = getattr(credential, credential.kind)
        devices = record.devices(detail) if credential.kind == Kind.INFECTION_CONTROL else []
        title, said = str(detail), profile_facts.of(credential, devices=devices)
    place = next((s.place for s in record.standings if s.place.pk == credential.place_id), None)
    only_at = fact(_("Only at"), str(place)) if place else None
    return Claim(
        title=title,
        standing=standing,
        facts=facts(*said, only_at, _ends(credential, standing, record)),
        looked=_looked(credential, record),
    )


def _ends(credential: Credential, standing: Standing, record: Record) -> Fact | None:
    """The last day the claim holds by the published Standard; an open one has none."""
    until = standing.finding.until
    if until is None:
        return None
    if standing.worth == Worth.LAPSED:
        held = _("It held until %(day)s.") % {"day": day(until)}
        looked = {"day": day(credential.checked_on)}
        ours = _("Our last look was on %(day)s. The license itself may still be valid: look it up.") % looked
        return fact(standing.label, Said(held, note=ours if standing.by_look else ""))
    note = ""
    if credential.kind in (Kind.LICENSE, Kind.MEMBERSHIP) and standing.worth != Worth.SUSPENDED:
        note = _("By then we must have looked at the source again.")
    return fact(_("Valid until"), Said(day(until), note=note))


def _looked(credential: Credential, record: Record) -> tuple[Fact, ...]:
    """Who looked, when and how: parts played and days, never names or notes."""
    looks = record.looks.get(credential.pk, [])
    if not looks:
        seen = credential.checked_on if credential.status not in OPEN else None
        return facts(fact(_("Checked"), day(seen)))
    methods = dict.fromkeys(str(profile_words.METHODS[Method(look.method)]) for look in looks)
    return facts(
        fact(_("Checked"), *_days(looks)),
        fact(_("Method"), *methods),
        fact(_("Source"), *_sources(credential, looks)),
        fact(_("Shown since"), day(credential.valid_from)),
    )


def _days(looks: list[Check]) -> list[str]:
    """Each day with how many people looked on it."""
    said = []
    for when in dict.fromkeys(look.looked_on for look in looks):
        people = {look.moderator_id for look in looks if look.looked_on == when and look.moderator_id}
        by = {1: _("a moderator"), 2: _("two moderators")}.get(
            len(people), ngettext("%(people)s moderator", "%(people)s moderators", len(people))
        ) % {"people": len(people)}
        said.append(_("%(day)s, by %(who)s") % {"day": day(when), "who": by} if people else day(when))
    return said


def _sources(credential: Credential, looks: list[Check]) -> list[Said]:
    """Where it was read; a document has no public address."""
    read = dict.fromkeys((look.source, profile_facts.web(look.source_url)) for look in looks)
    named = [
        Said(link=source or _("Entry at the source"), url=url) if url else Said(source)
        for source, url in read
        if source or url
    ]
    if named or credential.kind != Kind.LICENSE or all(look.method == Method.DOCUMENT for look in looks):
        return named
    issuer = credential.license.issuer
    register = profile_facts.web(issuer.register_url)
    return [Said(link=issuer.register_name, url=register) if register else Said(issuer.register_name)]

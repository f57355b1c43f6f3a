"""What a record shows for each criterion at a place: facts with dates that no passing day changes.

A finding is computed from decisions alone and then asked about any later day. Time only ever takes away:
nothing here begins in the future, so a finding (and the search row made of it) stays right without any job.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from practitioners import standard
from practitioners.models import Credential, Place, Practitioner, Supervision
from practitioners.scope import Rulebook, Ruling
from practitioners.vocabulary import Criterion, Kind, Level, Shortfall, Status, Topic, Verdict, Visibility

_NEVER = date.min
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Finding:
    """How one criterion is known at one place, until when, and until when it meets the Standard."""

    level: Level = Level.NONE
    until: date | None = None
    met_until: date | None = None
    shortfall: Shortfall | None = None
    checked_on: date | None = None
    suspended: bool = False
    runs_until: date | None = None
    """The license's own last day, where only the age of our look ends it before."""
    credentials: tuple[Credential, ...] = ()

    @property
    def rank(self) -> tuple[date, date, int, int]:
        """Which of several claims carries the criterion: the one that meets the Standard longest."""
        first = min((credential.pk for credential in self.credentials), default=0)
        return (self.met_until or _NEVER, self.until or _NEVER, self.level, -first)


@dataclass(frozen=True)
class Setting:
    """Where and when a claim is weighed."""

    practitioner: Practitioner
    place: Place
    rulebook: Rulebook
    on: date

    def ruling(self, credential: Credential) -> Ruling:
        """What scope says of this license here, at the depth the practitioner works in."""
        return self.rulebook.ruling(
            license_type_id=credential.license.license_type_id,
            jurisdiction_id=self.place.jurisdiction_id,
            depth=self.practitioner.depth,
            on=self.on,
        )


def findings_at(
    practitioner: Practitioner, place: Place, *, rulebook: Rulebook, on: date
) -> dict[Criterion, Finding]:
    """The six findings of a loaded record (`records`) at one of its places, as decided by that day."""
    setting = Setting(practitioner, place, rulebook, on)
    claims = [c for c in practitioner.credentials.all() if c.place_id in (None, place.pk)]
    return {
        criterion: _finding(criterion, [c for c in claims if c.kind == criterion.value], setting)
        for criterion in Criterion
    }


def insurance_finding(practitioner: Practitioner, *, on: date, at: Place | None = None) -> Finding:
    """How insurance for scalp microneedling is known: for this place, or (without one) for any."""
    policies = [
        c
        for c in practitioner.credentials.all()
        if c.kind == Kind.INSURANCE
        and c.insurance.covers_scalp_microneedling
        and (at is None or c.place_id in (None, at.pk))
    ]
    decided = [_simple(c, demand=Level.DOCUMENT) for c in policies if _begun(c, on)]
    return max(decided, key=lambda finding: finding.rank, default=_claimed(policies))


def finding_of(credential: Credential) -> Finding:
    """How one shown claim is known by itself, wherever it may count."""
    if credential.status in (Status.SUBMITTED, Status.RETURNED):
        return _claimed([credential])
    return Finding(
        level=Level(credential.level),
        until=credential.valid_until,
        met_until=credential.valid_until,
        checked_on=credential.checked_on,
        suspended=credential.status == Status.SUSPENDED,
        runs_until=_runs_until(credential),
        credentials=(credential,),
    )


def backed_until(supervision: Supervision, *, rulebook: Rulebook, on: date) -> date | None:
    """The last day on which this supervisor stands behind the license at its place; None where they do not."""
    setting = Setting(supervision.license.practitioner, supervision.place, rulebook, on)
    until = _supervisor_until(supervision, setting) if _stands(supervision, setting) else _NEVER
    return until if until >= on else None


def _finding(criterion: Criterion, claims: list[Credential], setting: Setting) -> Finding:
    decided = [c for c in claims if _begun(c, setting.on)]
    stopped = [
        Finding(Level(c.level), c.valid_until, checked_on=c.checked_on, suspended=True, credentials=(c,))
        for c in claims
        if c.status == Status.SUSPENDED
    ]
    match criterion:
        case Criterion.LICENSE:
            found = [_license(c, setting) for c in decided]
        case Criterion.TRAINING:
            found = [_training(decided)] if decided else []
        case Criterion.TRACK_RECORD:
            found = [_track_record(c) for c in decided]
        case _:
            found = [_simple(c, demand=standard.DEMANDS[criterion].level) for c in decided]
    return max([*found, *stopped], key=lambda finding: finding.rank, default=_claimed(claims))


def _begun(credential: Credential, on: date) -> bool:
    return (
        credential.status == Status.VERIFIED
        and credential.valid_from is not None
        and credential.valid_from <= on
    )


def _claimed(claims: Iterable[Credential]) -> Finding:
    """Claimed and not decided is the practitioner's own statement."""
    open_claims = tuple(c for c in claims if c.status in (Status.SUBMITTED, Status.RETURNED))
    return Finding(Level.STATEMENT, credentials=open_claims) if open_claims else Finding()


def _simple(credential: Credential, *, demand: Level) -> Finding:
    met = credential.level >= demand
    return Finding(
        level=Level(credential.level),
        until=credential.valid_until,
        met_until=credential.valid_until if met else None,
        checked_on=credential.checked_on,
        credentials=(credential,),
    )


def _track_record(credential: Credential) -> Finding:
    record = credential.track_record
    finding = _simple(credential, demand=Level.DOCUMENT)
    if standard.enough_experience(months=record.months, treatments=record.treatments):
        return finding
    return Finding(
        finding.level, finding.until, shortfall=Shortfall.VOLUME, checked_on=finding.checked_on,
        credentials=finding.credentials,
    )  # fmt: skip


def _training(certificates: list[Credential]) -> Finding:
    """Several certificates together: the topics they cover, each for as long as its longest certificate."""
    longest = max(certificates, key=_length)
    bearers = [
        max((c for c in certificates if topic in c.training.covers), key=_length, default=None)
        for topic in Topic
    ]
    together = tuple(dict.fromkeys(c for c in bearers if c))
    if None in bearers:
        return Finding(
            Level(longest.level), longest.valid_until, shortfall=Shortfall.TOPICS, checked_on=longest.checked_on,
            credentials=tuple(certificates),
        )  # fmt: skip
    met_until = min(c.valid_until for c in together if c.valid_until)
    until = longest.valid_until
    return Finding(
        level=Level(min(c.level for c in together)),
        until=until,
        met_until=met_until,
        shortfall=Shortfall.TOPICS if until != met_until else None,
        checked_on=max(c.checked_on for c in together if c.checked_on),
        credentials=together,
    )


def _length(credential: Credential) -> tuple[date, int, int]:
    return (credential.valid_until or _NEVER, credential.level, -credential.pk)


def _license(credential: Credential, setting: Setting) -> Finding:
    end, shortfall = _license_end(credential, setting)
    begins = credential.valid_from or _NEVER
    met = end >= begins and credential.level >= standard.DEMANDS[Criterion.LICENSE].level
    return Finding(
        Level(credential.level), credential.valid_until, end if met else None, shortfall, credential.checked_on,
        runs_until=_runs_until(credential), credentials=(credential,),
    )  # fmt: skip


def _runs_until(credential: Credential) -> date | None:
    if credential.kind != Kind.LICENSE or credential.valid_until is None or credential.checked_on is None:
        return None
    return standard.license_runs_until(
        held_until=credential.valid_until,
        looked_on=credential.checked_on,
        expires_on=credential.license.expires_on,
    )


def _license_end(credential: Credential, setting: Setting) -> tuple[date, Shortfall | None]:
    """The last day this license counts at the place, and what ends it before its own last day."""
    ruling = setting.ruling(credential)
    if refused := _refused(credential, setting, ruling):
        return _NEVER, refused
    ends: list[tuple[date, Shortfall | None]] = [
        (credential.valid_until or _NEVER, None),
        (_last_free_day(credential, setting), Shortfall.RESTRICTED),
    ]
    if ruling.verdict == Verdict.SUPERVISED:
        stand_in = (
            _supervisor_until(s, setting) for s in credential.supervisions.all() if _stands(s, setting)
        )
        ends.append((max(stand_in, default=_NEVER), Shortfall.NO_SUPERVISOR))
    return min(ends, key=lambda end: end[0])


def _refused(credential: Credential, setting: Setting, ruling: Ruling) -> Shortfall | None:
    """Why the law at the place gives this license nothing, or None where it does."""
    license, here = credential.license, setting.place.jurisdiction_id
    if not setting.rulebook.covers(license, jurisdiction_id=here):
        return Shortfall.ELSEWHERE
    if not setting.rulebook.knows_license(license, jurisdiction_id=here):
        return Shortfall.NO_LICENSE_HERE
    if not ruling.counts:
        return Shortfall.SCOPE_UNCLEAR if ruling.verdict == Verdict.UNCLEAR else Shortfall.NOT_ALLOWED
    return None


def _last_free_day(credential: Credential, setting: Setting) -> date:
    """The last day before a restriction that touches the treatment and was not seen lifted by the day asked."""
    starts = [
        restriction.starts_on
        for restriction in credential.restrictions.all()
        if restriction.touches_treatment
        and (restriction.lifted_on is None or restriction.lifted_on > setting.on)
    ]
    return min(starts) - _DAY if starts else date.max


def _stands(supervision: Supervision, setting: Setting) -> bool:
    """Whether a confirmed supervisor stands behind the license at this place on the day asked."""
    begun = supervision.confirmed_on is not None and supervision.confirmed_on <= setting.on
    ended = supervision.ended_on is not None and supervision.ended_on <= setting.on
    gone = supervision.supervisor.visibility in (Visibility.SUSPENDED, Visibility.CLOSED)
    return supervision.place_id == setting.place.pk and begun and not ended and not gone


def _supervisor_until(supervision: Supervision, setting: Setting) -> date:
    """The last day the supervisor is `allowed` here alone, at the depth the supervised person works in."""
    ends = [_NEVER]
    stays_until = supervision.ended_on - _DAY if supervision.ended_on else date.max
    for credential in supervision.supervisor.credentials.all():
        ruling = setting.ruling(credential)
        # A license that holds for one of the supervisor's own places only says nothing about this one.
        everywhere = credential.place_id is None
        counts = credential.level >= Level.ISSUER and everywhere and _begun(credential, setting.on)
        if counts and ruling.verdict == Verdict.ALLOWED and _refused(credential, setting, ruling) is None:
            ends.append(
                min(credential.valid_until or _NEVER, _last_free_day(credential, setting), stays_until)
            )
    return max(ends)

"""What can be missing or gone from a record: each takes a complete one and leaves one that does not qualify."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from practitioners.demonstration import claims
from practitioners.demonstration.claims import TOPICS, Record
from practitioners.demonstration.plan import ClaimPlan
from practitioners.vocabulary import Kind, Status

ATTESTED = (Kind.INFECTION_CONTROL, Kind.CONSULTATION, Kind.AFTERCARE)


def claim_ends(claim: ClaimPlan, status: Status) -> ClaimPlan:
    """The same claim, gone only as far as this."""
    undecided = status in (Status.DRAFT, Status.SUBMITTED)
    return replace(
        claim,
        ending=status,
        looked_on=None,
        decided_on=None if undecided else claim.decided_on,
        relooked_on=None,
    )


def stated(record: Record, *kinds: Kind) -> None:
    """Sent, and not decided: the practitioner's own statement."""
    for kind in kinds:
        record.before.pop(kind, None)
        record.claims.pop("training 2" if kind == Kind.TRAINING else "", None)
        recent = record.ago(1, 45)
        claim = replace(record.claims[kind], sent_on=recent)
        if claim.attested_on:
            claim = replace(claim, attested_on=recent)
        record.claims[kind] = claim_ends(claim, Status.SUBMITTED)


def license_expired(record: Record) -> None:
    """The register's expiry date has passed."""
    end = record.ago(1, 80)
    license = record.claims[Kind.LICENSE]
    looked_on = end - timedelta(days=record.rng.randint(4, 100))
    record.claims[Kind.LICENSE] = replace(
        license, details={**license.details, "expires_on": end}, expires_on=end, looked_on=looked_on,
        sent_on=looked_on - timedelta(days=3), decided_on=looked_on, relooked_on=None,
    )  # fmt: skip


def license_unread(record: Record) -> None:
    """Nobody has read the register for more than 120 days."""
    looked_on = record.ago(121, 280)
    record.claims[Kind.LICENSE] = replace(
        record.claims[Kind.LICENSE],
        looked_on=looked_on,
        sent_on=looked_on,
        decided_on=looked_on,
        relooked_on=None,
    )


def training_lapsed(record: Record) -> None:
    """The check of the certificates is more than 36 months old."""
    record.claims.pop("training 2", None)
    record.claims |= claims.trained(record, looked_on=record.ago(1110, 1500))


def training_short(record: Record) -> None:
    """The certificates miss a topic."""
    record.claims.pop("training 2", None)
    missing = record.rng.choice(TOPICS)
    record.claims[Kind.TRAINING] = claims.certificate(record, tuple(t for t in TOPICS if t != missing))


def infection_control_lapsed(record: Record) -> None:
    """The yearly certificate is older than a year."""
    record.claims[Kind.INFECTION_CONTROL] = claims.clean(record, looked_on=record.ago(385, 600))


def consultation_lapsed(record: Record) -> None:
    """The statement was signed more than a year ago."""
    record.before.pop(Kind.CONSULTATION, None)
    record.claims[Kind.CONSULTATION] = claims.consulting(record, looked_on=record.ago(370, 560))


def aftercare_lapsed(record: Record) -> None:
    """The statement was signed more than a year ago, and its renewal is perhaps under way."""
    record.before.pop(Kind.AFTERCARE, None)
    old = claims.caring(record, looked_on=record.ago(370, 560))
    record.claims[Kind.AFTERCARE] = old
    if record.rng.random() < 0.3:
        fresh = claims.caring(record, looked_on=record.ago(1, 20))
        record.claims["aftercare renewal"] = claim_ends(fresh, Status.SUBMITTED)


def track_record_lapsed(record: Record) -> None:
    """The log was checked more than a year ago."""
    record.claims[Kind.TRACK_RECORD] = claims.experienced(record, looked_on=record.ago(370, 700))


def track_record_thin(record: Record) -> None:
    """Fewer treatments than the Standard asks."""
    record.claims[Kind.TRACK_RECORD] = claims.experienced(record, treatments=record.rng.randint(3, 49))


def track_record_none(record: Record) -> None:
    """No log was sent."""
    del record.claims[Kind.TRACK_RECORD]


def track_record_rejected(record: Record) -> None:
    """The log that was sent could not be accepted."""
    record.claims[Kind.TRACK_RECORD] = claim_ends(record.claims[Kind.TRACK_RECORD], Status.REJECTED)


def newcomer(record: Record) -> None:
    """Everything but the license is their own statement, and there is no log yet."""
    stated(record, Kind.TRAINING, *ATTESTED)
    record.claims.pop(Kind.TRACK_RECORD, None)
    record.claims.pop(Kind.INSURANCE, None)


def returned(record: Record, kind: Kind) -> None:
    """A moderator asked for more."""
    stated(record, kind)
    claim = record.claims[kind]
    decided_on = min(record.on, claim.sent_on + timedelta(days=2))
    record.claims[kind] = replace(claim, ending=Status.RETURNED, decided_on=decided_on)


def suspended(record: Record, kind: Kind) -> None:
    """A moderator stopped it."""
    claim = record.claims[kind]
    days = record.rng.randint(0, 20)
    latest = max(day for day in (claim.decided_on, claim.relooked_on) if day)
    record.claims[kind] = replace(
        claim, ending=Status.SUSPENDED, stopped_on=max(latest, record.on - timedelta(days=days))
    )


def withdrawn(record: Record, kind: Kind) -> None:
    """The practitioner took it back."""
    record.claims[kind] = replace(record.claims[kind], ending=Status.WITHDRAWN, stopped_on=record.on)


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong, with the kinds it touches and how often it does."""

    spoil: Callable[[Record], None]
    weight: float
    kinds: frozenset[Kind]


def _fault(spoil: Callable[..., None], weight: float, *kinds: Kind, named: bool = False) -> Fault:
    """A fault; a `named` one is told its kind."""
    return Fault(partial(_on, spoil, kinds) if named else spoil, weight, frozenset(kinds))


def _on(spoil: Callable[..., None], kinds: tuple[Kind, ...], record: Record) -> None:
    spoil(record, *kinds)


ON_LICENSE = (
    _fault(license_expired, 6, Kind.LICENSE),
    _fault(license_unread, 5, Kind.LICENSE),
    _fault(suspended, 0.8, Kind.LICENSE, named=True),
)
ON_THE_REST = (
    _fault(training_lapsed, 3, Kind.TRAINING),
    _fault(training_short, 7, Kind.TRAINING),
    _fault(stated, 5, Kind.TRAINING, named=True),
    _fault(suspended, 1, Kind.TRAINING, named=True),
    _fault(infection_control_lapsed, 7, Kind.INFECTION_CONTROL),
    _fault(stated, 5, Kind.INFECTION_CONTROL, named=True),
    _fault(consultation_lapsed, 4, Kind.CONSULTATION),
    _fault(stated, 6, Kind.CONSULTATION, named=True),
    _fault(returned, 2, Kind.CONSULTATION, named=True),
    _fault(withdrawn, 1, Kind.CONSULTATION, named=True),
    _fault(aftercare_lapsed, 4, Kind.AFTERCARE),
    _fault(stated, 7, Kind.AFTERCARE, named=True),
    _fault(track_record_lapsed, 4, Kind.TRACK_RECORD),
    _fault(track_record_thin, 7, Kind.TRACK_RECORD),
    _fault(track_record_none, 10, Kind.TRACK_RECORD),
    _fault(track_record_rejected, 1, Kind.TRACK_RECORD),
    _fault(stated, 6, Kind.TRACK_RECORD, named=True),
    _fault(newcomer, 8, *(kind for kind in Kind if kind != Kind.LICENSE)),
)


def spoil(record: Record, *, license_too: bool) -> None:
    """One to three faults, each of a kind of its own."""
    open_faults = [*ON_THE_REST, *(ON_LICENSE if license_too and Kind.LICENSE in record.claims else ())]
    (wanted,) = record.rng.choices((1, 2, 3), weights=(55, 30, 15))
    for _turn in range(wanted):
        if not open_faults:
            return
        (fault,) = record.rng.choices(open_faults, weights=[fault.weight for fault in open_faults])
        fault.spoil(record)
        open_faults = [other for other in open_faults if not other.kinds & fault.kinds]

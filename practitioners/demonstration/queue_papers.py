"""Documents of a demonstration that can be compared: what was typed, and on every fifth something else."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from practitioners.demonstration import pictures
from practitioners.models import Case, Credential, Evidence
from practitioners.vocabulary import CaseKind, Kind

DRAWN = 60
"""As many as a visitor of the demonstration will open, the most urgent first; drawing takes time."""
_OTHERWISE = 5


def draw() -> None:
    """A sheet of their own for the claims that are looked at first."""
    waiting = Case.objects.open().filter(
        kind__in=(CaseKind.NEW, CaseKind.RENEWAL, CaseKind.RECHECK), credential__kind__in=tuple(_LINES),
        credential__evidence__original__startswith="demonstration/",
    )  # fmt: skip
    alone = waiting.exclude(credential__cases__kind=CaseKind.DUPLICATE).distinct()
    for number, case in enumerate(alone.select_related("credential__practitioner").in_order()[:DRAWN]):
        claim = case.credential
        shared = claim.evidence.filter(original=f"demonstration/{claim.kind}.webp").first()
        if shared is not None:
            _redraw(shared, claim, otherwise=number % _OTHERWISE == _OTHERWISE - 1)


def lines(claim: Credential) -> tuple[str, list[str]]:
    """Who issued it, where somebody did, and what its sheet says below the name."""
    return _LINES[Kind(claim.kind)](getattr(claim, claim.kind))


def _redraw(evidence: Evidence, claim: Credential, *, otherwise: bool) -> None:
    issuer, said = lines(claim)
    name = claim.practitioner.public_name
    first, _space, last = name.partition(" ")
    named = f"{first} Q. {last}" if otherwise else name
    sheet = pictures.document(
        f"{claim.kind}-{claim.pk}", issuer or name, str(claim.get_kind_display()), [named, *said]
    )
    Evidence.objects.filter(pk=evidence.pk).update(
        original=sheet.name, sha256=sheet.sha256, size=sheet.size, page_images=[sheet.name]
    )


def _license(detail: Any) -> tuple[str, list[str]]:
    until = _day(detail.expires_on)
    return detail.issuer.name, [detail.license_type.label, f"No. {detail.number}", f"Valid until {until}"]


def _training(detail: Any) -> tuple[str, list[str]]:
    hours = f"{detail.hours} hours, {detail.hands_on_hours} of them hands-on"
    return detail.provider, [detail.course, f"Completed {_day(detail.completed_on)}", hours]


def _infection_control(detail: Any) -> tuple[str, list[str]]:
    sharps = f"Sharps contract until {_day(detail.sharps_contract_until)}"
    return "", [detail.certificate, f"Certified {_day(detail.certified_on)}", sharps]


def _track_record(detail: Any) -> tuple[str, list[str]]:
    period = f"{_day(detail.period_from)} to {_day(detail.period_to)}"
    return "", [
        period,
        f"{detail.treatments} treatments, {detail.clients or 'no count of'} clients",
        detail.how_counted,
    ]


def _insurance(detail: Any) -> tuple[str, list[str]]:
    period = f"{_day(detail.starts_on)} to {_day(detail.ends_on)}"
    covers = (
        "Scalp microneedling is covered"
        if detail.covers_scalp_microneedling
        else "Skin treatments are covered"
    )
    return detail.insurer, [f"Policy {detail.policy_number}", period, covers]


def _membership(detail: Any) -> tuple[str, list[str]]:
    return detail.body, [f"Member No. {detail.number}", f"Until {_day(detail.ends_on)}"]


def _consultation(detail: Any) -> tuple[str, list[str]]:
    asks, turns_away = f"We ask about: {detail.asks_about}", f"We turn away: {detail.turns_away}"
    return "", [f"{detail.minutes} minutes", asks, turns_away]


def _aftercare(detail: Any) -> tuple[str, list[str]]:
    after, signs = f"After your visit: {detail.covers}", f"Call at once: {detail.warning_signs}"
    return "", [after, signs, f"Contact: {detail.contact}"]


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "further notice"


_LINES: Mapping[Kind, Callable[[Any], tuple[str, list[str]]]] = {
    Kind.LICENSE: _license, Kind.TRAINING: _training, Kind.INFECTION_CONTROL: _infection_control,
    Kind.TRACK_RECORD: _track_record, Kind.INSURANCE: _insurance, Kind.MEMBERSHIP: _membership,
    Kind.CONSULTATION: _consultation, Kind.AFTERCARE: _aftercare,
}  # fmt: skip

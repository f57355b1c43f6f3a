"""What a claim of each kind says when everything is there."""

from datetime import date, timedelta
from typing import Any

from practitioners.models import (
    Aftercare,
    Amendment,
    Consultation,
    Identity,
    InfectionControl,
    Insurance,
    License,
    Membership,
    PhotoSet,
    TrackRecord,
    Training,
)
from practitioners.vocabulary import Kind


def complete(kind: Kind, *, today: date) -> tuple[Any, dict[str, Any]]:
    """The model of this kind, and columns that leave nothing to ask for; of a license only what is no reference."""
    soon, past = today + timedelta(days=700), today - timedelta(days=60)
    match kind:
        case Kind.LICENSE:
            return License, {"name_on_license": "Ada Stone", "expires_on": soon}
        case Kind.TRAINING:
            return Training, {
                "course": "Scalp microneedling", "provider": "A school", "completed_on": past, "hours": 16,
                "covers_technique": True, "covers_scalp_anatomy": True, "covers_skin_healing": True,
            }  # fmt: skip
        case Kind.INFECTION_CONTROL:
            return InfectionControl, {
                "certificate": "Bloodborne pathogens", "certified_on": past, "protocol_dated": past,
                "single_use_opened_before_client": True,
            }  # fmt: skip
        case Kind.CONSULTATION:
            return Consultation, {
                "minutes": 30,
                "asks_about": "history, medicines",
                "turns_away": "infection",
            }
        case Kind.AFTERCARE:
            return Aftercare, {"covers": "sun, washing", "warning_signs": "pus, fever", "contact": "by phone"}
        case Kind.TRACK_RECORD:
            return TrackRecord, {
                "period_from": today - timedelta(days=800), "period_to": today - timedelta(days=30), "treatments": 120,
                "how_counted": "appointment book",
            }  # fmt: skip
        case Kind.INSURANCE:
            return Insurance, {
                "insurer": "An insurer", "covers_scalp_microneedling": True, "starts_on": past, "ends_on": soon,
            }  # fmt: skip
        case _:
            return _page_details(kind, past)


def _page_details(kind: Kind, past: date) -> tuple[Any, dict[str, Any]]:
    match kind:
        case Kind.IDENTITY:
            return Identity, {"legal_name": "Ada Margaret Stone", "document": "passport", "country": "US"}
        case Kind.PHOTOS:
            return PhotoSet, {
                "before": "photos/before.webp", "after": "photos/after.webp", "weeks": 16, "sessions": 4,
                "other_treatments": "5% minoxidil", "same_light": True, "not_retouched": True,
                "consent_holder": "The practice", "consent_scope": "This directory", "consent_on": past,
                "consent_withdrawal": "By letter",
            }  # fmt: skip
        case Kind.MEMBERSHIP:
            return Membership, {"body": "A voluntary register", "number": "V-1"}
        case _:
            return Amendment, {"values": {"profession_line": "Scalp treatments only"}}

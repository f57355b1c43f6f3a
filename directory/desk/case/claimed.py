"""What a claim says, field by field, in words: for the table on a case."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from practitioners.models import Credential, Jurisdiction, Term
from practitioners.standing.words import day
from practitioners.vocabulary import Depth, Kind

FIELDS: Mapping[Kind, Mapping[str, Any]] = {
    Kind.LICENSE: {
        "number": lazy("Number"), "name_on_license": lazy("Name"), "license_type": lazy("Type"),
        "issuer": lazy("Issuer"), "expires_on": lazy("Expires"),
    },
    Kind.TRAINING: {
        "course": lazy("Course"), "provider": lazy("School"), "completed_on": lazy("Completed"),
        "covers_technique": lazy("Covers technique"), "covers_scalp_anatomy": lazy("Covers scalp anatomy"),
        "covers_skin_healing": lazy("Covers skin healing"), "hours": lazy("Hours"),
        "hands_on_hours": lazy("Hands-on hours"),
    },
    Kind.INFECTION_CONTROL: {
        "certificate": lazy("Certificate"), "certified_on": lazy("Dated"), "expires_on": lazy("Expires"),
        "protocol_dated": lazy("Protocol dated"),
        "single_use_opened_before_client": lazy("Single use, opened before the client"),
        "lot_recorded": lazy("Lot recorded"), "sharps_contract_until": lazy("Sharps contract until"),
        "surfaces": lazy("Surfaces"), "hand_hygiene": lazy("Hands"), "after_needlestick": lazy("After a needlestick"),
    },
    Kind.CONSULTATION: {
        "minutes": lazy("Minutes"), "in_person": lazy("In person"),
        "days_before_treatment": lazy("Days before treatment"), "asks_about": lazy("Asks about"),
        "turns_away": lazy("Turns away"),
    },
    Kind.AFTERCARE: {
        "covers": lazy("Covers"), "warning_signs": lazy("Warning signs"), "contact": lazy("Contact"),
        "follow_up": lazy("Follow-up"),
    },
    Kind.TRACK_RECORD: {
        "period_from": lazy("From"), "period_to": lazy("To"), "treatments": lazy("Treatments"),
        "clients": lazy("Clients"), "how_counted": lazy("How it was counted"),
        "complications": lazy("Complications"), "follow_up": lazy("Follow-up"),
    },
    Kind.INSURANCE: {
        "insurer": lazy("Insurer"), "policy_number": lazy("Policy"),
        "covers_scalp_microneedling": lazy("Names scalp microneedling"), "starts_on": lazy("Starts"),
        "ends_on": lazy("Ends"),
    },
    Kind.MEMBERSHIP: {"body": lazy("Body"), "number": lazy("Number"), "ends_on": lazy("Ends")},
    Kind.IDENTITY: {
        "legal_name": lazy("Legal name"), "former_names": lazy("Former names"), "document": lazy("Document"),
        "country": lazy("Issued by (country)"),
    },
    Kind.PHOTOS: {
        "weeks": lazy("Weeks between"), "sessions": lazy("Treatments"),
        "other_treatments": lazy("Other treatments at the time"), "same_light": lazy("Same light and angle"),
        "not_retouched": lazy("Not retouched"), "shows_face": lazy("Shows a face or tattoo"),
        "consent_holder": lazy("Consent kept by"), "consent_scope": lazy("Consent for"),
        "consent_on": lazy("Consent given"), "consent_until": lazy("Consent until"),
        "consent_withdrawal": lazy("How it is taken back"),
    },
}  # fmt: skip
OF_PAGE: Mapping[str, Any] = {
    "public_name": lazy("Name on the page"), "profession_id": lazy("Profession"),
    "profession_line": lazy("Line under the name"),
    "about": lazy("About"), "photo": lazy("Portrait"), "depth": lazy("Deepest needle depth"),
    "practice_name": lazy("Practice"), "street": lazy("Street"), "locality": lazy("Town"), "region": lazy("Region"),
    "postcode": lazy("Postcode"), "country": lazy("Country"), "jurisdiction_id": lazy("Law of"),
    "lat": lazy("Latitude"), "lon": lazy("Longitude"), "shown": lazy("Shown on the page"),
}  # fmt: skip
_MICRO = 1_000_000


def values(credential: Credential) -> dict[str, str]:
    """Every field of the claim's details in words, by the name of its column."""
    kind = Kind(credential.kind)
    detail = getattr(credential, kind.value, None)
    if detail is None:
        return {}
    if kind == Kind.AMENDMENT:
        return {name: new for name, (_old, new) in changed(credential).items()}
    return {name: _words(detail, name) for name in FIELDS[kind]}


def labels(credential: Credential) -> Mapping[str, Any]:
    """The names of those fields, in the order of the table."""
    if credential.kind == Kind.AMENDMENT:
        return {name: OF_PAGE[name] for name in credential.amendment.values if name in OF_PAGE}
    return FIELDS.get(Kind(credential.kind), {})


def changed(credential: Credential) -> dict[str, tuple[str, str]]:
    """What an amendment changes: column to its words before and after."""
    amendment = credential.amendment
    before = amendment.before or {}
    return {
        name: (_of_page(name, before.get(name)), _of_page(name, value))
        for name, value in amendment.values.items()
        if name in OF_PAGE
    }


def _words(detail: Any, name: str) -> str:
    display = getattr(detail, f"get_{name}_display", None)
    return str(display()) if display else _plain(getattr(detail, name))


def _plain(value: Any) -> str:
    match value:
        case None | "":
            return ""
        case bool():
            return _("Yes") if value else _("No")
        case date():
            return day(value)
        case dict():
            return ", ".join(f"{name}: {count}" for name, count in sorted(value.items()))
        case _:
            return str(value)


def _of_page(name: str, value: Any) -> str:
    """A column's plain value in words: keys as names, micro-degrees as degrees."""
    if value in (None, ""):
        return ""
    if name == "depth" and value in Depth.values:
        return str(Depth(value).label)
    if name in ("lat", "lon"):
        return f"{int(value) / _MICRO:.4f}"
    if name == "jurisdiction_id":
        return str(Jurisdiction.objects.filter(pk=value).first() or value)
    if name == "profession_id":
        return str(Term.objects.filter(pk=value).first() or value)
    if name == "photo":
        return _("A picture")
    return _plain(value)

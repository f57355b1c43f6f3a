"""The page for machines: schema.org JSON-LD that says no more than the page does."""

import json
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from directory.public.profile_places import town
from directory.public.profile_record import Record
from practitioners.models import Credential
from practitioners.standing import PracticeStanding, Standing
from practitioners.vocabulary import Criterion, Kind, Level, TermKind, Visibility

# What would end the data block or start markup inside it, as JavaScript escapes that JSON allows.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def script(data: dict[str, Any]) -> SafeString:
    """The content of a `<script type="application/ld+json">`; a data block, which no browser runs."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308  # escaped above


def profile(record: Record, *, site: str, description: str) -> dict[str, Any]:
    """The page and the person; a suspended listing is a page about a name and nothing more."""
    person = record.practitioner
    address = site + reverse("public:profile", args=[person.slug])
    about: dict[str, Any] = {"@type": "Person", "@id": f"{address}#person", "name": person.public_name}
    if person.visibility == Visibility.PUBLIC:
        about |= _person(record)
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "@id": address,
        "url": address,
        "name": person.public_name,
        "description": description,
        "mainEntity": about,
    }


def _person(record: Record) -> dict[str, Any]:
    person = record.practitioner
    credentials = [each for standing in _held(record) for each in _credentials(standing, record)]
    said = {
        "jobTitle": _(person.profession.label),
        "knowsLanguage": [word.label for word in record.offered(TermKind.LANGUAGE)],
        "hasCredential": credentials,
        "workLocation": [_place(standing, record) for standing in record.standings],
    }
    return {name: value for name, value in said.items() if value}


def _held(record: Record) -> Iterable[Standing]:
    """What meets the Standard today at the first place: the only claims worth a machine's attention."""
    return [standing for standing in record.first.strip if standing.met] if record.first else []


def _credentials(standing: Standing, record: Record) -> list[dict[str, Any]]:
    if standing.criterion not in (Criterion.LICENSE, Criterion.TRAINING, Criterion.INFECTION_CONTROL):
        return []  # how somebody works is not a credential
    return [
        {
            "@type": "EducationalOccupationalCredential",
            "name": _name(credential),
            "credentialCategory": "license" if standing.criterion == Criterion.LICENSE else "certificate",
            "description": standing.reason,
            **_issuer(credential, standing.finding.level),
            **({"expires": credential.valid_until.isoformat()} if credential.valid_until else {}),
        }
        for credential in standing.finding.credentials
    ]


def _name(credential: Credential) -> str:
    if credential.kind == Kind.LICENSE:
        return _(credential.license.license_type.label)
    return str(getattr(credential, credential.kind))


def _issuer(credential: Credential, level: Level) -> dict[str, Any]:
    """The body behind it, only where it confirmed the claim itself."""
    if credential.kind != Kind.LICENSE or level != Level.ISSUER:
        return {}
    issuer = credential.license.issuer
    area = {"@type": "AdministrativeArea", "name": issuer.jurisdiction.name}
    return {"recognizedBy": {"@type": "Organization", "name": issuer.name}, "validIn": area}


def _place(standing: PracticeStanding, record: Record) -> dict[str, Any]:
    """A practice: a medical one only where a profession in law was confirmed there."""
    place = standing.place
    license = standing.criteria[Criterion.LICENSE]
    statutory = any(c.license.license_type.statutory for c in license.finding.credentials)
    address = {
        "streetAddress": "" if place.hide_street else place.street,
        "addressLocality": place.locality,
        "addressRegion": place.region,
        "postalCode": place.postcode,
        "addressCountry": place.country,
    }
    return {
        "@type": "MedicalBusiness" if license.met and statutory else "HealthAndBeautyBusiness",
        "name": place.practice_name,
        **({"telephone": place.phone} if place.phone else {}),
        "address": {"@type": "PostalAddress", **{name: value for name, value in address.items() if value}},
    }


def description(record: Record) -> str:
    """One plain sentence for search engines and previews."""
    person, first = record.practitioner, record.first
    if person.visibility != Visibility.PUBLIC or first is None:
        return (
            _("This listing is suspended.")
            if person.visibility == Visibility.SUSPENDED
            else person.public_name
        )
    counts = first.counts
    return _(
        "%(name)s, %(profession)s, %(town)s. Of six criteria, %(issuer)s confirmed by the issuing body,"
        " %(document)s seen as documents, %(statement)s own statements."
    ) % {
        "name": person.public_name, "profession": _(person.profession.label), "town": town(first.place, record),
        "issuer": counts[Level.ISSUER], "document": counts[Level.DOCUMENT], "statement": counts[Level.STATEMENT],
    }  # fmt: skip

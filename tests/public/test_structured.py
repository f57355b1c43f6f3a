"""The data block of a profile says no more than the page does."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from practitioners.models import LicenseType, Practitioner, ScopeRule
from practitioners.vocabulary import Kind
from practitioners.workflow import moves, profile
from tests import factories as make
from tests.public import profiles
from tests.public.profiles import profile_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_known_site(frozen: Any, settings: Any) -> None:
    frozen(date(2026, 11, 3))
    settings.SITE_URL = "https://directory.example"


def data(client: Client, person: Practitioner) -> dict[str, Any]:
    """The block as a machine reads it."""
    block = profile_of(client, person).one("script")
    assert block.attrib["type"] == "application/ld+json"
    return dict(json.loads(block.text or ""))


def test_a_qualified_person_with_what_was_confirmed_and_seen(client: Client) -> None:
    ada = make.qualified()
    said = data(client, ada)
    address = f"https://directory.example/p/{ada.slug}/"
    assert (said["@context"], said["@type"], said["url"]) == ("https://schema.org", "ProfilePage", address)
    person = said["mainEntity"]
    assert (person["@type"], person["name"], person["jobTitle"]) == ("Person", "Ada Stone", "Esthetician")
    assert person["hasCredential"][0] == {
        "@type": "EducationalOccupationalCredential",
        "name": "Us esthetician",
        "credentialCategory": "license",
        "description": "License: confirmed by issuer 3 November 2026, holds until 3 March 2027.",
        "recognizedBy": {"@type": "Organization", "name": "Board of US-TX"},
        "validIn": {"@type": "AdministrativeArea", "name": "Texas"},
        "expires": "2027-03-03",
    }
    assert [credential["name"] for credential in person["hasCredential"]] == [
        "Us esthetician", "Scalp microneedling", "Bloodborne pathogens",
    ]  # fmt: skip
    assert person["workLocation"] == [
        {
            "@type": "HealthAndBeautyBusiness",
            "name": "Fern Studio",
            "address": {
                "@type": "PostalAddress", "addressLocality": "Austin", "addressRegion": "TX", "addressCountry": "US",
            },
        }
    ]  # fmt: skip
    page = profile_of(client, ada)
    assert page.one("link[@rel='canonical']").attrib["href"] == address
    assert page.one("meta[@name='description']").attrib["content"] == said["description"]


def test_a_practice_is_medical_only_under_a_confirmed_profession_in_law(client: Client) -> None:
    ada = make.qualified()
    LicenseType.objects.update(statutory=True)
    assert data(client, ada)["mainEntity"]["workLocation"][0]["@type"] == "MedicalBusiness"
    ScopeRule.objects.all().delete()
    assert data(client, ada)["mainEntity"]["workLocation"][0]["@type"] == "HealthAndBeautyBusiness"


def test_what_does_not_hold_is_no_credential(client: Client) -> None:
    held = data(client, profiles.lapsed())["mainEntity"]["hasCredential"]
    assert [credential["name"] for credential in held] == ["Scalp microneedling"]
    ada = make.qualified()
    moves.suspend(ada.credentials.get(kind=Kind.TRAINING), by=make.moderator(), words="Asked the school.")
    names = [credential["name"] for credential in data(client, ada)["mainEntity"]["hasCredential"]]
    assert names == ["Us esthetician", "Bloodborne pathogens"]


def test_a_suspended_listing_is_a_name_and_nothing_more(client: Client) -> None:
    sue = make.qualified("Sue Stopped")
    profile.suspend(sue, by=make.moderator())
    said = data(client, sue)
    assert said["description"] == "This listing is suspended."
    assert said["mainEntity"] == {"@type": "Person", "@id": f"{said['url']}#person", "name": "Sue Stopped"}


def test_a_hidden_street_is_hidden_from_machines_too(client: Client) -> None:
    ada = make.qualified()
    ada.places.update(street="12 Quay Street", hide_street=True)
    assert "Quay" not in json.dumps(data(client, ada))
    ada.places.update(hide_street=False)
    assert data(client, ada)["mainEntity"]["workLocation"][0]["address"]["streetAddress"] == "12 Quay Street"

"""What a profile costs, and what never leaves the database."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from practitioners import clock, listings
from practitioners.models import (
    Account,
    Check,
    Credential,
    Identity,
    InfectionControl,
    Membership,
    Practitioner,
)
from practitioners.vocabulary import Kind, TermKind
from practitioners.workflow import moves, oversight, profile
from tests import factories as make
from tests.public import profiles

pytestmark = pytest.mark.django_db
SECRETS = {
    "legal_name": "Adalbert Steinhauser",
    "account": "ada.private@example.org",
    "policy_number": "POLICY-77812",
    "name_on_license": "A. B. Steinhauser",
    "license_number": "TX-00914471",
    "moderator": "rea@example.org",
    "filename": "scan-of-my-passport.pdf",
    "note": "Rang the school; they were rude.",
    "returned_because": "The stamp looks odd to me.",
}


def with_secrets() -> Practitioner:
    """Ada, with everything that must stay private filled in."""
    ada = make.qualified()
    Practitioner.objects.filter(pk=ada.pk).update(legal_name=SECRETS["legal_name"])
    Identity.objects.update(legal_name=SECRETS["legal_name"], former_names=SECRETS["legal_name"])
    Account.objects.filter(pk=ada.account_id).update(email=SECRETS["account"])
    license = ada.credentials.get(kind=Kind.LICENSE)
    type(license.license).objects.update(
        number=SECRETS["license_number"], name_on_license=SECRETS["name_on_license"]
    )
    make.verified(ada, Kind.INSURANCE, policy_number=SECRETS["policy_number"])
    moves.return_(make.sent(ada, Kind.TRAINING), by=make.moderator(), words=SECRETS["returned_because"])
    Check.objects.update(note=SECRETS["note"])
    for claim in ada.credentials.all():
        claim.evidence.update(filename=SECRETS["filename"])
    return ada


def test_nothing_private_is_on_any_page_of_a_person(client: Client) -> None:
    ada = with_secrets()
    stored = [Practitioner.objects.get(legal_name=SECRETS["legal_name"]).account.email]
    assert stored == [SECRETS["account"]]
    for path in (f"/p/{ada.slug}/", f"/p/{ada.slug}/history/", "/sitemap-1.xml", "/numbers/"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        said = answer.content.decode()
        assert [name for name, secret in SECRETS.items() if secret in said] == [], path
        kept = [file.original.name for claim in ada.credentials.all() for file in claim.evidence.all()]
        assert (len(kept), [name for name in kept if name in said]) == (8, []), path
    profile.suspend(ada, by=make.moderator())
    said = client.get(f"/p/{ada.slug}/").content.decode()
    assert [name for name, secret in SECRETS.items() if secret in said] == []


def test_a_street_the_practitioner_hides_is_nowhere_on_the_page(client: Client) -> None:
    ada = make.qualified()
    ada.places.update(street="12 Quay Street")
    assert "12 Quay Street" in client.get(f"/p/{ada.slug}/").content.decode()
    ada.places.update(hide_street=True)
    said = client.get(f"/p/{ada.slug}/").content.decode()
    assert "Quay" not in said
    assert "The street is given when you book." in said


def test_an_address_with_another_scheme_is_never_a_link(client: Client) -> None:
    ada = make.qualified()
    ada.places.update(website="javascript:alert(1)")
    Check.objects.update(source="The register", source_url="javascript:alert(2)")
    said = client.get(f"/p/{ada.slug}/").content.decode()
    assert "The register" in said
    assert "javascript:" not in said


def test_what_people_write_is_text_also_in_the_data_block(client: Client) -> None:
    ada = make.qualified("Ada </script><b>Stone", about="<img src=x onerror=alert(1)>")
    said = client.get(f"/p/{ada.slug}/").content.decode()
    assert ("<b>Stone" in said, "<img src=x" in said, said.count("</script>")) == (False, False, 1)


@listings.postponed()
def full(rows: int) -> Practitioner:
    """A person with so many of everything that a page can show, supervisors with their own records among it."""
    ada = make.qualified()
    first = ada.places.get()
    license = ada.credentials.get(kind=Kind.LICENSE)
    protocol = InfectionControl.objects.get(credential__practitioner=ada)
    for number in range(rows):
        place = make.place(ada, practice_name=f"Room {number}")
        place.access.add(make.term(TermKind.ACCESS, f"access-{number}"))
        ada.terms.add(make.term(TermKind.LANGUAGE, f"language-{number}"))
        protocol.devices.add(make.term(TermKind.DEVICE, f"device-{number}"))
        boss = make.practitioner(f"Boss {number}")
        theirs = make.verified(boss, Kind.LICENSE, issuer=make.issuer(), number=f"BOSS-{number}")
        asked = oversight.ask_supervisor(license, by=ada.account, supervisor=boss, place=first)
        oversight.confirm_supervision(asked, by=boss.account)
        for credential in (license, theirs):
            oversight.record_restriction(
                credential, by=make.moderator(), type=f"Limit {number}", touches_treatment=False,
                starts_on=clock.today(), source_url="https://board.example.org/",
            )  # fmt: skip
        make.verified(ada, Kind.TRAINING, course=f"Course {number}", place=place)
        make.verified(ada, Kind.INSURANCE)
        claim = Credential.objects.create(practitioner=ada, kind=Kind.MEMBERSHIP)
        Membership.objects.create(credential=claim, body=f"Body {number}")
        moves.submit(claim, by=ada.account)
    return ada


@pytest.mark.parametrize("rows", [1, 3, 40])
def test_a_profile_takes_twelve_queries_whatever_it_shows(
    client: Client, django_assert_num_queries: Callable[..., Any], rows: int
) -> None:
    ada = full(rows)
    with django_assert_num_queries(12):
        said = client.get(f"/p/{ada.slug}/").content.decode()
    kinds = ("Room", "Access", "Language", "Device", "Course", "Boss", "Limit", "Body")
    assert [kind for kind in kinds if f"{kind} {rows - 1}" not in said] == []


def test_a_bare_profile_takes_no_more(
    client: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    ada = make.qualified()
    with django_assert_max_num_queries(10):
        client.get(f"/p/{ada.slug}/")


def test_old_restrictions_that_were_lifted_are_gone_and_coming_ones_are_not_hidden(client: Client) -> None:
    ada = make.qualified()
    license = ada.credentials.get(kind=Kind.LICENSE)
    oversight.record_restriction(
        license, by=make.moderator(), type="From next month", touches_treatment=True,
        starts_on=clock.today() + timedelta(days=30), source_url="https://board.example.org/",
    )  # fmt: skip
    said = client.get(f"/p/{ada.slug}/").content.decode()
    assert "From next month" in said


def test_a_portrait_comes_only_from_a_public_person(client: Client, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    ada = make.qualified()
    assert client.get(f"/p/{ada.slug}/portrait/").status_code == 404
    ada.photo.save("ada.webp", ContentFile(b"RIFF....WEBP"))
    answer = client.get(f"/p/{ada.slug}/portrait/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/webp")
    assert b"".join(answer.streaming_content) == b"RIFF....WEBP"  # type: ignore[attr-defined]
    page = profiles.profile_of(client, ada)
    picture = page.one("img").attrib
    assert (picture["alt"], picture["width"], picture["height"]) == ("Portrait of Ada Stone", "128", "128")
    ada.photo.save("ada.svg", ContentFile(b"<svg onload=alert(1)>"))
    assert client.get(f"/p/{ada.slug}/portrait/").status_code == 404
    profile.suspend(ada, by=make.moderator())
    ada.photo.save("ada.webp", ContentFile(b"RIFF....WEBP"))
    assert client.get(f"/p/{ada.slug}/portrait/").status_code == 404

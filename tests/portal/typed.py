"""What a person types about each kind of claim, page by page, and how they send it."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from practitioners.models import Credential, Evidence, Practitioner
from practitioners.storage import evidence_storage, random_name
from practitioners.vocabulary import Kind
from tests import factories as make


def day(name: str, day: str, month: str, year: str) -> dict[str, str]:
    """A day in its three boxes."""
    return {f"{name}_0": day, f"{name}_1": month, f"{name}_2": year}


def signed_in(owner: Practitioner) -> Client:
    """A browser of this person."""
    client = Client()
    client.force_login(owner.account)
    return client


def ada() -> Practitioner:
    """Ada with one place in Texas, whose board gives esthetician licenses; her page is not public."""
    make.issuer()
    make.scope_rule()
    owner = make.practitioner()
    make.place(owner)
    return owner


PAGES: dict[Kind, dict[str, dict[str, Any]]] = {
    Kind.TRAINING: {
        "course": {
            "course": "Scalp microneedling, level 2", "provider": "Harrow Lane Academy",
            **day("completed_on", "3", "Mar", "2026"),
        },
        "topics": {"covers": ["technique", "scalp_anatomy"], "hours": "16", "hands_on_hours": "6"},
    },
    Kind.INFECTION_CONTROL: {
        "certificate": {"certificate": "Bloodborne pathogens", **day("certified_on", "1", "9", "2026")},
        "needles": {"single_use_opened_before_client": "yes", "lot_recorded": "no"},
        "protocol": {
            **day("protocol_dated", "2", "9", "2026"), "surfaces": "70 % alcohol, two minutes",
            "hand_hygiene": "Wash, then gloves", "after_needlestick": "Wash, report, doctor",
            **day("sharps_contract_until", "31", "december", "2027"),
        },
        "statement": {"attested": "on"},
    },
    Kind.CONSULTATION: {
        "session": {"minutes": "45", "in_person": "no", "days_before_treatment": "0"},
        "asked": {"asks_about": "History, medicines", "turns_away": "Infection, bleeding disorder"},
        "statement": {"attested": "on"},
    },
    Kind.AFTERCARE: {
        "sheet": {"covers": "Washing, sun", "warning_signs": "Pus, fever"},
        "contact": {"contact": "By phone on 555 0100", "follow_up": ""},
        "statement": {"attested": "on"},
    },
    Kind.TRACK_RECORD: {
        "counted": {
            **day("period_from", "1", "1", "2024"), **day("period_to", "31", "10", "2026"), "treatments": "140",
            "clients": "60",
        },
        "how": {"how_counted": "Appointment book", "follow_up": "A call after a week"},
        "complications": {
            "count_infection": "0", "count_folliculitis": "2", "count_redness_longer_than_a_week": "3",
            "count_allergic_reaction": "0", "count_change_of_skin_color": "0", "count_scar": "0", "count_other": "0",
        },
    },
    Kind.INSURANCE: {
        "policy": {"insurer": "Example Mutual", "policy_number": "P-77", "covers_scalp_microneedling": "yes"},
        "period": {**day("starts_on", "1", "6", "2026"), **day("ends_on", "31", "5", "2027")},
    },
    Kind.MEMBERSHIP: {
        "body": {"body": "Society of Hair", "number": "", "list_url": "example.org/members"},
        "ends": day("ends_on", "", "", ""),
    },
    Kind.IDENTITY: {
        "names": {"legal_name": "Ada Margaret Stone", "former_names": "Ada Hill"},
        "document": {"document": "passport", "country": "US"},
    },
}  # fmt: skip
"""All but the license, whose choices carry the keys of rows."""
EVIDENCED = set(PAGES) - {Kind.MEMBERSHIP}


def license_pages() -> dict[str, dict[str, Any]]:
    """A Texas license."""
    board, here, type = make.issuer(), make.jurisdiction(), make.license_type()
    return {
        "from": {"jurisdiction_id": str(here.pk)},
        "type": {"issued": f"{board.pk}-{type.pk}"},
        "number": {"number": "1234 5678", "name_on_license": "Ada Stone"},
        "dates": day("expires_on", "14", "Nov", "2027"),
    }


def pages_of(kind: Kind) -> dict[str, dict[str, Any]]:
    """What is typed about this kind."""
    return license_pages() if kind == Kind.LICENSE else PAGES[kind]


def begun(client: Client, room: str) -> Credential:
    """The claim that "Add" makes."""
    answer = client.post(f"/my/{room}/add/")
    assert answer.status_code == 302
    return Credential.objects.get(pk=int(answer["Location"].split("/")[3]))


def typed(client: Client, claim: Credential, pages: dict[str, dict[str, Any]]) -> list[str]:
    """Answer these pages in their order; where each of them leads."""
    led = []
    for section, answers in pages.items():
        claim.refresh_from_db()
        answer = client.post(
            f"/my/claims/{claim.pk}/{section}/", {"seen": claim.edits, "then": "next", **answers}
        )
        assert answer.status_code == 302, answer.content.decode()
        led.append(answer["Location"])
    return led


def paper(claim: Credential, name: str = "certificate.pdf", *, pages: int = 1) -> Evidence:
    """A document that is there already, with pictures of its pages."""
    kept = [
        evidence_storage().save(random_name(None, ""), ContentFile(b"RIFFxxxxWEBP")) for _ in range(pages)
    ]
    return Evidence.objects.create(
        credential=claim, original=ContentFile(b"%PDF-1.4 as sent", name=name), filename=name,
        content_type="application/pdf", sha256="0" * 64, size=16, page_images=kept,
    )  # fmt: skip


def picture(name: str = "certificate.png") -> SimpleUploadedFile:
    """A small picture as a browser sends it."""
    file = BytesIO()
    Image.new("RGB", (60, 40), "white").save(file, "PNG")
    return SimpleUploadedFile(name, file.getvalue(), content_type="image/png")

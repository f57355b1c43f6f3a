"""The aftercare sheet that clients may read: only while its owner says so, it was checked, and it holds."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from practitioners import standard
from practitioners.errors import MoveRefused, NotAllowed
from practitioners.models import Credential, Practitioner
from practitioners.storage import evidence_storage
from practitioners.vocabulary import Kind, ScanState
from practitioners.workflow import moves, offer, profile
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


@pytest.fixture
def ada(frozen: Callable[[date], None], settings: Any, tmp_path: Path) -> Practitioner:
    """Ada, qualified, with a sheet of two pages that clients may read; Bea beside her lets nobody read hers."""
    settings.EVIDENCE_ROOT = tmp_path
    frozen(TODAY)
    make.qualified("Bea Wells")
    person = make.qualified("Ada Stone")
    claim = sheet(person)
    evidence = claim.evidence.get()
    evidence.page_images = [kept(number) for number in (1, 2)]
    evidence.save()
    offer.show_sheet(claim, shown=True, by=person.account)
    return person


def sheet(person: Practitioner) -> Credential:
    return person.credentials.get(kind=Kind.AFTERCARE)


def kept(number: int) -> str:
    page = io.BytesIO()
    Image.new("RGB", (40, 50)).save(page, "WEBP")
    return evidence_storage().save(f"pages/{number}", ContentFile(page.getvalue()))


def statuses(client: Client, person: Practitioner) -> list[int]:
    base = f"/p/{person.slug}/aftercare-sheet/"
    return [asked(client, f"{base}{part}") for part in ("", "1/", "2/", "3/")]


def asked(client: Client, path: str) -> int:
    response = client.get(path)
    if response.streaming:
        b"".join(response.streaming_content)  # read to its end, which closes the file
    return int(response.status_code)


def test_clients_read_every_page_and_no_file(client: Client, ada: Practitioner) -> None:
    assert statuses(client, ada) == [200, 200, 200, 404]
    image = client.get(f"/p/{ada.slug}/aftercare-sheet/1/")
    assert image["Content-Type"] == "image/webp"
    assert image["Cache-Control"] == "private, no-store"
    assert b"".join(image.streaming_content).startswith(b"RIFF")
    page = client.get(f"/p/{ada.slug}/aftercare-sheet/").content.decode()
    assert page.count("<img") == 2
    assert "A moderator saw this sheet on 10 March 2026." in page
    assert f'href="/p/{ada.slug}/aftercare-sheet/"' in client.get(f"/p/{ada.slug}/").content.decode()


def test_a_sheet_that_nobody_allowed_has_no_address(client: Client, ada: Practitioner) -> None:
    bea = Practitioner.objects.get(public_name="Bea Wells")
    assert statuses(client, bea) == [404] * 4
    assert "aftercare-sheet" not in client.get(f"/p/{bea.slug}/").content.decode()


@pytest.mark.parametrize(
    "how", ["taken back", "suspended", "expired", "closed", "harmful", "not scanned yet"]
)
def test_it_goes_the_moment_it_should(
    client: Client, ada: Practitioner, frozen: Callable[[date], None], how: str
) -> None:
    claim = sheet(ada)
    match how:
        case "taken back":
            offer.show_sheet(claim, shown=False, by=ada.account)
        case "suspended":
            moves.suspend(claim, by=make.moderator("max"), words="We look into it.")
        case "expired":
            frozen(standard.months_after(TODAY, 13))
        case "closed":
            profile.close(ada, by=ada.account)
        case "harmful":
            claim.evidence.update(scan_state=ScanState.FOUND)
        case "not scanned yet":
            claim.evidence.update(scan_state=ScanState.WAITING)
    assert statuses(client, ada) == [404] * 4


def test_only_the_owner_of_a_checked_sheet_may_show_it(ada: Practitioner) -> None:
    bea = Practitioner.objects.get(public_name="Bea Wells")
    with pytest.raises(NotAllowed):
        offer.show_sheet(sheet(bea), shown=True, by=ada.account)
    with pytest.raises(MoveRefused):
        offer.show_sheet(make.sent(ada, Kind.AFTERCARE), shown=True, by=ada.account)
    with pytest.raises(MoveRefused):
        offer.show_sheet(ada.credentials.get(kind=Kind.TRAINING), shown=True, by=ada.account)
    assert not sheet(bea).aftercare.sheet_public

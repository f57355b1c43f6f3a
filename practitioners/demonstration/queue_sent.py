"""What people of a demonstration sent in the last days: next year's licenses, changes to their pages, photos."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.core.files.base import ContentFile

from practitioners import clock
from practitioners.demonstration import pictures
from practitioners.intake import drafts, galleries
from practitioners.models import Account, Credential, Practitioner
from practitioners.vocabulary import Kind, Status
from practitioners.workflow import amendments, moves, photos

DAYS = 8
"""From how many days ago on something was sent."""
_TEXTS = (
    {"about": "A made-up person for the demonstration. Sees clients on weekdays, and answers calls at noon."},
    {"profession_line": "Scalp practitioner, by appointment"},
)
_FACTS: tuple[dict[str, Any], ...] = (
    {"practice_name": "Specimen Scalp Rooms", "street": "12 Example Avenue"},
    {"street": "7 Sample Lane"},
)
_PHOTOS = {
    "weeks": 16, "sessions": 4, "other_treatments": "none", "same_light": True, "not_retouched": True,
    "consent_holder": "The practice, on paper", "consent_scope": "This page, until taken back",
    "consent_withdrawal": "A message to the practice",
}  # fmt: skip


def shown_license(person: Practitioner) -> Credential | None:
    """Their license, where it is shown today."""
    shown = Credential.objects.current(clock.today()).filter(kind=Kind.LICENSE, status=Status.VERIFIED)
    found: Credential | None = shown.filter(practitioner=person).select_related("license__issuer").first()
    return found


def license(person: Practitioner, number: int) -> Credential:
    """Next year's license, sent with a drawing that says what was typed; on every fourth it says another day."""
    old = shown_license(person)
    assert old is not None  # noqa: S101  # it was asked for
    ends = (old.license.expires_on or clock.today()) + timedelta(days=365)
    read = ends - timedelta(days=31) if number % 4 == 3 else ends
    with clock.at(_day(number)):
        claim = drafts.renew(old, by=owner(person))
        drafts.save(claim, {"expires_on": ends}, by=owner(person), seen=claim.edits)
        lines = (
            person.public_name,
            f"No. {old.license.number}",
            f"Valid until {read:%B} {read.day}, {read.year}",
        )
        sheet = pictures.document(f"license-{number:02d}", old.license.issuer.name, "License", lines)
        claim.evidence.create(
            original=sheet.name, filename="license.webp", content_type="image/webp", sha256=sheet.sha256,
            size=sheet.size, page_images=[sheet.name], uploaded_by=person.account,
        )  # fmt: skip
        return moves.submit(claim, by=owner(person))


def text(person: Practitioner, number: int) -> None:
    """Other words on the page."""
    _sent(person, number, partial(amendments.change, person, _TEXTS[number % 2], by=owner(person)))


def facts(person: Practitioner, number: int) -> None:
    """Another street, or another practice."""
    place = person.places.order_by("pk")[0]
    _sent(person, number, partial(amendments.change, place, _FACTS[number % 2], by=owner(person)))


def name(person: Practitioner, number: int) -> None:
    """Another name, which two people look at."""
    values = {"public_name": f"{person.public_name}-Specimen"}
    _sent(person, number, partial(amendments.change, person, values, by=owner(person)))


def may_show_photos(person: Practitioner) -> bool:
    """Whether the law where they work allows it."""
    return not galleries.refusal(person)


def pictures_of(person: Practitioner, number: int) -> None:
    """A pair of drawings; the first of them is said to show a face."""
    _sent(person, number, partial(_photo_set, person, with_face=number == 0))


def _photo_set(person: Practitioner, *, with_face: bool) -> Credential:
    claim = photos.start(person, by=owner(person))
    answers = {**_PHOTOS, "shows_face": with_face, "consent_on": clock.today() - timedelta(days=30)}
    claim = drafts.save(claim, answers, by=owner(person), seen=claim.edits)
    before, after = (ContentFile(data, name="scalp.webp") for data in pictures.scalps())
    return photos.attach(claim, before, after, by=owner(person))


def _sent(person: Practitioner, number: int, begin: Callable[[], Credential | None]) -> None:
    """Begin a claim on one of the last days, and send it."""
    with clock.at(_day(number)):
        claim = begin()
        if claim is not None:
            moves.submit(claim, by=owner(person))


def _day(number: int) -> date:
    """One of the last days, the earliest first; the latest two are left to those who look at what was sent."""
    return clock.today() - timedelta(days=DAYS - 1 - number % (DAYS - 2))


def owner(person: Practitioner) -> Account:
    """The account of somebody of the crowd."""
    assert person.account is not None  # noqa: S101  # everybody of the crowd has one
    return person.account

"""Pictures on a public page: the portrait in its sizes, and before and after pairs with their captions."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from directory.public.profile_record import Record
from directory.web import doors
from practitioners import clock
from practitioners.intake import galleries, pictures
from practitioners.models import Credential, Practitioner
from practitioners.standing.words import day
from practitioners.vocabulary import Kind, Status, Visibility

TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}
SIDES = ("before", "after")


@dataclass(frozen=True)
class Picture:
    """One picture of a pair; sizes are empty where nobody wrote them down."""

    url: str
    width: int | None
    height: int | None
    alt: str


@dataclass(frozen=True)
class Pair:
    """Two pictures of one scalp at one size, and what must be said beside them."""

    key: str
    pictures: tuple[Picture, ...]
    captions: tuple[str, ...]


@dataclass(frozen=True)
class Portrait:
    """The addresses of a portrait: every width as WebP, and one JPEG for browsers without it."""

    webp: str
    jpeg: str
    plain: str


def context(record: Record) -> dict[str, Any]:
    """What a profile shows of pictures."""
    return {"portrait": portrait_of(record.practitioner), "pairs": pairs(record)}


def portrait_of(person: Practitioner) -> Portrait:
    """The portrait with its sizes; one that came otherwise has a single address."""
    name = str(person.photo.name or "")
    address = partial(_sized, person, version=name.rpartition("/")[0][-8:])
    found = pictures.sizes(name)
    webp = ", ".join(f"{address(size.width, 'webp')} {size.width}w" for size in found)
    jpeg = ", ".join(f"{address(size.width, 'jpg')} {size.width}w" for size in found)
    plain = (
        address(found[min(1, len(found) - 1)].width, "jpg")
        if found
        else reverse("public:portrait", args=[person.slug])
    )
    return Portrait(webp, jpeg, plain)


def _sized(person: Practitioner, width: int, kind: str, *, version: str) -> str:
    return reverse("public:portrait_size", args=[person.slug, width, kind]) + f"?v={version}"


def pairs(record: Record) -> list[Pair]:
    """The sets shown that day, newest first; none where a place's law keeps galleries closed."""
    if not _open(record):
        return []
    shown = [claim for claim in record.practitioner.credentials.all() if _current(claim, record.on)]
    return [_pair(claim, record.practitioner) for claim in sorted(shown, key=lambda claim: -claim.pk)]


def _open(record: Record) -> bool:
    """Whether no law of any place, or of what contains it, switches galleries off."""
    laws = record.rulebook
    return all(
        laws.jurisdictions[here].galleries_allowed
        for place in record.practitioner.places.all()
        for here in laws.lineage(place.jurisdiction_id)
    )


def _current(claim: Credential, on: date) -> bool:
    if claim.kind != Kind.PHOTOS or claim.status != Status.VERIFIED:
        return False
    if (
        claim.valid_from is None
        or claim.valid_until is None
        or not claim.valid_from <= on <= claim.valid_until
    ):
        return False
    return bool(claim.photos.before and claim.photos.after)


def _pair(claim: Credential, person: Practitioner) -> Pair:
    detail = claim.photos
    treated = ngettext("%(n)s treatment", "%(n)s treatments", detail.sessions) % {"n": detail.sessions}
    weeks = ngettext("%(n)s week", "%(n)s weeks", detail.weeks) % {"n": detail.weeks}
    said = {"treated": treated, "weeks": weeks}
    alts = (_("A client’s scalp before treatment"), _("The same scalp after %(treated)s in %(weeks)s") % said)
    shown = []
    for side, alt in zip(SIDES, alts, strict=True):
        size = next(iter(pictures.sizes(str(getattr(detail, side).name))), None)
        url = reverse("public:photo", args=[person.slug, claim.pk, side])
        shown.append(Picture(url, size.width if size else None, size.height if size else None, alt))
    captions = (
        _("%(weeks)s between the two pictures, %(treated)s.") % said,
        _("At the same time: %(other)s.") % {"other": detail.other_treatments},
        _("Same light and angle, and not retouched, the practitioner declares."),
        _("The client’s consent is recorded; a moderator checked the record on %(day)s.")
        % {"day": day(claim.checked_on)},
        _("One result is not a typical result."),
    )
    return Pair(f"photos-{claim.pk}", tuple(shown), captions)


@require_safe
@cache_control(public=True, max_age=86_400)
@doors.everyone
def portrait_size(request: HttpRequest, slug: str, width: int, kind: str) -> HttpResponseBase:
    """One size of the portrait of a public practitioner."""
    person = Practitioner.objects.public().filter(slug=slug).first()
    found = pictures.sizes(str(person.photo.name or "")) if person else []
    size = next((each for each in found if each.width == width), None)
    if size is None or kind not in TYPES:
        raise Http404
    return _file(size.webp if kind == "webp" else size.jpeg, TYPES[kind])


@require_safe
@cache_control(no_store=True)
@doors.everyone
def photo(request: HttpRequest, slug: str, pk: int, which: str) -> HttpResponseBase:
    """One picture of a pair that is shown today; asked anew each time, for a consent can end at any moment.

    Its owner sees it before the page is public.
    """
    today = clock.today()
    people = Practitioner.objects.visible_to(request.user).exclude(visibility=Visibility.SUSPENDED)
    claims = Credential.objects.current(today).filter(
        pk=pk, kind=Kind.PHOTOS, practitioner__in=people.filter(slug=slug)
    )
    claim = claims.select_related("photos", "practitioner").first()
    if claim is None or which not in SIDES or galleries.closed_by(claim.practitioner):
        raise Http404
    response = _file(str(getattr(claim.photos, which).name or ""), TYPES["webp"])
    response["X-Robots-Tag"] = "noindex, noimageindex"  # a search engine's copy would outlive the consent
    return response


def _file(name: str, kind: str) -> HttpResponseBase:
    if not name:
        raise Http404
    try:
        return FileResponse(default_storage.open(name), content_type=kind)
    except OSError:
        raise Http404 from None  # the row is there, the file is not

"""Changes to what was checked before: written at once while nobody sees the page, and checked first afterwards."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from practitioners import listings
from practitioners.errors import Invalid, MoveRefused, NotAllowed, Overtaken
from practitioners.intake import drafts, pictures, wording
from practitioners.models import Account, Amendment, Credential, FormerSlug, Place, Practitioner
from practitioners.vocabulary import Kind, Status, Visibility

OF_PERSON = frozenset({"public_name", "profession_id", "profession_line", "about", "photo", "depth"})
OF_PLACE = frozenset({
    "practice_name", "street", "locality", "region", "postcode", "country", "jurisdiction_id", "lat", "lon", "shown",
})  # fmt: skip
"""Columns a moderator looks at before the public sees a change; phone, hours and fees are the owner's own word."""

_TEXTS = frozenset({"profession_line", "about"})
_TRIES = 3

Thing = Practitioner | Place


@transaction.atomic
def change(thing: Thing, values: Mapping[str, Any], *, by: Account, seen: str = "") -> Credential | None:
    """Give these checked columns new values: at once (None) before the page was ever public, or as an amendment.

    Texts with words that claim too much are checked first in any case. The amendment is a draft, or the one that
    is open for the same thing, with these values on top; it is sent like any claim, and goes away when it no longer
    changes anything. Values are plain, as `Amendment` keeps them. `seen` is the `stamp` of these columns that the
    writer's page was made from: raises Overtaken when they were changed meanwhile.
    """
    owner = _own(thing, by=by)
    if unknown := sorted(values.keys() - _columns(thing)):
        raise Invalid(_("These cannot be changed here: %(names)s.") % {"names": ", ".join(unknown)})
    _hold(thing)
    owner.refresh_from_db(fields=["visibility"])
    thing.refresh_from_db(fields=_fields(values))
    if seen and seen != stamp(thing, *values):
        raise Overtaken(
            _("This was changed in another window meanwhile. Both versions are below: choose what stays.")
        )
    if owner.visibility == Visibility.DRAFT:
        _write(thing, {name: value for name, value in values.items() if not _doubtful(thing, name, value)})
        listings.refresh(owner.pk)
    return _amend(thing, values, by=by)


def _amend(thing: Thing, values: Mapping[str, Any], *, by: Account) -> Credential | None:
    """The open change with these values on top, without those that change nothing; None when none is left."""
    owner, place = _parts(thing)
    claim = pending(owner, place=place)
    kept = drafts.answers(claim) if claim else {}
    dropped = str(kept.get("photo") or "") if "photo" in values else ""
    after = {**kept, **values}
    base = _sent_on_top(thing, after)
    different = {name: value for name, value in after.items() if base[name] != value}
    if dropped and dropped != different.get("photo"):
        _forget(dropped)
    if claim is None:
        if not different:
            return None
        claim = drafts.start(owner, Kind.AMENDMENT, by=by, place=place)
    elif not different:
        if claim.status != Status.DRAFT:
            raise MoveRefused(_("This would change nothing any more. Withdraw the change instead."))
        claim.delete()  # nobody has seen it
        return None
    claim = drafts.save(claim, different, by=by, seen=claim.edits)
    Credential.objects.filter(pk=claim.pk, edits=claim.edits).update(answers=different)
    claim.answers = different
    return claim


@transaction.atomic
def take_away_photo(practitioner: Practitioner, *, by: Account) -> Practitioner:
    """No portrait any more, at once: nobody needs to check an empty space. One that was not sent yet goes, too."""
    _own(practitioner, by=by)
    _hold(practitioner)
    practitioner.refresh_from_db(fields=["photo"])
    if _sent_on_top(practitioner, ("photo",))["photo"] != practitioner.photo:
        raise MoveRefused(_("A new portrait is being checked. Withdraw that change first."))
    _write(practitioner, {"photo": ""})
    _amend(practitioner, {"photo": ""}, by=by)
    return practitioner


def pending(owner: Practitioner, *, place: Place | None = None) -> Credential | None:
    """The open change of the person, or of this place, that can still be added to."""
    claims = Credential.objects.filter(practitioner=owner, kind=Kind.AMENDMENT, place=place)
    return claims.filter(status__in=drafts.EDITABLE).order_by("pk").last()


def open_changes(owner: Practitioner) -> list[Credential]:
    """The changes under way, sent or not."""
    claims = owner.credentials.filter(kind=Kind.AMENDMENT, status__in=(Status.SUBMITTED, *drafts.EDITABLE))
    return list(claims.select_related("place", "amendment").order_by("pk"))


def proposed(thing: Thing, *names: str) -> dict[str, Any]:
    """These columns as they will be when every open change is checked: what a form starts from."""
    found = _sent_on_top(thing, names)
    owner, place = _parts(thing)
    if claim := pending(owner, place=place):
        found |= {name: value for name, value in drafts.answers(claim).items() if name in found}
    return found


def stamp(thing: Thing, *names: str) -> str:
    """A word that is another one as soon as one of these columns, or an open change of them, is."""
    return stamp_of(proposed(thing, *names))


def stamp_of(values: Mapping[str, Any]) -> str:
    """The same for any plain values."""
    text = json.dumps(values, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def remember(credential: Credential) -> None:
    """Note beside the new values what they replace."""
    thing = credential.place or credential.practitioner
    before = {name: _plain(getattr(thing, name)) for name in credential.amendment.values}
    Amendment.objects.filter(credential=credential).update(before=before)
    credential.amendment.before = before


def apply(credential: Credential) -> None:
    """Make the checked values the page; a place that waited for this is shown from now on.

    A change of a place that is there no longer changes nothing.
    """
    thing = credential.place or credential.practitioner
    values = {name: value for name, value in credential.amendment.values.items() if name in _columns(thing)}
    if values:
        _write(thing, values)


def forget(credential: Credential) -> None:
    """What a change brought along and nobody will see goes with it: the picture of a portrait."""
    detail = Amendment.objects.filter(credential=credential).first()
    kept = {**(detail.values if detail else {}), **credential.answers}
    if name := str(kept.get("photo") or ""):
        _forget(name)


def _sent_on_top(thing: Thing, names: Mapping[str, Any] | tuple[str, ...]) -> dict[str, Any]:
    """These columns as they will be when what was sent is checked."""
    owner, place = _parts(thing)
    found = {name: _plain(getattr(thing, name)) for name in names}
    sent = Credential.objects.filter(
        practitioner=owner, kind=Kind.AMENDMENT, place=place, status=Status.SUBMITTED
    )
    for claim in sent.select_related("amendment").order_by("submitted_at", "pk"):
        found |= {name: value for name, value in claim.amendment.values.items() if name in found}
    return found


def _doubtful(thing: Thing, name: str, value: Any) -> bool:
    """Whether a moderator must read this before anybody else does, though it is no change yet."""
    if value == getattr(thing, name):
        return False
    if name == "public_name":
        # Another name beside an identity that was checked under this one is for a moderator to compare.
        return _parts(thing)[0].credentials.filter(kind=Kind.IDENTITY, status=Status.VERIFIED).exists()
    return name in _TEXTS and bool(wording.doubts(str(value)))


def _own(thing: Thing, *, by: Account) -> Practitioner:
    owner = _parts(thing)[0]
    if owner.account_id != by.pk:
        raise NotAllowed(_("Only the practitioner can do this."))
    return owner


def _hold(thing: Thing) -> None:
    """Whoever changes the same waits here, and then sees what was changed: the open claim first, as every move does."""
    owner, place = _parts(thing)
    claims = Credential.objects.filter(practitioner=owner, kind=Kind.AMENDMENT, place=place)
    open_ones = claims.filter(status__in=drafts.EDITABLE).order_by("pk")
    list(open_ones.select_for_update(no_key=True).values_list("pk"))
    listings.hold(owner.pk)


def _parts(thing: Thing) -> tuple[Practitioner, Place | None]:
    return (thing, None) if isinstance(thing, Practitioner) else (thing.practitioner, thing)


def _columns(thing: Thing) -> frozenset[str]:
    return OF_PERSON if isinstance(thing, Practitioner) else OF_PLACE


def _fields(values: Mapping[str, Any]) -> list[str]:
    return sorted(name.removesuffix("_id") for name in values)


def _write(thing: Thing, values: Mapping[str, Any]) -> None:
    columns = dict(values)
    if not columns:
        return
    if isinstance(thing, Practitioner):
        old = str(thing.photo.name or "")
        if columns.get("public_name", thing.public_name) != thing.public_name:
            _rename(thing, columns)
        else:
            Practitioner.objects.filter(pk=thing.pk).update(**columns)
        if old and columns.get("photo", old) != old:
            _forget(old)
    else:
        Place.objects.filter(pk=thing.pk).update(**columns)
    thing.refresh_from_db(fields=_fields(columns))


def _rename(practitioner: Practitioner, columns: Mapping[str, Any]) -> None:
    """Of two who get one name at the same moment, the second has the next address."""
    for _try in range(_TRIES):
        slug = _new_address(practitioner, str(columns["public_name"]))
        with suppress(IntegrityError), transaction.atomic():
            Practitioner.objects.filter(pk=practitioner.pk).update(**columns, slug=slug)
            return
    raise Overtaken(_("Others got the same name at this moment. Try again."))


def _forget(photo: str) -> None:
    """Delete a portrait's files, unless somebody's page shows them: demonstrations share their drawings."""
    if pictures.ours(photo) and not Practitioner.objects.filter(photo=photo).exists():
        pictures.remove(photo)


def _new_address(practitioner: Practitioner, name: str) -> str:
    """An address made of the new name; the old one leads to it if anybody could know it."""
    if practitioner.visibility != Visibility.DRAFT:
        FormerSlug.objects.get_or_create(slug=practitioner.slug, defaults={"practitioner": practitioner})
    return free_slug(name, instead_of=practitioner)


def free_slug(name: str, *, instead_of: Practitioner | None = None) -> str:
    """An address nobody has or had, made of this name."""
    base = slugify(name)[:120] or "practitioner"
    taken = set(Practitioner.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    former = FormerSlug.objects.filter(slug__startswith=base)
    if instead_of is not None:
        taken.discard(instead_of.slug)
        former = former.exclude(practitioner=instead_of)
    taken |= set(former.values_list("slug", flat=True))
    return next(
        slug
        for number in range(1, len(taken) + 3)
        if (slug := base if number == 1 else f"{base}-{number}") not in taken
    )


def _plain(value: Any) -> Any:
    return str(value) if not isinstance(value, str | int | bool | None) else value

"""Pictures that may become public: cut, brought to size and drawn anew, so that only pixels are left."""

import re
import secrets
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practitioners.errors import Invalid
from practitioners.intake import decoder, shelf, workshop

CROPS = {
    "middle": gettext_lazy("The middle"),
    "top": gettext_lazy("The upper part"),
    "left": gettext_lazy("The left side"),
    "right": gettext_lazy("The right side"),
    "whole": gettext_lazy("All of it, with white margins"),
}
"""What a portrait shows of the picture: choices for a form, without dragging."""
_PORTRAIT = re.compile(r"(portraits/[0-9a-f]{32})/\d+\.(webp|jpg)")
_PHOTO = re.compile(r"photos/[0-9a-f]{32}-(\d+)x(\d+)\.webp")


@dataclass(frozen=True)
class Size:
    """One size of a picture: the names of its files in the public storage; `jpeg` is empty where there is none."""

    width: int
    height: int
    webp: str
    jpeg: str


@dataclass(frozen=True)
class Portrait:
    """A stored portrait; `name` is what `Practitioner.photo` keeps."""

    name: str

    @property
    def sizes(self) -> list[Size]:
        """Its sizes, smallest first."""
        return sizes(self.name)


def portrait(file: "File[Any] | BinaryIO", *, crop: str) -> Portrait:
    """Store a square portrait in every size. Raises Invalid with what is wrong with the picture."""
    if crop not in CROPS:
        raise Invalid(_("Choose which part of the picture is shown."))
    with workshop.folder() as where:
        workshop.receive(file, where / "file")
        decoded = workshop.decode(where, "portrait", crop=crop)
    home = f"portraits/{secrets.token_hex(16)}"
    _store({f"{home}/{name}": data for name, data in decoded.files.items()})
    return Portrait(f"{home}/{max(decoder.PORTRAIT_SIDES)}.webp")


def pair(before: "File[Any] | BinaryIO", after: "File[Any] | BinaryIO") -> tuple[str, str]:
    """Store both pictures at one size, that of the smaller. Raises Invalid with what is wrong with one of them."""
    with workshop.folder() as where:
        workshop.receive(before, where / "before")
        workshop.receive(after, where / "after")
        decoded = workshop.decode(where, "pair")
    width, height = decoded.size
    names = [f"photos/{secrets.token_hex(16)}-{width}x{height}.webp" for _each in range(2)]
    _store(dict(zip(names, (decoded.files["before.webp"], decoded.files["after.webp"]), strict=True)))
    return names[0], names[1]


def sizes(name: str) -> list[Size]:
    """The sizes of a stored picture, smallest first; nothing for a picture that did not come from here."""
    if found := _PORTRAIT.fullmatch(name):
        home = found[1]
        return [
            Size(side, side, webp=f"{home}/{side}.webp", jpeg=f"{home}/{side}.jpg")
            for side in decoder.PORTRAIT_SIDES
        ]
    if found := _PHOTO.fullmatch(name):
        return [Size(int(found[1]), int(found[2]), webp=name, jpeg="")]
    return []


def remove(name: str) -> None:
    """Delete a picture in all its sizes, once the transaction that forgets it is through."""
    files = [file for size in sizes(name) for file in (size.webp, size.jpeg)] or [name]
    for file in filter(None, files):
        transaction.on_commit(partial(default_storage.delete, file), robust=True)


def ours(name: str) -> bool:
    """Whether this file was stored here: a portrait in one of its sizes, or one of a pair."""
    return bool(_PORTRAIT.fullmatch(name) or _PHOTO.fullmatch(name))


def _store(files: dict[str, bytes]) -> None:
    with shelf.together(default_storage) as put:
        for name, data in files.items():
            put(name, ContentFile(data))

"""Pictures that nobody can take for photographs: flat shapes with the word "demonstration" in them."""

import hashlib
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from random import Random

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from PIL import Image, ImageDraw, ImageFont

from practitioners.demonstration.people import PORTRAITS
from practitioners.storage import evidence_storage
from practitioners.vocabulary import Kind

WORDS = "Demonstration drawing"
SIDE = 320
_SKINS = ("#f2d3bd", "#e0b08c", "#c68863", "#9a6242", "#6f4530", "#4d2f22")
_HAIRS = ("#2b2320", "#4a2f1f", "#7a4f2a", "#b98a4e", "#8d8d88", "#3a3f52")
_CLOTHES = ("#2f5d50", "#7a3b2e", "#3c5a80", "#6b5b95", "#8a6d3b", "#4f6d3a")
_GROUNDS = ("#efe6d6", "#dfe8e2", "#e6e0ec", "#f0ddd4", "#dde5ee", "#e9e7cf")
_INK = "#26312d"


@dataclass(frozen=True)
class Specimen:
    """One stored file that stands in for the evidence of a kind."""

    name: str
    sha256: str
    size: int


def portraits() -> list[str]:
    """The names of the drawn portraits in the public storage, drawn anew each time."""
    return [
        _store(default_storage, f"portraits/demonstration-{number:02d}.webp", _webp(_portrait(number)))
        for number in range(1, PORTRAITS + 1)
    ]


def specimens() -> dict[Kind, Specimen]:
    """One picture for each kind in the private storage; the log's shows a drawn scalp."""
    found = {}
    for kind in Kind:
        data = _webp(_scalp() if kind == Kind.TRACK_RECORD else _form(str(kind.label)))
        name = _store(evidence_storage(), f"demonstration/{kind.value}.webp", data)
        found[kind] = Specimen(name, hashlib.sha256(data).hexdigest(), len(data))
    return found


def document(name: str, issuer: str, title: str, lines: Sequence[str]) -> Specimen:
    """A sheet that says these lines, large enough to be read: one person's own, so that it can be compared."""
    image = Image.new("RGB", (900, 640), "#ffffff")
    draw = ImageDraw.Draw(image)
    draw.rectangle((40, 32, 860, 560), outline=_INK, width=3)
    draw.text((450, 70), issuer, fill=_INK, font=ImageFont.load_default(30), anchor="ma")
    draw.text((450, 124), f"SPECIMEN: {title}", fill=_INK, font=ImageFont.load_default(22), anchor="ma")
    wrapped = [part for line in lines for part in textwrap.wrap(line, 52)]
    for number, line in enumerate(wrapped):
        draw.text(
            (96, 190 + number * min(70, 350 // len(wrapped))),
            line,
            fill=_INK,
            font=ImageFont.load_default(26),
        )
    draw.text((450, 586), WORDS, fill=_INK, font=ImageFont.load_default(24), anchor="ma")
    data = _webp(image)
    stored = _store(evidence_storage(), f"demonstration/{name}.webp", data)
    return Specimen(stored, hashlib.sha256(data).hexdigest(), len(data))


def scalps() -> tuple[bytes, bytes]:
    """Drawings for before and after; nobody's head."""
    large = _scalp().resize((2 * SIDE, 2 * SIDE))
    return _webp(large), _webp(large.transpose(Image.Transpose.FLIP_LEFT_RIGHT))


def _store(storage: Storage, name: str, data: bytes) -> str:
    storage.delete(name)  # the storage would put a second file beside it
    return storage.save(name, ContentFile(data))


def _webp(image: Image.Image) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "WEBP", quality=80)
    return buffer.getvalue()


def _sheet(ground: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (SIDE, SIDE), ground)
    return image, ImageDraw.Draw(image)


def _caption(draw: ImageDraw.ImageDraw, words: str = WORDS, *, top: int = SIDE - 30, size: int = 19) -> None:
    draw.text((SIDE / 2, top), words, fill=_INK, font=ImageFont.load_default(size), anchor="ma")


def _portrait(number: int) -> Image.Image:
    """A head and shoulders in flat colors, without a face."""
    rng = Random(number)
    skin, hair = rng.choice(_SKINS), rng.choice(_HAIRS)
    image, draw = _sheet(rng.choice(_GROUNDS))
    style = number % 4
    if style == 1:
        draw.rounded_rectangle((96, 60, 224, 236), 60, fill=hair)  # long hair behind the shoulders
    if style == 2:
        draw.ellipse((132, 22, 188, 78), fill=hair)  # a knot
    draw.rounded_rectangle((70, 206, 250, 330), 56, fill=rng.choice(_CLOTHES))
    draw.rounded_rectangle((142, 170, 178, 222), 14, fill=skin)
    draw.ellipse((106, 66, 214, 194), fill=skin)
    if style != 3:
        draw.pieslice((102, 58, 218, 186), 180, 360, fill=hair)
    draw.rectangle((0, SIDE - 36, SIDE, SIDE), fill="#ffffff")
    _caption(draw)
    return image


def _scalp() -> Image.Image:
    """A head from above: a parting and a grid of needle dots."""
    image, draw = _sheet(_GROUNDS[0])
    draw.ellipse((60, 30, 260, 270), fill=_HAIRS[1])
    draw.ellipse((112, 70, 208, 190), fill=_SKINS[1])
    draw.line((160, 34, 160, 266), fill=_SKINS[1], width=6)
    for row in range(7):
        for column in range(6):
            x, y = 124 + column * 14, 84 + row * 15
            if ((x - 160) / 42) ** 2 + ((y - 130) / 54) ** 2 < 1:
                draw.ellipse((x - 2, y - 2, x + 2, y + 2), fill="#a33b2f")
    _caption(draw)
    return image


def _form(title: str) -> Image.Image:
    """A sheet of paper with lines that say nothing."""
    image, draw = _sheet("#ffffff")
    draw.rectangle((24, 16, SIDE - 24, SIDE - 44), outline=_INK, width=2)
    _caption(draw, title, top=32, size=22)
    _caption(draw, "SPECIMEN", top=64, size=16)
    for line in range(8):
        top = 104 + line * 20
        draw.line((48, top, SIDE - 48 - (line % 3) * 40, top), fill="#9aa39f", width=4)
    _caption(draw)
    return image

"""Reads an uploaded file and leaves nothing of it but pixels. A program of its own, run under limits.

It knows neither Django nor the network: `python -I decoder.py FOLDER` finds `job.json` and the files in the folder
and leaves pictures and `verdict.json` there. Whatever goes wrong with a hostile file goes wrong here.
"""

import ctypes
import importlib
import importlib.util
import json
import math
import os
import resource
import signal
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

PIXELS, PAGES = 50_000_000, 30
PAGE_SIDE, PAIR_SIDE, PORTRAIT_SIDES = 2000, 1200, (160, 320, 640)
LEAST_PAGE, LEAST_PICTURE = 32, 320
MEMORY, PROCESSOR_SECONDS, SECONDS = 1 << 30, 20, 30
LONGEST_OUTPUT = 64 << 20
TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
SEVERAL = (
    "MPO"  # what Pillow calls a JPEG that brings depths or previews along; its first picture is the photo
)
PDF = "application/pdf"
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_END_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_DOTS = 150 / 72
_ROOM = 3000
_WHITE = "white"

HEIC = importlib.util.find_spec("pillow_heif") is not None
if HEIC:
    TYPES["HEIF"] = "image/heic"


class Refused(Exception):
    """The file is not taken; the word says why."""


def main(folder: Path) -> None:
    """Do the job that lies in the folder, and say what came of it."""
    importlib.import_module("PIL.WebPImagePlugin")  # Pillow would load all its formats to find this one
    limit()
    job = json.loads((folder / "job.json").read_text())
    try:
        verdict = TASKS[job["task"]](folder, job)
    except Refused as refusal:
        verdict = {"refused": str(refusal)}
    except MemoryError:
        verdict = {"refused": "heavy"}
    (folder / "verdict.json").write_text(json.dumps(verdict))


def limit() -> None:
    """Give up memory, time and files beyond what an honest file needs, and end with whoever started us."""
    signal.alarm(SECONDS)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_END_WITH_PARENT, signal.SIGKILL)
    os.nice(5)
    for what, most in (
        (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, PROCESSOR_SECONDS), (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, LONGEST_OUTPUT), (resource.RLIMIT_NOFILE, 32),
    ):  # fmt: skip
        allowed = resource.getrlimit(what)[1]
        least = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(what, (least, least))
    Image.MAX_IMAGE_PIXELS = PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def evidence(folder: Path, _job: dict[str, Any]) -> dict[str, Any]:
    """A picture of each page, whatever the file is called and says of itself."""
    path = folder / "file"
    try:
        kind, picture = still(path, longest=PAGE_SIDE, least=LEAST_PAGE)
    except UnidentifiedImageError:
        kind, pages = PDF, pages_of(path)
    else:
        pages = iter([picture])
    names = []
    for number, page in enumerate(pages, start=1):
        names.append(f"{number}.webp")
        page.save(folder / names[-1], "WEBP", quality=82, method=2)
    return {"type": kind, "files": names}


def portrait(folder: Path, job: dict[str, Any]) -> dict[str, Any]:
    """A square in each size, as WebP and as JPEG."""
    kind, picture = still_only(folder / "file", longest=_ROOM)
    square = squared(picture, job["crop"])
    names = []
    for side in PORTRAIT_SIDES:
        scaled = square.resize((side, side), Image.Resampling.LANCZOS)
        names += [f"{side}.webp", f"{side}.jpg"]
        scaled.save(folder / names[-2], "WEBP", quality=82, method=4)
        scaled.save(folder / names[-1], "JPEG", quality=84, optimize=True, progressive=True)
    return {"type": kind, "files": names}


def pair(folder: Path, _job: dict[str, Any]) -> dict[str, Any]:
    """Both pictures cut to one shape and brought to one size, that of the smaller; nothing is enlarged."""
    pictures = [still_only(folder / name, longest=_ROOM)[1] for name in ("before", "after")]
    shape = math.sqrt(math.prod(picture.width / picture.height for picture in pictures))
    cuts = [shaped(picture, shape) for picture in pictures]
    scale = min(1.0, PAIR_SIDE / max(min(cut[axis] for cut in cuts) for axis in (0, 1)))
    width, height = (max(1, round(min(cut[axis] for cut in cuts) * scale)) for axis in (0, 1))
    names = ["before.webp", "after.webp"]
    for name, picture in zip(names, pictures, strict=True):
        fitted = ImageOps.fit(picture, (width, height), Image.Resampling.LANCZOS)
        fitted.save(folder / name, "WEBP", quality=84, method=4)
    return {"type": TYPES["WEBP"], "files": names, "size": [width, height]}


TASKS = {"evidence": evidence, "portrait": portrait, "pair": pair}


def still_only(path: Path, *, longest: int) -> tuple[str, Image.Image]:
    """A still picture, large enough to be shown; documents are refused here."""
    try:
        return still(path, longest=longest, least=LEAST_PICTURE)
    except UnidentifiedImageError:
        raise Refused("no_picture") from None


def still(path: Path, *, longest: int, least: int) -> tuple[str, Image.Image]:
    """The media type, and the pixels as somebody sees them: upright, on white, with nothing else kept.

    Raises UnidentifiedImageError when it is no picture at all.
    """
    try:
        with Image.open(path, formats=formats_of(path)) as image:
            kind = "JPEG" if image.format == SEVERAL else str(image.format)
            if getattr(image, "is_animated", False) and kind != "JPEG":
                raise Refused("moving")  # whoever looks would see its first frame only
            if min(image.size) < least:
                raise Refused("small")
            return TYPES[kind], pixels(image, longest=longest)
    except (Refused, UnidentifiedImageError, MemoryError):
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Refused("pixels") from None
    except Exception:  # decoders raise anything
        raise Refused("unreadable") from None


def formats_of(path: Path) -> list[str]:
    """What the picture may be; the reader of HEIC is loaded for files that begin as its own do."""
    with path.open("rb") as file:
        head = file.read(8)
    if HEIC and head.endswith(b"ftyp"):
        importlib.import_module("pillow_heif").register_heif_opener(thumbnails=False)
        return ["HEIF"]
    return ["JPEG", "PNG", "WEBP"]


def pixels(image: Image.Image, *, longest: int) -> Image.Image:
    """A new picture with the pixels alone: no EXIF, place, profile or comment goes with it."""
    image.draft("RGB", (longest, longest))  # a JPEG unpacks smaller at once
    image.load()
    turned = ImageOps.exif_transpose(reduced(eight_bits(image), longest))
    seen = turned.convert("RGBA") if "transparency" in turned.info or "A" in turned.getbands() else turned
    clean = Image.new("RGB", seen.size, _WHITE)
    if seen.mode == "RGBA":
        clean.paste(seen, mask=seen.getchannel("A"))
    else:
        clean.paste(seen.convert("RGB"))
    return clean


def eight_bits(image: Image.Image) -> Image.Image:
    """Sixteen bits a channel become eight by scale; Pillow alone would cut them off at white."""
    if not image.mode.startswith(("I", "F")):
        return image
    scaled = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    scaled.info = {key: value for key, value in image.info.items() if key != "transparency"}
    return scaled


def reduced(image: Image.Image, longest: int) -> Image.Image:
    """Not longer than this on any side; a palette is resolved first, so that edges stay smooth."""
    if max(image.size) <= longest:
        return image
    if image.mode in ("P", "1", "PA"):
        image = image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    scale = longest / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    smaller = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    smaller.info = image.info
    return smaller


def squared(image: Image.Image, crop: str) -> Image.Image:
    """The square that the word asks for; the whole picture gets white margins."""
    if crop == "whole":
        return ImageOps.pad(image, (max(image.size),) * 2, Image.Resampling.LANCZOS, color=_WHITE)
    side = min(image.size)
    left = {"left": 0, "right": image.width - side}.get(crop, (image.width - side) // 2)
    top = 0 if crop == "top" else (image.height - side) // 2
    return image.crop((left, top, left + side, top + side))


def shaped(image: Image.Image, shape: float) -> tuple[float, float]:
    """Width and height of the largest piece of this shape."""
    return min(image.width, image.height * shape), min(image.height, image.width / shape)


def pages_of(path: Path) -> Iterator[Image.Image]:
    """The pages of a PDF, drawn one by one: no script runs, no attachment opens, no form is filled."""
    import pypdfium2  # pictures need not wait for it

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as problem:
        raise Refused("locked" if problem.err_code == _PASSWORD else "unreadable") from None
    if len(document) > PAGES:
        raise Refused("pages")
    for number in range(len(document)):
        try:
            yield drawn(document[number])
        except (Refused, MemoryError):
            raise
        except Exception:
            raise Refused("unreadable") from None


def drawn(page: Any) -> Image.Image:
    """One page at the size of a scan, however large it says it is."""
    width, height = page.get_size()
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        raise Refused("unreadable")
    scale = min(_DOTS, (PAGE_SIDE - 1) / max(width, height))
    picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    page.close()
    clean = Image.new("RGB", picture.size, _WHITE)
    clean.paste(picture)
    return clean


if __name__ == "__main__":
    main(Path(sys.argv[1]))

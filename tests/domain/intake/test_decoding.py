"""What becomes of each file that may come: pixels, or a sentence; in bounded time and memory; nothing else."""

import contextlib
import io
import random
import resource
import time
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from practitioners.errors import Invalid
from practitioners.intake import decoder, workshop
from tests.domain.intake import corpus as a

UNREADABLE, LOCKED, MOVES = "We could not read this file", "locked with a password", "The picture moves"
TOO_LARGE, TOO_SMALL, TOO_MANY = "50 megapixels is the most", "too small to see", "30 is the most"
ANY = "file|picture"


def read(data: bytes, task: str = "evidence") -> workshop.Decoded:
    """The verdict of the decoder on this file."""
    with workshop.folder() as where:
        workshop.receive(ContentFile(data), where / "file")
        return workshop.decode(where, task)


def shown(decoded: workshop.Decoded) -> list[Image.Image]:
    """The pictures of the pages."""
    return [Image.open(io.BytesIO(data), formats=["WEBP"]) for data in decoded.files.values()]


TAKEN: dict[str, tuple[Callable[[], bytes], str, tuple[int, int]]] = {
    "a photo": (a.jpeg, "image/jpeg", (600, 400)),
    "a screenshot": (lambda: a.saved(a.picture(), "PNG"), "image/png", (600, 400)),
    "a WebP": (lambda: a.saved(a.picture(), "WEBP"), "image/webp", (600, 400)),
    "a large photo": (lambda: a.saved(a.picture(size=(4000, 3000)), "JPEG"), "image/jpeg", (2000, 1500)),
    "fifty megapixels, see-through": (
        lambda: a.saved(Image.new("RGBA", (8000, 6250)), "PNG", compress_level=1), "image/png", (2000, 1562)
    ),
    "print colors": (lambda: a.saved(a.picture("CMYK"), "JPEG"), "image/jpeg", (600, 400)),
    "black and white": (lambda: a.saved(a.picture("1"), "PNG"), "image/png", (600, 400)),
    "sixteen bits": (a.sixteen_bits, "image/png", (600, 400)),
    "a turned photo": (a.turned_jpeg, "image/jpeg", (400, 600)),
    "a phone's photo of several": (lambda: a.several("MPO"), "image/jpeg", (600, 400)),
    "a photo with a ZIP behind it": (lambda: a.jpeg() + a.archive("x.html"), "image/jpeg", (600, 400)),
    "a photo with a PDF in its comment": (lambda: a.jpeg(comment=a.pdf(a.SQUARE)), "image/jpeg", (600, 400)),
    "a PDF": (lambda: a.pdf(a.SQUARE), "application/pdf", (625, 417)),
    "a PDF with HTML before it": (lambda: a.HTML + a.pdf(a.SQUARE), "application/pdf", (625, 417)),
    "a PDF with HTML behind it": (lambda: a.pdf(a.SQUARE) + a.HTML, "application/pdf", (625, 417)),
    "a PDF with scripts": (a.pdf_with_scripts, "application/pdf", (625, 417)),
    "a PDF with a page of four miles": (
        lambda: a.pdf(a.SQUARE, box="0 0 20000000 10000000"), "application/pdf", (1999, 1000)
    ),
}  # fmt: skip
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "words": (lambda: b"I have a license.", UNREADABLE),
    "a page of the web": (lambda: a.HTML, UNREADABLE),
    "a drawing with a script": (lambda: a.SVG, UNREADABLE),
    "an archive": (lambda: a.archive("license.pdf"), UNREADABLE),
    "a text document": (lambda: a.archive("[Content_Types].xml", "word/document.xml"), UNREADABLE),
    "a GIF": (lambda: a.saved(a.picture("P"), "GIF"), UNREADABLE),
    "the head of a GIF": (lambda: b"GIF89a" + a.HTML, UNREADABLE),
    "a TIFF": (lambda: a.saved(a.picture(), "TIFF"), UNREADABLE),
    "a bitmap": (lambda: a.saved(a.picture(), "BMP"), UNREADABLE),
    "half a photo": (lambda: a.jpeg()[: len(a.jpeg()) // 2], UNREADABLE),
    "half a screenshot": (lambda: a.saved(a.picture(), "PNG")[:300], UNREADABLE),
    "the head of a PDF": (lambda: a.pdf(a.SQUARE)[:40], UNREADABLE),
    "a PDF without pages": (lambda: a.pdf(), UNREADABLE),
    "a locked PDF": (a.locked_pdf, LOCKED),
    "a PDF of 31 pages": (lambda: a.pdf(*[a.SQUARE] * 31), TOO_MANY),
    "a hundred megapixels in some kilobytes": (lambda: a.png_of(10_000, 10_000), TOO_LARGE),
    "sixty megapixels": (lambda: a.png_of(10_000, 6_000), TOO_LARGE),
    "four billion pixels": (lambda: a.png_of(65_000, 65_000), TOO_LARGE),
    "a comment like a novel": (a.png_with_a_novel, UNREADABLE),
    "one pixel": (lambda: a.saved(a.picture(size=(1, 1), color="red"), "PNG"), TOO_SMALL),
    "a moving WebP": (lambda: a.several("WEBP"), MOVES),
    "a moving PNG": (lambda: a.several("PNG"), MOVES),
}


@pytest.fixture(autouse=True)
def _bounded() -> object:
    """Every file is dealt with in time and memory, and its folder is gone afterwards."""
    started = time.perf_counter()
    yield
    assert time.perf_counter() - started < workshop.SECONDS
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < decoder.MEMORY // 1024


@pytest.mark.parametrize("name", TAKEN)
def test_an_honest_file_becomes_pictures_of_its_pages(name: str) -> None:
    data, kind, size = TAKEN[name]
    decoded = read(data())
    assert (decoded.content_type, [page.size for page in shown(decoded)]) == (kind, [size])


@pytest.mark.parametrize("name", REFUSED)
def test_other_files_are_refused_with_a_sentence(name: str) -> None:
    data, sentence = REFUSED[name]
    with pytest.raises(Invalid, match=sentence):
        read(data())


@pytest.mark.parametrize("make", [a.inflating_pdf, a.pdf_with_a_giant_picture, a.pdf_in_itself])
def test_a_file_that_swells_ends_in_a_picture_or_a_sentence(make: Callable[[], bytes]) -> None:
    with contextlib.suppress(Invalid):
        assert len(read(make()).files) == 1


def test_every_page_of_a_document_becomes_a_picture_in_its_order() -> None:
    colors = [b"1 0 0", b"0 1 0", b"0 0 1"] * 4
    pages = shown(read(a.pdf(*(color + b" rg 0 0 300 200 re f" for color in colors))))
    seen = [page.convert("RGB").getpixel((300, 200)) for page in pages]
    assert [max(range(3), key=pixel.__getitem__) for pixel in seen] == [0, 1, 2] * 4


@pytest.mark.parametrize("make", [a.talkative_jpeg, a.talkative_png])
def test_nothing_but_pixels_is_left(make: Callable[[], bytes]) -> None:
    data = make()
    assert a.SECRET in data
    decoded = read(data)
    [kept], [page] = decoded.files.values(), shown(decoded)
    assert a.SECRET not in kept
    assert (dict(page.getexif()), set(page.info) - {"loop", "background", "timestamp", "duration"}) == (
        {},
        set(),
    )
    assert not any(mark in kept for mark in (b"EXIF", b"XMP ", b"ICCP"))


@pytest.mark.parametrize("make", [lambda: a.seen_through("RGBA"), lambda: a.seen_through("LA"), a.palette])
def test_what_is_transparent_lies_on_white(make: Callable[[], bytes]) -> None:
    [page] = shown(read(make()))
    assert page.getpixel((300, 200)) == (255, 255, 255)


def test_sixteen_bits_keep_their_gray() -> None:
    [page] = shown(read(a.sixteen_bits()))
    assert abs(page.getpixel((300, 200))[0] - 128) <= 2


def test_print_colors_are_not_turned_over() -> None:
    [page] = shown(read(a.saved(a.picture("CMYK", color=(0, 0, 0, 0)), "JPEG")))
    assert min(page.getpixel((300, 200))) > 250


def test_a_turned_photo_stands_upright() -> None:
    [page] = shown(read(a.turned_jpeg()))
    top, bottom = page.getpixel((200, 100)), page.getpixel((200, 500))
    assert top[0] > 150 > bottom[0]  # the left half has become the upper one


@pytest.mark.skipif(not decoder.HEIC, reason="the extra `heic` is not installed")
def test_an_iphone_photo_is_read_where_the_extra_is_installed() -> None:
    import pillow_heif

    buffer = io.BytesIO()
    pillow_heif.from_pillow(a.picture()).save(buffer)
    assert read(buffer.getvalue()).content_type == "image/heic"


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_file_never_ends_in_anything_but_a_sentence(seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray((a.talkative_jpeg, a.talkative_png, a.pdf_with_scripts, a.sixteen_bits)[seed % 4]())
    for _ in range(30):
        data[rng.randrange(len(data))] = rng.randrange(256)
    with contextlib.suppress(Invalid):
        assert read(bytes(data)).files


def test_a_file_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(workshop, "SECONDS", 0.01)
        with pytest.raises(Invalid, match="took too long"):
            read(a.jpeg())


def test_somebody_who_waits_too_long_for_a_turn_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "_PATIENCE", 0.01)
    with workshop._TURNS, workshop._TURNS, pytest.raises(Invalid, match="in a minute"):
        read(a.jpeg())
    assert read(a.jpeg()).files.keys() == {"1.webp"}


def test_what_the_decoder_leaves_is_looked_at_before_it_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(workshop._MAGIC, ".webp", b"something else")
    with pytest.raises(Invalid, match=UNREADABLE):
        read(a.jpeg())


def test_nothing_of_our_environment_reaches_the_decoder(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, object] = {}
    start = workshop.subprocess.Popen
    monkeypatch.setattr(
        workshop.subprocess, "Popen", lambda *given, **how: seen.update(how) or start(*given, **how)
    )
    read(a.jpeg())
    assert seen["env"].keys() <= {"LD_LIBRARY_PATH"}


def test_empty_and_oversized_files_are_refused_while_they_come() -> None:
    with pytest.raises(Invalid, match="The file is empty"):
        read(b"")
    with pytest.raises(Invalid, match="smaller than 15 MB"):
        read(bytes(workshop.LIMIT_BYTES + 1))

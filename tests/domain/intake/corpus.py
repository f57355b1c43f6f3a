"""Files as people send them, and as nobody should: all of them made here."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence

from PIL import Image
from PIL.PngImagePlugin import PngInfo

SIDES = (600, 400)
HTML = b"<html><script>document.title='ran'</script></html>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>"
GPS = {1: "N", 2: (30.0, 16.0, 2.0), 3: "W", 4: (97.0, 44.0, 35.0)}
SECRET = b"Ada Stone at home"


def picture(mode: str = "RGB", size: tuple[int, int] = SIDES, color: object = None) -> Image.Image:
    """A picture with its left half in one color and the rest in another, so that turning it shows."""
    image = Image.new(mode, size, color)
    if color is None:
        image.paste(Image.new("RGB", (size[0] // 2, size[1]), "#c03020").convert(mode), (0, 0))
    return image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """The picture as a file of this kind."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def jpeg(**options: object) -> bytes:
    """A plain photo."""
    return saved(picture(), "JPEG", **options)


def talkative_jpeg() -> bytes:
    """A photo that says where it was taken, by whom, and more."""
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825).update(GPS)
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"
    return jpeg(exif=exif, comment=SECRET, xmp=xmp, icc_profile=b"profile " + SECRET)


def talkative_png() -> bytes:
    """The same as a screenshot."""
    words = PngInfo()
    words.add_text("Author", SECRET.decode())
    return saved(picture(), "PNG", pnginfo=words, icc_profile=b"profile " + SECRET)


def turned_jpeg() -> bytes:
    """A photo that must be turned to the right to stand upright."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return jpeg(exif=exif)


def several(kind: str, frames: int = 3) -> bytes:
    """Frames in one file: an animation, or what phones call one photo (MPO)."""
    images = [picture(color=color) for color in ("red", "green", "blue")][:frames]
    return saved(images[0], kind, save_all=True, append_images=images[1:])


def chunk(name: bytes, data: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack("!L", len(data)) + name + data + struct.pack("!L", zlib.crc32(name + data))


def png_of(width: int, height: int, *, data: bytes = b"", extra: bytes = b"") -> bytes:
    """A PNG in one gray that claims these sides, with these compressed lines."""
    header = struct.pack("!LLBBBBB", width, height, 1, 0, 0, 0, 0)
    body = data or zlib.compress(bytes((width // 8 + 1) * min(height, 10_000)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def png_with_a_novel() -> bytes:
    """A small picture whose comment unpacks to fifty million letters."""
    novel = b"Comment\0\0" + zlib.compress(b"A" * 50_000_000, 9)
    return png_of(*SIDES, extra=chunk(b"zTXt", novel))


def sixteen_bits() -> bytes:
    """A middle gray with sixteen bits."""
    return saved(Image.new("I;16", SIDES, 32_768), "PNG")


def seen_through(mode: str) -> bytes:
    """Nothing to be seen, over black."""
    return saved(Image.new(mode, SIDES, (0, 0) if mode == "LA" else (0, 0, 0, 0)), "PNG")


def palette() -> bytes:
    """A palette whose only color is made transparent."""
    return saved(Image.new("P", SIDES, 0), "PNG", transparency=0)


def pdf(
    *contents: bytes, box: str = "0 0 300 200", catalog: str = "", stream: str = "", page: str = "",
    more: Sequence[bytes] = (), trailer: str = "",
) -> bytes:  # fmt: skip
    """A PDF with a page for each of these drawings; `more` are objects beginning with number 3."""
    first = 3 + len(more)
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        *more,
    ]
    for number, content in enumerate(contents):
        drawing = first + 2 * number + 1
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents {drawing} 0 R {page} >>".encode(),
            f"<< /Length {len(content)} {stream} >> stream\n".encode() + content + b"\nendstream",
        ]
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R {trailer} >>\n"
    return out + end.encode() + f"startxref\n{len(out)}\n%%EOF\n".encode()


SQUARE = b"1 0 0 rg 20 20 100 100 re f"


def locked_pdf() -> bytes:
    """A PDF that opens with a password."""
    lock = f"/Filter /Standard /V 1 /R 2 /O <{'ab' * 32}> /U <{'cd' * 32}> /P -4"
    return pdf(SQUARE, trailer=f"/Encrypt << {lock} >> /ID [<{'01' * 16}> <{'01' * 16}>]")


def pdf_with_scripts() -> bytes:
    """A PDF that would run a script, open a program and fetch an address."""
    return pdf(
        SQUARE,
        catalog="/OpenAction << /S /JavaScript /JS (while \\(true\\) {}) >> "
        "/AA << /WC << /S /URI /URI (http://localhost/) >> >>",
        page="/AA << /O << /S /Launch /F (/bin/sh) >> >>",
    )


def inflating_pdf() -> bytes:
    """A few hundred bytes that unpack twice to 400 million blanks."""
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(b" " * 16_000_000) for _ in range(25)) + packer.flush()
    return pdf(zlib.compress(once, 9), stream="/Filter [/FlateDecode /FlateDecode]")


def pdf_with_a_giant_picture() -> bytes:
    """A page with a picture of forty thousand dots square in it, packed."""
    packer = zlib.compressobj(9)
    dots = b"".join(packer.compress(bytes(5_000_000)) for _ in range(40)) + packer.flush()
    picture = (
        "<< /Type /XObject /Subtype /Image /Width 40000 /Height 40000 /BitsPerComponent 1 "
        f"/ColorSpace /DeviceGray /Filter /FlateDecode /Length {len(dots)} >> stream\n"
    )
    inside = picture.encode() + dots + b"\nendstream"
    return pdf(b"300 0 0 200 0 0 cm /X Do", more=[inside], page="/Resources << /XObject << /X 3 0 R >> >>")


def pdf_in_itself() -> bytes:
    """A drawing that draws itself twice, and so on."""
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 300 200] "
        b"/Resources << /XObject << /X 3 0 R >> >> /Length 12 >> stream\n/X Do /X Do \nendstream"
    )
    return pdf(b"/X Do", more=[form], page="/Resources << /XObject << /X 3 0 R >> >>")


def archive(*names: str) -> bytes:
    """A ZIP with these files in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names:
            packed.writestr(name, HTML)
    return buffer.getvalue()

"""Portraits and pairs: cut as asked, at known sizes, with nothing but pixels, and gone with everything when removed."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from practitioners.errors import Invalid
from practitioners.intake import files, pictures
from practitioners.models import PhotoSet
from practitioners.vocabulary import Kind
from practitioners.workflow import moves
from tests import factories as make
from tests.domain.intake import corpus as a

pytestmark = pytest.mark.usefixtures("stores")


def striped(width: int, height: int) -> bytes:
    """Red, green, blue: from left to right in a wide picture, from top to bottom in a tall one."""
    image = Image.new("RGB", (width, height))
    for number, color in enumerate(("red", "lime", "blue")):
        if width > height:
            image.paste(color, (width * number // 3, 0, width * (number + 1) // 3, height))
        else:
            image.paste(color, (0, height * number // 3, width, height * (number + 1) // 3))
    return a.saved(image, "PNG")


def opened(name: str) -> Image.Image:
    """A stored picture."""
    with default_storage.open(name) as file:
        return Image.open(io.BytesIO(file.read()))


def middle(name: str) -> str:
    """What color the middle of a stored picture is."""
    image = opened(name).convert("RGB").resize((3, 3), Image.Resampling.BOX)
    pixel = image.getpixel((1, 1))
    return max(zip(pixel, ("red", "green", "blue"), strict=True))[1]


def kept(stores: Path) -> set[str]:
    """Every file in the public store."""
    return {path.relative_to(stores / "media").as_posix() for path in (stores / "media").rglob("*.*")}


def test_a_portrait_is_square_in_every_size_as_webp_and_jpeg(stores: Path) -> None:
    portrait = pictures.portrait(ContentFile(a.talkative_jpeg()), crop="middle")
    assert [(size.width, size.height) for size in portrait.sizes] == [(160, 160), (320, 320), (640, 640)]
    for size in portrait.sizes:
        webp, jpeg = opened(size.webp), opened(size.jpeg)
        assert (webp.format, webp.size, jpeg.format, jpeg.size) == (
            "WEBP",
            (size.width,) * 2,
            "JPEG",
            (size.width,) * 2,
        )
        for image in (webp, jpeg):
            assert (dict(image.getexif()), image.info.keys() & {"exif", "comment", "icc_profile", "xmp"}) == (
                {},
                set(),
            )
    assert portrait.name == portrait.sizes[-1].webp
    assert kept(stores) == {name for size in portrait.sizes for name in (size.webp, size.jpeg)}
    assert not any(a.SECRET in (stores / "media" / name).read_bytes() for name in kept(stores))


@pytest.mark.parametrize(
    ("crop", "wide", "tall"),
    [("middle", "green", "green"), ("left", "red", "green"), ("right", "blue", "green"), ("top", "green", "red")],
)  # fmt: skip
def test_a_crop_shows_the_part_it_names(crop: str, wide: str, tall: str) -> None:
    seen = [
        middle(pictures.portrait(ContentFile(data), crop=crop).name)
        for data in (striped(1200, 400), striped(400, 1200))
    ]
    assert seen == [wide, tall]


def test_the_whole_picture_stands_between_white_margins() -> None:
    image = opened(pictures.portrait(ContentFile(striped(1200, 400)), crop="whole").name).convert("RGB")
    assert [min(image.getpixel(at)) > 245 for at in ((320, 20), (320, 620))] == [True, True]
    seen = [image.getpixel((left, 320)) for left in (20, 320, 620)]
    assert [max(range(3), key=pixel.__getitem__) for pixel in seen] == [0, 1, 2]


def test_every_crop_has_words_and_no_other_is_taken() -> None:
    assert list(pictures.CROPS) == ["middle", "top", "left", "right", "whole"]
    assert all(str(words) for words in pictures.CROPS.values())
    with pytest.raises(Invalid, match="which part"):
        pictures.portrait(ContentFile(a.jpeg()), crop="<script>")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (a.pdf(a.SQUARE), "no picture we can read"), (a.SVG, "no picture we can read"), (b"", "empty"),
        (a.saved(a.picture(size=(200, 900)), "PNG"), "too small"), (a.several("WEBP"), "moves"),
        (a.png_of(10_000, 10_000), "50 megapixels"), (a.jpeg()[:700], "could not read"),
    ],
)  # fmt: skip
def test_what_is_no_portrait_is_refused_and_leaves_nothing(stores: Path, data: bytes, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        pictures.portrait(ContentFile(data), crop="middle")
    with pytest.raises(Invalid, match=sentence):
        pictures.pair(ContentFile(a.jpeg()), ContentFile(data))
    assert kept(stores) == set()


@pytest.mark.parametrize(
    ("before", "after", "size"),
    [
        ((600, 400), (600, 400), (600, 400)),
        ((4000, 3000), (2000, 1500), (1200, 900)),
        ((3000, 4000), (1500, 2000), (900, 1200)),
        ((1200, 900), (700, 1000), (700, 725)),
        ((2800, 400), (400, 2800), (400, 400)),
    ],
)
def test_both_pictures_of_a_pair_have_one_size_and_nothing_is_enlarged(
    before: tuple[int, int], after: tuple[int, int], size: tuple[int, int]
) -> None:
    names = pictures.pair(*(ContentFile(a.saved(a.picture(size=sides), "JPEG")) for sides in (before, after)))
    assert [(opened(name).format, opened(name).size) for name in names] == [("WEBP", size)] * 2
    assert [pictures.sizes(name) for name in names] == [
        [pictures.Size(*size, webp=name, jpeg="")] for name in names
    ]
    assert names[0] != names[1]


def test_a_pair_keeps_its_order() -> None:
    reds = [a.saved(a.picture(color=color), "PNG") for color in ("red", "blue")]
    assert [middle(name) for name in pictures.pair(*map(ContentFile, reds))] == ["red", "blue"]


def test_a_picture_from_elsewhere_has_no_sizes() -> None:
    odd = (
        "",
        "portraits/demonstration-01.webp",
        "portraits/../../x/640.webp",
        f"photos/{'0' * 32}-9x9.webp/../x",
    )
    assert [pictures.sizes(name) for name in odd] == [[]] * 4


@pytest.mark.django_db
def test_removing_a_portrait_removes_all_its_sizes_and_no_other(
    stores: Path, django_capture_on_commit_callbacks: Any
) -> None:
    gone, stays = (pictures.portrait(ContentFile(a.jpeg()), crop="top") for _each in range(2))
    with django_capture_on_commit_callbacks(execute=True):
        pictures.remove(gone.name)
        assert len(kept(stores)) == 12
    assert kept(stores) == {name for size in stays.sizes for name in (size.webp, size.jpeg)}


@pytest.mark.django_db
def test_withdrawing_a_photo_set_removes_its_files(
    stores: Path, django_capture_on_commit_callbacks: Any
) -> None:
    ada = make.practitioner()
    sets = {}
    for name in ("gone", "stays"):
        before, after = pictures.pair(ContentFile(a.jpeg()), ContentFile(a.jpeg()))
        sets[name] = (make.draft(ada, Kind.PHOTOS, before=before, after=after), {before, after})
    with django_capture_on_commit_callbacks(execute=True):
        moves.withdraw(sets["gone"][0], by=ada.account)
    assert kept(stores) == sets["stays"][1]
    pair = PhotoSet.objects.get(credential=sets["gone"][0])
    assert (pair.before.name, pair.after.name) == ("", "")
    files.forget_photos(sets["gone"][0])  # and again, for nothing

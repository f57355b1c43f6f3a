"""What the tests of the page's own rooms share: a signed-in owner, pictures, and a few towns."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from practitioners.models import Account, Postcode, Practitioner, Town, TownName
from practitioners.search.atlas import place_key
from tests import factories as make

AUSTIN = make.AUSTIN
LEEDS = (53_796_480, -1_547_850)


def signed_in(account: Account | None) -> Client:
    """A browser of this account."""
    assert account is not None
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def owner(person: Practitioner) -> Client:
    """A browser of this practitioner."""
    return signed_in(person.account)


def stranger() -> Client:
    """Sam, who keeps a record of their own."""
    return owner(make.practitioner("Sam Stranger"))


def picture(color: str = "#884422", *, size: tuple[int, int] = (800, 600), name: str = "me.jpg") -> Any:
    """A picture as a browser sends it."""
    buffer = BytesIO()
    Image.new("RGB", size, color).save(buffer, "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/jpeg")


def towns() -> None:
    """Austin and its ZIP code, two Springfields of about one size, and Leeds."""
    for code in ("US-TX", "US-IL", "US-MO", "GB-ENG"):
        make.jurisdiction(
            code, name={"US-IL": "Illinois", "US-MO": "Missouri", "GB-ENG": "England"}.get(code, "")
        )
    Postcode.objects.create(
        country="US",
        code="78701",
        code_key="78701",
        places="Austin",
        region="TX",
        lat=30_271_300,
        lon=-97_742_600,
    )
    for name, region, country, spot, population in (
        ("Austin", "TX", "US", AUSTIN, 960_000), ("Springfield", "IL", "US", (39_801_700, -89_643_700), 114_000),
        ("Springfield", "MO", "US", (37_208_900, -93_292_300), 169_000), ("Leeds", "ENG", "GB", LEEDS, 455_000),
    ):  # fmt: skip
        town = Town.objects.create(
            name=name, region=region, country=country, lat=spot[0], lon=spot[1], population=population
        )
        TownName.objects.create(town=town, key=place_key(name))


def hidden(answer: Any, name: str) -> str:
    """What the page's form carries along in this hidden field."""
    value = answer.context["form"][name].value()
    return "" if value is None else str(value)


def fields(answer: Any) -> dict[str, Any]:
    """All that the page's form would send if it were sent as it is."""
    form = answer.context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", False)}


def stored(where: Any) -> set[str]:
    """Every file under this folder."""
    return {str(path.relative_to(where)) for path in where.rglob("*") if path.is_file()}


def seen(browser: Client, path: str) -> int:
    """The status of a picture's address; the file is read to its end, so that it is closed."""
    answer = browser.get(path)
    if answer.streaming:
        b"".join(answer.streaming_content)  # type: ignore[arg-type]
    return int(answer.status_code)

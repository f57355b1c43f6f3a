"""How a visitor wants pages to look: three settings in one cookie, nothing about who they are."""

from dataclasses import dataclass, fields

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

COOKIE = "display"
DAYS = 365
CHOICES = {"theme": ("", "light", "dark"), "unit": ("", "mi", "km"), "spacing": ("", "wide")}
"""What each setting may be; the empty one leaves it to the device or to the place."""


@dataclass(frozen=True)
class Display:
    """Colors, distances and text spacing; all empty is as the device and the place have it."""

    theme: str = ""
    unit: str = ""
    spacing: str = ""


def read(request: HttpRequest) -> Display:
    """The settings this browser keeps; whatever is not one of the choices counts as empty."""
    kept = dict(zip(CHOICES, request.COOKIES.get(COOKIE, "").split("."), strict=False))
    return Display(**{name: kept[name] for name, known in CHOICES.items() if kept.get(name) in known})


def keep(response: HttpResponseBase, display: Display) -> None:
    """Set the cookie for a year, or take it away when nothing is chosen."""
    if display == Display():
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE, ".".join(getattr(display, field.name) for field in fields(display)), max_age=DAYS * 86_400,
        secure=not settings.INSECURE_HTTP, httponly=True, samesite="Lax",
    )  # fmt: skip

"""What every page knows about its site."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from directory.web import display


@dataclass(frozen=True)
class Site:
    """The site as templates see it."""

    name: str
    demonstration: bool
    contact: str
    url: str


def site(request: HttpRequest) -> dict[str, Any]:
    """`site` from the settings and `display` from the visitor's cookie: no database, so error pages can use it."""
    return {
        "site": Site(
            name=settings.SITE_NAME,
            demonstration=settings.DEMONSTRATION,
            contact=settings.CONTACT_EMAIL,
            url=settings.SITE_URL,
        ),
        "display": display.read(request),
    }

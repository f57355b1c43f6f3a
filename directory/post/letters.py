"""An owed letter put in words, as text and as HTML with the same words."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from practitioners.models import Notice, Practitioner
from practitioners.vocabulary import Kind, Level, Visibility

REACHABLE = (Visibility.PUBLIC, Visibility.SUSPENDED)


@dataclass(frozen=True)
class Letter:
    """What is sent to one reader."""

    to: str
    subject: str
    text: str
    html: str


def letter(notice: Notice) -> Letter:
    """The letter of this notice, in the site's language, with facts as they stand now."""
    with translation.override(settings.LANGUAGE_CODE):
        said = _said(notice)
        name = f"letters/{notice.kind}"
        # A subject is one line, whatever the template's breaks.
        subject = " ".join(render_to_string(f"{name}_subject.txt", said).split())
        return Letter(
            to=notice.to.email,
            subject=subject,
            text=_tidy(render_to_string(f"{name}.txt", said)),
            html=render_to_string(f"{name}.html", said | {"subject": subject}),
        )


def _said(notice: Notice) -> dict[str, Any]:
    credential = notice.credential
    return {
        "words": notice.words.strip(),
        "owed_on": timezone.localdate(notice.owed_at),
        "claim": Kind(credential.kind).label if credential else "",
        "seen_on": credential.checked_on if credential else None,
        "until": credential.valid_until if credential else None,
        "at_issuer": credential is not None and credential.level == Level.ISSUER,
        "page": _page(credential.practitioner) if credential else "",
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "contact": settings.CONTACT_EMAIL,
    }


def _page(practitioner: Practitioner) -> str:
    """The address of the public page, or nothing while nobody can read it."""
    if practitioner.visibility not in REACHABLE:
        return ""
    return settings.SITE_URL.rstrip("/") + reverse("public:profile", args=[practitioner.slug])


def _tidy(text: str) -> str:
    """At most one empty line between paragraphs, none around them."""
    paragraphs = [block.strip() for block in text.replace("\r\n", "\n").split("\n\n")]
    return "\n\n".join(block for block in paragraphs if block) + "\n"

"""An owed letter put in words, as text and as HTML with the same words."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from directory.post import facts
from practitioners.models import Notice


@dataclass(frozen=True)
class Letter:
    """What is sent to one reader; `stop` is where letters of an optional kind are stopped."""

    to: str
    subject: str
    text: str
    html: str
    stop: str = ""


def letter(notice: Notice) -> Letter:
    """The letter of this notice, in the site's language, with facts as they stand now."""
    with translation.override(settings.LANGUAGE_CODE):
        said = facts.of(notice)
        name = f"letters/{notice.kind}"
        # A subject is one line, whatever the template's breaks.
        subject = " ".join(render_to_string(f"{name}_subject.txt", said).split())
        return Letter(
            to=notice.address or (notice.to.email if notice.to else ""),
            subject=subject,
            text=_tidy(render_to_string(f"{name}.txt", said)),
            html=render_to_string(f"{name}.html", said | {"subject": subject}),
            stop=said.get("stop", ""),
        )


def _tidy(text: str) -> str:
    """At most one empty line between paragraphs, none around them."""
    paragraphs = [block.strip() for block in text.replace("\r\n", "\n").split("\n\n")]
    return "\n\n".join(block for block in paragraphs if block) + "\n"

"""The style page: every component in both schemes, for those who work on the site. It exists under DEBUG only."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from directory.public.specimens import samples
from directory.web import doors
from directory.web.pages import page

SCHEMES = ("light", "dark")
FOLDER = Path(settings.BASE_DIR) / "templates" / "components"
# What carries an id, and what points to one; the drawings of `icons.html` are there once for all.
_IDS = re.compile(r'\b(id|for|form|aria-labelledby|aria-describedby)="([^"]+)"|\bhref="#(?!i-)([^"]+)"')


@dataclass(frozen=True)
class Shown:
    """A component with its samples drawn once for each scheme."""

    name: str
    schemes: tuple[tuple[str, tuple[SafeString, ...]], ...]


@require_safe
@doors.everyone
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component with its samples, the icons and the colors; 404 on a site that is not being worked on."""
    if not settings.DEBUG:
        raise Http404
    context = {"components": components(), "icons": icons(), "tokens": tokens(), "schemes": SCHEMES}
    return page(request, "public/styleguide.html", context)


def components() -> list[Shown]:
    """Each component that has a sample, in the order of names."""
    return [
        Shown(
            name,
            tuple(
                (
                    scheme,
                    tuple(
                        apart(
                            render_to_string(f"components/{name}.html", dict(context)),
                            f"{name}-{scheme}-{number}",
                        )
                        for number, context in enumerate(contexts())
                    ),
                )
                for scheme in SCHEMES
            ),
        )
        for name, contexts in sorted(samples().items())
    ]


def apart(html: str, mark: str) -> SafeString:
    """The same HTML with its ids ending in `mark`, so that a page can hold it twice."""

    def marked(found: re.Match[str]) -> str:
        if found[3]:
            return f'href="#{found[3]}-{mark}"'
        return f'{found[1]}="{" ".join(f"{name}-{mark}" for name in found[2].split())}"'

    return mark_safe(_IDS.sub(marked, html))  # noqa: S308  # our own templates, with nothing a visitor sent


def icons() -> list[str]:
    """The names of the drawings, as the file itself has them."""
    return re.findall(r'<symbol id="i-([\w-]+)"', (FOLDER / "icons.html").read_text("utf-8"))


def tokens() -> list[str]:
    """The names of the colors, as the sheet has them."""
    sheet = finders.find("css/style.css")
    if not isinstance(sheet, str):
        return []
    return re.findall(r"--([\w-]+):\s*(?:light-dark\(|#)", Path(sheet).read_text("utf-8"))

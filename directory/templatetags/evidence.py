"""The cells of the evidence strip: a page of results has 120, and the template engine takes ten times as long."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from practitioners.standing import Standing

register = template.Library()
CELL = '<div data-ev="{0}"><dt>{1}</dt><dd><svg aria-hidden="true"><use href="#i-{0}"/></svg>{2}</dd></div>'


@register.simple_tag
def cells(standings: Iterable[Standing]) -> SafeString:
    """A cell for each criterion: its name, and how it is known in words, icon, edge and color."""
    # Python's own escape: Django's asks first whether each of 700 strings is lazy or safe already.
    return mark_safe(  # noqa: S308  # every part is escaped here
        "".join(CELL.format(s.tone, escape(str(s.criterion.label)), escape(s.brief)) for s in standings)
    )

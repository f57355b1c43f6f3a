"""The rows of the filters: a page has two hundred, and the template engine takes ten times as long."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from directory.public.facets import Row

register = template.Library()
ROW = (
    '<label class="check"><input type="{}" name="{}" value="{}"{}><span>{}</span>'
    '<span class="count num" id="{}">{}</span></label>'
)
LIVE_COUNT = '<span class="count num" id="{}" hx-swap-oob="true">{}</span>'


@register.simple_tag
def facet_rows(rows: Iterable[Row], *, radio: bool) -> SafeString:
    """A checkbox or radio button for each value, with how many people it would leave or bring."""
    kind = "radio" if radio else "checkbox"
    return _joined(
        ROW.format(
            kind, r.name, escape(r.value), " checked" * r.checked, escape(r.label), escape(r.id), r.count
        )
        for r in rows
    )


@register.simple_tag
def facet_counts(rows: Iterable[Row]) -> SafeString:
    """The counts alone, each to be put in its place by a live update."""
    return _joined(LIVE_COUNT.format(escape(r.id), r.count) for r in rows if r.value)


def _joined(parts: Iterable[str]) -> SafeString:
    # Names are those of our dimensions and counts are numbers; the rest went through Python's own escape, because
    # Django's asks first whether each of a thousand strings is lazy or safe already.
    return mark_safe("".join(parts))  # noqa: S308

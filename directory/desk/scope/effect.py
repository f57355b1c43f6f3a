"""The page before a scope rule changes public pages: for whom a license begins to count, and for whom it stops."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.desk import frame
from directory.desk.scope import facts
from practitioners.models import ScopeRule
from practitioners.vocabulary import Verdict
from practitioners.workflow import scope_reach

Pairs = Sequence[tuple[str, str]]


def asked(
    request: HttpRequest, rule: ScopeRule, verdict: Verdict, *, kept: Pairs, may_edit: bool
) -> HttpResponse:
    """Whom it changes, and the button that does it; `kept` is sent again with it."""
    context = {
        "rule": rule,
        "title": facts.title(rule),
        "verdict": verdict.label,
        "effect": words(scope_reach.effect(rule, verdict)),
        "kept": kept,
        "may_edit": may_edit,
    }
    return frame.page(request, "desk/scope_confirm.html", context, here="scope")


def words(effect: scope_reach.Effect) -> list[str]:
    """The effect in sentences."""
    found: list[str] = []
    if effect.gain:
        said = ngettext(
            "The license of %(n)s listed person begins to count at a place of theirs.",
            "The licenses of %(n)s listed people begin to count at a place of theirs.",
            effect.gain,
        )
        found.append(said % {"n": effect.gain})
    if effect.lose:
        said = ngettext(
            "The license of %(n)s listed person stops counting at a place of theirs.",
            "The licenses of %(n)s listed people stop counting at a place of theirs.",
            effect.lose,
        )
        found.append(said % {"n": effect.lose})
    if not found:
        found.append(_("No license of a listed person begins or stops counting today."))
    if effect.counted < effect.reached:
        said = _(
            "Worked out for %(counted)s of %(reached)s listed people; for the others it changes in the same way."
        )
        found.append(said % {"counted": effect.counted, "reached": effect.reached})
    return found

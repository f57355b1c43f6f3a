"""What a scope rule rests on, in the same words wherever a verdict is shown."""

from django.utils.translation import gettext as _

from practitioners.scope import Ruling
from practitioners.standing.words import day
from practitioners.vocabulary import Basis


def reading(ruling: Ruling) -> str:
    """What the verdict rests on and how fresh that is."""
    rule = ruling.rule
    if rule is None:
        return _("We could not establish this. Check with the board.")
    basis = Basis(rule.basis)
    said = [f"{basis.label}."]
    if rule.citation and basis != Basis.DEMONSTRATION:
        said.append(rule.citation.rstrip(".") + ".")
    said.append(_("Rule checked on %(day)s.") % {"day": day(rule.checked_on)})
    if rule.confirmed_on is None:
        said.append(_("This site has not confirmed the reading, so it does not count."))
    said.append(_("Rules change: check with the board."))
    return " ".join(said)

"""Cases that nobody of the team may decide: said aloud, with what helps, so that none of them waits forever."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from practitioners.models import Account, Case
from practitioners.workflow import people

_NAMED = 5


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere."""

    words: str
    href: str


@dataclass(frozen=True)
class Stuck:
    """What to say about them: sentences, the cases one may see, and where to appoint somebody."""

    sentences: Sequence[str]
    cases: Sequence[Link]
    remedy: Link | None


def in_queue(reader: Account) -> Stuck | None:
    """For everybody who moderates, about the cases they may see; nothing when there are none."""
    seen = _seen(reader)
    if not seen:
        return None
    if reader.is_senior:
        return Stuck(
            [_why(len(seen))], _links(seen), Link(_("Appoint another moderator"), reverse("desk:people"))
        )
    wanted = _("Another moderator is needed. Ask a senior moderator to appoint one.")
    return Stuck([_why(len(seen)), wanted], _links(seen), None)


def for_senior(reader: Account) -> Stuck | None:
    """For the page where seniors appoint others: also how many there are that this senior must not see."""
    seen = _seen(reader)
    hidden = Case.objects.filter(people.undecidable()).count() - len(seen)
    if not seen and not hidden:
        return None
    unseen = ngettext(
        "%(n)s such case is about your own record or somebody you know, and is not named here.",
        "%(n)s such cases are about your own record or somebody you know, and are not named here.",
        hidden,
    ) % {"n": hidden}
    sentences = [
        _why(len(seen) + hidden),
        *([unseen] if hidden else []),
        _("Appoint another moderator below."),
    ]
    return Stuck(sentences, _links(seen), None)


def _seen(reader: Account) -> list[int]:
    cases = Case.objects.visible_to(reader).filter(people.undecidable())
    return list(cases.in_order().values_list("pk", flat=True))


def _why(count: int) -> str:
    return ngettext(
        "Nobody of the team may decide %(n)s case: everybody had a part in it before, or knows the person.",
        "Nobody of the team may decide %(n)s cases: everybody had a part in them before, or knows the person.",
        count,
    ) % {"n": count}


def _links(seen: Sequence[int]) -> list[Link]:
    named = [Case(pk=pk).ref for pk in seen[:_NAMED]]
    links = [Link(ref, reverse("desk:case", args=[ref])) for ref in named]
    if len(seen) <= _NAMED:
        return links
    return [*links, Link(_("All %(n)s") % {"n": len(seen)}, f"{reverse('desk:queue')}?hint=nobody")]

"""What ending a supervision does, before it happens: to the public page, and the two letters it sends."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

from django.utils.translation import gettext as _

from directory.post.letters import Letter, letter
from practitioners import clock
from practitioners.models import Notice, Supervision
from practitioners.scope import Rulebook
from practitioners.standing import PracticeStanding, load_records, practice_standing
from practitioners.vocabulary import Criterion, Ending, NoticeKind, Visibility

_UNSENT = "N-None"


@dataclass(frozen=True)
class Owed:
    """One letter as delivery would word it."""

    who: str
    subject: str
    paragraphs: Sequence[str]


def consequences(supervision: Supervision) -> list[str]:
    """What the public page says from then on, a sentence each."""
    before, after = _standings(supervision)
    said = {
        "who": supervision.supervisor.public_name,
        "place": supervision.place.practice_name,
        "now": before.criteria[Criterion.LICENSE].label,
        "then": after.criteria[Criterion.LICENSE].label,
    }
    public = supervision.license.practitioner.visibility == Visibility.PUBLIC
    found = [] if public else [_("The page is not public now; what follows counts for whoever may see it.")]
    found.append(_("From today on the page no longer names %(who)s as the supervisor at %(place)s.") % said)
    if said["now"] == said["then"]:
        found.append(_("The license there goes on saying “%(now)s”.") % said)
    else:
        found.append(
            _("The license there says “%(then)s” from today on, where it says “%(now)s” now.") % said
        )
    if before.criteria[Criterion.LICENSE].met and not after.criteria[Criterion.LICENSE].met:
        found.append(_("From today on it counts for nothing there in search."))
    return found


def letters(supervision: Supervision, *, reason: Ending, words: str) -> list[Owed]:
    """The letters to both sides; none to somebody without an account."""
    ended = copy(supervision)
    ended.ended_for, ended.ended_words = reason, words
    sides = (supervision.license.practitioner, supervision.supervisor)
    return [
        _owed(
            side.public_name,
            letter(
                Notice(
                    kind=NoticeKind.UNSUPERVISED, to=side.account, credential=ended.license, supervision=ended,
                    owed_at=clock.now(),
                )
            ),
        )
        for side in sides
        if side.account is not None
    ]  # fmt: skip


def _owed(who: str, said: Letter) -> Owed:
    """Its reference is given when it is sent."""
    return Owed(who, said.subject, said.text.replace(_UNSENT, "N-…").split("\n\n"))


def _standings(supervision: Supervision) -> tuple[PracticeStanding, PracticeStanding]:
    """The supervised person at the place today: as it is, and without this supervisor."""
    [person] = load_records([supervision.license.practitioner_id])
    rulebook, today = Rulebook.load(), clock.today()
    place = next(place for place in person.places.all() if place.pk == supervision.place_id)
    before = practice_standing(person, place, rulebook=rulebook, on=today)
    for claim in person.credentials.all():
        for each in claim.supervisions.all():
            if each.pk == supervision.pk:
                each.ended_on = today
    return before, practice_standing(person, place, rulebook=rulebook, on=today)

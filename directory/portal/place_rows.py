"""Places as the portal shows them: with their own license standing, and with what waits."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from directory.portal import page_words
from practitioners import clock
from practitioners.models import Place, Practitioner
from practitioners.scope import Rulebook
from practitioners.standing import Standing, load_records, practice_standing
from practitioners.standing.words import day
from practitioners.vocabulary import Criterion
from practitioners.workflow import places


@dataclass(frozen=True)
class Row:
    """One place in the list: what its license is worth there, and when its details were confirmed."""

    place: Place
    license: Standing
    confirmed: str
    change: str


def rows(person: Practitioner) -> list[Row]:
    """Every place of this person, in a number of queries that does not grow with them."""
    loaded = load_records([person.pk])[0]
    here = list(loaded.places.all())
    rulebook, waiting = Rulebook.load(), places.waiting(here)
    return [
        Row(
            place=place,
            license=practice_standing(loaded, place, rulebook=rulebook, on=clock.today()).criteria[Criterion.LICENSE],
            confirmed=_("Details confirmed on %(day)s") % {"day": day(place.details_confirmed_on)}
            if place.details_confirmed_on
            else _("Details not confirmed: not in search"),
            change=page_words.state(waiting[place.pk]) if place.pk in waiting else "",
        )
        for place in here
    ]  # fmt: skip


def one(here: Place) -> dict[str, Any]:
    """All that the page of one place shows beside its form."""
    change = places.waiting([here]).get(here.pk)
    confirmed = here.details_confirmed_on
    return {
        "place": here,
        "confirmed": day(confirmed),
        "waiting": page_words.waiting([change]) if change else [],
    }

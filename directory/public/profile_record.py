"""Everything a profile shows, read in at most twelve queries whatever it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Value
from django.utils.translation import gettext as _

from practitioners.models import Check, InfectionControl, Place, Practitioner
from practitioners.querysets.practitioner import PractitionerQuerySet
from practitioners.scope import Rulebook
from practitioners.standing import PracticeStanding, practice_standing, records
from practitioners.vocabulary import Kind, TermKind

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from practitioners.models import Account

# A look as the public may know it: its note and its moderator's name are never even fetched.
_PUBLIC_LOOK = (
    "credential_id", "moderator_id", "round", "level", "method", "source", "source_url", "status_words",
    "expires_on", "looked_on",
)  # fmt: skip
_PERSON, _PLACE, _PROTOCOL = "person", "place", "protocol"


@dataclass(frozen=True)
class Word:
    """A taxonomy entry as a page shows it."""

    kind: str
    label: str
    note: str


@dataclass(frozen=True)
class Record:
    """A practitioner's loaded record on a day."""

    practitioner: Practitioner
    on: date
    rulebook: Rulebook
    standings: tuple[PracticeStanding, ...]
    looks: Mapping[int, list[Check]]
    words: Mapping[tuple[str, int], list[Word]]

    @property
    def first(self) -> PracticeStanding | None:
        """The standing at the first place; None where no place is listed."""
        return self.standings[0] if self.standings else None

    def offered(self, kind: TermKind) -> list[Word]:
        """What the practitioner says of themselves in this dimension."""
        return [word for word in self.words.get((_PERSON, self.practitioner.pk), []) if word.kind == kind]

    def access(self, place: Place) -> list[Word]:
        """What the practitioner says about getting into this place."""
        return self.words.get((_PLACE, place.pk), [])

    def devices(self, detail: InfectionControl) -> list[Word]:
        """The devices a written protocol names."""
        return self.words.get((_PROTOCOL, detail.pk), [])


def visible(slug: str, *, to: "Account | AnonymousUser") -> Practitioner | None:
    """The practitioner at this address whom this visitor may see, with all that standing reads."""
    people: PractitionerQuerySet = Practitioner.objects.visible_to(to)
    return records(people).filter(slug=slug).first()


def load(practitioner: Practitioner, *, on: date) -> Record:
    """The rest of a record that `visible` found: laws, looks and words, four queries."""
    rulebook = Rulebook.load(license_types=_license_types(practitioner))
    return Record(
        practitioner=practitioner,
        on=on,
        rulebook=rulebook,
        standings=tuple(
            practice_standing(practitioner, place, rulebook=rulebook, on=on)
            for place in practitioner.places.all()
            if place.shown
        ),
        looks=_looks(practitioner),
        words=_words(practitioner),
    )


def _license_types(practitioner: Practitioner) -> set[int]:
    """The types of the person's own licenses and of those who supervise them."""
    own = [c for c in practitioner.credentials.all() if c.kind == Kind.LICENSE]
    theirs = [
        c for license in own for s in license.supervisions.all() for c in s.supervisor.credentials.all()
    ]
    return {c.license.license_type_id for c in (*own, *theirs)}


def _looks(practitioner: Practitioner) -> dict[int, list[Check]]:
    """The looks behind each decision that is shown, oldest first; those of a decision still open are not public."""
    decided = {c.pk: c.round for c in practitioner.credentials.all()}
    looks: dict[int, list[Check]] = {}
    for look in Check.objects.filter(credential__in=decided).only(*_PUBLIC_LOOK).order_by("pk"):
        if look.round < decided[look.credential_id]:
            looks.setdefault(look.credential_id, []).append(look)
    return {
        pk: [look for look in found if look.round == max(each.round for each in found)]
        for pk, found in looks.items()
    }


def _words(practitioner: Practitioner) -> dict[tuple[str, int], list[Word]]:
    """Taxonomy entries of the person, their places and their protocols, by owner: three relations, one query."""
    own: Any = Practitioner.terms.through.objects.filter(practitioner=practitioner)
    access: Any = Place.access.through.objects.filter(place__practitioner=practitioner)
    devices: Any = InfectionControl.devices.through.objects.filter(
        infectioncontrol__credential__practitioner=practitioner
    )
    rows = _rows(own, _PERSON, "practitioner_id").union(
        _rows(access, _PLACE, "place_id"), _rows(devices, _PROTOCOL, "infectioncontrol_id"), all=True
    )
    words: dict[tuple[str, int], list[Word]] = {}
    for whose, pk, _position, kind, label, note in sorted(rows):
        words.setdefault((whose, pk), []).append(Word(kind, _(label), _(note) if note else ""))
    return words


def _rows(through: Any, whose: str, owner: str) -> Any:
    return through.values_list(
        Value(whose, output_field=CharField()),
        owner,
        "term__position",
        "term__kind",
        "term__label",
        "term__note",
    )

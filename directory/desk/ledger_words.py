"""The ledger's verbs as moderators read them: who did what, and what was said with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from practitioners.models import Account, LedgerEvent, Practitioner, Remark
from practitioners.standing.words import day
from practitioners.vocabulary import Ending, Kind, Level, Method, Move, Picture, Status, Verb

WORDS: Mapping[str, Any] = {
    Verb.SUBMIT: lazy("Sent"), Verb.RETURN: lazy("Asked for more"), Verb.VERIFY: lazy("Accepted and shown"),
    Verb.REJECT: lazy("Not accepted"), Verb.RELOOK: lazy("Looked at again"), Verb.SUSPEND: lazy("Suspended"),
    Verb.REINSTATE: lazy("Shown again"), Verb.WITHDRAW: lazy("Withdrawn"), Verb.APPEAL: lazy("Appealed"),
    Verb.CONTEST: lazy("Asked to look at the suspension again"), Verb.SUPERSEDE: lazy("Replaced by its renewal"),
    Verb.LOOK: lazy("Look recorded"), Verb.LOADED: lazy("Entered from earlier records"),
    Verb.PUBLISHED: lazy("Page made public"), Verb.PROFILE_SUSPENDED: lazy("Listing suspended"),
    Verb.PROFILE_REINSTATED: lazy("Listing shown again"), Verb.CLOSED: lazy("Page closed"),
    Verb.ERASED: lazy("Record erased"), Verb.DECLARED: lazy("Declarations signed"),
    Verb.CONSENT_WITHDRAWN: lazy("A client withdrew consent"), Verb.DETAILS_CONFIRMED: lazy("Details confirmed"),
    Verb.RESTRICTION_RECORDED: lazy("Restriction recorded"), Verb.RESTRICTION_LIFTED: lazy("Restriction lifted"),
    Verb.SUPERVISION_CONFIRMED: lazy("Supervision confirmed"), Verb.SUPERVISION_ENDED: lazy("Supervision ended"),
    Verb.SCOPE_CONFIRMED: lazy("Scope rule confirmed"), Verb.SCOPE_READ: lazy("Source of a scope rule read"),
    Verb.SCOPE_REOPENED: lazy("Scope rule to be confirmed again"), Verb.REFERENCE_LOADED: lazy("Reference data loaded"),
    "evidence_viewed": lazy("File viewed"), "role_granted": lazy("Role granted"),
    "role_removed": lazy("Role removed"), "conflict_declared": lazy("Moderator knows this person"),
}  # fmt: skip
_SIDES = ("standard", "kind", "before", "after", "level")


@dataclass(frozen=True)
class Entry:
    """One line of a timeline: what, by whom, when, and what was said."""

    at: datetime
    words: str
    who: str
    detail: str = ""


def entries(
    events: Iterable[LedgerEvent], remarks: Iterable[Remark] = (), *, reader: Account, owner: Practitioner | None = None
) -> list[Entry]:  # fmt: skip
    """Events and remarks together, newest first; people by their address, the reader as "you"."""
    happened, said = list(events), list(remarks)
    who = Names.of([event.actor_id for event in happened] + [each.by_id for each in said], reader, owner)
    found = [Entry(event.at, words(event), who[event.actor_id], detail(event)) for event in happened]
    found += [
        Entry(each.at, _("Message with “%(move)s”") % {"move": Move(each.move).label}, who[each.by_id], each.words)
        for each in said
    ]  # fmt: skip
    return sorted(found, key=lambda entry: entry.at, reverse=True)


@dataclass(frozen=True)
class Names:
    """Who acted, in words."""

    addresses: Mapping[int, str]
    reader: Account
    owner: Practitioner | None

    @classmethod
    def of(cls, numbers: Iterable[int | None], reader: Account, owner: Practitioner | None = None) -> "Names":
        """The names behind these account numbers; one query."""
        wanted = {number for number in numbers if number}
        found = Account.objects.filter(pk__in=wanted).values_list("pk", "email")
        return cls(dict(found), reader, owner)

    def __getitem__(self, number: int | None) -> str:
        if number is None:
            return _("the site itself")
        if number == self.reader.pk:
            return _("you")
        if self.owner is not None and number == self.owner.account_id:
            return _("the practitioner")
        return self.addresses.get(number, _("somebody who has left (%(number)s)") % {"number": number})


def actor(event: LedgerEvent, names: Names) -> str:
    """Who did it; people who act on their own record need no address."""
    owner = event.practitioner.account_id if event.practitioner else None
    return _("the practitioner") if owner and owner == event.actor_id else names[event.actor_id]


def words(event: LedgerEvent) -> str:
    """What happened, and to which claim."""
    did = str(WORDS.get(event.verb, event.verb.replace("_", " ").capitalize()))
    kind = event.data.get("kind")
    return f"{Kind(kind).label}: {did}" if kind in Kind.values else did


def detail(event: LedgerEvent) -> str:
    """The closed set of keys, as name and value; states and levels by their names."""
    data = event.data
    found: list[str] = []
    if data.get("after") in Status.values:
        found.append(str(Status(data["after"]).label))
    if level := _level(data.get("level")):
        found.append(level)
    found += [_told(key, value) for key, value in sorted(data.items()) if key not in _SIDES]
    return " · ".join(found)


def _told(key: str, value: Any) -> str:
    """One key and its value; a value of a closed list by its words, a day as people write it."""
    kinds = {"picture": Picture, "code": Ending, "method": Method}
    if key in kinds and value in kinds[key].values:
        return str(kinds[key](value).label)
    return f"{key.replace('_', ' ')}: {_plain(value)}"


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    try:
        return day(date.fromisoformat(value))
    except (TypeError, ValueError):
        return str(value)


def _level(key: object) -> str:
    return next((str(level.label) for level in Level if level.key == key), "")


def choices() -> Sequence[tuple[str, str]]:
    """Every verb with its words, for a filter."""
    return sorted(
        (
            (verb.value, str(WORDS.get(verb.value, verb.value.replace("_", " ").capitalize())))
            for verb in Verb
        ),
        key=lambda choice: choice[1],
    )

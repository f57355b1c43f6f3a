"""The menu beside every page of a practitioner: where it leads, what waits there, and where its reader is."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.portal import due
from practitioners.models import Account, Practitioner


@dataclass(frozen=True)
class Entry:
    """One way; `current` is what aria-current says, and `count` how many things wait, of which sort."""

    words: str
    href: str
    current: str
    count: int
    sort: str


def entries(account: Account, here: str) -> list[Entry]:
    """The ways for this person; `here` is the name of the open page's address."""
    rooms = [*_record(account), ("portal:account", _("Account"), 0, "")]
    names = {name for name, *_rest in rooms}
    # A page without an entry of its own lies within the record.
    room = "portal:account" if here == "portal:close" else here if here in names else "portal:tasks"
    return [
        Entry(words, reverse(name), "page" if name == here else "true" if name == room else "", count, sort)
        for name, words, count, sort in rooms
    ]


def _record(account: Account) -> list[tuple[str, str, int, str]]:
    if not Practitioner.objects.owned_by(account).exists():
        return [("portal:start", _("Before you start"), 0, "")]
    counts = due.counts(account)
    return [
        ("portal:tasks", _("Your record"), 0, ""),
        ("portal:renewals", _("Renewals"), counts.renewals, _("to do")),
        ("portal:send", _("Send changes"), counts.unsent, _("not sent")),
    ]

"""Makes a whole directory of fictional people, all of it or nothing."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from practitioners import clock
from practitioners.demonstration import bulk, crowd, rows, verbs, world
from practitioners.demonstration.cast import PARTS
from practitioners.errors import DomainError
from practitioners.models import Account, Practitioner
from practitioners.vocabulary import Role

if TYPE_CHECKING:
    from practitioners.demonstration.plan import PersonPlan, Unit

PASSWORD = "demonstration only"  # noqa: S105  # printed beside the addresses that have it
STAFF = (
    ("rea@example.org", Role.MODERATOR), ("max@example.org", Role.MODERATOR), ("sen@example.org", Role.SENIOR),
)  # fmt: skip
"""Two who look, and one who settles."""
NEWCOMER = "ivy.newman@example.org"
"""An account without a record."""
SIGN_INS = (
    (NEWCOMER, "nothing yet: where a practitioner begins"),
    *((part.email, part.sees) for part in PARTS if part.sees),
    ("rea@example.org", "a moderator"), ("max@example.org", "another moderator"), ("sen@example.org", "the senior"),
)  # fmt: skip
"""Who can sign in where a password was given, and what there is to see; nobody else of the made-up people can."""


@dataclass(frozen=True)
class Counts:
    """What was made."""

    people: int = 0
    places: int = 0
    claims: int = 0
    qualified: int = 0

    def and_(self, batch: Sequence["PersonPlan"]) -> "Counts":
        """With these people too."""
        return Counts(
            self.people + len(batch),
            self.places + sum(len(person.places) for person in batch),
            self.claims + sum(len(person.claims) for person in batch),
            self.qualified + sum(person.qualifies for person in batch),
        )


@transaction.atomic
def make(
    *,
    size: int,
    seed: int,
    in_bulk: bool,
    password: str = "",
    desk: Callable[[Sequence[Account]], None] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Counts:
    """Fill an empty directory with `size` people; refuses one that has people.

    `desk` then brings about more work for the moderators, in the same transaction.
    `password` lets those of SIGN_INS sign in: for demonstrations alone, it is known to everybody.

    One transaction: an interrupted run leaves nothing behind. The same seed on the same day makes the same people.
    """
    if Practitioner.objects.exists():
        raise DomainError(
            _("There are people in this directory already. Make new ones in an empty database.")
        )
    known = world.load(on=clock.today())
    plan = crowd.units(known, size=size, seed=seed)
    hashed = make_password(password) if password else ""
    stock = rows.Stock.load(known.rulebook, password=hashed)
    moderators = [_account(email, role, hashed) for email, role in STAFF][:2]
    if hashed:
        _account(NEWCOMER, Role.MEMBER, hashed)
    build, batch_size = (bulk.build, 500) if in_bulk else (verbs.build, 50)
    made = Counts()
    with _collected_by_hand() as collect:
        for batch in _batches(plan, batch_size):
            build(rows.drafted(batch, stock), stock, moderators=moderators)
            collect()
            made = made.and_(batch)
            if progress:
                progress(made.people, size)
    if desk:
        desk(moderators)
    return made


@contextmanager
def _collected_by_hand() -> Iterator[Callable[[], int]]:
    """The rows of a batch all live until its end: the collector would look through them again and again.

    What was there before is left out of it: it is most of the memory, and lives on anyway.
    """
    was_on = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield gc.collect
    finally:
        gc.unfreeze()
        if was_on:
            gc.enable()


def _account(email: str, role: Role, hashed: str) -> Account:
    account = Account.objects.filter(email=email).first() or Account.objects.create_user(email, role=role)
    if hashed:
        Account.objects.filter(pk=account.pk).update(password=hashed)
    return account


def _batches(units: Iterator["Unit"], size: int) -> Iterator[list["PersonPlan"]]:
    """Whole units together, about so many people at a time."""
    batch: list[PersonPlan] = []
    for unit in units:
        batch += unit
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch

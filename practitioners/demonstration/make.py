"""Makes a whole directory of fictional people, all of it or nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from practitioners import clock
from practitioners.demonstration import bulk, crowd, pictures, rows, verbs, world
from practitioners.demonstration.plan import PersonPlan, Unit
from practitioners.errors import DomainError
from practitioners.models import Account, Practitioner
from practitioners.vocabulary import Role

STAFF = (
    ("rea@example.org", Role.MODERATOR), ("max@example.org", Role.MODERATOR), ("sen@example.org", Role.SENIOR),
)  # fmt: skip
"""Two who look, and one who settles; none can sign in until somebody gives them a password."""


@dataclass(frozen=True)
class Counts:
    """What was made."""

    people: int
    places: int
    claims: int
    qualified: int


@transaction.atomic
def make(*, size: int, seed: int, in_bulk: bool, progress: Callable[[int, int], None] | None = None) -> Counts:
    """Fill an empty directory with `size` people; refuses one that has people.

    One transaction: an interrupted run leaves nothing behind. The same seed on the same day makes the same people.
    """
    if Practitioner.objects.exists():
        raise DomainError(_("There are people in this directory already. Make new ones in an empty database."))
    plan = crowd.units(world.load(on=clock.today()), size=size, seed=seed)
    stock = rows.Stock.of(portraits=pictures.portraits(), specimens=pictures.specimens())
    moderators = [_account(email, role) for email, role in STAFF][:2]
    build, batch_size = (bulk.build, 500) if in_bulk else (verbs.build, 50)
    known: dict[int, Practitioner] = {}
    made = places = claims = qualified = 0
    for batch in _batches(plan, batch_size):
        build(rows.drafted(batch, stock), stock, moderators=moderators, people=known)
        made += len(batch)
        places += sum(len(person.places) for person in batch)
        claims += sum(len(person.claims) for person in batch)
        qualified += sum(person.qualifies for person in batch)
        if progress:
            progress(made, size)
    return Counts(made, places, claims, qualified)


def _account(email: str, role: Role) -> Account:
    return Account.objects.filter(email=email).first() or Account.objects.create_user(email, role=role)


def _batches(units: Iterator[Unit], size: int) -> Iterator[list[PersonPlan]]:
    """Whole units together, about so many people at a time."""
    batch: list[PersonPlan] = []
    for unit in units:
        batch += unit
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch

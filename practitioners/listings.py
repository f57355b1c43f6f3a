"""The search rows: derived from records, written here and nowhere else, inside the transaction of every input."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.db import transaction

from practitioners import clock, standard
from practitioners.folding import fold, searchable
from practitioners.models import Listing, Place, Practitioner, Supervision
from practitioners.scope import Rulebook
from practitioners.standing import PracticeStanding, insurance_finding, practice_standing, records
from practitioners.standing.practice import finding_row
from practitioners.vocabulary import Criterion, PriceBand, TermKind, Visibility

BATCH = 500
COLUMNS = [field.name for field in Listing._meta.concrete_fields if field.name not in ("id", "place")]
_MASKS = {
    TermKind.CONDITION: "conditions", TermKind.TECHNIQUE: "techniques", TermKind.DEVICE: "devices",
    TermKind.LANGUAGE: "languages",
}  # fmt: skip
_postponed: ContextVar[set[int] | None] = ContextVar("postponed", default=None)


def refresh(*practitioners: Practitioner | int) -> int:
    """Rewrite the rows of these practitioners and of those they supervise; the number of rows written.

    Must be the last step inside the transaction of the change. Two refreshes of one person wait for each other,
    so the later one sees what the earlier one saw.
    """
    ids = {p if isinstance(p, int) else p.pk for p in practitioners}
    waiting = _postponed.get()
    if waiting is not None:
        waiting |= ids
        return 0
    with transaction.atomic():
        return _write(ids | _supervised_by(ids))


def hold(practitioner_id: int) -> None:
    """Wait for everybody whose rows a refresh of this person writes, before a row of the person is written.

    Whoever wrote one first, and then asked for the others, could wait for a refresh that waits for them.
    """
    _lock({practitioner_id} | _supervised_by({practitioner_id}))


@contextmanager
def postponed() -> Iterator[None]:
    """Gather the refreshes of a block into one at its end, in one transaction: for loads of many moves."""
    with transaction.atomic():
        token = _postponed.set(set())
        try:
            yield
            waiting = _postponed.get() or set()
        finally:
            _postponed.reset(token)
        for batch in _batches(sorted(waiting | _supervised_by(waiting))):
            _write(set(batch))


def rebuild(*, progress: Callable[[int, int], None] | None = None) -> int:
    """Rewrite every row in batches, each in a transaction of its own; the number of rows written."""
    ids = list(Practitioner.objects.order_by("pk").values_list("pk", flat=True))
    written = done = 0
    for batch in _batches(ids):
        with transaction.atomic():
            written += _write(set(batch))
        done += len(batch)
        if progress:
            progress(done, len(ids))
    return written


def drift() -> Iterator[str]:
    """A line for each row that is missing, or differs from what the records say; nothing when all agree."""
    for batch in _batches(list(Practitioner.objects.order_by("pk").values_list("pk", flat=True))):
        stored = {row.place_id: row for row in Listing.objects.filter(practitioner__in=batch)}
        for row in rows(batch, on=clock.today()):
            there = stored.get(row.place_id)
            if there is None:
                yield f"place {row.place_id}: no listing"
                continue
            wrong = [name for name in COLUMNS if getattr(row, name) != getattr(there, name)]
            if wrong:
                yield f"place {row.place_id}: differs in {', '.join(wrong)}"


def rows(ids: Collection[int], *, on: date, rulebook: Rulebook | None = None) -> Iterator[Listing]:
    """The rows of these practitioners as their records say, unsaved; a fixed number of queries for all."""
    places = Place.objects.filter(practitioner__in=ids).order_by()
    placed = set(places.values_list("practitioner", flat=True))
    if not placed:  # a row is of a place: the rest of their records says nothing
        return
    people = records(Practitioner.objects.filter(pk__in=placed)).prefetch_related("terms", "places__access")
    yield from _rows(people.order_by("pk"), on=on, rulebook=rulebook or Rulebook.load())


def add(people: Iterable[Practitioner], *, rulebook: Rulebook) -> int:
    """Write the rows of new people whose records are in memory as `records` would fetch them; for large loads."""
    return len(Listing.objects.bulk_create(list(_rows(people, on=clock.today(), rulebook=rulebook))))


def _rows(people: Iterable[Practitioner], *, on: date, rulebook: Rulebook) -> Iterator[Listing]:
    for practitioner in people:
        for place in practitioner.places.all():
            yield _row(practice_standing(practitioner, place, rulebook=rulebook, on=on), rulebook)


def _write(ids: set[int]) -> int:
    # Whoever writes these rows holds these locks, so the last writer has read everything before it. `no_key` lets
    # others go on pointing at these people meanwhile.
    _lock(ids)
    fresh = list(rows(ids, on=clock.today()))
    Listing.objects.bulk_create(fresh, update_conflicts=True, unique_fields=["place"], update_fields=COLUMNS)
    return len(fresh)


def _lock(ids: set[int]) -> None:
    people = Practitioner.objects.filter(pk__in=ids).order_by("pk")
    list(people.select_for_update(no_key=True).values_list("pk"))


def _supervised_by(ids: Collection[int]) -> set[int]:
    supervised = Supervision.objects.filter(supervisor__in=ids)
    return set(supervised.values_list("license__practitioner", flat=True))


def _batches(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def _row(standing: PracticeStanding, rulebook: Rulebook) -> Listing:
    practitioner, place = standing.practitioner, standing.place
    ends = {
        f"{criterion.value}_until": standing.criteria[criterion].finding.met_until for criterion in Criterion
    }
    return Listing(
        place=place,
        practitioner=practitioner,
        listed_until=_listed_until(practitioner, place),
        lat=place.lat,
        lon=place.lon,
        country=place.country,
        jurisdiction=rulebook.jurisdictions[place.jurisdiction_id].code,
        sort_key=fold(practitioner.public_name)[:160],
        words=searchable(practitioner.public_name, place.practice_name),
        profession=practitioner.profession.key,
        access=_mask(term.bit for term in place.access.all()),
        depth=practitioner.depth,
        price=PriceBand.of(place.fee_from),
        accepting=place.accepting_clients,
        qualified_until=standing.qualified_until,
        insured_until=insurance_finding(practitioner, on=standing.on, at=place).met_until,
        checked_on=_checked_on(practitioner),
        evidence=[finding_row(s.finding) for s in standing.strip],
        **_masks(practitioner),
        **ends,
    )


def _checked_on(practitioner: Practitioner) -> date | None:
    counted = [c for c in practitioner.credentials.all() if c.kind in standard.COUNTED_KINDS]
    return max((c.checked_on for c in counted if c.checked_on), default=None)


def _listed_until(practitioner: Practitioner, place: Place) -> date | None:
    if practitioner.visibility != Visibility.PUBLIC or not place.shown or place.details_confirmed_on is None:
        return None
    return standard.listed_until(confirmed_on=place.details_confirmed_on)


def _masks(practitioner: Practitioner) -> dict[str, int]:
    terms = practitioner.terms.all()
    return {column: _mask(t.bit for t in terms if t.kind == kind) for kind, column in _MASKS.items()}


def _mask(bits: Iterable[int]) -> int:
    return sum(1 << bit for bit in set(bits))

"""Letters the directory owes: a row in the transaction that causes them; sending is somebody else's work.

Letters about what runs out are owed by date: `owe_reminders` may be called at any time and as often as wanted.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from practitioners import clock, standard
from practitioners.models import Account, Credential, Notice, Place
from practitioners.vocabulary import Kind, NoticeKind, Status, Visibility

BATCH = 500

_unowed: ContextVar[bool] = ContextVar("unowed", default=False)


@contextmanager
def unowed() -> Iterator[None]:
    """Owe nobody anything within the block: for made-up pasts, which nobody waits to read about."""
    token = _unowed.set(True)
    try:
        yield
    finally:
        _unowed.reset(token)


def owe(kind: NoticeKind, credential: Credential, *, key: str, words: str = "") -> Notice | None:
    """Owe the owner of this credential a letter, once for each key; None when nobody is there to be written to."""
    return owe_to(
        credential.practitioner.account,
        kind,
        key=f"{credential.pk}:{key}",
        credential=credential,
        words=words,
    )


def owe_to(
    account: Account | None, kind: NoticeKind, *, key: str, address: str = "", **about: Any
) -> Notice | None:
    """Owe this account, or this address, a letter, once for each kind and key. `about` are columns of Notice."""
    if (account is None and not address) or _unowed.get():
        return None
    now = clock.now()
    notice, _created = Notice.objects.get_or_create(
        due_key=f"{kind}:{key}",
        defaults={
            "kind": kind, "to": account, "address": address, "owed_at": now, "next_try_at": now, **about,
        },
    )  # fmt: skip
    return notice


def owe_reminders() -> int:
    """Owe everybody the latest letter that is due about what runs out, once for each date; how many were owed.

    A night that was missed is made up, and a date that changed starts anew. Only accounts that signed in once are
    written to: whoever was entered by others and never came waits for no letter.
    """
    if _unowed.get():
        return 0
    today = clock.today()
    return sum(_owe_all(batch) for batch in _batches(_expiring(today))) + sum(
        _owe_all(batch) for batch in _batches(_unconfirmed(today))
    )


def _expiring(today: date) -> Iterator[Notice]:
    """The letter due for each claim whose last day is near, unless its renewal was sent."""
    first = today - timedelta(days=standard.LETTERS_MADE_UP_DAYS)
    last = today + timedelta(days=max(standard.EXPIRY_LETTERS))
    sent = Credential.objects.filter(renews=OuterRef("pk"), status=Status.SUBMITTED)
    claims = (
        Credential.objects.verified()
        .filter(_writable("practitioner__"), ~Exists(sent), valid_until__range=(first, last))
        .exclude(kind__in=standard.PRIVATE_KINDS)
        .exclude(practitioner__visibility=Visibility.CLOSED)
        .select_related("practitioner__account", "license", "membership")
    )
    for claim in claims.iterator(chunk_size=BATCH):
        account, until = claim.practitioner.account, claim.valid_until
        if account is None or until is None or _ends_by_look(claim, until):
            continue
        left = (until - today).days
        step = min(step for step in standard.EXPIRY_LETTERS if step >= left)
        if account.reminders or left <= standard.LETTERS_ALWAYS_DAYS:
            yield _letter(NoticeKind.EXPIRING, account, f"{claim.pk}:{until}:{step}", credential=claim)


def _ends_by_look(claim: Credential, until: date) -> bool:
    """Only the age of our own look ends it: a moderator must read the register again, and the owner nothing."""
    match Kind(claim.kind):
        case Kind.LICENSE:
            days, own = standard.LICENSE_LOOK_DAYS, claim.license.expires_on
        case Kind.MEMBERSHIP:
            days, own = standard.MEMBERSHIP_LOOK_DAYS, claim.membership.ends_on
        case _:
            return False
    looked = claim.checked_on
    return looked is not None and until == looked + timedelta(days=days) and (own is None or own > until)


def _unconfirmed(today: date) -> Iterator[Notice]:
    """The letter due for each place of a public page whose details should be confirmed about now."""
    steps = standard.DETAILS_LETTERS
    due = today - timedelta(days=standard.DETAILS_DAYS)
    last_made_up = timedelta(days=max(steps) + standard.LETTERS_MADE_UP_DAYS)
    places = Place.objects.filter(
        _writable("practitioner__"), practitioner__visibility=Visibility.PUBLIC, shown=True,
        details_confirmed_on__range=(due - last_made_up, due - timedelta(days=min(steps))),
    ).select_related("practitioner__account")  # fmt: skip
    for place in places.iterator(chunk_size=BATCH):
        account, confirmed_on = place.practitioner.account, place.details_confirmed_on
        if account is None or confirmed_on is None:
            continue
        step = max(step for step in steps if step <= (due - confirmed_on).days)
        if account.reminders or step > 0:
            yield _letter(NoticeKind.DETAILS, account, f"{place.pk}:{confirmed_on}:{step}", place=place)


def _writable(path: str) -> Q:
    return Q(**{f"{path}account__is_active": True, f"{path}account__last_login__isnull": False})


def _letter(kind: NoticeKind, account: Account, key: str, **about: Any) -> Notice:
    now = clock.now()
    return Notice(kind=kind, to=account, due_key=f"{kind}:{key}", owed_at=now, next_try_at=now, **about)


def _owe_all(letters: list[Notice]) -> int:
    """Those that were not owed before; two that owe at once owe each letter once."""
    keys = [letter.due_key for letter in letters]
    known = set(Notice.objects.filter(due_key__in=keys).values_list("due_key", flat=True))
    fresh = [letter for letter in letters if letter.due_key not in known]
    Notice.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def _batches(letters: Iterable[Notice]) -> Iterator[list[Notice]]:
    batch: list[Notice] = []
    for letter in letters:
        batch.append(letter)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch

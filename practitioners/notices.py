"""Letters the directory owes: a row in the transaction that causes them; sending is somebody else's work."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from practitioners import clock
from practitioners.models import Account, Credential, Notice
from practitioners.vocabulary import NoticeKind

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
    account: Account | None = credential.practitioner.account
    if account is None or _unowed.get():
        return None
    now = clock.now()
    notice, _created = Notice.objects.get_or_create(
        due_key=f"{kind}:{credential.pk}:{key}",
        defaults={
            "kind": kind, "to": account, "credential": credential, "words": words, "owed_at": now, "next_try_at": now,
        },
    )  # fmt: skip
    return notice

"""Letters the directory owes: a row in the transaction that causes them; sending is somebody else's work."""

from practitioners import clock
from practitioners.models import Account, Credential, Notice
from practitioners.vocabulary import NoticeKind


def owe(kind: NoticeKind, credential: Credential, *, key: str, words: str = "") -> Notice | None:
    """Owe the owner of this credential a letter, once for each key; None when nobody is there to be written to."""
    account: Account | None = credential.practitioner.account
    if account is None:
        return None
    now = clock.now()
    notice, _created = Notice.objects.get_or_create(
        due_key=f"{kind}:{credential.pk}:{key}",
        defaults={
            "kind": kind, "to": account, "credential": credential, "words": words, "owed_at": now, "next_try_at": now,
        },
    )  # fmt: skip
    return notice

"""The verb that changes nothing and is told all the same: a suspension stays."""

from django.db import transaction

from practitioners import clock, ledger, notices
from practitioners.models import Account, Credential, Remark
from practitioners.vocabulary import Move, NoticeKind, Verb
from practitioners.workflow import guards


@transaction.atomic
def uphold(credential: Credential, *, by: Account, words: str) -> None:
    """A suspension stays: the practitioner is told why, and nothing of the claim changes."""
    guards.has_reason(words)
    guards.not_involved(credential, by=by)
    ledger.record(credential.practitioner, Verb.UPHELD, by=by, credential=credential, kind=credential.kind)
    Remark.objects.create(
        credential=credential, by=by, from_moderator=True, move=Move.SUSPEND, words=words, at=clock.now()
    )
    notices.owe(NoticeKind.UPHELD, credential, key=clock.now().isoformat(), words=words)

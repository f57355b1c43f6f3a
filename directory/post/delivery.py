"""Sends what is due: each letter by one sender, tried again later when it fails, never lost."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from directory.post.letters import letter
from directory.web import logs
from practitioners import clock
from practitioners.models import Notice
from practitioners.vocabulary import NoticeKind

BACK_OFF = (
    timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12), timedelta(days=1),
)  # fmt: skip
"""How long after each attempt the next may be made; the last is repeated."""
NEEDED = (
    "to", "credential__practitioner", "place__practitioner", "supervision__supervisor", "supervision__place",
    "invitation",
)  # fmt: skip
HEADERS = {"Auto-Submitted": "auto-generated"}
FORGOTTEN_AFTER = timedelta(days=30)
"""How long it is remembered that a letter about an account was sent; its words go at once."""

log = logs.named("directory.post")


@dataclass(frozen=True)
class Counts:
    """What became of the letters that were due."""

    sent: int = 0
    failed: int = 0
    taken: int = 0
    """Left to another sender who was faster."""


def deliver_due(*, limit: int = 200) -> Counts:
    """Send the letters that are due, the oldest first, and say how it went.

    Each letter is sent at least once: a sender that dies between sending and noting it sends it again.
    """
    due = Notice.objects.filter(sent_at__isnull=True, next_try_at__lte=clock.now()).order_by(
        "next_try_at", "pk"
    )
    sent = failed = taken = 0
    connection = get_connection()
    try:
        for notice in due.select_related(*NEEDED)[:limit]:
            if not _take(notice):
                taken += 1
            elif _send(notice, connection):
                sent += 1
            else:
                failed += 1
    finally:
        connection.close()
    return Counts(sent, failed, taken)


def _take(notice: Notice) -> bool:
    """Claim one attempt by compare-and-swap; who wins also moves the next try out of everybody's sight."""
    wait = BACK_OFF[min(notice.attempts, len(BACK_OFF) - 1)]
    unclaimed = Notice.objects.filter(pk=notice.pk, attempts=notice.attempts, sent_at__isnull=True)
    return bool(unclaimed.update(attempts=notice.attempts + 1, next_try_at=clock.now() + wait))


def _send(notice: Notice, connection: BaseEmailBackend) -> bool:
    try:
        mail = _mail(notice, connection)
        mail.send()
    except Exception:  # whatever it is, the other letters are still due, and this one stays owed
        log.exception("letter not sent", notice=notice.pk, kind=notice.kind, attempts=notice.attempts + 1)
        connection.close()  # a broken connection would fail every letter after this one
        return False
    # A code is for one reader and one quarter of an hour: it is not kept.
    gone = {"words": ""} if notice.kind == NoticeKind.ACCOUNT else {}
    Notice.objects.filter(pk=notice.pk).update(sent_at=clock.now(), **gone)
    return True


def _mail(notice: Notice, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    said = letter(notice)
    stop = {"List-Unsubscribe": f"<{said.stop}>"} if said.stop else {}
    mail = EmailMultiAlternatives(
        said.subject, said.text, to=[said.to], headers=HEADERS | stop, connection=connection
    )
    mail.attach_alternative(said.html, "text/html")
    mail.kind = notice.kind  # type: ignore[attr-defined]  # for the backend of demonstrations
    return mail


def forget_sent() -> int:
    """Delete account letters sent long ago: they hold addresses, also of people who have no account."""
    old = Notice.objects.filter(kind=NoticeKind.ACCOUNT, sent_at__lt=clock.now() - FORGOTTEN_AFTER)
    return old.delete()[0]

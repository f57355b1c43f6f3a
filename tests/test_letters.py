"""Letters: honest words twice, one sender each, tried again later and never lost."""

import io
import re
import threading
from collections.abc import Callable
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connection

from directory.post import Counts, deliver_due, delivery
from directory.post.letters import letter
from practitioners import clock, notices
from practitioners.models import Credential, Invitation, Notice, Supervision
from practitioners.vocabulary import Ending, Kind, Level, NoticeKind
from practitioners.workflow import moves
from tests import factories as make

DAY = date(2026, 11, 3)
NEVER = re.compile(
    r"verified|approved|trusted|vetted|certified|\bsafe\b|guarantee|\bbest\b|\btop\b|you are suitable|!|oops",
    re.I,
)


REASONED = {
    NoticeKind.RETURNED, NoticeKind.REJECTED, NoticeKind.SUSPENDED, NoticeKind.REINSTATED, NoticeKind.UPHELD,
    NoticeKind.ACCOUNT, NoticeKind.UNSUPERVISED,
}  # fmt: skip
"""Letters that hold words somebody wrote."""


class Words(HTMLParser):
    """The words of a page's body."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.inside = False
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.inside = self.inside or tag == "body"
        self.addresses += [
            value for name, value in attrs if name in ("src", "href", "style", "background", "action")
        ]

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.said += data.split()


def owed(kind: NoticeKind, *, words: str = "", level: Any = None) -> Notice:
    ada = make.practitioner("Ada Stone")
    claim = (
        make.verified(ada, Kind.TRAINING) if level is None else make.verified(ada, Kind.LICENSE, level=level)
    )
    about: dict[str, Any] = {"words": words, "credential": claim}
    if kind == NoticeKind.DETAILS:
        about = {"place": make.place(ada)}
    if kind == NoticeKind.INVITATION:
        asked = Invitation.objects.create(
            email="new@example.org", public_name="Ben & Co", invited_at=clock.now()
        )
        about = {"invitation": asked, "address": asked.email}
    if kind == NoticeKind.UNSUPERVISED:
        ended = Supervision.objects.create(
            license=claim, supervisor=make.practitioner("Ines Lead"), place=make.place(ada), ended_on=DAY,
            ended_for=Ending.NOT_SO, ended_words=words,
        )  # fmt: skip
        about = {"credential": claim, "supervision": ended}
    if kind == NoticeKind.ACCOUNT:
        about = {"words": words, "subject": "Your password was changed"}
    Notice.objects.all().delete()
    found = notices.owe_to(ada.account, kind, key="test", **about)
    assert found is not None
    return found


@pytest.fixture
def on_day(frozen: Callable[[date], None]) -> None:
    frozen(DAY)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_day")]


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_text_and_html_say_the_same_and_nothing_we_never_say(kind: NoticeKind) -> None:
    said = letter(owed(kind, words="The date can’t be read & page <2> is missing.\nPlease send it again."))
    page = Words()
    page.feed(said.html)
    assert page.said == said.text.split()
    assert NEVER.findall(said.subject + said.text) == []
    assert "We will never ask for your password or payment by e-mail." in said.text
    assert "{" not in said.subject + said.text
    assert "\n" not in said.subject
    # Nothing is fetched and nothing acts: every address is a page of ours.
    assert [address for address in page.addresses if not address.startswith("http://testserver")] == []
    assert f"Reference: N-{Notice.objects.get().pk}" in said.text
    assert ("<2>" in said.text) == (kind in REASONED)


def test_the_first_line_is_what_to_do_and_the_subject_says_about_what() -> None:
    said = letter(owed(NoticeKind.RETURNED, words="Please send proof that links the two names."))
    assert said.subject == "Training: we need something more"
    assert said.text.splitlines()[0] == "Please send proof that links the two names."


def test_an_accepted_claim_says_how_it_is_known_and_until_when() -> None:
    at_issuer = letter(owed(NoticeKind.VERIFIED, level=Level.ISSUER))
    assert at_issuer.subject == "License confirmed by issuer: now on your page"
    assert at_issuer.text.splitlines()[0] == (
        "We checked it with the issuer on 3 November 2026. It counts until 3 March 2027."
    )
    document = letter(owed(NoticeKind.VERIFIED))
    assert document.subject == "Training, document seen: now on your page"
    assert document.text.splitlines()[0] == (
        "We read your document on 3 November 2026. It counts until 3 November 2029."
    )


def test_a_page_that_nobody_can_read_is_not_linked() -> None:
    notice = owed(NoticeKind.REJECTED, words="The period does not match.")
    assert "/p/" not in letter(notice).text
    ada = make.qualified("Ada Public")
    claim = Credential.objects.filter(practitioner=ada, kind=Kind.TRAINING).get()
    public = notices.owe(NoticeKind.REJECTED, claim, key="test", words="The period does not match.")
    assert public is not None
    assert f"Your page: http://testserver/p/{ada.slug}/" in letter(public).text


def test_a_move_owes_a_letter_that_the_tick_sends_once() -> None:
    ada = make.practitioner("Ada Stone")
    claim = make.sent(ada, Kind.TRAINING)
    moves.return_(claim, by=make.moderator(), words="Please send page two.")
    out = io.StringIO()
    call_command("tick", stdout=out)
    assert out.getvalue() == "letters sent: 1\n"
    call_command("tick", stdout=io.StringIO())
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([ada.account.email], "Training: we need something more")
    assert sent.extra_headers == {"Auto-Submitted": "auto-generated"}
    assert [kind for _content, kind in sent.alternatives] == ["text/html"]


def test_only_what_is_due_is_sent_and_no_more_than_asked() -> None:
    first, second, later = (owed_to(name) for name in ("Ada One", "Ada Two", "Ada Later"))
    Notice.objects.filter(pk=later.pk).update(next_try_at=clock.now() + timedelta(seconds=1))
    assert deliver_due(limit=1) == Counts(sent=1)
    assert deliver_due() == Counts(sent=1)
    assert deliver_due() == Counts()
    assert set(Notice.objects.filter(sent_at__isnull=False)) == {first, second}
    assert Notice.objects.get(pk=later.pk).attempts == 0


def owed_to(name: str) -> Notice:
    found = notices.owe(
        NoticeKind.VERIFIED, make.verified(make.practitioner(name), Kind.TRAINING), key="test"
    )
    Notice.objects.exclude(due_key__endswith=":test").delete()
    assert found is not None
    return found


def test_a_failure_waits_longer_each_time_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    notice = owed(NoticeKind.VERIFIED)
    other = owed_to("Ben After")

    def broken(self: EmailBackend, messages: list[Any]) -> int:
        if messages[0].to == [notice.to.email]:
            raise ConnectionError("the server is away")
        return len(messages)

    monkeypatch.setattr(EmailBackend, "send_messages", broken)
    Notice.objects.filter(pk=other.pk).update(
        next_try_at=clock.now() + timedelta(microseconds=1), owed_at=clock.now()
    )
    waits = []
    for _attempt in range(7):
        before = Notice.objects.get(pk=notice.pk)
        Notice.objects.filter(pk=notice.pk).update(next_try_at=clock.now())
        counts = deliver_due()
        after = Notice.objects.get(pk=notice.pk)
        assert (counts.failed, after.attempts, after.sent_at) == (1, before.attempts + 1, None)
        waits.append(after.next_try_at - clock.now())
    minute, hour, day = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
    assert waits == [5 * minute, 30 * minute, 2 * hour, 12 * hour, day, day, day]
    assert deliver_due() == Counts()
    monkeypatch.undo()
    Notice.objects.filter(pk=notice.pk).update(next_try_at=clock.now())
    assert deliver_due().sent >= 1
    assert Notice.objects.get(pk=notice.pk).sent_at is not None


def test_one_broken_letter_does_not_stop_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = owed_to("Ada First"), owed_to("Ben Second")
    real = delivery.letter

    def fails_for_the_first(notice: Notice) -> Any:
        if notice.pk == first.pk:
            raise ValueError("a template is broken")
        return real(notice)

    monkeypatch.setattr(delivery, "letter", fails_for_the_first)
    assert deliver_due() == Counts(sent=1, failed=1)
    assert [message.to for message in mail.outbox] == [[second.to.email]]


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_letter_once(monkeypatch: pytest.MonkeyPatch) -> None:
    owed_ones = [owed_to(f"Ada Number {number}") for number in range(6)]
    together = threading.Barrier(2, timeout=20)
    taken = delivery._take

    def both_have_read(notice: Notice) -> bool:
        if notice.pk == owed_ones[0].pk:
            together.wait()  # from here on both hold the same list
        return taken(notice)

    monkeypatch.setattr(delivery, "_take", both_have_read)
    counts: list[Counts] = []

    def run() -> None:
        try:
            counts.append(deliver_due())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _sender in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(message.to[0] for message in mail.outbox) == sorted(notice.to.email for notice in owed_ones)
    assert (sum(c.sent for c in counts), sum(c.taken for c in counts)) == (6, 6)
    assert set(Notice.objects.values_list("attempts", flat=True)) == {1}

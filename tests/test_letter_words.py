"""What each letter says: the first line is what to do, and every link is a page."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from directory.post import deliver_due
from directory.post.backends import Shown
from directory.post.letters import Letter, letter
from practitioners import clock, notices
from practitioners.models import Case, Credential, Invitation, Notice, Place
from practitioners.vocabulary import Ending, Kind, NoticeKind
from practitioners.workflow import oversight
from tests import factories as make

DAY = date(2026, 11, 3)


@pytest.fixture(autouse=True)
def _the_clock_stands(frozen: Callable[[date], None]) -> None:
    frozen(DAY)


pytestmark = pytest.mark.django_db


def first(said: Letter) -> str:
    return said.text.splitlines()[0]


def expiring(days: int) -> Letter:
    ada = make.practitioner("Ada Stone")
    claim = make.verified(ada, Kind.INSURANCE)
    Credential.objects.filter(pk=claim.pk).update(
        valid_from=DAY - timedelta(days=900), valid_until=DAY + timedelta(days=days)
    )
    claim.refresh_from_db()
    owed = notices.owe_to(ada.account, NoticeKind.EXPIRING, key=str(days), credential=claim)
    assert owed is not None
    return letter(owed)


@pytest.mark.parametrize(
    ("days", "subject", "line"),
    [
        (14, "Insurance: expires in 14 days",
         "Send the renewal by 17 November 2026. From 18 November 2026 on your page will say “Expired”."),
        (1, "Insurance: expires tomorrow",
         "Send the renewal by 4 November 2026. From 5 November 2026 on your page will say “Expired”."),
        (0, "Insurance: expires today",
         "Send the renewal today. From tomorrow on your page will say “Expired”."),
        (-3, "Insurance: expired",
         "Send the renewal. Since 1 November 2026 your page says “Expired”."),
    ],
)  # fmt: skip
def test_what_expires_says_until_when_and_what_the_page_will_say(days: int, subject: str, line: str) -> None:
    said = expiring(days)
    assert (said.subject, first(said)) == (subject, line)
    assert "Renewals: http://testserver/my/renewals/" in said.text


@pytest.mark.parametrize(("days", "optional"), [(4, True), (3, False), (0, False)])
def test_only_what_is_far_ahead_can_be_stopped(days: int, optional: bool) -> None:
    said = expiring(days)
    assert said.stop == ("http://testserver/my/account/" if optional else "")
    assert ("You can stop reminders such as this one: http://testserver/my/account/" in said.text) == optional
    assert deliver_due().sent >= 1
    sent = mail.outbox[-1].extra_headers
    stop = {"List-Unsubscribe": "<http://testserver/my/account/>"} if optional else {}
    assert sent == {"Auto-Submitted": "auto-generated"} | stop


def details(*, confirmed: int) -> Letter:
    ada = make.practitioner("Ada Stone")
    place = make.place(ada)
    Place.objects.filter(pk=place.pk).update(details_confirmed_on=DAY - timedelta(days=confirmed))
    place.refresh_from_db()
    owed = notices.owe_to(ada.account, NoticeKind.DETAILS, key=str(confirmed), place=place)
    assert owed is not None
    return letter(owed)


@pytest.mark.parametrize(
    ("confirmed", "line", "consequence", "optional"),
    [
        (80, "Confirm the details of Fern Studio by 13 November 2026.", "From 26 December 2026 on clients would not",
         True),
        (91, "Confirm the details of Fern Studio: it was due on 2 November 2026.",
         "From 15 December 2026 on clients would not", False),
        (133, "Confirm the details of Fern Studio: it was due on 21 September 2026.",
         "Since 3 November 2026 clients do not find", False),
    ],
)  # fmt: skip
def test_details_are_asked_for_by_a_day_and_with_the_consequence(
    confirmed: int, line: str, consequence: str, optional: bool
) -> None:
    said = details(confirmed=confirmed)
    assert said.subject == "Are the details of Fern Studio still right?"
    assert first(said) == line
    assert consequence in said.text
    assert bool(said.stop) == optional
    assert "http://testserver/my/renewals/" in said.text


def test_a_supervisor_hears_who_asks_and_for_which_place() -> None:
    tom, ines = make.practitioner("Tom Junior"), make.practitioner("Ines Lead")
    claim = make.sent(tom, Kind.LICENSE)
    owed = notices.owe_to(
        ines.account, NoticeKind.SUPERVISION, key="1", credential=claim, place=make.place(tom)
    )
    assert owed is not None
    said = letter(owed)
    assert (said.to, said.subject) == (ines.account.email, "Tom Junior names you as supervisor")
    assert first(said) == "Say whether you supervise Tom Junior at Fern Studio."
    assert "Answer here: http://testserver/my/supervision/" in said.text
    assert "Your page" not in said.text


def test_both_sides_hear_that_a_moderator_ended_a_supervision_and_why() -> None:
    tom, ines = make.qualified("Tom Junior"), make.practitioner("Ines Lead")
    claim, place = tom.credentials.get(kind=Kind.LICENSE), tom.places.get()
    asked = oversight.ask_supervisor(claim, by=tom.account, supervisor=ines, place=place)
    oversight.confirm_supervision(asked, by=ines.account)
    words = "The register shows no license of Ines Lead."
    oversight.refuse_supervision(asked, by=make.moderator("rea"), reason=Ending.NOT_IN_FORCE, words=words)
    said = {each.to_id: letter(each) for each in Notice.objects.filter(kind=NoticeKind.UNSUPERVISED)}
    assert set(said) == {tom.account_id, ines.account_id}
    theirs, hers = said[tom.account_id], said[ines.account_id]
    assert theirs.subject == "Ines Lead no longer counts as your supervisor"
    assert first(theirs) == (
        "Since 3 November 2026 Ines Lead no longer counts as the supervisor of your license at Fern Studio."
    )
    assert hers.subject == "You no longer count as the supervisor of Tom Junior"
    assert first(hers) == (
        "Since 3 November 2026 you no longer count as the supervisor of Tom Junior at Fern Studio."
    )
    for each in (theirs, hers):
        assert "Reason: The supervisor has no license in force there." in each.text
        assert f"What the moderator wrote: {words}" in each.text
        assert "http://testserver/my/supervision/" in each.text
        assert "rea@example.org" not in each.text
    assert ("Your page: " in theirs.text, "Your page: " in hers.text) == (True, False)


def test_an_invitation_leads_to_an_account_and_promises_nothing() -> None:
    asked = Invitation.objects.create(email="new@example.org", invited_at=clock.now())
    owed = notices.owe_to(None, NoticeKind.INVITATION, key="1", address=asked.email, invitation=asked)
    assert owed is not None
    said = letter(owed)
    assert (said.to, said.subject) == ("new@example.org", "You are invited to Scalp Credentials")
    assert "Begin here: http://testserver/accounts/signup/?invitation=" in said.text
    assert "Nothing about you is public before you fill it in and publish it yourself." in said.text


@pytest.mark.parametrize(
    ("kind", "subject", "line"),
    [
        (Kind.IDENTITY, "Your identity is checked",
         "We checked who you are on 3 November 2026. Nothing of your document is public."),
        (Kind.AMENDMENT, "Your change is on your page",
         "We looked at your change on 3 November 2026. Your page says it now."),
    ],
)  # fmt: skip
def test_what_is_no_document_is_accepted_in_its_own_words(kind: Kind, subject: str, line: str) -> None:
    ada = make.practitioner("Ada Stone")
    claim = make.verified(ada, kind)
    owed = notices.owe(NoticeKind.VERIFIED, claim, key="test")
    assert owed is not None
    said = letter(owed)
    assert (said.subject, first(said)) == (subject, line)


def test_an_answer_is_given_on_the_page_of_the_claim() -> None:
    claim = make.sent(make.practitioner("Ada Stone"), Kind.TRAINING)
    for kind in (NoticeKind.RETURNED, NoticeKind.REJECTED, NoticeKind.SUSPENDED):
        owed = notices.owe(kind, claim, key=f"test-{kind}", words="Please send page two.")
        assert owed is not None
        assert f"Answer here: http://testserver/my/claims/{claim.pk}/" in letter(owed).text


def test_the_address_on_the_letter_comes_before_that_of_the_account() -> None:
    account = make.account("new@example.org")
    owed = notices.owe_to(account, NoticeKind.ACCOUNT, key="1", address="old@example.org", subject="Changed")
    assert owed is not None
    assert letter(owed).to == "old@example.org"


def test_a_demonstration_shows_answers_in_the_terminal_and_keeps_reminders_in_files(
    settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = io.StringIO()
    monkeypatch.setattr("sys.stdout", shown)
    for number, kind in enumerate((NoticeKind.ACCOUNT, NoticeKind.EXPIRING)):
        message = EmailMultiAlternatives(f"Subject {number}", f"Words {number}\n", to=["ada@example.org"])
        message.kind = kind  # type: ignore[attr-defined]
        assert Shown(file_path=tmp_path).send_messages([message]) == 1
    assert shown.getvalue() == "\n--- Letter to ada@example.org: Subject 0\nWords 0\n---\n"
    written = "".join(path.read_text() for path in tmp_path.iterdir())
    assert ("Subject 0" in written, "Subject 1" in written) == (True, True)


def test_no_letter_is_owed_twice_for_one_reason() -> None:
    account = make.account()
    for _time in range(2):
        notices.owe_to(account, NoticeKind.DETAILS, key="same", place=None)
    assert Notice.objects.count() == 1


def test_moderators_read_numbers_and_no_names() -> None:
    rea = make.moderator()
    for name in ("Ada Stone", "Ben Marsh"):
        claim = make.sent(make.practitioner(name), Kind.AFTERCARE)
        Case.objects.filter(credential=claim).update(due_at=clock.now())
    notice = notices.owe_to(rea, NoticeKind.DIGEST, key="1")
    assert notice is not None
    said = letter(notice)
    assert said.subject == "2 cases reach their target today"
    assert first(said) == "Take the next case: harm comes first, then what is due first."
    assert "2 cases that you may take reach their target today." in said.text
    assert "Queue: http://testserver/desk/" in said.text
    for words in (said.text, said.html):
        assert "Stone" not in words
        assert "past" not in words

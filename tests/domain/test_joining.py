"""A record is opened once for an account; an invitation is a letter and nothing more."""

from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.crypto import get_random_string

from practitioners import listings
from practitioners.errors import Invalid, MoveRefused, Overtaken
from practitioners.models import Account, Invitation, Listing, Notice, Practitioner
from practitioners.vocabulary import Depth, NoticeKind, TermKind, Visibility
from practitioners.workflow import invitations, joining
from practitioners.workflow.invitations import Became, Row
from tests import factories as make
from tests import snapshot

pytestmark = pytest.mark.django_db


def opened(by: Account, name: str = "Ada Stone") -> Practitioner:
    return joining.open_record(by=by, public_name=name, profession=make.term(), depth=Depth.UP_TO_05)


def test_a_record_is_opened_for_nobody_but_its_owner_to_see() -> None:
    account = make.account()
    ada = opened(account, "  Ada   Stone ")
    assert (ada.account, ada.public_name, ada.slug) == (account, "Ada Stone", "ada-stone")
    assert (ada.visibility, ada.profession, ada.depth) == (Visibility.DRAFT, make.term(), Depth.UP_TO_05)
    assert Listing.objects.count() == 0
    assert list(listings.drift()) == []


def test_two_of_one_name_have_two_addresses() -> None:
    assert [opened(make.account()).slug for _ in range(3)] == ["ada-stone", "ada-stone-2", "ada-stone-3"]


def test_a_second_record_is_refused() -> None:
    account = make.account()
    opened(account)
    before = snapshot.taken()
    with pytest.raises(MoveRefused, match="You have a record already"):
        opened(account, "Ada Other")
    assert snapshot.taken() == before


def test_another_window_that_was_faster_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    account = make.account()

    def faster(name: str) -> str:
        Practitioner.objects.create(
            account=account, public_name=name, slug="other", profession=make.term(), depth=Depth.UP_TO_05
        )
        return "ada-stone"

    monkeypatch.setattr(joining.amendments, "free_slug", faster)
    with pytest.raises(Overtaken):
        opened(account)
    assert Practitioner.objects.count() == 1


def test_an_address_taken_at_this_moment_is_left_to_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    opened(make.account())
    offered = iter(["ada-stone", "ada-stone-2"])
    monkeypatch.setattr(joining.amendments, "free_slug", lambda name: next(offered))
    assert opened(make.account()).slug == "ada-stone-2"


@pytest.mark.parametrize("name", ["", "   ", "x" * 121, "\u200b\u202e", "· · ·"])
def test_a_record_has_a_name(name: str) -> None:
    with pytest.raises(Invalid):
        opened(make.account(), name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ada\u202e enotS", "Ada enotS"), ("A\u200bda\u2066", "Ada"), ("Ada\r\nBcc: x", "Ada Bcc: x"),
        ("محمد", "محمد"), ("علی\u200cرضا", "علی\u200cرضا"), ("名前", "名前"),
        ("Oak \u2066 Room", "Oak Room"),
    ],
)  # fmt: skip
def test_a_name_is_read_as_it_is_seen(typed: str, name: str) -> None:
    assert joining.read_name(typed) == name


def test_a_profession_is_one() -> None:
    with pytest.raises(Invalid, match="Choose a profession"):
        joining.open_record(
            by=make.account(),
            public_name="Ada",
            profession=make.term(TermKind.LANGUAGE, "en"),
            depth=Depth.UP_TO_05,
        )


def test_a_name_no_alphabet_of_ours_can_spell_has_an_address_too() -> None:
    assert opened(make.account(), "张伟").slug == "practitioner"


def invited(*emails: str, dry_run: bool = False) -> list[Became]:
    rows = [Row(number, email) for number, email in enumerate(emails, start=2)]
    return [outcome.became for outcome in invitations.invite(rows, dry_run=dry_run)]


def test_each_address_is_invited_once_and_nothing_is_public() -> None:
    make.account("Member@example.org")
    given = ("ada@example.org", "Ada@Example.org", "member@EXAMPLE.org", "ben@example.org")
    assert invited(*given) == [Became.INVITED, Became.BEFORE, Became.MEMBER, Became.INVITED]
    assert invited(*given) == [Became.BEFORE, Became.BEFORE, Became.MEMBER, Became.BEFORE]
    letters = [(n.kind, n.to, n.address, n.invitation.email) for n in Notice.objects.order_by("pk")]
    assert letters == [
        (NoticeKind.INVITATION, None, "ada@example.org", "ada@example.org"),
        (NoticeKind.INVITATION, None, "ben@example.org", "ben@example.org"),
    ]
    assert Practitioner.objects.count() == 0


def test_a_dry_run_writes_nothing() -> None:
    before = snapshot.taken()
    assert invited("ada@example.org", "ada@example.org", "x", dry_run=True) == [
        Became.INVITED, Became.BEFORE, Became.INVALID,
    ]  # fmt: skip
    assert snapshot.taken() == before


def test_an_invitation_is_accepted_once_by_whoever_came_first(frozen: Callable[[date], None]) -> None:
    frozen(date(2026, 3, 10))
    invited("ada@example.org")
    invitation, ada = Invitation.objects.get(), make.account("ada@example.net")
    stale = Invitation.objects.get()
    assert invitations.accept(invitation, by=ada).account == ada
    before = snapshot.taken()
    assert invitations.accept(stale, by=ada).accepted_at is not None
    with pytest.raises(Overtaken, match="accepted already"):
        invitations.accept(stale, by=make.account("sam@example.org"))
    Account.objects.filter(email="sam@example.org").delete()
    assert snapshot.taken() == before


def command(tmp_path: Path, text: str | bytes, *options: str) -> tuple[str, str, bool]:
    """What it printed, what it complained of, and whether it ended with an error."""
    path = tmp_path / f"{get_random_string(8)}.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    said, wrong, failed = StringIO(), StringIO(), False
    try:
        call_command("invite_practitioners", str(path), *options, stdout=said, stderr=wrong)
    except CommandError as refused:
        wrong.write(str(refused))
        failed = True
    return said.getvalue(), wrong.getvalue(), failed


def test_the_command_counts_and_names_what_is_wrong(tmp_path: Path) -> None:
    rows = "email,public_name\nada@example.org,Ada Stone\n\nben,Ben\n,Cleo\ndon@example.org,Don,x\neva@example.org\n"
    said, wrong, failed = command(tmp_path, rows)
    assert said == "2 invited, 0 invited before, 0 has an account, 3 invalid.\n"
    assert wrong.splitlines()[:3] == [
        "line 4: This is no e-mail address. It looks like name@example.org.",
        "line 5: The e-mail address is missing.",
        "line 6: More values than columns: put quotes around a comma.",
    ]
    assert failed
    assert sorted(Invitation.objects.values_list("email", "public_name")) == [
        ("ada@example.org", "Ada Stone"), ("eva@example.org", ""),
    ]  # fmt: skip
    assert command(tmp_path, "Email\nada@example.org\n") == (
        "0 invited, 1 invited before, 0 has an account, 0 invalid.\n", "", False
    )  # fmt: skip


def test_the_command_says_what_it_would_do(tmp_path: Path) -> None:
    said, wrong, failed = command(tmp_path, "\ufeffemail,public_name\nada@example.org,Ada\n", "--dry-run")
    assert (said, wrong, failed) == (
        "1 invited, 0 invited before, 0 has an account, 0 invalid; nothing was written or sent.\n", "", False
    )  # fmt: skip
    assert (Invitation.objects.count(), Notice.objects.count()) == (0, 0)


@pytest.mark.parametrize(("text", "sentence"), [
    ("", "The first line must be"), ("name\nAda\n", "The first line must be"),
    ("email,email\na@example.org,b@example.org\n", "The first line must be"),
    ("email,status\na@example.org,verified\n", "The first line must be"),
    (b"email\n\xff\xfe\n", "cannot be read as CSV in UTF-8"), ('email\n"a@example.org\n', "cannot be read as CSV"),
])  # fmt: skip
def test_a_file_that_is_none_invites_nobody(tmp_path: Path, text: str | bytes, sentence: str) -> None:
    before = snapshot.taken()
    said, wrong, failed = command(tmp_path, text)
    assert (said, failed, sentence in wrong) == ("", True, True)
    assert snapshot.taken() == before


@pytest.mark.parametrize(("email", "name"), [
    ("x" * 250 + "@example.org", ""), ("a@example.org", "x" * 121), ("a@example.org", "\u200b\u202e"),
    ("a@example.org", "· · ·"),
    ("a b@example.org", ""),
    ("ada@example.org\nBcc: sam@example.org", ""),
])  # fmt: skip
def test_what_no_letter_could_carry_is_invalid(email: str, name: str) -> None:
    [outcome] = invitations.invite([Row(2, email, name)])
    assert (outcome.became, outcome.sentence[-1]) == (Became.INVALID, ".")
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize(("given", "name"), [
    ("Ada\u202e enotS", "Ada enotS"), ("A\x00da\u200b", "Ada"), ("علی\u200cرضا", "علی\u200cرضا"), (" \u2003 ", ""),
])  # fmt: skip
def test_an_invited_name_is_read_as_it_is_seen(given: str, name: str) -> None:
    [outcome] = invitations.invite([Row(2, "ada@example.org", given)])
    assert outcome.became == Became.INVITED
    assert Invitation.objects.get().public_name == name


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("invite_practitioners", str(tmp_path / "none.csv"))

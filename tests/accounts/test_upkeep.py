"""What the operator and the tick do about accounts: the first senior, limits on tries, forgotten beginnings."""

import io
import os
import socket
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from directory import environment as told
from directory.accounts import strangers
from directory.management.commands import tick
from directory.post import deliver_due, forget_sent
from practitioners import clock, ledger
from practitioners.models import Account, LedgerEvent, Notice
from practitioners.vocabulary import Role
from tests import factories as make
from tests.accounts import people
from tests.accounts.people import PASSWORD, confirmed, letters, sign_in

pytestmark = pytest.mark.django_db


def roles() -> dict[str, str]:
    return dict(Account.objects.values_list("email", "role"))


def test_the_first_senior_is_named_by_the_operator(client: Client) -> None:
    confirmed("sam@example.org")
    confirmed("ada@example.org")
    out = io.StringIO()
    call_command("appoint_senior", "ADA@example.org", stdout=out)
    assert out.getvalue().startswith("ada@example.org is senior moderator now")
    assert roles() == {"ada@example.org": "senior", "sam@example.org": "member"}
    told = LedgerEvent.objects.filter(subject=ledger.SITE).values_list("verb", "actor_id", "data")
    ada = Account.objects.get(email="ada@example.org")
    assert list(told) == [("role_granted", None, {"account": ada.pk, "role": "senior"})]
    with pytest.raises(CommandError, match="There is a senior moderator already"):
        call_command("appoint_senior", "sam@example.org")
    assert roles()["sam@example.org"] == "member"
    assert LedgerEvent.objects.filter(subject=ledger.SITE).count() == 1


def test_nobody_unknown_unconfirmed_or_closed_becomes_senior() -> None:
    make.account("ben@example.org")
    EmailAddress.objects.create(user=make.account("new@example.org"), email="new@example.org", primary=True)
    closed = confirmed("closed@example.org")
    Account.objects.filter(pk=closed.pk).update(is_active=False)
    for email, sentence in {
        "nobody@example.org": "There is no open account",
        "closed@example.org": "There is no open account",
        "new@example.org": "is not confirmed yet",
        "ben@example.org": "is not confirmed yet",
    }.items():
        with pytest.raises(CommandError, match=sentence):
            call_command("appoint_senior", email)
    assert set(roles().values()) == {"member"}


def test_a_closed_senior_is_no_hindrance() -> None:
    make.account("gone@example.org", role=Role.SENIOR)
    Account.objects.update(is_active=False)
    confirmed()
    call_command("appoint_senior", "ada@example.org", stdout=io.StringIO())
    assert roles()["ada@example.org"] == "senior"


def test_what_was_begun_and_never_confirmed_is_forgotten_after_a_week(client: Client) -> None:
    confirmed("sam@example.org")
    make.account("by-hand@example.org")
    with_record = make.practitioner("Ada Stone").account
    EmailAddress.objects.create(user=with_record, email=with_record.email)
    moderator = make.moderator()
    EmailAddress.objects.create(user=moderator, email=moderator.email)
    client.post("/accounts/signup/", {"email": "begun@example.org", "password1": PASSWORD})
    kept = set(Account.objects.exclude(email="begun@example.org"))
    week = timedelta(days=7)
    Account.objects.update(joined_at=clock.now() - week + timedelta(minutes=1))
    assert strangers.forget() == 0
    Account.objects.update(joined_at=clock.now() - week - timedelta(minutes=1))
    assert strangers.forget() == 1
    assert set(Account.objects.all()) == kept
    assert letters() == []


def test_a_code_is_gone_once_its_letter_is_sent_and_the_letter_after_a_month(client: Client) -> None:
    confirmed()
    client.post("/accounts/password/reset/", {"email": "ada@example.org"})
    code = people.code()
    assert deliver_due().sent == 1
    (sent,) = mail.outbox
    assert code in sent.body
    assert sent.to == ["ada@example.org"]
    assert [owed.words for owed in letters()] == [""]
    assert forget_sent() == 0
    Notice.objects.update(sent_at=clock.now() - timedelta(days=31))
    assert forget_sent() == 1
    assert letters() == []


def test_an_account_letter_waits_for_the_mail_server(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.mail.backends.locmem import EmailBackend

    def away(self: EmailBackend, messages: list[Any]) -> int:
        raise ConnectionError

    confirmed()
    monkeypatch.setattr(EmailBackend, "send_messages", away)
    assert client.post("/accounts/password/reset/", {"email": "ada@example.org"}).status_code == 302
    code = people.code()
    assert deliver_due().failed == 1
    assert people.code() == code  # nothing is lost
    monkeypatch.undo()
    Notice.objects.update(next_try_at=clock.now())
    assert deliver_due().sent == 1
    assert code in mail.outbox[0].body


@pytest.mark.parametrize("rounds", [14])
def test_the_tick_that_stays_sends_letters_every_few_seconds_and_does_the_rest_each_minute(
    monkeypatch: pytest.MonkeyPatch, rounds: int
) -> None:
    done: list[str] = []
    now = 1000.0

    def task(word: str) -> tick.Task:
        return word, lambda: done.append(word) or 1  # type: ignore[func-returns-value]

    def broken() -> int:
        raise RuntimeError("the database is away")

    class Stop(Event):
        def wait(self, timeout: float | None = None) -> bool:
            nonlocal now
            now += timeout or 0
            if now >= 1000 + 5 * rounds:
                self.set()
            return self.is_set()

    monkeypatch.setattr(tick, "LETTERS", task("letters"))
    monkeypatch.setattr(tick, "TASKS", (("broken", broken), task("reminders"), task("letters")))
    monkeypatch.setattr(tick.time, "monotonic", lambda: now)
    monkeypatch.setattr(tick, "close_old_connections", lambda: done.append("fresh"))
    out = io.StringIO()
    tick.Command(stdout=out).stay(Stop())
    assert done.count("letters") == rounds
    assert done.count("reminders") == 2  # at once, and after sixty seconds
    assert done.count("fresh") == rounds
    assert out.getvalue().count("letters: 1\n") == rounds


def test_the_table_of_limits_is_there_after_migrating_and_making_it_again_harms_nothing() -> None:
    assert "cache" in connection.introspection.table_names()
    caches["default"].set("tries", 3)
    from directory.apps import make_cache_table

    make_cache_table(using="default")
    assert caches["default"].get("tries") == 3


REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")


def redis_answers() -> bool:
    host, _, rest = REDIS.removeprefix("redis://").partition(":")
    try:
        socket.create_connection((host, int(rest.split("/")[0])), timeout=1).close()
    except OSError:
        return False
    return True


def test_limits_work_through_redis_too(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("redis")
    if not redis_answers():
        pytest.skip("no Redis on this machine")
    monkeypatch.setenv("CACHE_URL", REDIS)
    settings.CACHES = {"default": told.cache("CACHE_URL", default="dbcache://cache")}
    cache = caches["default"]
    assert type(cache).__name__ == "RedisCache"
    cache.clear()
    try:
        confirmed()
        for _try in range(5):
            sign_in(Client(), password="wrong password")
        answer = sign_in(Client())
        assert answer.status_code == 422
        assert "Too many tries" in answer.content.decode()
    finally:
        cache.clear()
        cache.close()


@pytest.mark.parametrize("value", ["locmem://", "memcache://127.0.0.1:11211", "cache"])
def test_a_cache_that_workers_do_not_share_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CACHE_URL", value)
    with pytest.raises(told.WrongEnvironment, match="CACHE_URL has a wrong form"):
        told.cache("CACHE_URL", default="dbcache://cache")


def test_keys_of_before_are_as_long_as_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told.secrets("SECRET_KEY_FALLBACKS") == []
    keys = ["first-" + "0123456789abcdef" * 4, "second-" + "0123456789abcdef" * 4]
    monkeypatch.setenv("SECRET_KEY_FALLBACKS", " ".join(keys))
    assert told.secrets("SECRET_KEY_FALLBACKS") == keys
    monkeypatch.setenv("SECRET_KEY_FALLBACKS", "short")
    with pytest.raises(told.WrongEnvironment, match="SECRET_KEY_FALLBACKS"):
        told.secrets("SECRET_KEY_FALLBACKS")

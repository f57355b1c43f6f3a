"""The commands that look after derived rows and the ledger, and the blocks that loads of many moves run in."""

import io
from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper
from django.db import connection, transaction

from practitioners import clock, ledger, listings, notices
from practitioners.errors import MoveRefused
from practitioners.management.progress import Progress
from practitioners.models import Credential, LedgerEvent, LedgerHead, Listing, Notice, Practitioner
from practitioners.scope import Rulebook
from practitioners.standing import records
from practitioners.vocabulary import Kind, Level, Method, Verb
from practitioners.workflow import moves
from tests import factories as make

pytestmark = pytest.mark.django_db


def told(*command: Any, **options: Any) -> tuple[str, str]:
    """What a command prints, and what it complains of."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*command, stdout=out, stderr=err, **options)
    except CommandError as refused:
        return out.getvalue(), f"{err.getvalue()}! {refused}"
    return out.getvalue(), err.getvalue()


def test_a_row_that_differs_is_named_and_a_rebuild_mends_it() -> None:
    ada, ben = make.qualified("Ada Stone"), make.qualified("Ben Field")
    assert told("rebuild_listings", check=True) == ("Every search row is what the records say.\n", "")
    Listing.objects.filter(practitioner=ada).update(price="500_up", depth=5)
    Listing.objects.filter(practitioner=ben).delete()
    out, err = told("rebuild_listings", check=True)
    assert out == ""
    assert err.splitlines() == [
        f"place {ada.places.get().pk}: differs in depth, price",
        f"place {ben.places.get().pk}: no listing",
        "! 2 search rows differ from the records: run `manage.py rebuild_listings`.",
    ]
    assert told("rebuild_listings")[0] == "2 search rows written.\n"
    assert told("rebuild_listings", check=True)[1] == ""


def test_every_broken_chain_is_named_by_its_first_broken_link() -> None:
    ada, ben = make.qualified("Ada Stone"), make.qualified("Ben Field")
    chains, events = LedgerHead.objects.count(), LedgerEvent.objects.count()
    assert told("verify_ledger") == (f"{chains} chains, {events} events hold.\n", "")
    ledger.drop_triggers(connection)
    LedgerEvent.objects.filter(practitioner=ada, seq=3).update(verb=Verb.WITHDRAW)
    LedgerEvent.objects.filter(practitioner=ada, seq=5).update(verb=Verb.WITHDRAW)
    LedgerEvent.objects.filter(practitioner=ben).order_by("-seq").first().delete()  # type: ignore[union-attr]
    ledger.install_triggers(connection)
    cut = LedgerHead.objects.get(subject=f"practitioner:{ben.pk}").seq
    out, err = told("verify_ledger")
    assert out == ""
    assert set(err.splitlines()) == {
        f"practitioner:{ada.pk}, event 3: its content was changed.",
        f"practitioner:{ben.pk}, event {cut}: the end of the chain was cut or added to.",
        "! 2 chains of the ledger are broken, each first at the link named above.",
    }


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_moves_one_line_on_a_terminal_and_not_too_often() -> None:
    stream = Terminal()
    progress = Progress(OutputWrapper(stream), word="people")
    for done in range(1, 901):
        progress(done, 900)
    shown = stream.getvalue()
    assert shown.startswith("\rpeople 1/900")
    assert shown.endswith("\rpeople 900/900\n")
    assert shown.count("\n") == 1
    assert shown.count("\r") <= 12  # ten a second, and this takes far less


def test_progress_in_a_file_is_a_few_plain_lines_and_the_last() -> None:
    stream = io.StringIO()
    progress = Progress(OutputWrapper(stream), word="people")
    for done in (*range(50, 2000, 50), 2000):
        progress(done, 2000)
    lines = stream.getvalue().splitlines()
    assert lines[0] == "people 50/2000"
    assert lines[-1] == "people 2000/2000"
    assert 10 <= len(lines) <= 12
    assert "\r" not in stream.getvalue()


def history(of: Credential) -> list[tuple[int, str, Any, Any]]:
    """The chain of the claim's owner, without hashes and times."""
    events = LedgerEvent.objects.filter(practitioner=of.practitioner).order_by("seq")
    return [(event.seq, event.verb, event.actor_id, event.data) for event in events]


def test_gathered_events_are_the_same_chain() -> None:
    make.verified(make.practitioner("Ada Stone"), Kind.TRAINING)
    plain = make.verified(make.practitioner("Ben Field"), Kind.TRAINING)
    started = make.practitioner("Cleo Moor")
    make.place(started)  # a chain that has begun before the block
    with ledger.gathered():
        gathered = make.verified(make.practitioner("Dora Lake"), Kind.TRAINING)
        make.verified(started, Kind.TRAINING)
        assert not LedgerEvent.objects.filter(practitioner=gathered.practitioner).exists()
    assert Counter(verb for _seq, verb, _actor, _data in history(gathered)) == Counter(
        verb for _seq, verb, _actor, _data in history(plain)
    )
    assert [seq for seq, *_rest in history(gathered)] == [seq for seq, *_rest in history(plain)]
    assert list(ledger.verify()) == []
    assert LedgerHead.objects.get(subject=f"practitioner:{started.pk}").seq == 1 + len(history(plain))
    moves.look(gathered, by=make.moderator(), level=Level.DOCUMENT, method=Method.DOCUMENT)
    assert list(ledger.verify()) == []


def test_a_refusal_in_a_gathered_block_takes_everything_back() -> None:
    ada = make.practitioner("Ada Stone")
    claim = make.draft(ada, Kind.TRAINING)

    def twice() -> None:
        with ledger.gathered(), listings.postponed():
            moves.submit(claim, by=ada.account)
            moves.submit(claim, by=ada.account)

    with pytest.raises(MoveRefused):
        twice()
    claim.refresh_from_db()
    assert (claim.status, LedgerEvent.objects.filter(practitioner=ada).count()) == ("draft", 0)


def test_nobody_is_owed_anything_in_an_unowed_block_and_everybody_after_it() -> None:
    with notices.unowed():
        make.verified(make.practitioner("Ada Stone"), Kind.TRAINING)
    assert not Notice.objects.exists()
    make.verified(make.practitioner("Ben Field"), Kind.TRAINING)
    assert Notice.objects.count() == 1


def test_the_clock_stands_within_a_block_and_goes_on_after_it() -> None:
    before = clock.today()
    with clock.at(date(2024, 2, 29)):
        assert (clock.today(), clock.now()) == (date(2024, 2, 29), clock.now())
        with clock.at(date(2023, 1, 1)):
            assert clock.today() == date(2023, 1, 1)
        assert clock.today() == date(2024, 2, 29)
    assert clock.today() == before


def test_rows_added_from_memory_are_rows_read_from_the_database() -> None:
    """`listings.add` takes people as `records` fetches them."""
    ada = make.qualified("Ada Stone")
    with transaction.atomic():
        Listing.objects.all().delete()
        loaded = records(Practitioner.objects.filter(pk=ada.pk)).prefetch_related("terms", "places__access")
        assert listings.add(loaded, rulebook=Rulebook.load()) == 1
    assert list(listings.drift()) == []
    assert Listing.objects.get().qualified_until is not None

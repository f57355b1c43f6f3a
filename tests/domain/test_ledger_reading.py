"""The ledger is read whole while people go on: what they add breaks nothing, and what is broken still shows."""

from typing import Any

import pytest
from django.db import connection

from practitioners import ledger
from practitioners.vocabulary import Verb
from tests import factories as make
from tests.domain.test_ledger import CUT, broken, history

pytestmark = pytest.mark.django_db


def test_events_that_come_while_the_ledger_is_read_break_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    ada, sam = history("Ada Stone", "Sam Stranger", events=2)
    chains = ledger._chains

    def late(using: str) -> Any:
        ledger.record(ada, Verb.DECLARED)
        ledger.record(make.practitioner("Ben Field"), Verb.DECLARED)  # a chain that begins now
        return chains(using)

    monkeypatch.setattr(ledger, "_chains", late)
    assert broken() == []
    ledger.drop_triggers(connection)
    sam.events.filter(seq=2).delete()
    assert broken() == [(ledger.subject_of(sam), 2, CUT)]

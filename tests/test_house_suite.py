"""The suite itself: it leaves nothing behind, and never without the ledger's guard."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from practitioners import clock, ledger
from practitioners.models import LedgerEvent
from tests import factories


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_real_transactions_end_in_an_empty_ledger_that_is_guarded(turn: int) -> None:
    assert not LedgerEvent.objects.exists()
    assert ledger.missing_triggers(connection) == []
    factories.place(factories.practitioner())
    assert LedgerEvent.objects.exists()


def test_the_frozen_clock_stands_on_the_day_it_was_given(frozen: Callable[[date], None], settings) -> None:
    settings.TIME_ZONE = "Pacific/Kiritimati"  # fourteen hours ahead: noon there is yesterday in UTC
    for day in (date(2026, 3, 2), date(2028, 2, 29)):
        frozen(day)
        assert clock.today() == day


def test_the_clock_goes_on_afterwards() -> None:
    assert clock.now() != clock.now()

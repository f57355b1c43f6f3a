"""What each kind of decision costs a moderator, from the queue to the next case: keys with scripts, clicks without."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser

from practitioners.models import Case
from practitioners.vocabulary import Decision, Kind
from tests.browser import effort
from tests.browser.test_desk import desk, enter
from tests.browser.visit import visiting

__all__ = ["desk"]
pytestmark = pytest.mark.browser

COSTS: Mapping[str, tuple[int, tuple[int, int]]] = {
    "license, renewal: approve": (12, (12, 0)),
    "License: approve": (12, (12, 0)),
    "Training: approve": (9, (9, 0)),
    "Infection control: approve": (9, (9, 0)),
    "Consultation: approve": (8, (8, 0)),
    "Aftercare: approve": (8, (8, 0)),
    "Track record: approve": (9, (9, 0)),
    "Insurance: approve": (8, (8, 0)),
    "Membership: approve": (9, (9, 0)),
    "Identity: approve": (8, (8, 0)),
    "Change to the page: approve": (9, (9, 0)),
    "Before and after photos: approve": (9, (9, 0)),
    "license, second check: approve": (12, (12, 0)),
    "license, to settle: approve": (12, (12, 0)),
    "Training: ask for more": (11, (10, 0)),
    "Training: reject": (13, (11, 0)),
    "license, re-check: still right": (12, (12, 0)),
    "license, re-check: suspend": (16, (14, 0)),
    # A sentence of 19 characters is part of each of these.
    "same file: nothing to change": (33, (13, 19)),
    "appeal: show it again": (29, (9, 19)),
    "appeal: keep it suspended": (29, (9, 19)),
}
"""For each decision the keys with scripts, and without scripts the clicks and the characters typed."""


@pytest.mark.django_db
def test_every_kind_of_claim_and_every_decision_is_counted() -> None:
    # Reads nothing; its mark is what asks for a database for this module.
    assert set(effort.ROWS) == set(COSTS)
    assert {decision for _made, decision in effort.ROWS.values()} == set(Decision)
    assert {f"{kind.label}: approve" for kind in Kind} <= set(COSTS)


@pytest.mark.parametrize("scripts", [True, False])
def test_no_decision_costs_more_than_it_did(desk: str, browser: Browser, scripts: bool) -> None:
    effort.furnish()
    found = {}
    with visiting(browser, desk, java_script_enabled=scripts) as visit:
        enter(visit)
        for name, (made, decision) in effort.ROWS.items():
            case = effort.alone(made())
            visit.open("/desk/?done")
            found[name] = (effort.by_keys if scripts else effort.by_clicks)(visit.tab, decision)
            now = Case.objects.get(pk=case.pk)
            assert now.turn > case.turn or now.paused_at or now.closed_at, name
        assert visit.heard == []
    assert found == {name: cost[0 if scripts else 1] for name, cost in COSTS.items()}

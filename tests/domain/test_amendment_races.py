"""Two windows that save at the same moment: one change is kept whole, and the other window is told."""

import threading
from contextlib import suppress
from typing import Any

import pytest

from practitioners import ledger, listings
from practitioners.intake import drafts
from practitioners.models import Credential, Practitioner
from practitioners.vocabulary import Kind
from practitioners.workflow import amendments, cases
from tests import factories as make
from tests.domain.desk import case_of, given
from tests.domain.test_races import refusals, together

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_first_changes_at_once_make_one_draft() -> None:
    ada = make.qualified()
    seen = amendments.stamp(ada, "about")
    done = together(
        lambda: amendments.change(ada, {"about": "One."}, by=ada.account, seen=seen),
        lambda: amendments.change(ada, {"about": "Two."}, by=ada.account, seen=seen),
    )
    assert len(refusals(done)) == 1
    claim = Credential.objects.get(kind=Kind.AMENDMENT)
    assert drafts.answers(claim)["about"] in {"One.", "Two."}


def test_two_who_get_the_same_name_at_once_have_an_address_each(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LOOKS_FOR_ISSUER = 1
    held = []
    for number, name in enumerate(("Ada Stone", "Ben Field")):
        claim = make.sent(make.practitioner(name), Kind.AMENDMENT, values={"public_name": "Cleo Marsh"})
        by = make.moderator(f"m{number}")
        held.append((cases.take(case_of(claim), by=by), given(claim), by))
    find, both = amendments.free_slug, threading.Barrier(2)

    def meeting(*args: Any, **named: Any) -> str:
        found = find(*args, **named)
        with suppress(threading.BrokenBarrierError):
            both.wait(2)
        return found

    monkeypatch.setattr(amendments, "free_slug", meeting)
    done = together(*(lambda it=it: cases.decide(it[0], it[1], by=it[2]) for it in held))
    assert refusals(done) == []
    slugs = Practitioner.objects.filter(public_name="Cleo Marsh").values_list("slug", flat=True)
    assert set(slugs) == {"cleo-marsh", "cleo-marsh-2"}
    assert list(listings.drift()) == []
    assert list(ledger.verify()) == []

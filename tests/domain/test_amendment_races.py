"""Two windows that save at the same moment: one change is kept whole, and the other window is told."""

import pytest

from practitioners.intake import drafts
from practitioners.models import Credential
from practitioners.vocabulary import Kind
from practitioners.workflow import amendments
from tests import factories as make
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

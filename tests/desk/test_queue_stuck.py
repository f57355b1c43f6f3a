"""Cases that nobody of the team may decide are said aloud, with what helps."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from practitioners import clock
from practitioners.models import Account, Case, Conflict
from practitioners.vocabulary import CaseState, Kind, Turn
from practitioners.workflow import moves
from tests import factories as make
from tests.desk.room import IDA, MAX, REA, browser, page, senior
from tests.public.pages import text

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 9)
PEOPLE_QUERIES = 11


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None]) -> None:
    frozen(MONDAY)


def refused(name: str, *by: Account) -> Case:
    """An appeal that these people may not decide."""
    claim = make.sent(make.practitioner(name), Kind.TRAINING)
    moves.reject(claim, by=by[0], words="It shows no name.")
    moves.appeal(claim, by=claim.practitioner.account, words="It does.")
    case = Case.objects.open().get(credential=claim)
    case.barred.add(*by)
    return case


def told(client: Any, path: str = "/desk/") -> str:
    return " ".join(text(each) for each in page(client, path).all("div[@class='note expiring flow sm']"))


def test_cases_that_nobody_may_decide_are_said_with_what_helps() -> None:
    rea, max_ = make.moderator(REA), make.moderator(MAX)
    case, other = refused("Ada", rea, max_), refused("Ben", rea)
    make.sent(make.practitioner("Sam"), Kind.TRAINING)
    assert told(browser(REA)) == (
        "Nobody of the team may decide 1 case: everybody had a part in it before, or knows the person. Another "
        f"moderator is needed. Ask a senior moderator to appoint one. {case.ref}"
    )
    Conflict.objects.create(
        moderator=max_, practitioner=other.credential.practitioner, declared_at=clock.now()
    )
    assert told(browser(REA)).endswith(f"{case.ref} {other.ref}")
    assert told(browser(MAX)).endswith(f"appoint one. {case.ref}")
    make.moderator(IDA)
    assert [told(browser(name)) for name in (REA, MAX, IDA)] == ["", "", ""]


def test_a_senior_hears_of_cases_they_must_not_see_and_not_whose_they_are(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    sia = browser(senior())
    assert told(sia, "/desk/people/") == ""
    case, hidden = refused("Ada", senior()), refused("Ben", senior())
    Conflict.objects.create(
        moderator=senior(), practitioner=hidden.credential.practitioner, declared_at=clock.now()
    )
    with django_assert_num_queries(PEOPLE_QUERIES):
        said = told(sia, "/desk/people/")
    assert said == (
        "Nobody of the team may decide 2 cases: everybody had a part in them before, or knows the person. 1 such "
        f"case is about your own record or somebody you know, and is not named here. Appoint another moderator below. "
        f"{case.ref}"
    )
    assert told(sia).endswith(f"{case.ref} Appoint another moderator")


def test_what_one_person_alone_looked_at_waits_for_a_second_one_aloud() -> None:
    case = Case.objects.get(credential=make.sent(make.practitioner("Ada"), Kind.TRAINING))
    first = {"turn": Turn.SECOND, "state": CaseState.SECOND, "first_by": make.moderator(REA)}
    Case.objects.filter(pk=case.pk).update(**first)
    rea = browser(REA)
    assert told(rea).endswith(case.ref)
    Case.objects.filter(pk=case.pk).update(state=CaseState.WAITING, paused_at=clock.now())
    assert told(rea) == ""

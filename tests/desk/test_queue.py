"""The queue: what waits, in order, for whom; in a fixed number of queries however much it is."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from practitioners import clock
from practitioners.models import Case, Credential
from practitioners.vocabulary import CaseKind, CaseState, Kind, Role
from practitioners.workflow import cases, moves
from tests import factories as make
from tests.desk.room import MAX, REA, browser, page, senior, taken
from tests.public.pages import text

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 9)
QUERIES = 12


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None]) -> None:
    frozen(MONDAY)


def waiting(count: int) -> list[Credential]:
    """So many claims of so many people, sent one after the other; every third is a license, every fifth a change."""
    kinds = (Kind.LICENSE, Kind.TRAINING, Kind.AFTERCARE, Kind.AMENDMENT, Kind.PHOTOS)
    return [
        make.sent(make.practitioner(f"Person {number:02}"), kinds[number % len(kinds)])
        for number in range(count)
    ]


def rows(client: Any, asked: str = "") -> list[str]:
    """The people in the queue, in its order."""
    found = page(client, f"/desk/{asked}").all("td[@data-label='Who and where']")
    return [text(each) for each in found]


@pytest.mark.parametrize("count", [1, 3, 40, 70])
def test_the_queue_needs_as_many_queries_for_one_as_for_many(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    waiting(count)
    rea = browser(REA)
    rea.get("/desk/")
    with django_assert_num_queries(QUERIES):
        answer = rea.get("/desk/")
    assert len(answer.context["rows"]) == min(count, 50)
    assert answer.context["total"] == count


def test_harm_comes_first_and_then_what_is_due_first() -> None:
    _first, second, third = waiting(3)
    Case.objects.filter(credential=third).update(harm=True)
    Case.objects.filter(credential=second).update(due_at=clock.now() - timedelta(hours=30))
    rea = browser(REA)
    assert rows(rea) == ["Person 02", "Person 01", "Person 00"]
    targets = [text(each) for each in page(rea, "/desk/").all("td[@data-label='Target']/span")]
    assert targets == ["7 days left", "Overdue by 30 hours", "3 days left"]


def test_views_and_filters_hold_exactly_what_they_say() -> None:
    first, second, third = waiting(3)
    rea = browser(REA)
    taken(first, rea)
    moves.return_(second, by=make.moderator(MAX), words="Send more.")
    Case.objects.filter(credential=third).update(due_at=clock.now() - timedelta(days=3))
    assert rows(rea, "?view=mine") == ["Person 00"]
    assert rows(rea, "?view=waiting") == ["Person 01"]
    assert rows(rea, "?view=overdue") == ["Person 02"]
    assert rows(rea, "?view=unassigned") == ["Person 02"]
    assert rows(rea, "?what=license") == ["Person 00"]
    assert rows(rea, "?kind=renewal") == []
    shown = page(rea, "/desk/").all("nav[@class='views']/a")
    assert [text(each) for each in shown] == [
        "All open 3", "New and renewed 3", "Re-checks 0", "Appeals 0", "Harm 0", "Overdue 1", "Mine 1",
        "Unassigned 1", "Second check 0", "To settle 0", "Waiting for reply 1",
    ]  # fmt: skip


def test_a_hold_whose_time_ran_out_is_unassigned_again(frozen: Callable[[date], None]) -> None:
    (claim,) = waiting(1)
    taken(claim, browser(REA))
    Case.objects.update(held_until=clock.now() - timedelta(minutes=1))
    assert rows(browser(MAX), "?view=unassigned") == ["Person 00"]


def test_a_wrong_view_is_said_and_shows_nothing() -> None:
    waiting(1)
    answer = browser(REA).get("/desk/?view=everything")
    assert (answer.status_code, answer.context["rows"]) == (422, [])
    assert b"no such choice" in answer.content
    assert browser(REA).get("/desk/?page=7").status_code == 404


def test_take_next_takes_the_most_urgent_of_the_view() -> None:
    waiting(3)
    rea = browser(REA)
    answer = rea.post("/desk/next/", {"what": "training"})
    case = Case.objects.get(state=CaseState.HELD)
    assert case.credential.kind == Kind.TRAINING
    assert answer.headers["Location"] == f"/desk/case/{case.ref}/?start"
    assert rea.post("/desk/next/", {"what": "training"}).headers["Location"] == "/desk/?what=training"


def test_an_empty_queue_says_what_it_is() -> None:
    shown = page(browser(REA), "/desk/")
    assert "Nothing waiting." in "".join(shown.document.itertext())


def test_nobody_sees_their_own_record() -> None:
    claim = make.sent(make.practitioner("Rea Herself"), Kind.TRAINING)
    make.sent(make.practitioner("Sam Stranger"), Kind.AFTERCARE)
    own = claim.practitioner.account
    assert own is not None
    own.role = Role.MODERATOR
    own.save()
    rea, case = browser(own), Case.objects.get(credential=claim)
    assert rows(rea) == ["Sam Stranger"]
    for path in (f"/desk/case/{case.ref}/", f"/desk/p/{claim.practitioner.slug}/"):
        assert rea.get(path).status_code == 404
    for step in ("take", "hand-back", "know", "decide"):
        assert rea.post(f"/desk/case/{case.ref}/{step}/").status_code == 404
    assert "Rea Herself" not in rea.get("/desk/audit/").content.decode()


def test_members_find_no_desk_and_strangers_sign_in() -> None:
    claim = make.sent(make.practitioner(), Kind.TRAINING)
    case, pk = Case.objects.get(), claim.evidence.get().pk
    paths = [
        "/desk/", f"/desk/case/{case.ref}/", f"/desk/case/{case.ref}/second/", f"/desk/case/{case.ref}/settle/",
        f"/desk/case/{case.ref}/files/{pk}/1/", f"/desk/case/{case.ref}/files/{pk}/original/",
        f"/desk/case/{case.ref}/restrictions/", f"/desk/p/{claim.practitioner.slug}/", "/desk/expiries/",
        "/desk/audit/", "/desk/audit/export/", "/desk/reasons/", "/desk/people/", "/desk/stats/",
        "/desk/stats/desk.csv",
    ]  # fmt: skip
    member, stranger = browser(make.account()), make.account()
    client = browser(stranger)
    client.logout()
    assert {member.get(path).status_code for path in paths} == {404}
    assert {client.get(path).headers["Location"].partition("?")[0] for path in paths} == {"/accounts/login/"}
    owner = browser(claim.practitioner.account)
    assert {owner.get(path).status_code for path in paths} == {404}


def test_only_seniors_find_people_and_change_reasons() -> None:
    rea, sia = browser(REA), browser(senior())
    assert (rea.get("/desk/people/").status_code, sia.get("/desk/people/").status_code) == (404, 200)
    assert rea.get("/desk/reasons/N1/").status_code == 404
    assert "/desk/people/" not in rea.get("/desk/").content.decode()
    assert "/desk/people/" in sia.get("/desk/").content.decode()


def test_no_get_changes_anything() -> None:
    waiting(1)
    case, rea = Case.objects.get(), browser(REA)
    posts = ["next/", *(f"case/{case.ref}/{step}/" for step in ("take", "hand-back", "know", "decide"))]
    assert {rea.get(f"/desk/{path}").status_code for path in posts} == {405}
    assert cases.take_next(by=make.moderator(MAX)) == case
    assert case.kind == CaseKind.NEW

"""What narrows the queue: places, hints that filter and row share, views; what a renewal changes; and the way on."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from directory.desk.queue import hints
from practitioners import clock
from practitioners.models import Case, Conflict, Credential
from practitioners.vocabulary import CaseKind, CaseState, Kind, Turn
from practitioners.workflow import moves
from tests import factories as make
from tests.desk.room import MAX, REA, browser, decide, page, typed
from tests.public.pages import text

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 9)
QUERIES = 13


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None]) -> None:
    frozen(MONDAY)


def who(client: Any, asked: str = "") -> list[str]:
    """The names in the queue, in its order."""
    return [name for name, _cell in cells(client, "Hints", asked)]


def cells(client: Any, column: str, asked: str = "") -> list[tuple[str, str]]:
    """Each row's name and what it says in a column."""
    table = page(client, f"/desk/{asked}")
    names = [text(each) for each in table.all("td[@data-label='Who and where']")]
    return list(zip(names, [text(each) for each in table.all(f"td[@data-label='{column}']")], strict=True))


def case_of(claim: Credential, **columns: Any) -> Case:
    """The claim's one case, with these columns."""
    Case.objects.filter(credential=claim).update(**columns)
    return Case.objects.get(credential=claim)


def renewal(name: str, kind: Kind, *, ends: int = 200, **fields: Any) -> Credential:
    """A claim of this kind sent to renew one that is shown for so many days more."""
    person = make.practitioner(name)
    old = make.verified(person, kind)
    Credential.objects.filter(pk=old.pk).update(
        valid_from=MONDAY - timedelta(days=300), valid_until=MONDAY + timedelta(days=ends)
    )
    old.refresh_from_db()
    return make.sent(person, kind, renews=old, **fields)


# Places


def placed() -> Credential:
    """Ada works in Texas and Oklahoma, Ben in Oklahoma; Cora's license is of Texas alone; Dan has no place."""
    ada, ben = make.practitioner("Ada"), make.practitioner("Ben")
    cora, dan = make.practitioner("Cora"), make.practitioner("Dan")
    for owner, law in ((ada, "US-TX"), (ada, "US-TX"), (ada, "US-OK"), (ben, "US-OK"), (cora, "US-OK")):
        make.place(owner, law=law, locality={"US-TX": "Austin", "US-OK": "Tulsa"}[law])
    here = make.place(cora, law="US-TX", practice_name="Z Studio")
    for owner in (ada, ben, dan):
        make.sent(owner, Kind.TRAINING)
    return make.sent(cora, Kind.LICENSE, place=here)


def choices(client: Any, asked: str = "") -> list[str]:
    return [text(each) for each in page(client, f"/desk/{asked}").all("select[@name='place']/option")]


def test_a_place_holds_its_own_claims_and_those_of_people_who_work_there() -> None:
    placed()
    rea = browser(REA)
    assert sorted(who(rea, "?place=US-TX")) == ["Ada Austin, TX; Tulsa, OK", "Cora Austin, TX"]
    assert sorted(who(rea, "?place=US-OK")) == ["Ada Austin, TX; Tulsa, OK", "Ben Tulsa, OK"]
    assert len(who(rea)) == 4


def test_only_places_with_open_cases_that_one_may_see_are_offered_by_name() -> None:
    make.jurisdiction("US-AL", name="Alabama")
    cora = placed()
    rea = browser(REA)
    assert choices(rea) == ["Any place", "Oklahoma", "Texas"]
    Case.objects.filter(credential__practitioner__public_name="Ada").delete()
    Conflict.objects.create(
        moderator=make.moderator(REA), practitioner=cora.practitioner, declared_at=clock.now()
    )
    assert choices(rea) == ["Any place", "Oklahoma"]


def test_a_place_whose_last_case_was_decided_is_empty_and_not_wrong() -> None:
    placed()
    make.jurisdiction("US-AL", name="Alabama")
    rea = browser(REA)
    assert choices(rea, "?place=US-AL") == ["Any place", "Alabama", "Oklahoma", "Texas"]
    empty = "".join(page(rea, "/desk/?place=US-AL&view=claims").document.itertext())
    assert "No case fits these filters." in empty
    for wrong in ("Atlantis", "US-TX%00"):
        answer = rea.get(f"/desk/?place={wrong}")
        assert (answer.status_code, answer.context["rows"]) == (422, [])
        assert "“Place” has no such choice." in answer.content.decode()


# Hints


def world_of_hints() -> None:
    """One case for each hint, named after it, and Sam's, which has none."""
    team = [make.moderator(name) for name in (REA, MAX)]
    plain = {
        "harm": {"harm": True}, "same-file": {"kind": CaseKind.DUPLICATE}, "appeal": {"kind": CaseKind.APPEAL},
        "old-look": {"kind": CaseKind.RECHECK}, "second": {"turn": Turn.SECOND, "state": CaseState.SECOND},
        "disagree": {"turn": Turn.THIRD, "state": CaseState.SETTLE}, "nobody": {}, "none": {},
    }  # fmt: skip
    made = {
        name: case_of(make.sent(make.practitioner(name), Kind.TRAINING), **columns)
        for name, columns in plain.items()
    }
    made["nobody"].barred.set(team)
    make.sent(make.practitioner("awaited"), Kind.IDENTITY)
    for name, ends in (("ended", -1), ("ending", 0), ("ending", 14), ("none", 15)):
        renewal(name, Kind.TRAINING, ends=ends)
    asked = make.sent(make.practitioner("again"), Kind.TRAINING)
    waits = make.sent(make.practitioner("none"), Kind.TRAINING)
    for claim in (asked, waits):
        moves.return_(claim, by=team[0], words="Send more.")
    moves.submit(asked, by=asked.practitioner.account)


def test_the_filter_of_a_hint_holds_exactly_the_rows_that_say_it() -> None:
    world_of_hints()
    rea = browser(REA)
    said = cells(rea, "Hints")
    for key, hint in hints.HINTS.items():
        expected = ["ending", "ending"] if key == "ending" else [key]
        assert who(rea, f"?hint={key}") == expected
        assert [name for name, words in said if str(hint.words) in words] == expected


def test_a_case_without_hints_says_none_and_a_wrong_hint_is_a_problem() -> None:
    world_of_hints()
    rea = browser(REA)
    assert [name for name, said in cells(rea, "Hints") if not said] == ["none"] * 3
    assert rea.get("/desk/?hint=gossip").status_code == 422


def test_an_appeal_of_a_claim_sent_for_the_second_time_was_not_asked_for() -> None:
    claim = make.sent(make.practitioner("Ada"), Kind.TRAINING)
    moves.reject(claim, by=make.moderator(REA), words="It shows no name.")
    moves.appeal(claim, by=claim.practitioner.account, words="It does.")
    make.moderator(MAX)
    assert cells(browser(REA), "Hints") == [("Ada", "Somebody else decided first")]


def test_the_case_says_what_the_row_says_but_for_its_turn() -> None:
    world_of_hints()
    rea = browser(REA)
    for key in ("harm", "awaited", "again", "ending", "nobody"):
        ref = Case.objects.open().filter(credential__practitioner__public_name=key)[0].ref
        notes = page(rea, f"/desk/case/{ref}/").all("div[@class='note expiring flow sm']/p")
        assert [text(each) for each in notes] == [f"{hints.HINTS[key].words}."]


# What changed


@pytest.mark.parametrize("count", [1, 3, 40])
def test_renewals_of_every_kind_need_as_many_queries_for_one_as_for_many(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    kinds = [kind for kind in Kind if kind != Kind.AMENDMENT]
    for number in range(count):
        renewal(f"Person {number:02}", kinds[number % len(kinds)])
    rea = browser(REA)
    rea.get("/desk/")
    with django_assert_num_queries(QUERIES):
        answer = rea.get("/desk/")
    said = [row.changed for row in answer.context["rows"]]
    assert len(said) == count
    assert [each for each in said if "of" not in each] == []


def test_a_renewal_says_how_many_of_its_fields_differ_and_which() -> None:
    renewal("Ada", Kind.TRAINING, hours=40, course="Another course")
    renewal("Ben", Kind.AFTERCARE)
    renewal("Cy", Kind.LICENSE, name_on_license="Cy Young", expires_on=None)
    make.sent(make.practitioner("Sam"), Kind.AFTERCARE)
    make.sent(make.practitioner("Tia"), Kind.AMENDMENT)
    assert sorted(cells(browser(REA), "Changed")) == [
        ("Ada", "2 of 8 fields: Course, Hours"),
        ("Ben", "0 of 3 fields"),
        ("Cy", "3 of 5 fields: Number, Name, Expires"),
        ("Sam", ""),
        ("Tia", "1 field: Line under the name"),
    ]


# Views, and the way on


def test_claims_rechecks_and_appeals_are_one_click_and_counted_within_the_filters() -> None:
    claims = [make.sent(make.practitioner(name), Kind.TRAINING) for name in ("Ada", "Ben", "Cy")]
    case_of(claims[1], kind=CaseKind.RECHECK)
    case_of(claims[2], kind=CaseKind.APPEAL)
    renewal("Dee", Kind.AFTERCARE)
    rea = browser(REA)
    assert sorted(who(rea, "?view=claims")) == ["Ada", "Dee"]
    assert who(rea, "?view=rechecks") == ["Ben"]
    assert who(rea, "?view=appeals") == ["Cy"]
    views = page(rea, "/desk/?what=training&view=claims&hint=").all("nav[@class='views']/a")
    assert [text(each) for each in views[:4]] == [
        "All open 3",
        "New and renewed 1",
        "Re-checks 1",
        "Appeals 1",
    ]
    assert views[2].attrib["href"] == "?view=rechecks&what=training"


def test_take_next_and_every_decision_after_it_stay_in_the_view() -> None:
    placed()
    rea = browser(REA)
    first = rea.post("/desk/next/", {"place": "US-OK", "what": "training"})
    ref = first["Location"].split("/")[3]
    held = Case.objects.get(state=CaseState.HELD)
    assert (held.ref, held.credential.practitioner.public_name) == (ref, "Ada")
    back = rea.post(f"/desk/case/{ref}/hand-back/")
    assert back["Location"] == "/desk/?what=training&place=US-OK"
    rea.post("/desk/next/", {"place": "US-OK", "what": "training"})
    done = decide(rea, held, **typed(held.credential, act="next"))
    following = Case.objects.get(state=CaseState.HELD)
    assert following.credential.practitioner.public_name == "Ben"
    assert done["Location"] == f"/desk/case/{following.ref}/?start"
    last = decide(rea, following, **typed(following.credential, act="next"))
    assert last["Location"] == "/desk/?what=training&place=US-OK&done=yes"
    assert Case.objects.open().count() == 2
    nothing = rea.post("/desk/next/", {"place": "US-OK", "what": "training"})
    assert nothing["Location"] == "/desk/?what=training&place=US-OK"
    assert Case.objects.filter(state=CaseState.HELD).count() == 0


def test_a_wrong_question_takes_nothing() -> None:
    placed()
    answer = browser(REA).post("/desk/next/", {"place": "Atlantis"})
    assert answer["Location"] == "/desk/?place=Atlantis"
    assert Case.objects.filter(state=CaseState.HELD).count() == 0

"""Scope rules at the desk: what is due, what each decides, and how a senior lets a reading count."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from practitioners import ledger
from practitioners.models import LedgerEvent, Listing, Practitioner, ScopeRule
from practitioners.vocabulary import Depth, Verb, Verdict
from practitioners.workflow import scope_rules
from tests import factories as make
from tests.desk.room import REA, browser, page, senior
from tests.public.pages import text

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 9)
LIST_QUERIES, RULE_QUERIES = 12, 13
DEPTH = Depth.UP_TO_05
SOURCE = "https://law.example.org/16-991"


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None]) -> None:
    frozen(MONDAY)


def rule(code: str = "US-TX", **changed: Any) -> ScopeRule:
    """A reading at one place and depth that counts, with these columns changed."""
    [made] = make.scope_rule(code, depths=(DEPTH,), verdict=changed.pop("verdict", Verdict.ALLOWED))
    ScopeRule.objects.filter(jurisdiction=made.jurisdiction, depth=DEPTH).update(**changed)
    return ScopeRule.objects.get(jurisdiction=made.jurisdiction, depth=DEPTH)


@pytest.fixture
def waiting() -> ScopeRule:
    """The rule of Texas, which nobody has confirmed and which decides Ada's license; Sam's of Oklahoma counts."""
    make.qualified()
    make.qualified("Sam Stranger", law="US-OK")
    ScopeRule.objects.exclude(depth=DEPTH).delete()
    found = rule(confirmed_on=None, basis="secondary", source="A page read")
    Listing.objects.filter(practitioner__public_name="Ada Stone").update(license_until=None)
    return found


def listed(client: Client, asked: str = "") -> list[tuple[str, ...]]:
    """The rows of the list: what, where it stands, and how many licenses it decides."""
    rows = page(client, f"/desk/scope/{asked}").all("tbody/tr")
    return [tuple(text(row[cell]) for cell in (0, 3, 5)) for row in rows]


TEXAS, OKLAHOMA = "Texas: Us esthetician, up to 0.5 mm", "Oklahoma: Us esthetician, up to 0.5 mm"


def typed(client: Client, path: str, **changed: Any) -> dict[str, Any]:
    """What the form sends when a senior read the same today."""
    [seen] = page(client, path).all("main//input[@name='seen']")
    said = {
        "seen": seen.attrib["value"], "verdict": "allowed", "citation": "16 CCR 991", "source": SOURCE,
        "basis": "official", "note": "", "read_on_0": 9, "read_on_1": 3, "read_on_2": 2026,
        "review_by_0": 9, "review_by_1": 9, "review_by_2": 2026,
    }  # fmt: skip
    return said | changed


def test_the_most_useful_to_decide_on_comes_first_and_filters_hold_what_they_say(waiting: ScopeRule) -> None:
    rule("US-AZ", review_by=MONDAY, checked_on=date(2025, 9, 9))
    rea = browser(REA)
    arizona = ("US-AZ: Us esthetician, up to 0.5 mm", "Review due", "0")
    texas, oklahoma = (TEXAS, "Not confirmed", "1"), (OKLAHOMA, "Counts", "1")
    assert listed(rea) == [texas, oklahoma, arizona]
    assert listed(rea, "?stands=unconfirmed") == [texas]
    assert listed(rea, "?stands=due") == [arizona]
    assert listed(rea, "?stands=counts") == [oklahoma]
    assert listed(rea, "?law=US-OK") == [oklahoma]
    assert listed(rea, "?license=us-esthetician&stands=due") == [arizona]
    make.scope_rule(type="us-nurse", depths=(DEPTH,))
    assert listed(rea, "?license=us-nurse") == [("Texas: Us nurse, up to 0.5 mm", "Counts", "0")]
    assert "No rule fits." in "".join(
        page(rea, "/desk/scope/?license=us-nurse&stands=due").document.itertext()
    )
    for asked in ("?stands=never", "?law=XX", "?license=nothing"):
        answer = rea.get(f"/desk/scope/{asked}")
        assert (answer.status_code, answer.context["rows"], b"no such choice" in answer.content) == (
            422,
            [],
            True,
        )
    assert rea.get("/desk/scope/?page=7").status_code == 404


def test_the_way_there_says_how_many_are_due(waiting: ScopeRule) -> None:
    rule("US-AZ", review_by=MONDAY, checked_on=date(2025, 9, 9))
    rea = browser(REA)
    for path in ("/desk/", "/desk/reasons/"):
        [link] = page(rea, path).all("nav[@class='desknav']//a[@href='/desk/scope/']")
        assert text(link) == "Scope rules 1"


@pytest.mark.parametrize("count", [1, 3, 40])
def test_the_pages_need_as_many_queries_for_one_as_for_many(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        rule(f"US-{number:02}")
        told = {"verdict": "allowed", "basis": "official", **scope_rules.named(rule("US-00"))}
        ledger.record(None, Verb.SCOPE_CONFIRMED, by=senior(f"sia{number}"), **told)
    make.qualified(law="US-00")
    ScopeRule.objects.exclude(depth=DEPTH).delete()
    rea, found = browser(REA), rule("US-00")
    rea.get("/desk/scope/")
    with django_assert_num_queries(LIST_QUERIES):
        answer = rea.get("/desk/scope/")
    assert len(answer.context["rows"]) == count
    with django_assert_num_queries(RULE_QUERIES):
        shown = page(rea, f"/desk/scope/{found.pk}/")
    assert len(shown.all("ol[@class='timeline']/li")) == count


def test_the_list_is_paged() -> None:
    for number in range(51):
        rule(f"US-{number:02}")
    rea = browser(REA)
    assert (len(listed(rea)), len(listed(rea, "?stands=counts&page=2"))) == (50, 1)


def test_moderators_read_and_seniors_act(waiting: ScopeRule) -> None:
    rea, sia, path = browser(REA), browser(senior()), f"/desk/scope/{waiting.pk}/"
    for act in ("confirm/", "read/"):
        assert (rea.get(path + act).status_code, rea.post(path + act).status_code) == (404, 404)
        assert path + act not in rea.get(path).content.decode()
        assert path + act in sia.get(path).content.decode()
        assert sia.get(path + act).status_code == 200
    assert rea.get("/desk/scope/10000/").status_code == 404


def test_a_senior_is_told_whom_it_changes_and_then_confirms(waiting: ScopeRule) -> None:
    sia, path = browser(senior()), f"/desk/scope/{waiting.pk}/"
    shown = page(sia, f"{path}confirm/")
    assert "The license of 1 listed person begins to count" in "".join(shown.document.itertext())
    [seen] = [each.attrib["value"] for each in shown.all("main//input[@name='seen']")]
    assert not Listing.objects.filter(practitioner__public_name="Ada Stone", license_until__gte=MONDAY)
    assert sia.post(f"{path}confirm/", {"act": "confirm"}).status_code == 409
    assert sia.post(f"{path}confirm/", {"seen": seen}).headers["Location"] == path
    assert Listing.objects.filter(practitioner__public_name="Ada Stone", license_until__gte=MONDAY)
    told = [text(each) for each in page(sia, path).all("ol[@class='timeline']/li/h3")]
    assert told == ["Scope rule confirmed"]
    assert sia.get(f"{path}confirm/").headers["Location"] == path
    assert sia.post(f"{path}confirm/", {"seen": seen}).status_code == 409


def test_another_verdict_asks_first_and_keeps_what_was_typed(waiting: ScopeRule) -> None:
    ScopeRule.objects.filter(pk=waiting.pk).update(confirmed_on=date(2026, 1, 1))
    ada = Listing.objects.filter(practitioner__public_name="Ada Stone")
    ada.update(license_until=MONDAY)
    sia, path = browser(senior()), f"/desk/scope/{waiting.pk}/read/"
    said = typed(sia, path, verdict="not_allowed", note="Asked by letter.")
    asked = sia.post(path, said)
    assert b"The license of 1 listed person stops counting" in asked.content
    assert ScopeRule.objects.get(pk=waiting.pk).verdict == "allowed"
    kept = dict(asked.context["kept"])
    assert kept == {name: str(value) for name, value in said.items()}
    edited = sia.post(path, {**kept, "act": "edit"})
    assert (edited.status_code, b"Asked by letter." in edited.content) == (200, True)
    assert sia.post(path, {**kept, "act": "confirm", "confirmed_by": "1"}).status_code == 302
    now = ScopeRule.objects.get(pk=waiting.pk)
    assert (now.verdict, now.note, now.source, now.confirmed_on) == (
        "not_allowed", "Asked by letter.", SOURCE, MONDAY,
    )  # fmt: skip
    assert not ada.filter(license_until__gte=MONDAY)


def test_the_same_verdict_of_a_rule_that_counts_is_recorded_at_once(waiting: ScopeRule) -> None:
    counts = rule("US-OK", basis="secondary")
    sia, path = browser(senior()), f"/desk/scope/{counts.pk}/"
    assert sia.post(f"{path}read/", typed(sia, f"{path}read/")).headers["Location"] == path
    assert LedgerEvent.objects.filter(verb=Verb.SCOPE_READ).count() == 1
    shown = page(sia, path)
    assert [each.attrib["href"] for each in shown.all("dl[@class='facts']//a")] == [SOURCE]
    [detail] = [text(each) for each in shown.all("ol[@class='timeline']/li/p[@class='small']")]
    assert detail == "In scope · read on 9 March 2026 · review by 9 September 2026"


@pytest.mark.parametrize(("changed", "sentence"), [
    ({"source": "http://law.example.org/"}, "It begins with https://."),
    ({"citation": ""}, "Name the law or ruling"),
    ({"verdict": ""}, "Choose an answer: What does it say?"),
    ({"read_on_2": 2027}, "cannot be in the future"),
    ({"review_by_2": 2028}, "at most 12 months ahead"),
    ({"review_by_1": 13}, "Enter a real day"),
])  # fmt: skip
def test_what_cannot_be_recorded_is_said_and_nothing_typed_is_lost(
    waiting: ScopeRule, changed: dict[str, Any], sentence: str
) -> None:
    sia, path = browser(senior()), f"/desk/scope/{waiting.pk}/read/"
    for act in ("", "confirm"):
        said = {**typed(sia, path, note="Half a sentence", **changed), "act": act}
        answer = sia.post(path, said)
        shown = answer.content.decode()
        assert (answer.status_code, sentence in shown, "Half a sentence" in shown) == (422, True, True)
    assert not LedgerEvent.objects.filter(verb=Verb.SCOPE_READ).exists()


def test_of_two_seniors_the_second_is_told_and_sees_what_the_first_recorded(waiting: ScopeRule) -> None:
    sia, tom, path = browser(senior("sia")), browser(senior("tom")), f"/desk/scope/{waiting.pk}/read/"
    first, second = typed(sia, path), typed(tom, path, verdict="unclear", citation="Another law")
    assert sia.post(path, {**first, "act": "confirm"}).status_code == 302
    late = tom.post(path, {**second, "act": "confirm"})
    shown = late.content.decode()
    assert (late.status_code, "Somebody else confirmed or changed this rule first." in shown) == (409, True)
    assert ("Another law" in shown, "16 CCR 991" in shown) == (True, True)
    again = {**second, "seen": late.context["seen"], "act": "confirm"}
    assert tom.post(path, again).status_code == 302
    assert ScopeRule.objects.get(pk=waiting.pk).verdict == "unclear"


def test_a_rule_says_why_somebody_should_look_at_it(waiting: ScopeRule) -> None:
    rea, path = browser(REA), f"/desk/scope/{waiting.pk}/"

    def notes() -> list[str]:
        return [text(each) for each in page(rea, path).all("div[@class='note expiring flow sm']/p")]

    assert notes() == ["Nobody here has confirmed this reading, so no license counts by it."]
    changed = ScopeRule.objects.filter(pk=waiting.pk)
    changed.update(confirmed_on=date(2026, 1, 1))
    assert notes() == []
    changed.update(checked_on=date(2026, 1, 1), shipped_verdict="not_allowed", shipped_on=date(2025, 12, 1))
    assert notes() == [
        "The shipped table says “Not in scope”, read on 1 December 2025. It was read again here."
    ]
    changed.update(shipped_on=date(2026, 2, 1), review_by=MONDAY)
    assert notes() == [
        "Its review day has come. It goes on counting until somebody reads the source again.",
        "The shipped table says otherwise since 1 February 2026: “Not in scope”. The reading here goes on counting.",
    ]
    changed.update(
        review_by=MONDAY + timedelta(days=1), shipped_on=None, shipped_verdict="", confirmed_on=None
    )
    Practitioner.objects.update(depth=Depth.FROM_15)
    assert "It decides 0 licenses of listed people today." in "".join(page(rea, path).document.itertext())

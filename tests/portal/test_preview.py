"""Before a page is public its owner sees it at its own address, and nobody else learns that it is there."""

from collections.abc import Callable

import pytest
from django.test import Client

from practitioners.vocabulary import Criterion, Kind
from practitioners.workflow import amendments, profile
from tests import factories as make
from tests.portal import page
from tests.public.pages import read, text
from tests.public.validity import faults

pytestmark = pytest.mark.django_db
BANNER = "Only you see this page until it is public."


def test_a_draft_is_seen_by_its_owner_and_by_nobody_else() -> None:
    ben = make.practitioner("Ben Draft")
    make.place(ben)
    make.sent(ben, Criterion.TRAINING)
    make.draft(ben, Criterion.AFTERCARE)
    address = f"/p/{ben.slug}/"
    for browser in (
        Client(),
        page.stranger(),
        page.signed_in(make.moderator()),
        page.signed_in(make.account()),
    ):
        assert browser.get(address).status_code == 404
    answer = page.owner(ben).get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (
        200, "max-age=0, no-cache, no-store, must-revalidate, private",
    )  # fmt: skip
    source = answer.content.decode()
    assert BANNER in source
    assert '<meta name="robots" content="noindex">' in source
    assert "Their own statement" in source
    assert faults(source) == []


def test_a_closed_page_is_its_owners_alone_again() -> None:
    ada = make.qualified()
    address = f"/p/{ada.slug}/"
    assert BANNER not in page.owner(ada).get(address).content.decode()
    assert "no-store" not in Client().get(address).headers.get("Cache-Control", "")
    profile.close(ada, by=ada.account)  # type: ignore[arg-type]
    assert Client().get(address).status_code == 404
    assert BANNER in page.owner(ada).get(address).content.decode()


def test_the_preview_shows_what_waits_beside_what_is_there() -> None:
    ada = make.qualified(about="I work calmly.")
    amendments.change(ada, {"about": "I work slowly."}, by=ada.account)  # type: ignore[arg-type]
    make.sent(ada, Kind.INSURANCE, insurer="A new insurer")
    sam = make.qualified("Sam Stranger", about="Sam’s words.")
    amendments.change(sam, {"about": "Sam’s new words."}, by=sam.account)  # type: ignore[arg-type]
    shown = read(page.owner(ada), "/my/preview/")
    words = text(shown.one("main"))
    for said in ("I work calmly.", "I work slowly.", "Not sent yet", "A new insurer", "Being checked"):
        assert said in words
    assert "Sam" not in words
    assert f"/p/{ada.slug}/" in {link.attrib["href"] for link in shown.all("a")}
    assert "I work slowly." not in Client().get(f"/p/{ada.slug}/").content.decode()


def test_both_states_are_valid_html() -> None:
    ada = make.qualified()
    assert faults(page.owner(ada).get("/my/preview/").content.decode()) == []
    amendments.change(ada, {"about": "New."}, by=ada.account)  # type: ignore[arg-type]
    make.draft(ada, Kind.INSURANCE)
    assert faults(page.owner(ada).get("/my/preview/").content.decode()) == []


def test_a_visitor_signs_in_first_and_a_member_without_a_record_finds_nothing() -> None:
    assert Client().get("/my/preview/")["Location"].startswith("/accounts/login/")
    assert page.signed_in(make.account()).get("/my/preview/").status_code == 404


@pytest.mark.parametrize("many", [1, 3, 40])
def test_it_costs_the_same_for_any_number(
    many: int, django_assert_num_queries: Callable[..., object]
) -> None:
    ada = make.practitioner()
    for _number in range(many):
        make.draft(ada, Kind.INSURANCE)
        make.draft(ada, Kind.AMENDMENT)
    browser = page.owner(ada)
    with django_assert_num_queries(10):
        assert browser.get("/my/preview/").status_code == 200

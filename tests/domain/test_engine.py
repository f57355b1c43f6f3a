"""The engine finds, orders and counts what one finds by hand."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practitioners import listings
from practitioners.models import Listing, Place
from practitioners.search import engine
from practitioners.search.dimensions import Dimension, dimensions
from practitioners.search.query import Near, Query, Sort
from practitioners.vocabulary import TermKind
from tests import factories as make
from tests import oracle
from tests.crowd import ACCESS, LAWS, POINTS, PROFESSIONS, TERMS, TODAY, crowd
from tests.strategies import examples
from tests.worlds import write

pytestmark = pytest.mark.django_db
BEGINNINGS = (
    "a",
    "ada",
    "st",
    "stone",
    "o",
    "obrien",
    "brien",
    "smithjones",
    "jones",
    "jose",
    "lukasz",
    "ann",
    "%",
    "_",
    "zz",
)


@pytest.fixture(autouse=True)
def _today(frozen: Callable[..., None]) -> None:
    frozen(TODAY)


def points() -> st.SearchStrategy[Near]:
    """Around one of the crowd's points, or its mirror across the antimeridian, at any radius."""
    spots = st.sampled_from(
        [*POINTS, (-17_000_000, 180_000_000), (66_000_000, -180_000_000), (90_000_000, 0)]
    )
    radii = st.sampled_from([None, 0.5, 25.0, 40.2336, 80.0, 150.0, 300.0, 2500.0, 9000.0, 20100.0])
    return st.builds(lambda spot, km: Near(*spot, km=km), spots, radii)


def queries(known: tuple[Dimension, ...]) -> st.SearchStrategy[Query]:
    """Any question, with a few filters at once."""
    options = [(d.key, o.value) for d in known for o in d.options]
    chosen = st.lists(st.sampled_from(options), max_size=4, unique=True).map(_together)
    return st.builds(
        Query, on=st.sampled_from((0, 0, 1, 2, 31)).map(lambda days: TODAY + timedelta(days=days)),
        near=st.none() | points(), area=st.sampled_from(("", "", "", "US", "US-TX", "GB", "NZ", "U")),
        words=st.lists(st.sampled_from(BEGINNINGS), max_size=1).map(tuple), chosen=chosen,
        sort=st.sampled_from(Sort), page=st.integers(1, 4), size=st.integers(1, 9),
    )  # fmt: skip


def _together(pairs: list[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    chosen: dict[str, tuple[str, ...]] = {}
    for key, value in pairs:
        chosen[key] = (value,) if key == "checked_within" else (*chosen.get(key, ()), value)
    return chosen


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_question_is_answered_as_by_hand(seed: int) -> None:
    owners = write(crowd(seed))
    listings.refresh(*owners)
    known = dimensions()
    by_day = {
        TODAY + timedelta(days=days): oracle.everything(TODAY + timedelta(days=days))
        for days in (0, 1, 2, 31)
    }

    @examples(100)
    @given(query=queries(known))
    def ask(query: Query) -> None:
        found, answer = engine.search(query, dimensions=known), oracle.asked(by_day[query.on], query)
        assert found.total == answer.total
        assert [(hit.listing_id, hit.other_places) for hit in found.hits] == answer.page
        assert [hit.km or 0.0 for hit in found.hits] == pytest.approx(answer.km, rel=1e-7, abs=1e-4)
        assert {hit.km is None for hit in found.hits} <= {query.near is None}
        assert (found.page, found.pages) == (query.page, max(1, -(-answer.total // query.size)))
        for dimension in known:
            by_hand = {
                option.value: answer.people(dimension.key, option.value) for option in dimension.options
            }
            assert found.counts[dimension.key] == by_hand, dimension.key

    ask()


def test_every_option_can_be_asked_and_the_widening_ones_are_the_agreed_ones() -> None:
    write(crowd(1))
    known = {dimension.key: dimension for dimension in dimensions()}
    assert list(known) == [
        "qualified", "meets", "profession", "licensed_in", "condition", "technique", "depth", "language", "access",
        "price", "accepting", "insured", "checked_within",
    ]  # fmt: skip
    assert {key for key, dimension in known.items() if dimension.any_of} == oracle.ANY_OF
    values = {key: set(dimension.by_value) for key, dimension in known.items()}
    assert values["profession"] == set(PROFESSIONS)
    assert values["language"] == set(TERMS[TermKind.LANGUAGE])
    assert values["access"] == set(ACCESS)
    assert values["licensed_in"] == set(LAWS)


def test_pages_together_show_everybody_once_and_the_page_after_them_nobody() -> None:
    listings.refresh(*write(crowd(4)))
    known = dimensions()
    for sort in Sort:
        query = {"on": TODAY, "sort": sort, "size": 7, "near": Near(*POINTS[0], km=None)}
        first = engine.search(Query(**query), dimensions=known)
        pages = [
            engine.search(Query(**query, page=page), dimensions=known) for page in range(1, first.pages + 2)
        ]
        people = [_person(hit) for page in pages for hit in page.hits]
        assert (
            len(people)
            == len(set(people))
            == first.total
            == len({k.person for k in oracle.everything(TODAY)})
        )
        assert pages[-1].hits == ()


def _person(hit: engine.Hit) -> int:
    return Listing.objects.get(pk=hit.listing_id).practitioner_id


def search(**asked: Any) -> engine.Found:
    return engine.search(Query(on=TODAY, **asked), dimensions=dimensions())


def test_a_person_with_two_places_counts_once_at_the_nearest_in_every_order() -> None:
    ada, bea = make.qualified("Ada Stone"), make.qualified("Bea Brook", at=(31_000_000, -97_743_100))
    far, dallas = ada.places.get(), make.place(ada, at=(32_776_700, -96_797_000))
    near = Near(32_776_700, -96_797_000, km=None)
    shown = {listing.pk: listing.place_id for listing in Listing.objects.all()}
    for sort in Sort:
        found = search(near=near, sort=sort)
        assert found.total == 2
        assert [(shown[hit.listing_id], hit.other_places) for hit in found.hits] == [
            (dallas.pk, 1), (bea.places.get().pk, 0)
        ]  # fmt: skip
        assert found.counts["qualified"] == {"on": 2}
    within = search(near=Near(*make.AUSTIN, km=10))
    assert [(shown[hit.listing_id], hit.other_places) for hit in within.hits] == [(far.pk, 0)]


def test_the_edge_of_the_circle_is_inside() -> None:
    make.qualified()
    [hit] = search(near=Near(30_000_000, -97_000_000, km=None)).hits
    assert search(near=Near(30_000_000, -97_000_000, km=hit.km)).total == 1
    assert search(near=Near(30_000_000, -97_000_000, km=hit.km - 1e-9)).total == 0


@pytest.mark.parametrize(("asked", "there"), [
    ((-17_000_000, 179_900_000), (-17_000_000, -179_900_000)), ((66_000_000, -179_900_000), (66_000_000, 179_900_000)),
    ((0, 180_000_000), (0, -180_000_000)), ((0, -180_000_000), (0, 180_000_000)),
    ((89_900_000, 0), (89_900_000, 180_000_000)), ((-89_900_000, 90_000_000), (-89_900_000, -90_000_000)),
])  # fmt: skip
def test_a_circle_goes_on_past_the_antimeridian_and_the_poles(
    asked: tuple[int, int], there: tuple[int, int]
) -> None:
    make.qualified(at=there)
    [hit] = search(near=Near(*asked, km=25)).hits
    assert hit.km == pytest.approx(oracle.kilometers(Near(*asked, km=None), there), abs=1e-6)
    assert search(near=Near(*asked, km=hit.km / 2 - 1e-6)).total == 0


def test_whoever_was_never_checked_comes_last_by_check() -> None:
    ada, ben = make.qualified("Zoe Last"), make.practitioner("Ben Draft")
    make.place(ben)
    type(ben).objects.filter(pk=ben.pk).update(visibility="public")
    listings.refresh(ben)
    order = [_person(hit) for hit in search(sort=Sort.CHECKED).hits]
    assert order == [ada.pk, ben.pk]


def test_a_question_is_one_query_however_many_answer(django_assert_num_queries: Callable[[int], Any]) -> None:
    known = dimensions()
    listings.refresh(*write(crowd(5, size=3)))
    for size in (1, 40):
        with django_assert_num_queries(1):
            engine.search(Query(on=TODAY, near=Near(*POINTS[0], km=None), size=size), dimensions=known)
    assert Place.objects.count() >= 3

"""Counting by bits: every option a column can hold, packed by the database and added all at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practitioners import clock
from practitioners.models.term import BITS
from practitioners.search.answers import tally
from practitioners.search.dimensions import dimensions
from practitioners.search.engine import search
from practitioners.search.query import Query
from practitioners.vocabulary import TermKind
from tests import factories as make
from tests.public.town import listed

WIDTH = 200
TAGS = {
    TermKind.CONDITION: "condition", TermKind.TECHNIQUE: "technique", TermKind.LANGUAGE: "language",
}  # fmt: skip


@given(st.lists(st.integers(0, 2**WIDTH - 1), max_size=40))
def test_a_tally_is_the_number_of_integers_with_each_bit(masks: list[int]) -> None:
    assert tally(masks, width=WIDTH) == [sum(mask >> bit & 1 for mask in masks) for bit in range(WIDTH)]


@pytest.mark.parametrize("people", [0, 1, 2, 3, 127, 128, 129, 1000])
def test_no_carry_is_lost_whatever_the_number_of_people(people: int) -> None:
    assert tally([0b101] * people, width=3) == [people, 0, people]


@pytest.mark.django_db
def test_the_first_and_the_last_bit_of_every_column_are_counted_apart() -> None:
    ends = {bit: [(kind, f"{kind}-{bit}") for kind in TAGS] for bit in (0, BITS - 1)}
    for bit, terms in ends.items():
        for kind, key in terms:
            make.term(kind, key, bit=bit)
    listed("First Bits", terms=ends[0])
    listed("Last Bits", terms=ends[BITS - 1])
    listed("Both Bits", terms=[*ends[0], *ends[BITS - 1]])
    listed("Neither")
    every = dimensions()
    asked = Query(on=clock.today())
    found = search(asked, dimensions=every)
    assert found.total == 4
    for kind, name in TAGS.items():
        assert found.counts[name] == {f"{kind}-0": 2, f"{kind}-{BITS - 1}": 2}
        picked = {name: (f"{kind}-0", f"{kind}-{BITS - 1}")}
        widens = next(dimension.any_of for dimension in every if dimension.key == name)
        both = search(Query(on=asked.on, chosen=picked), dimensions=every)
        assert both.total == (3 if widens else 1)


@pytest.mark.django_db
def test_a_search_that_counts_nothing_still_finds_people() -> None:
    listed("Ada Stone")
    listed("Ben Draft")
    found = search(Query(on=clock.today()), dimensions=())
    assert (found.total, found.counts) == (2, {})

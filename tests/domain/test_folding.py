"""Names are found however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practitioners import folding
from tests.strategies import examples


@pytest.mark.parametrize(("written", "folded"), [
    ("José", "jose"), ("O’Brien", "o'brien"), ("O´Brien", "o'brien"), ("OʼBrien", "o'brien"), ("O`Brien", "o'brien"),
    ("Łukasz", "lukasz"), ("Øre", "ore"), ("Ǿre", "ore"), ("Đorđe", "dorde"), ("Þór", "thor"), ("ÆON", "aeon"),
    ("ǼON", "aeon"), ("Œuvre", "oeuvre"), ("Straße", "strasse"), ("İzmir", "izmir"), ("Diyarbakır", "diyarbakir"),
    ("  two \t spaces\n", "two spaces"), ("ﬁne", "fine"), ("ℌans", "hans"), ("Smith-Jones", "smith-jones"), ("", ""),
])  # fmt: skip
def test_fold(written: str, folded: str) -> None:
    assert folding.fold(written) == folded


@examples(200)
@given(text=st.text(max_size=40))
def test_case_never_matters_and_folding_twice_changes_nothing(text: str) -> None:
    folded = folding.fold(text)
    assert folding.fold(folded) == folded
    assert folding.fold(text.upper()) == folding.fold(text.lower()) == folded


def test_words_close_up_apostrophes_and_break_at_hyphens() -> None:
    assert folding.words("O'Brien Smith-Jones, Dr. (Will)") == ["obrien", "smith", "jones", "dr", "will"]
    assert folding.words("under_score --- '") == ["under", "score"]
    assert folding.words("") == []


def test_every_way_a_name_may_be_begun() -> None:
    assert folding.searchable("O'Brien Smith-Jones") == " obrien o brien smith jones smithjones"
    assert folding.searchable("Ada Ada", "Ada Studio") == " ada studio"
    assert folding.searchable("", " ") == ""


@examples(200)
@given(text=st.text(alphabet=st.sampled_from("aBé'’- ._Łß1%"), max_size=25))
def test_whatever_is_typed_as_stored_is_found_word_by_word(text: str) -> None:
    stored = folding.searchable(text)
    for word in folding.words(text):
        for end in range(1, len(word) + 1):
            assert f" {word[:end]}" in stored

"""A row's answers to every dimension as one integer, and many such integers counted at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from itertools import repeat
from operator import and_, lshift, or_
from typing import Any

from django.db.models import BigIntegerField
from django.db.models.expressions import Combinable, ExpressionWrapper
from django.db.models.functions import Cast

from practitioners.search.dimensions import Dimension

WORD = 63
"""Bits that a signed integer of either engine carries."""


class Answers:
    """Where each option stands in a row's one integer, how the database delivers it, and what was chosen.

    Dimensions that answer in bits share the integer columns `word_0`, `word_1` …, put together by the database; one
    that answers in text has a column of its own. A row is read in a few columns, not in one for each dimension.
    """

    def __init__(self, dimensions: Sequence[Dimension], *, chosen: Mapping[str, Sequence[str]]) -> None:
        self.dimensions = dimensions
        self._words: list[list[tuple[Dimension, int]]] = []
        self._tables: list[tuple[Dimension, Mapping[str, int]]] = []
        self._offsets = self._place()
        self._wanted = [
            (dimension.mask(values) << offset, (1 << _width(dimension)) - 1 << offset)
            for dimension, offset in ((d, self._offsets[d.key]) for d in dimensions)
            if dimension.any_of and (values := chosen.get(dimension.key))
        ]

    def _place(self) -> dict[str, int]:
        """The first bit of each dimension: those in words where they fit, then those in text."""
        offsets: dict[str, int] = {}
        used = WORD
        for dimension in (d for d in self.dimensions if d.bits is None):
            if used + _width(dimension) > WORD:
                self._words.append([])
                used = 0
            self._words[-1].append((dimension, used))
            offsets[dimension.key] = (len(self._words) - 1) * WORD + used
            used += _width(dimension)
        self.width = len(self._words) * WORD
        for dimension in self.dimensions:
            if dimension.bits is not None:
                table = {value: bits << self.width for value, bits in dimension.bits.items()}
                self._tables.append((dimension, table))
                offsets[dimension.key] = self.width
                self.width += _width(dimension)
        return offsets

    def columns(self, on: date) -> dict[str, Combinable]:
        """What to read of a row, in the order in which `together` takes it."""
        words = {f"word_{number}": _packed(word, on) for number, word in enumerate(self._words)}
        return words | {f"text_{dimension.key}": dimension.read(on) for dimension, _table in self._tables}

    def together(self, columns: Sequence[Sequence[Any]], *, rows: int) -> list[int]:
        """The one integer of each of so many rows, from the columns that were read."""
        if not columns:
            return [0] * rows
        # Nested maps keep the work in C: no bytecode runs for a row.
        words, texts = columns[: len(self._words)], columns[len(self._words) :]
        parts: list[Iterable[int]] = [
            map(lshift, word, repeat(number * WORD)) if number else word for number, word in enumerate(words)
        ]
        parts += [
            map(table.get, text, repeat(0)) for text, (_d, table) in zip(texts, self._tables, strict=True)
        ]
        return list(reduce(lambda one, other: map(or_, one, other), parts))

    def fit(self, answers: Sequence[int]) -> Iterator[bool]:
        """Whether each row has one of the chosen values in every widening dimension."""
        if not self._wanted:
            return repeat(object=True, times=len(answers))
        return map(all, zip(*(map(and_, answers, repeat(mask)) for mask, _span in self._wanted), strict=True))

    def counting(self, answers: Sequence[int]) -> Sequence[int]:
        """The options each row counts for: all where it fits, those of one dimension where only that one fails."""
        return [self._counting(bits) for bits in answers] if self._wanted else answers

    def _counting(self, bits: int) -> int:
        failed = [span for mask, span in self._wanted if not bits & mask]
        if not failed:
            return bits
        return bits & failed[0] if len(failed) == 1 else 0

    def count(self, people: Iterable[int]) -> dict[str, dict[str, int]]:
        """How many people have each option, from one integer a person."""
        counts = tally(people, width=self.width)
        return {
            dimension.key: {o.value: counts[self._offsets[dimension.key] + o.bit] for o in dimension.options}
            for dimension in self.dimensions
        }


class _Packed(ExpressionWrapper):  # type: ignore[type-arg]  # not generic when it runs
    """Bits as the driver gives them: both give Python integers, and Django would convert each value once more."""

    def get_db_converters(self, connection: Any) -> list[Any]:
        return []


def _packed(word: Sequence[tuple[Dimension, int]], on: date) -> Combinable:
    """The answers of several dimensions in one integer, each shifted to its place."""
    parts = [
        Cast(dimension.read(on), BigIntegerField()).bitleftshift(shift) if shift else dimension.read(on)
        for dimension, shift in word
    ]
    return _Packed(reduce(lambda one, other: one + other, parts), output_field=BigIntegerField())


def _width(dimension: Dimension) -> int:
    return max((option.bit for option in dimension.options), default=-1) + 1


def tally(masks: Iterable[int], *, width: int) -> list[int]:
    """How many of these integers have each bit.

    All of them lie side by side in one long integer. Its halves are added until one is left: plane i holds the 2**i
    digits of every sum, so that one addition of planes adds all bits of all masks.
    """
    size = width // 8 + 1
    packed = b"".join([mask.to_bytes(size, "little") for mask in masks])
    planes, count = [int.from_bytes(packed, "little")], len(packed) // size
    while count > 1:
        count = -(-count // 2)
        half = count * size * 8
        low = (1 << half) - 1
        planes = _added([plane & low for plane in planes], [plane >> half for plane in planes])
    return [sum((plane >> bit & 1) << digit for digit, plane in enumerate(planes)) for bit in range(width)]


def _added(one: Sequence[int], other: Sequence[int]) -> list[int]:
    """The planes of the sums, each bit's digits added with its own carry."""
    planes, carry = [], 0
    for left, right in zip(one, other, strict=True):
        half = left ^ right
        planes.append(half ^ carry)
        carry = left & right | half & carry
    return [*planes, carry]

"""Numbered pages: links to the first, the last and those around this one."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One numbered link; `gap` when pages before it are left out."""

    number: int
    href: str
    current: bool
    gap: bool


@dataclass(frozen=True)
class Pager:
    """What `components/pager.html` shows; the addresses of the neighbors are empty at the ends."""

    steps: tuple[Step, ...]
    previous: str
    next: str


def pager(*, page: int, pages: int, href: Callable[[int], object]) -> Pager | None:
    """The links around a page; nothing when there is only one. `href` gives a page's address."""
    if pages <= 1:
        return None
    shown = sorted({1, pages, *(number for number in range(page - 2, page + 3) if 1 <= number <= pages)})
    steps = tuple(
        Step(number, str(href(number)), current=number == page, gap=number - before > 1)
        for before, number in zip([0, *shown], shown, strict=False)
    )
    return Pager(
        steps=steps,
        previous=str(href(page - 1)) if page > 1 else "",
        next=str(href(page + 1)) if page < pages else "",
    )

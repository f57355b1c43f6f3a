"""How far a long command is: one line that moves on a terminal, a line now and then anywhere else."""

import time

from django.core.management.base import OutputWrapper

UPDATES_A_SECOND = 10
LINES = 10


class Progress:
    """`214/900`, at most ten times a second on a terminal; about ten plain lines in a file."""

    def __init__(self, out: OutputWrapper, *, word: str) -> None:
        self._out, self._word = out, word
        self._shown_at = 0.0
        self._next = 0

    def __call__(self, done: int, total: int) -> None:
        """Say that so many of so many are done."""
        if self._out.isatty():
            now = time.monotonic()
            if done >= total or now - self._shown_at >= 1 / UPDATES_A_SECOND:
                self._shown_at = now
                self._out.write(f"\r{self._word} {done}/{total}", ending="\n" if done >= total else "")
                self._out.flush()
        elif done >= self._next or done >= total:
            self._next = done + max(1, total // LINES)
            self._out.write(f"{self._word} {done}/{total}")

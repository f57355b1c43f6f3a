"""Where a page's time goes: the database and the drawing, by a stopwatch around each."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.template.backends.django import Template

WHOLE, CPU, SQL, RENDERING, QUERIES = "whole", "cpu", "sql", "rendering", "queries"
ENGINE, FACETS = "engine", "facets"


@contextmanager
def span() -> Iterator[Callable[[], float]]:
    """Times the block, after clearing away what others left; call what it gives for the milliseconds."""
    gc.collect()
    started = time.perf_counter()
    ended = started
    yield lambda: (ended - started) * 1000
    ended = time.perf_counter()


@contextmanager
def clocked() -> Iterator[dict[str, float]]:
    """Milliseconds in the database (asking and fetching), in templates and of this process; the number of queries."""
    spent: dict[str, float] = {SQL: 0.0, RENDERING: 0.0, CPU: 0.0, QUERIES: 0.0}
    render, started = Template.render, time.process_time()

    def timed(self: Template, *args: Any, **kwargs: Any) -> Any:
        return _adding(spent, RENDERING, render)(self, *args, **kwargs)

    connection.make_cursor = lambda cursor: _Timed(cursor, connection, spent)  # type: ignore[method-assign]
    Template.render = timed  # type: ignore[method-assign,assignment]
    try:
        yield spent
    finally:
        spent[CPU] = (time.process_time() - started) * 1000
        Template.render = render  # type: ignore[method-assign]
        del connection.make_cursor  # the class's own shows again


def _adding(spent: dict[str, float], name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    """The call, adding its milliseconds to a span."""

    def run(*args: Any, **kwargs: Any) -> Any:
        started = time.perf_counter()
        try:
            return call(*args, **kwargs)
        finally:
            spent[name] += (time.perf_counter() - started) * 1000

    return run


class _Timed(CursorWrapper):
    """A cursor that adds up its own time. Fetching counts: SQLite finds most rows only when they are fetched."""

    def __init__(self, cursor: Any, db: Any, spent: dict[str, float]) -> None:
        super().__init__(cursor, db)
        self.spent = spent

    def __getattr__(self, name: str) -> Any:
        found = super().__getattr__(name)
        return _adding(self.spent, SQL, found) if name in CursorWrapper.WRAP_ERROR_ATTRS else found

    def execute(self, sql: Any, params: Any = None) -> Any:
        """One query."""
        self.spent[QUERIES] += 1
        return _adding(self.spent, SQL, super().execute)(sql, params)

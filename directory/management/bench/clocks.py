"""Where a page's time goes: the database and the drawing, by a stopwatch around each."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.template.backends.django import Template

SQL, RENDERING, QUERIES = "sql", "rendering", "queries"


@contextmanager
def clocked() -> Iterator[Counter[str]]:
    """Milliseconds in the database (asking and fetching) and in templates, and the number of queries."""
    spent: Counter[str] = Counter({SQL: 0, RENDERING: 0, QUERIES: 0})
    render = Template.render

    def timed(self: Template, *args: Any, **kwargs: Any) -> Any:
        with adding(spent, RENDERING):
            return render(self, *args, **kwargs)

    connection.make_cursor = lambda cursor: _Timed(cursor, connection, spent)  # type: ignore[method-assign]
    Template.render = timed  # type: ignore[method-assign]
    try:
        yield spent
    finally:
        Template.render = render  # type: ignore[method-assign]
        del connection.make_cursor  # the class's own shows again


@contextmanager
def adding(spent: Counter[str], name: str) -> Iterator[None]:
    """Add the block's milliseconds to a span."""
    started = time.perf_counter()
    try:
        yield
    finally:
        spent[name] += (time.perf_counter() - started) * 1000  # type: ignore[assignment]  # of floats here


class _Timed(CursorWrapper):
    """A cursor that adds up its own time. Fetching counts: SQLite finds most rows only when they are fetched."""

    def __init__(self, cursor: Any, db: Any, spent: Counter[str]) -> None:
        super().__init__(cursor, db)
        self.spent = spent

    def __getattr__(self, name: str) -> Any:
        found = super().__getattr__(name)
        return self._clocked(found) if name in CursorWrapper.WRAP_ERROR_ATTRS else found

    def execute(self, sql: Any, params: Any = None) -> Any:
        """One query."""
        self.spent[QUERIES] += 1
        return self._clocked(super().execute)(sql, params)

    def _clocked(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any) -> Any:
            with adding(self.spent, SQL):
                return method(*args)

        return run

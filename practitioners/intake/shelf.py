"""Several files written to a storage as one act: all of them stay, or none."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files import File
from django.core.files.storage import Storage


@contextmanager
def together(storage: Storage) -> Iterator[Callable[[str, "File[Any]"], str]]:
    """`put(name, content)` writes and returns the name it got; if the block fails, everything is taken away again."""
    written: list[str] = []

    def put(name: str, content: "File[Any]") -> str:
        written.append(storage.save(name, content))
        return written[-1]

    try:
        yield put
    except BaseException:
        for name in written:
            storage.delete(name)
        raise

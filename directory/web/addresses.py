"""Addresses with a query: what a link leads to when one value is added, taken away or replaced."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import SplitResult, urlencode, urlsplit

from django.http import HttpRequest


def parts(address: str) -> SplitResult:
    """The parts of an address that a visitor sent; all of them empty where it cannot be read."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def ours(request: HttpRequest, address: str) -> str:
    """The path and query of a page of this site; empty for another site's, and for what is no address."""
    found = parts(address)
    if found.netloc != request.get_host():
        return ""
    return f"{found.path}?{found.query}" if found.query else found.path


def came_from(request: HttpRequest) -> str:
    """The page of this site where the link or the button was, by its path and query; empty for another site's."""
    return ours(request, request.headers.get("Referer", ""))


@dataclass(frozen=True)
class Address:
    """A path and its query, value by value and in order; `str()` is the link."""

    path: str
    pairs: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.path}?{urlencode(self.pairs)}" if self.pairs else self.path

    def without(self, key: str, value: str | None = None) -> "Address":
        """The address less this value, or less every value of the key."""
        return replace(self, pairs=tuple((k, v) for k, v in self.pairs if k != key or value not in (None, v)))

    def less(self, keys: Sequence[str]) -> "Address":
        """The address less every value of these keys."""
        return replace(self, pairs=tuple((k, v) for k, v in self.pairs if k not in keys))

    def having(self, key: str, value: str) -> "Address":
        """The address with this value, and no other, for the key; where the key stood, or at the end."""
        if key not in dict(self.pairs):
            return replace(self, pairs=(*self.pairs, (key, value)))
        first = next(index for index, pair in enumerate(self.pairs) if pair[0] == key)
        kept = [pair for pair in self.pairs[first:] if pair[0] != key]
        return replace(self, pairs=(*self.pairs[:first], (key, value), *kept))

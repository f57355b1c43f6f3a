"""What a request says about its body: the kind, and where its parts end; its words are UTF-8 like our pages."""

import re
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

Environ = dict[str, Any]
Wsgi = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
Asgi = Callable[[dict[str, Any], Any, Any], Awaitable[None]]

BOUNDARY = re.compile(r';\s*boundary=("[^"]*"|[^;\s]+)', re.IGNORECASE)


def without_alphabet(application: Wsgi) -> Wsgi:
    """The application, which hears of no alphabet.

    Django 5.2 reads that word before any middleware, and fails on one such as base64.
    """

    def hearing(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if said := environ.get("CONTENT_TYPE"):
            environ["CONTENT_TYPE"] = kept(said)
        return application(environ, start_response)

    return hearing


def without_alphabet_async(application: Asgi) -> Asgi:
    """The same for ASGI, where a header is a pair of bytes."""

    async def hearing(scope: dict[str, Any], receive: Any, send: Any) -> None:
        headers = [
            (
                name,
                kept(said.decode("latin-1")).encode("latin-1") if name.lower() == b"content-type" else said,
            )
            for name, said in scope.get("headers", ())
        ]
        await application({**scope, "headers": headers}, receive, send)

    return hearing


def kept(said: str) -> str:
    """The kind of a body and its boundary, and no other word."""
    kind, boundary = said.partition(";")[0].strip(), BOUNDARY.search(said)
    return f"{kind}; boundary={boundary[1]}" if boundary else kind

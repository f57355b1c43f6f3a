"""The door before Django: a body's kind and boundary are heard, its alphabet is not."""

import asyncio
import io
from typing import Any

import pytest
from django.core.handlers.asgi import ASGIHandler

from directory import wsgi
from directory.web import bodies

FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=end"
IN_PARTS = b'--end\r\nContent-Disposition: form-data; name="language"\r\n\r\nes\r\n--end--\r\n'


def answer(
    said: str, body: bytes = b"language=es", *, method: str = "POST", query: str = ""
) -> tuple[int, str]:
    """The status of what the site answers to a form of that kind, and where it leads."""
    started: list[Any] = []
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": "/settings/language/" if method == "POST" else "/terms/",
        "QUERY_STRING": query, "CONTENT_TYPE": said, "CONTENT_LENGTH": str(len(body)), "wsgi.url_scheme": "https",
        "wsgi.input": io.BytesIO(body), "SERVER_NAME": "testserver", "SERVER_PORT": "443",
    }  # fmt: skip
    b"".join(wsgi.application(environ, lambda *given: started.append(given)))
    [(status, headers)] = started
    return int(status.split()[0]), dict(headers).get("Location", "")


@pytest.mark.parametrize(("said", "body"), [
    (FORM, b"language=es"), (f"{FORM}; charset=base64", b"language=es"), (f"{FORM}; charset=utf-7", b"language=es"),
    (f"{FORM}; charset*=BOGUS''utf-8", b"language=es"), (f"{FORM};;; charset", b"language=es"),
    (PARTS, IN_PARTS), (f"{PARTS}; charset=rot13", IN_PARTS),
    ('multipart/form-data; charset=utf-16; Boundary="end"', IN_PARTS),
])  # fmt: skip
def test_a_form_is_read_as_utf_8_whatever_it_calls_itself(said: str, body: bytes) -> None:
    assert answer(said, body) == (302, "/")


def test_words_in_an_address_are_utf_8_too() -> None:
    assert answer(f"{FORM}; charset=base64", b"", method="GET", query="q=%2B2AA-") == (200, "")


def test_the_other_server_hears_the_same() -> None:
    heard: list[str] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        request, refused = ASGIHandler().create_request(scope, io.BytesIO())
        assert refused is None
        heard.append(request.META["CONTENT_TYPE"])

    scope = {
        "type": "http", "method": "POST", "path": "/",
        "headers": [(b"host", b"testserver"), (b"content-type", b"text/plain; charset=base64")],
    }  # fmt: skip
    asyncio.run(bodies.without_alphabet_async(application)(scope, None, None))
    assert heard == ["text/plain"]

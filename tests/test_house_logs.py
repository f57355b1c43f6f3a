"""Logs: what happened, and not a word about whom."""

import io
import json
import logging
import logging.config
from collections.abc import Iterator

import pytest
from django.test import Client

from directory.web import logs


@pytest.fixture
def written(settings) -> Iterator[io.StringIO]:
    stream = io.StringIO()
    configuration = logs.configuration(level="INFO", readable=False)
    configuration["handlers"]["stderr"]["stream"] = stream
    logging.config.dictConfig(configuration)
    yield stream
    logging.config.dictConfig(settings.LOGGING)


def lines(stream: io.StringIO) -> list[dict]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_request_is_one_line_without_query_address_or_account(client: Client, written: io.StringIO) -> None:
    answer = client.get("/health/live?q=alopecia&email=ada@example.org", REMOTE_ADDR="203.0.113.9")
    (line,) = lines(written)
    assert line.pop("ms") >= 0
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "request",
        "level": "info",
        "logger": "directory.requests",
        "method": "GET",
        "path": "/health/live",
        "request_id": answer["X-Request-ID"],
        "status": 200,
    }


@pytest.mark.urls("tests.house_urls")
def test_an_error_is_told_by_kind_and_place_and_not_by_its_words(written: io.StringIO) -> None:
    Client(raise_request_exception=False).get("/refuse/anything/?q=alopecia")
    error, request = lines(written)
    assert error["exception"] == "builtins.RuntimeError"
    assert any("house_urls.py" in place and place.endswith(" refuse") for place in error["at"])
    assert request["status"] == 500
    assert error["request_id"] == request["request_id"]
    assert "ada@example.org" not in written.getvalue()
    assert "alopecia" not in written.getvalue()


def test_two_requests_have_two_ids(client: Client, written: io.StringIO) -> None:
    for _ in range(2):
        client.get("/health/live")
    assert len({line["request_id"] for line in lines(written)}) == 2


def test_a_developer_sees_words(client: Client) -> None:
    record = logging.LogRecord("any", logging.INFO, __file__, 1, "told plainly", (), None)
    formatter = logs.configuration(level="INFO", readable=True)["formatters"]["lines"]
    made = formatter["()"](
        foreign_pre_chain=formatter["foreign_pre_chain"], processors=formatter["processors"]
    )
    assert "told plainly" in made.format(record)

"""One JSON line for each thing that happened, without a word about the person who made it happen."""

import secrets
import sys
import time
import traceback
from collections.abc import Callable, MutableMapping
from typing import Any

import structlog
from django.http import HttpRequest
from django.http.response import HttpResponseBase

log = structlog.stdlib.get_logger("directory.requests")


class RequestLog:
    """Logs each request as method, path without its query, status and milliseconds, under a random id."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The response, with its id in `X-Request-ID` so that a visitor can name it to us."""
        request_id = secrets.token_hex(8)
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            spent = round((time.perf_counter() - started) * 1000, 1)
            # The query says what people look for, an address or account who they are: none of it is written.
            log.info(
                "request", method=request.method, path=request.path, status=response.status_code, ms=spent
            )
        response.headers["X-Request-ID"] = request_id
        return response


def frames_only(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """An exception as its kind and its places: its message may quote what a person typed or stored."""
    told = event.pop("exc_info", None)
    if told is True:
        told = sys.exc_info()
    elif isinstance(told, BaseException):
        told = (type(told), told, told.__traceback__)
    if told and told[0] is not None:
        event["exception"] = f"{told[0].__module__}.{told[0].__qualname__}"
        event["at"] = [
            f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(told[2])
        ]
    return event


def configuration(*, level: str, readable: bool) -> dict[str, Any]:
    """Django's LOGGING: JSON lines on stderr, or colored words and full tracebacks for a developer."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    last: list[Any] = [structlog.dev.ConsoleRenderer()] if readable else [
        frames_only, structlog.processors.JSONRenderer(sort_keys=True)
    ]  # fmt: skip
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django mails tracebacks and logs to its own handlers unless told otherwise.
            "django": {"handlers": [], "propagate": True, "level": level},
            # These two repeat our request line; one of them with the query in it.
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "propagate": True, "level": "ERROR"},
        },
    }


def named(name: str) -> Any:
    """The logger of that name; give it events and ids, never names, addresses or typed words."""
    return structlog.stdlib.get_logger(name)

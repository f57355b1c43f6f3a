"""The environment read with types: what is missing or malformed is named in one sentence."""

import re
from datetime import time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")
ENGINES = {"django.db.backends.sqlite3", "django.db.backends.postgresql"}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")

env = environ.Env()


class WrongEnvironment(ImproperlyConfigured):
    """A variable is missing or malformed; `str()` is the sentence for the operator."""


def text(name: str, *, default: str | None = None, need: str = "") -> str:
    """The variable's words; `need` says what to set when it is missing and has no default."""
    value: str = env.str(name, default=default or "").strip()
    if not value and default is None:
        raise WrongEnvironment(f"{name} is missing: {need}.")
    return value


def flag(name: str, *, default: bool) -> bool:
    """The variable as yes or no; unlike a bare cast, a typing error is refused and not read as no."""
    value = env.str(name, default="1" if default else "0").strip().lower()
    if value not in TRUE + FALSE:
        raise WrongEnvironment(f"{name} is {value!r}: give 1 or 0.")
    return value in TRUE


def whole(name: str, *, default: int, least: int, most: int) -> int:
    """The variable as a whole number within its bounds."""
    value = env.str(name, default=str(default)).strip()
    if not re.fullmatch(r"-?\d{1,12}", value) or not least <= int(value) <= most:
        raise WrongEnvironment(f"{name} is {value!r}: give a whole number from {least} to {most}.")
    return int(value)


def folder(name: str, *, default: Path) -> Path:
    """The variable as an absolute folder; it need not exist yet."""
    value = Path(env.str(name, default=str(default)).strip()).expanduser()
    if not value.is_absolute():
        raise WrongEnvironment(f"{name} is {str(value)!r}: give an absolute path.")
    return value


def made(folder: Path) -> Path:
    """The same folder, there and closed to other people: Django does not start without its folder for uploads."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise WrongEnvironment(
            f"{folder} cannot be made: let the site write there, or name another."
        ) from problem
    return folder


def endpoint(name: str) -> str:
    """Where a service listens: a socket's absolute path or `host:port`; empty when there is none."""
    value = text(name, default="")
    if value and not re.fullmatch(r"/[^\0]+|[A-Za-z0-9_.-]+:\d{1,5}|\[[0-9A-Fa-f:.]+\]:\d{1,5}", value):
        raise WrongEnvironment(f"{name} is {value!r}: give a socket's absolute path, or host:port.")
    return value


def hosts(name: str, *, default: str | None = None) -> list[str]:
    """Host names without scheme, port or path, in the order given; a bare star is refused."""
    given = text(name, default=default, need="give the host names of the site, with commas between them")
    names = [host.strip() for host in given.split(",")]
    for host in names:
        if not re.fullmatch(r"\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*|\[[0-9A-Fa-f:.]+\]", host):
            raise WrongEnvironment(f"{name} contains {host!r}: give bare host names such as example.org.")
    return names


def address(name: str, *, default: str) -> str:
    """The site's own address with its scheme, without a slash at the end."""
    value = text(name, default=default).rstrip("/")
    if not re.fullmatch(r"https?://[^\s/?#]+", value):
        raise WrongEnvironment(f"{name} is {value!r}: give an address such as https://example.org.")
    return value


def country(name: str, *, default: str) -> str:
    """A country as its two ISO 3166-1 letters."""
    value = text(name, default=default).upper()
    if not re.fullmatch(r"[A-Z]{2}", value):
        raise WrongEnvironment(f"{name} is {value!r}: give two letters such as US.")
    return value


def secret(name: str, *, default: str | None = None) -> str:
    """A long random value; a short one is refused because sessions and links are signed with it."""
    how = "give at least 50 random characters, for example from `openssl rand -base64 48`"
    value = text(name, default=default, need=how)
    if len(value) < 50 or len(set(value)) < 5:
        raise WrongEnvironment(f"{name} is too short or too plain: {how}.")
    return value


def secrets(name: str) -> list[str]:
    """Several such values with spaces between them, or none."""
    given = env.str(name, default="").split()
    for value in given:
        if len(value) < 50 or len(set(value)) < 5:
            raise WrongEnvironment(f"{name} is too short or too plain: give keys this site once had.")
    return given


def database(name: str, *, default: str | None = None) -> dict[str, Any]:
    """The database as Django's dict from `sqlite:////absolute/file` or `postgres://user:word@host/name`."""
    shapes = "sqlite:////absolute/path.sqlite3 or postgres://user:password@host:5432/name"
    address = text(name, default=default, need=f"give {shapes}")
    # The address may hold a password, so no sentence repeats it.
    wrong = WrongEnvironment(f"{name} has a wrong form: give {shapes}.")
    if not re.match(r"(sqlite|postgres|postgresql)://", address):
        raise wrong
    try:
        config: dict[str, Any] = env.db_url_config(address)
    except (ValueError, KeyError, UserWarning) as problem:
        raise wrong from problem
    if config.get("ENGINE") not in ENGINES or not config.get("NAME"):
        raise wrong
    return config


def mail(name: str, *, default: str) -> dict[str, Any]:
    """How letters leave, as Django's EMAIL_ settings, from `smtp+tls://user:word@host:587` and the like."""
    address = text(name, default=default)
    try:
        return dict(env.email_url_config(address))
    except (ValueError, KeyError, ImproperlyConfigured) as problem:
        raise WrongEnvironment(
            f"{name} has a wrong form: give smtp+tls://user:password@host:587."
        ) from problem


def cache(name: str, *, default: str) -> dict[str, Any]:
    """What workers share, as Django's dict, from `dbcache://table` or `redis://host:6379/1`."""
    value = text(name, default=default)
    if not re.match(r"(dbcache|redis|rediss)://", value):
        # A cache in one process's memory would count tries for each worker anew.
        raise WrongEnvironment(f"{name} has a wrong form: give redis://host:6379/1, or leave it out.")
    return dict(env.cache_url_config(value))


def time_zone(name: str, *, default: str) -> str:
    """The name of a time zone that this machine knows."""
    value = text(name, default=default)
    try:
        ZoneInfo(value)
    except (ValueError, ZoneInfoNotFoundError, OSError) as problem:
        raise WrongEnvironment(f"{name} is {value!r}: give a time zone such as America/Chicago.") from problem
    return value


def weekdays(name: str, *, default: str) -> tuple[int, ...]:
    """Days of the week as Python counts them, Monday first and 0, from `mon,tue,fri`."""
    given = [day.strip().lower() for day in text(name, default=default).split(",")]
    if not set(given) <= set(WEEKDAYS):
        raise WrongEnvironment(f"{name} is {','.join(given)!r}: give days such as mon,tue,wed,thu,fri.")
    return tuple(sorted({WEEKDAYS.index(day) for day in given}))


def hours(first: str, last: str, *, default: tuple[str, str]) -> tuple[time, time]:
    """From when until when somebody works, from two variables such as 09:00; the first comes before the last."""
    values = [text(name, default=usual) for name, usual in zip((first, last), default, strict=True)]
    for name, value in zip((first, last), values, strict=True):
        if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
            raise WrongEnvironment(f"{name} is {value!r}: give hours and minutes such as 09:00.")
    begins, ends = (time.fromisoformat(value) for value in values)
    if begins >= ends:
        raise WrongEnvironment(f"{last} is {values[1]!r}: give an hour after {first}, which is {values[0]}.")
    return begins, ends


def level(name: str, *, default: str) -> str:
    """From which weight on the log speaks."""
    value = text(name, default=default).upper()
    if value not in LEVELS:
        raise WrongEnvironment(f"{name} is {value!r}: give one of {', '.join(LEVELS)}.")
    return value


def apart(**folders: Path) -> None:
    """Refuse folders that lie in one another: a private file must never be reached through a public one."""
    for name, inner in folders.items():
        for other, outer in folders.items():
            if name != other and inner.resolve().is_relative_to(outer.resolve()):
                raise WrongEnvironment(f"{name} lies inside {other}: give it a folder of its own.")

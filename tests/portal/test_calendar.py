"""The calendar file, read by a parser that knows nothing of how it was written."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from directory.portal import calendar
from practitioners.vocabulary import Kind
from tests import factories as make
from tests.portal import page

DAY = date(2026, 11, 3)
AT = datetime(2026, 11, 3, 12, tzinfo=UTC)
LINE = re.compile(r"(?P<name>[A-Z-]+)(?P<parameters>(?:;[A-Z-]+=[^:;]*)*):(?P<value>.*)", re.DOTALL)


def parsed(file: bytes) -> list[dict[str, str]]:
    """The events of a file as RFC 5545 says it is read: unfolded, then split, then unescaped."""
    assert file.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert b"\n" not in file.replace(b"\r\n", b"")
    unfolded = file.replace(b"\r\n ", b"").replace(b"\r\n\t", b"").decode()
    events: list[dict[str, str]] = []
    inside: list[str] = []
    for line in unfolded.removesuffix("\r\n").split("\r\n"):
        found = LINE.fullmatch(line)
        assert found, line
        name, value = found["name"], found["value"]
        if name == "BEGIN":
            inside.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            assert inside.pop() == value
        elif inside == ["VCALENDAR", "VEVENT"]:
            assert name not in events[-1]
            events[-1][name + found["parameters"]] = re.sub(
                r"\\(.)", lambda pair: "\n" if pair[1] in "nN" else pair[1], value
            )
    assert inside == []
    return events


@given(st.lists(st.tuples(st.text(max_size=200), st.text(max_size=200)), max_size=3))
def test_any_words_come_back_as_they_were(said: list[tuple[str, str]]) -> None:
    events = [calendar.Event(f"e{n}", DAY, title, words, "/my/") for n, (title, words) in enumerate(said)]
    found = parsed(calendar.written(events, at=AT))

    def kept(words: str) -> str:
        lines = words.replace("\r\n", "\n").replace("\r", "\n")
        return "".join(letter for letter in lines if letter.isprintable() or letter == "\n")

    assert [(event["SUMMARY"], event["DESCRIPTION"]) for event in found] == [
        (kept(title), kept(words)) for title, words in said
    ]


@pytest.mark.django_db
def test_the_file_has_a_whole_day_for_everything_that_ends(frozen: Callable[[date], None]) -> None:
    frozen(DAY)
    ada = make.qualified()
    place = ada.places.get()
    insurance = make.verified(ada, Kind.INSURANCE, insurer="Reed, Fox; Co", ends_on=date(2026, 12, 9))
    license = ada.credentials.get(kind=Kind.LICENSE)
    make.verified(make.practitioner("Sam Stranger"), Kind.INSURANCE, insurer="Sam’s insurer")
    answer = page.owner(ada).get("/my/renewals/calendar.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    events = {event["UID"].split("@")[0]: event for event in parsed(answer.content)}
    found = events[f"claim-{insurance.pk}"]
    assert (found["DTSTART;VALUE=DATE"], found["DTEND;VALUE=DATE"]) == ("20261209", "20261210")
    assert found["SUMMARY"] == "Last day: Reed, Fox; Co"
    assert found["DESCRIPTION"] == "Renew it before. From the next day clients see: Expired."
    confirm = events[f"place-{place.pk}"]
    assert confirm["DTSTART;VALUE=DATE"] == (DAY + timedelta(days=90)).strftime("%Y%m%d")
    assert confirm["SUMMARY"] == "Confirm your details: Fern Studio, Austin"
    # Our own look at the register ends before the license does: a moderator's work, not the owner's.
    assert f"claim-{license.pk}" not in events
    assert "Sam" not in answer.content.decode()


@pytest.mark.django_db
def test_a_license_is_named_without_its_number(frozen: Callable[[date], None]) -> None:
    frozen(DAY)
    ada = make.qualified()
    make.verified(ada, Kind.LICENSE, number="SECRET-4471", expires_on=DAY + timedelta(days=50))
    file = page.owner(ada).get("/my/renewals/calendar.ics").content
    assert "Last day: License" in [event["SUMMARY"] for event in parsed(file)]
    assert b"4471" not in file


@pytest.mark.django_db
def test_names_last_from_one_file_to_the_next() -> None:
    ada = make.qualified()
    browser = page.owner(ada)
    first, second = (parsed(browser.get("/my/renewals/calendar.ics").content) for _time in range(2))
    assert [event["UID"] for event in first] == [event["UID"] for event in second]
    assert len({event["UID"] for event in first}) == len(first)


@pytest.mark.django_db
def test_nobody_else_has_it() -> None:
    assert Client().get("/my/renewals/calendar.ics")["Location"].startswith("/accounts/login/")
    assert page.signed_in(make.account()).get("/my/renewals/calendar.ics").status_code == 404
    assert parsed(page.stranger().get("/my/renewals/calendar.ics").content) == []

"""An exported ledger is checked by anybody, without a database: a changed copy shows at which event."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from practitioners import ledger, ledger_file
from practitioners.models import LedgerEvent, LedgerHead
from practitioners.vocabulary import Verb

ADA, SAM = "practitioner:1", "practitioner:2"
Lines = list[str]


def chain(subject: str, events: int = 4) -> tuple[LedgerHead, list[LedgerEvent]]:
    """A chain that was never in a database."""
    head = LedgerHead(subject=subject)
    told = [
        ledger.next_event(
            head, Verb.PUBLISHED, practitioner=None, actor_id=7, credential_id=None, data={"round": number}
        )
        for number in range(events)
    ]
    return head, told


def exported() -> Lines:
    """A file: what it is, two heads, four events of Ada (lines 3 to 6), four of Sam."""
    (ada, first), (sam, second) = chain(ADA), chain(SAM)
    return list(ledger_file.written([ada, sam], [*first, *second], about={"site": "https://example.org"}))


@pytest.fixture
def told(tmp_path: Path) -> Callable[[Lines], tuple[str, str]]:
    """What the command says of a file with these lines: on a good one, and on a broken one."""

    def run(lines: Lines) -> tuple[str, str]:
        file, out, err = tmp_path / "ledger.jsonl", StringIO(), StringIO()
        file.write_text("".join(lines), encoding="utf-8", newline="")
        try:
            call_command("verify_ledger", str(file), stdout=out, stderr=err)
        except CommandError as refused:  # what makes manage.py end with 1
            return out.getvalue(), f"{err.getvalue()}! {refused}"
        return out.getvalue(), err.getvalue()

    return run


def with_(line: str, **changed: Any) -> str:
    """The line saying something else, written as an export writes it."""
    return json.dumps({**json.loads(line), **changed}, sort_keys=True, separators=(",", ":")) + "\n"


def changed(lines: Lines, line: int, /, **values: Any) -> Lines:
    return [*lines[:line], with_(lines[line], **values), *lines[line + 1 :]]


def relinked(lines: Lines, at: int) -> Lines:
    """The event says something else and was hashed again."""
    row = next(iter(ledger_file._rows([lines[0], with_(lines[at], data={"round": 99})])))
    assert isinstance(row, LedgerEvent)
    return changed(lines, at, data={"round": 99}, hash=ledger.link(row))


CHANGED, MISSING = "its content was changed", "an event is missing"
UNLINKED, CUT = "it does not follow the event before it", "the end of the chain was cut or added to"
TAMPERED: dict[str, tuple[Callable[[Lines], Lines], set[str]]] = {
    "what happened": (lambda e: changed(e, 4, verb="closed"), {f"{ADA}, event 2: {CHANGED}."}),
    "when": (lambda e: changed(e, 7, at="2020-01-01T00:00:00+00:00"), {f"{SAM}, event 1: {CHANGED}."}),
    "what was said": (lambda e: changed(e, 3, data={"round": 9}), {f"{ADA}, event 1: {CHANGED}."}),
    "hashed again": (lambda e: relinked(e, 4), {f"{ADA}, event 3: {UNLINKED}."}),
    "the last hashed again": (
        lambda e: relinked(e, 6),
        {f"{ADA}, event 4: it is not the event that the head of the chain remembers."},
    ),
    "two at once": (
        lambda e: changed(changed(e, 4, actor=1), 8, actor=1),
        {f"{ADA}, event 2: {CHANGED}.", f"{SAM}, event 2: {CHANGED}."},
    ),
    "one removed": (lambda e: e[:5] + e[6:], {f"{ADA}, event 3: {MISSING}."}),
    "file cut": (lambda e: e[:-2], {f"{SAM}, event 3: {CUT}."}),
    "cut at a chain": (lambda e: e[:7], {f"{SAM}, event 1: the whole chain is missing."}),
    "head removed": (lambda e: e[:1] + e[2:], {f"{ADA}, event 4: the head of the chain is missing."}),
    "two swapped": (lambda e: [*e[:4], e[5], e[4], *e[6:]], {f"{ADA}, event 2: {MISSING}."}),
    "chains mixed": (
        lambda e: [*e[:6], e[7], e[6], *e[8:]],
        {f"{ADA}, event 4: {CUT}.", f"{SAM}, event 2: {CUT}."},
    ),
    "repeated at the end": (lambda e: [*e, e[3]], {f"{ADA}, event 1: it does not stand with its chain."}),
    "head behind its chain": (
        lambda e: [e[0], *e[2:], e[1]],
        {f"{ADA}, event 4: the head of the chain is missing."},
    ),
    "head repeated": (lambda e: [*e, e[1]], {f"{ADA}, event 4: it does not stand with its chain."}),
    "to another chain": (
        lambda e: changed(e, 6, subject=SAM),
        {f"{ADA}, event 4: {CUT}.", f"{SAM}, event 1: {MISSING}."},
    ),
}


def test_an_export_holds(told: Callable[[Lines], tuple[str, str]]) -> None:
    assert told(exported()) == ("2 chains, 8 events hold.\n", "")


@pytest.mark.parametrize("what", TAMPERED)
def test_a_tampered_file_is_found_at_its_first_broken_event(
    told: Callable[[Lines], tuple[str, str]], what: str
) -> None:
    change, sentences = TAMPERED[what]
    out, err = told(change(exported()))
    *named, verdict = err.splitlines()
    assert (out, set(named)) == ("", sentences)
    assert verdict.startswith(f"! {len(sentences)} chains of the ledger are broken")


NO_EXPORT: dict[str, tuple[Callable[[Lines], Lines], str]] = {
    "empty": (lambda _e: [], "The file is empty."),
    "no first line": (lambda e: e[1:], "Line 1 is not a line of an export."),
    "cut within a line": (lambda e: [*e[:-1], e[-1][:40]], "Line 11 is not a line of an export."),
    "last line break gone": (lambda e: [*e[:-1], e[-1][:-1]], "Line 11 is not a line of an export."),
    "something added": (lambda e: changed(e, 4, words="She was rude."), "Line 5 is not a line of an export."),
    "something hidden": (
        lambda e: [*e[:4], e[4].replace('"verb"', '"verb":"closed","verb"'), *e[5:]],
        "Line 5 is not a line of an export.",
    ),
    "no name of a chain": (lambda e: changed(e, 4, subject=[ADA]), "Line 5 is not a line of an export."),
    "no moment on earth": (
        lambda e: changed(e, 4, at="9999-12-31T23:59:59-05:00"),
        "Line 5 is not a line of an export.",
    ),
    "far too deep": (
        lambda e: [*e[:4], "[" * 100_000 + "]" * 100_000 + "\n", *e[4:]],
        "Line 5 is not a line of an export.",
    ),
    "not an object": (lambda e: [*e[:4], "[1]\n", *e[4:]], "Line 5 is not a line of an export."),
}


@pytest.mark.parametrize("what", NO_EXPORT)
def test_what_is_no_export_is_named_by_its_line(told: Callable[[Lines], tuple[str, str]], what: str) -> None:
    change, sentence = NO_EXPORT[what]
    assert told(change(exported())) == ("", f"! {sentence}")


def test_a_file_that_is_not_there_is_said_so() -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_ledger", "nowhere.jsonl")


def test_events_after_the_heads_were_read_are_left_out(
    told: Callable[[Lines], tuple[str, str]],
) -> None:
    """Somebody decides while the file is written: it holds all the same."""
    head, events = chain(ADA, events=2)
    later = LedgerHead(subject=ADA, seq=head.seq, hash=head.hash)
    late = ledger.next_event(later, Verb.CLOSED, practitioner=None, actor_id=7, credential_id=None, data={})
    _head, strangers = chain(SAM)
    assert told(list(ledger_file.written([head], [*events, late, *strangers], about={}))) == (
        "1 chains, 2 events hold.\n",
        "",
    )

"""The site's own commands: the tick does what is due, the demonstration refuses what it should."""

import io
import socket

import pytest
from django.core.management import CommandError, call_command

from directory.management.commands import demo, tick


def test_a_failing_task_neither_stops_the_others_nor_goes_unnoticed(monkeypatch) -> None:
    done: list[str] = []

    def fine() -> int:
        done.append("fine")
        return 3

    def broken() -> int:
        raise RuntimeError

    monkeypatch.setattr(tick, "TASKS", (("letters", broken), ("reminders", fine)))
    out = io.StringIO()
    with pytest.raises(CommandError, match="Not done: letters"):
        call_command("tick", stdout=out)
    assert done == ["fine"]
    assert out.getvalue() == "reminders: 3\n"


@pytest.mark.django_db
def test_a_tick_with_nothing_due_is_silent() -> None:
    out = io.StringIO()
    call_command("tick", stdout=out)
    assert out.getvalue() == ""


def test_a_taken_port_is_said_in_one_sentence_before_anything_is_built(settings, monkeypatch) -> None:
    settings.DEMONSTRATION = True
    monkeypatch.setattr(demo.Command, "fill", lambda *_: pytest.fail("built before it asked"))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"^Port {port} is taken"):
            call_command("demo", port=port)


def test_two_starts_do_not_fill_one_demonstration_at_once(settings, monkeypatch, tmp_path) -> None:
    settings.DATA_DIR, done = tmp_path, []
    monkeypatch.setattr(demo, "call_command", lambda name, **_: done.append(name))
    monkeypatch.setattr(demo.sign_ins, "confirm", lambda: 0)
    monkeypatch.setattr(demo.sign_ins, "equip", lambda: 0)
    with demo.alone(), pytest.raises(CommandError, match="wait until it prints its address"):
        demo.Command().fill(1)
    assert done == []
    demo.Command().fill(1)
    assert done == ["migrate", "load_reference", "make_directory", "collectstatic"]


def test_a_site_that_is_no_demonstration_is_not_filled(settings, monkeypatch) -> None:
    settings.DEMONSTRATION = False
    monkeypatch.setattr(demo.Command, "fill", lambda *_: pytest.fail("filled a real site"))
    with pytest.raises(CommandError, match="DEMONSTRATION=1"):
        call_command("demo")

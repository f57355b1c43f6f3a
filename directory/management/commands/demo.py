"""Fills the demonstration and serves it, with the tick beside it."""

import fcntl
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from directory.management import sign_ins

HOST = "127.0.0.1"
LOOK_SECONDS = 5
START_SECONDS = 30


class Command(BaseCommand):
    """`manage.py demo`, called by `make demo`: what exists is kept, so a second start is quick."""

    help = "Migrates, loads what is missing, and serves the demonstration on this machine only."
    requires_system_checks: list[str] = []  # migrate runs them

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen and how many people to make."""
        parser.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1 (default: 8000)")
        parser.add_argument("--size", type=int, default=2000, help="practitioners in a new demonstration")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask for the port first: nobody should wait for the data and then hear that it is taken."""
        if not settings.DEMONSTRATION:
            raise CommandError(
                "This would fill a real site with fictional people: set DEMONSTRATION=1 if you mean it."
            )
        refuse_taken(options["port"])
        self.fill(options["size"])
        self.serve(options["port"])

    def fill(self, size: int) -> None:
        """The database, the reference data, the people and the static files, each only as far as missing."""
        Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
        with alone():
            call_command("migrate", interactive=False, verbosity=0)
            call_command("load_reference", demonstration=True)
            call_command("make_directory", size=size, seed=2026, if_empty=True)
            sign_ins.confirm()
            sign_ins.equip()
            call_command("collectstatic", interactive=False, verbosity=0)

    def serve(self, port: int) -> None:
        """Run the server until it is stopped, with the tick beside it: letters are shown within seconds."""
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        server = subprocess.Popen(  # the same interpreter and environment as this command
            [
                sys.executable,
                "-m",
                "gunicorn",
                "--log-level",
                "warning",
                "--bind",
                f"{HOST}:{port}",
                "directory.wsgi",
            ],
            cwd=settings.BASE_DIR,
        )
        tick: subprocess.Popen[bytes] | None = None
        try:
            wait_until_answering(server, port)
            for line in sign_ins.lines():
                self.stdout.write(line)
            self.stdout.write(f"The demonstration is at http://{HOST}:{port}/  (Ctrl-C stops it)")
            self.stdout.flush()
            while server.poll() is None:
                if tick is None or tick.poll() is not None:
                    # A process of its own: whatever happens in it, the pages stay up.
                    tick = subprocess.Popen(
                        [sys.executable, "manage.py", "tick", "--forever"], cwd=settings.BASE_DIR
                    )
                wait(server, seconds=LOOK_SECONDS)
            raise CommandError("The server stopped by itself; its last lines above say why.")
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")
        finally:
            for child in (server, tick):
                if child is not None:
                    child.terminate()
                    child.wait(timeout=30)


@contextmanager
def alone() -> Iterator[None]:
    """Say so in one sentence when somebody else is filling the same demonstration; the lock ends with its process."""
    with (Path(settings.DATA_DIR) / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise CommandError(
                "Another start is filling this demonstration now: wait until it prints its address."
            ) from problem
        yield


def refuse_taken(port: int) -> None:
    """Say so in one sentence when something else listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as problem:
            other = port + 1 if port < 65535 else 8000
            sentence = f"Port {port} is taken or closed to us: try another, such as make demo PORT={other}."
            raise CommandError(sentence) from problem


def wait(server: subprocess.Popen[bytes], *, seconds: float) -> None:
    """Wait that long, or less if the server ends."""
    try:
        server.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return


def wait_until_answering(server: subprocess.Popen[bytes], port: int) -> None:
    """Return when the port answers; the address printed earlier would be a dead link for a moment."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise CommandError("The server did not start; its lines above say why.")

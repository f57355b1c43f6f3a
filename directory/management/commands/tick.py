"""Does everything that is due: safe to run twice, beside itself, or late."""

import signal
import time
from collections.abc import Callable
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from directory.accounts import strangers
from directory.post import deliver_due, forget_sent
from directory.web import logs
from practitioners import notices
from practitioners.intake import scanner, sweep
from practitioners.workflow import digests, rechecks

Task = tuple[str, Callable[[], int]]
LETTERS: Task = ("letters sent", lambda: deliver_due().sent)
# What is due, in this order: a word for the counting line, and a function that returns how many it did.
TASKS: tuple[Task, ...] = (
    ("re-check cases opened", rechecks.open_due),
    ("claims begun anew where one look is enough", rechecks.begin_alone),
    ("reminders owed", notices.owe_reminders),
    ("moderators told what waits", digests.owe),
    LETTERS,
    ("waiting files scanned", scanner.scan_waiting),
    ("broken uploads swept", sweep.sweep),
    ("unnamed files deleted", sweep.unnamed),
    ("refused identity documents deleted", sweep.refused),
    ("sent account letters forgotten", forget_sent),
    ("unconfirmed accounts forgotten", strangers.forget),
)
LETTERS_EVERY, ALL_EVERY = 5, 60

log = logs.named("directory.tick")


class Command(BaseCommand):
    """`manage.py tick`, from cron or a timer every minute; a missed run is made up by the next."""

    help = "Does everything that is due: idempotent, safe in parallel, safe to miss."

    def add_arguments(self, parser: CommandParser) -> None:
        """One round, or rounds without end."""
        parser.add_argument(
            "--forever",
            action="store_true",
            help=f"stay: letters every {LETTERS_EVERY} seconds, the rest every {ALL_EVERY}",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Each task in its turn; a failure does not stop the others, but the command ends with an error."""
        if options["forever"]:
            self.stay(told_to_stop())
        elif failed := self.round(TASKS, told=options["verbosity"] > 1):
            raise CommandError(f"Not done: {', '.join(failed)}; the log says where.")

    def round(self, tasks: tuple[Task, ...], *, told: bool = False, logged: bool = True) -> list[str]:
        """Do these tasks and return the words of those that failed; `told` and `logged` are about doing nothing."""
        failed = []
        for word, task in tasks:
            started = time.perf_counter()
            try:
                count = task()
            except Exception:  # whatever it is, the other tasks are still owed
                log.exception("tick failed", task=word)
                failed.append(word)
                continue
            if count or logged:
                log.info("tick", task=word, count=count, ms=round((time.perf_counter() - started) * 1000))
            if count or told:
                self.stdout.write(f"{word}: {count}")
        return failed

    def stay(self, stop: Event) -> None:
        """Rounds until told to stop; what fails is tried again in the next one."""
        everything_at = 0.0
        while not stop.is_set():
            everything = time.monotonic() >= everything_at
            if everything:
                everything_at = time.monotonic() + ALL_EVERY
            close_old_connections()  # a database that was away is asked anew
            self.round(TASKS if everything else (LETTERS,), logged=False)
            self.stdout.flush()
            stop.wait(LETTERS_EVERY)


def told_to_stop() -> Event:
    """Set once the process is asked to end, so that a letter is never cut in two."""
    stop = Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    return stop

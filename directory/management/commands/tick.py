"""Does everything that is due: safe to run twice, beside itself, or late."""

import time
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from directory.post import deliver_due
from directory.web import logs

# What is due, in this order: a word for the counting line, and a function that returns how many it did.
TASKS: tuple[tuple[str, Callable[[], int]], ...] = (("letters sent", lambda: deliver_due().sent),)

log = logs.named("directory.tick")


class Command(BaseCommand):
    """`manage.py tick`, from cron or a timer every minute; a missed run is made up by the next."""

    help = "Does everything that is due: idempotent, safe in parallel, safe to miss."

    def handle(self, *args: Any, **options: Any) -> None:
        """Each task in its turn; a failure does not stop the others, but the command ends with an error."""
        failed = []
        for word, task in TASKS:
            started = time.perf_counter()
            try:
                count = task()
            except Exception:  # whatever it is, the other tasks are still owed
                log.exception("tick failed", task=word)
                failed.append(word)
                continue
            log.info("tick", task=word, count=count, ms=round((time.perf_counter() - started) * 1000))
            if count or options["verbosity"] > 1:
                self.stdout.write(f"{word}: {count}")
        if failed:
            raise CommandError(f"Not done: {', '.join(failed)}; the log says where.")

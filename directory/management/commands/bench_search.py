"""Says how fast search is, beside what the same machine does for an empty page."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.test import override_settings

from directory.management.bench import searches
from directory.management.bench.measure import measure
from directory.management.bench.report import Report, machine, report
from directory.management.bench.scratch import scratch
from practitioners.errors import DomainError
from practitioners.management.progress import Progress


class Command(BaseCommand):
    """`manage.py bench_search`: in this directory, or in new ones of the sizes named, which are dropped again."""

    help = "Times four searches and their parts beside an empty view and the reading of one row."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to measure, how often, and where to write it."""
        parser.add_argument("--size", type=int, help="in a new directory of this many fictional people")
        parser.add_argument("--sizes", help="several such directories, one after another: 2000,10000,100000")
        parser.add_argument("--repeats", type=int, default=30, help="turns for each (default: 30)")
        parser.add_argument("--seed", type=int, default=2026, help="another number makes other people")
        parser.add_argument("--json", type=Path, help="also write every figure to this file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure each, print its tables, and write the file at the end."""
        if options["repeats"] < 1:
            raise CommandError("--repeats must be at least 1.")
        asked = {"repeats": options["repeats"], "seed": options["seed"]}
        try:
            with silent(), override_settings(ROOT_URLCONF=searches.__name__):
                every = sizes(options["size"], options["sizes"])
                reports = [self.one(size, **asked) for size in every] or [self.measured(options["repeats"])]
        except DomainError as refused:
            raise CommandError(str(refused)) from refused
        if options["json"]:
            values = {"machine": machine(), "directories": [each.values() for each in reports]}
            options["json"].write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")

    def one(self, size: int, *, repeats: int, seed: int) -> Report:
        """A new directory of this size, measured and dropped."""
        with scratch(size, seed=seed, stdout=self.stderr, stderr=self.stderr):
            return self.measured(repeats)

    def measured(self, repeats: int) -> Report:
        """The directory in the present database, measured and printed."""
        if "Manifest" in settings.STORAGES["staticfiles"]["BACKEND"]:
            call_command(
                "collectstatic", interactive=False, verbosity=0
            )  # pages name files by their contents
        subjects = searches.subjects()
        times = measure(subjects, repeats=repeats, progress=Progress(self.stderr, word="turns"))
        found = report(subjects, times, repeats=repeats)
        self.stdout.write("\n".join(["", *found.lines(), ""]))
        return found


def sizes(one: int | None, several: str | None) -> list[int]:
    """The sizes asked for; none for the directory that is there."""
    try:
        asked = ([one] if one is not None else []) + [
            int(size) for size in (several or "").split(",") if size
        ]
    except ValueError as wrong:
        raise CommandError("--sizes takes whole numbers with commas between: 2000,10000.") from wrong
    if any(size < 1 for size in asked):
        raise CommandError("A size must be at least 1.")
    return asked


@contextmanager
def silent() -> Iterator[None]:
    """No line a request: hundreds of them would be measured and shown."""
    before = logging.root.manager.disable
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(before)

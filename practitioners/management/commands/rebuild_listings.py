"""Write the search rows anew, or find those that differ from the records."""

from argparse import ArgumentParser
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from practitioners import listings
from practitioners.management.progress import Progress

SHOWN = 50


class Command(BaseCommand):
    """`manage.py rebuild_listings [--check]`."""

    help = "Rewrites every search row from the records; with --check only names the rows that differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Rewrite or look."""
        parser.add_argument("--check", action="store_true", help="change nothing; fail when a row differs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rewrite and count, or list what differs and fail."""
        if options["check"]:
            self._check()
        else:
            written = listings.rebuild(progress=Progress(self.stderr, word="people"))
            self.stdout.write(f"{written:,} search rows written.")

    def _check(self) -> None:
        lines = listings.drift()
        shown = list(islice(lines, SHOWN))
        for line in shown:
            self.stderr.write(line)
        if shown:
            count = len(shown) + sum(1 for _line in lines)
            raise CommandError(
                f"{count:,} search rows differ from the records: run `manage.py rebuild_listings`."
            )
        self.stdout.write("Every search row is what the records say.")

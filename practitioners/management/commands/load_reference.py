"""Bring the reference data and the gazetteer to what the shipped files say."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from practitioners.reference.load import Report, load
from practitioners.reference.rows import BadReference


class Command(BaseCommand):
    """`manage.py load_reference`: safe to run again; everything or nothing."""

    help = "Load jurisdictions, terms, license types, issuers, scope rules and the gazetteer from the shipped files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The three switches."""
        parser.add_argument(
            "--demonstration", action="store_true",
            help="also load and confirm made-up scope rules; the next load without this takes them away again",
        )  # fmt: skip
        parser.add_argument("--skip-gazetteer", action="store_true", help="leave postcodes and towns alone")
        parser.add_argument(
            "--force-gazetteer", action="store_true", help="load postcodes and towns even if unchanged"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, then print a line for each table."""
        try:
            report = load(
                demonstration=options["demonstration"], gazetteer=not options["skip_gazetteer"],
                force_gazetteer=options["force_gazetteer"], progress=self._progress,
            )  # fmt: skip
        except BadReference as refused:
            raise CommandError(f"Nothing was loaded. Mend these lines and try again.\n{refused}") from refused
        self._print(report)

    def _progress(self, done: int, total: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\rgazetteer {done:,}/{total:,}", ending="\n" if done == total else "")

    def _print(self, report: Report) -> None:
        for count in report.counts:
            self.stdout.write(
                f"{count.table}: {count.added:,} added, {count.changed:,} changed, {count.unchanged:,} unchanged, "
                f"{count.removed:,} removed"
            )
        for sentence in report.sentences:
            self.stdout.write(self.style.WARNING(sentence))
        if report.listings:
            self.stdout.write(f"{report.listings:,} search rows rewritten")

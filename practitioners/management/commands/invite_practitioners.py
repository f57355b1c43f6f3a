"""Invite people by e-mail from a file."""

import csv
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from practitioners.workflow.invitations import Became, Row, invite

COLUMNS = ("email", "public_name")


class Command(BaseCommand):
    """`manage.py invite_practitioners people.csv`: safe to run again with the same or a longer file."""

    help = (
        "Invites the people of a CSV file (columns email, public_name): one letter each, nothing is public."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and whether only to say what would happen."""
        parser.add_argument("file", type=Path, help="CSV in UTF-8 with a first line email,public_name")
        parser.add_argument("--dry-run", action="store_true", help="write and send nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """A line for every row that is invalid, a line that counts, and an error when a row was invalid."""
        try:
            rows = list(read(options["file"]))
        except (OSError, UnicodeDecodeError, csv.Error) as problem:
            raise CommandError(f"{options['file']} cannot be read as CSV in UTF-8: {problem}") from problem
        outcomes = invite(rows, dry_run=options["dry_run"])
        for outcome in outcomes:
            if outcome.became == Became.INVALID:
                self.stderr.write(f"line {outcome.row.line}: {outcome.sentence}")
        count = Counter(outcome.became for outcome in outcomes)
        counted = ", ".join(f"{count[became]} {became.value}" for became in Became)
        self.stdout.write(f"{counted}{'; nothing was written or sent' if options['dry_run'] else ''}.")
        if count[Became.INVALID]:
            raise CommandError("Mend the rows named above and run this again: nobody is invited twice.")


def read(path: Path) -> Iterator[Row]:
    """The rows of the file, each with the line it ends on; raises CommandError for wrong columns."""
    with path.open(encoding="utf-8-sig", newline="") as opened:
        reader = csv.DictReader(opened, strict=True)
        header = [(name or "").strip().lower() for name in reader.fieldnames or ()]
        if "email" not in header or set(header) - set(COLUMNS) or len(header) != len(set(header)):
            raise CommandError("The first line must be email,public_name or email alone.")
        reader.fieldnames = header
        for row in reader:
            problem = "More values than columns: put quotes around a comma." if None in row else ""
            yield Row(reader.line_num, row["email"] or "", row.get("public_name") or "", problem)

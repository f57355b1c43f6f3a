"""Read the whole ledger, or an exported file, and see whether every chain holds."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from practitioners import ledger, ledger_file
from practitioners.errors import Invalid
from practitioners.ledger_file import Checked
from practitioners.models import LedgerEvent, LedgerHead


class Command(BaseCommand):
    """`manage.py verify_ledger [FILE]`: the first broken link of each broken chain, or one counting line."""

    help = "Checks every link of every chain in the ledger, or in an exported file; fails when one is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to read."""
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            help="a file from /desk/audit/export/: checked alone, without a database",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Name what is broken, or count what holds."""
        checked = _of_file(options["file"]) if options["file"] else _of_database()
        for found in checked.broken:
            self.stderr.write(f"{found.subject}, event {found.seq}: {found.reason}.")
        if checked.broken:
            raise CommandError(
                f"{len(checked.broken):,} chains of the ledger are broken, each first at the link named above."
            )
        self.stdout.write(f"{checked.chains:,} chains, {checked.events:,} events hold.")


def _of_file(path: Path) -> Checked:
    try:
        with path.open(encoding="utf-8", newline="") as opened:
            return ledger_file.check(opened)
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandError(f"The file cannot be read: {problem}.") from problem
    except Invalid as refused:
        raise CommandError(str(refused)) from refused


def _of_database() -> Checked:
    broken = list(ledger.verify())
    return Checked(LedgerHead.objects.filter(seq__gt=0).count(), LedgerEvent.objects.count(), broken)

"""Read the whole ledger and see whether every chain holds."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from practitioners import ledger
from practitioners.models import LedgerEvent, LedgerHead


class Command(BaseCommand):
    """`manage.py verify_ledger`: the first broken link of each broken chain, or one counting line."""

    help = "Checks every link of every chain in the ledger; fails when one is broken."

    def handle(self, *args: Any, **options: Any) -> None:
        """Name what is broken, or count what holds."""
        broken = 0
        for found in ledger.verify():
            broken += 1
            self.stderr.write(f"{found.subject}, event {found.seq}: {found.reason}.")
        if broken:
            raise CommandError(
                f"{broken:,} chains of the ledger are broken, each first at the link named above."
            )
        chains = LedgerHead.objects.filter(seq__gt=0).count()
        self.stdout.write(f"{chains:,} chains, {LedgerEvent.objects.count():,} events hold.")

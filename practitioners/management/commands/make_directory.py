"""Fill an empty directory with fictional people."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from practitioners.demonstration import queue
from practitioners.demonstration.make import PASSWORD, make
from practitioners.errors import DomainError
from practitioners.management.progress import Progress
from practitioners.models import Practitioner


class Command(BaseCommand):
    """`manage.py make_directory --size 2000`: the same people for the same seed and day."""

    help = (
        "Makes fictional people for a demonstration or for measuring; needs load_reference --demonstration."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many, which ones, and how."""
        parser.add_argument("--size", type=int, default=2000, help="practitioners to make (default: 2000)")
        parser.add_argument("--seed", type=int, default=2026, help="another number makes other people")
        parser.add_argument(
            "--bulk",
            action="store_true",
            help="write finished rows instead of playing every move: for large sizes",
        )
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when there are people already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them, or say why not."""
        if options["size"] < 1:
            raise CommandError("--size must be at least 1.")
        if options["if_empty"] and Practitioner.objects.exists():
            self.stdout.write("There are people in this directory already: nothing was made.")
            return
        started = time.monotonic()
        progress = Progress(self.stderr, word="people")
        try:
            made = make(
                size=options["size"], seed=options["seed"], in_bulk=options["bulk"], progress=progress,
                desk=None if options["bulk"] else queue.fill, password=PASSWORD if settings.DEMONSTRATION else "",
            )  # fmt: skip
        except DomainError as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            f"{made.people:,} fictional people at {made.places:,} places with {made.claims:,} claims, "
            f"{made.qualified:,} of them qualified today; {time.monotonic() - started:.0f} seconds."
        )

"""Makes the first senior moderator."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from directory.accounts import seniors
from practitioners.errors import DomainError


class Command(BaseCommand):
    """`manage.py appoint_senior EMAIL`: the account exists and is confirmed, and there is no senior yet."""

    help = "Makes the account with this e-mail address the first senior moderator."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom."""
        parser.add_argument("email", help="the confirmed e-mail address of an account")

    def handle(self, *args: Any, **options: Any) -> None:
        """Appoint them, or say in a sentence why not."""
        try:
            account = seniors.appoint_first(options["email"])
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{account.email} is senior moderator now, and sets up a second step at the next sign-in."
        )

"""The domain as a Django app."""

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate


class PractitionersConfig(AppConfig):
    """Practitioners, their credentials and what these are worth on a day."""

    name = "practitioners"

    def ready(self) -> None:
        """Watch over the ledger's triggers."""
        from practitioners.checks import guard_ledger, ledger_is_guarded

        checks.register(ledger_is_guarded, checks.Tags.database)
        post_migrate.connect(guard_ledger, sender=self)

"""The web faces as a Django app."""

from typing import Any

from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """The site on top of the domain."""

    name = "directory"
    verbose_name = _("Directory")

    def ready(self) -> None:
        """See to it that limits on tries have a table to be counted in."""
        # This app has no models, so it gets no signal of its own.
        post_migrate.connect(make_cache_table, sender=apps.get_app_config("practitioners"))


def make_cache_table(*, using: str, **_: Any) -> None:
    """The table of a database cache, made once; another cache needs none."""
    call_command("createcachetable", database=using, verbosity=0)

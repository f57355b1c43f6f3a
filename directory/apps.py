"""The web faces as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """The site on top of the domain."""

    name = "directory"
    verbose_name = _("Directory")

"""Django's own command, which also knows the short name by which we mark words for later."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """`manage.py makemessages`: `lazy("...")` counts as gettext_lazy."""

    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=lazy"]

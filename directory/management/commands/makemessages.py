"""Django's own command, which also knows the short name by which we mark words for later."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """`manage.py makemessages`: `lazy("...")` counts as gettext_lazy, and no translation is guessed from a like one."""

    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=lazy"]
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

#!/usr/bin/env python
"""Django's commands for this site; a wrong environment ends in one sentence, not in a traceback."""

import os
import sys

from django.core.management import execute_from_command_line

from directory.environment import WrongEnvironment


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directory.settings")
    try:
        execute_from_command_line(sys.argv)
    except WrongEnvironment as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()

#!/usr/bin/env python
"""Django's commands for this site; what the operator can mend ends in one sentence, not in a traceback."""

import os
import sys

from django.core.management import execute_from_command_line
from django.db import DatabaseError, connection

from directory.environment import WrongEnvironment


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directory.settings")
    try:
        execute_from_command_line(sys.argv)
    except WrongEnvironment as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit("\nStopped before it was done. Run it again to go on.")
    except DatabaseError:
        if closed := why_closed():
            sys.exit(f"The database cannot be opened: {closed}. DATABASE_URL says where it is.")
        raise


def why_closed() -> str:
    """What the database says when it cannot even be connected to; nothing where it can be."""
    try:
        connection.ensure_connection()
    except DatabaseError as problem:
        return " ".join(str(problem).split())
    return ""


if __name__ == "__main__":
    main()

"""Write down the words of the reference files where translators' tools find them."""

import csv
import json
import textwrap
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from practitioners.reference import words
from practitioners.reference.rows import DATA

SHOWN = {"terms.csv": ("label", "note"), "license_types.csv": ("label",)}
"""The columns that pages show in the reader's language; names of places and bodies stay as they are."""
PAGE = '''"""The words of the reference files, for translators. Made by `make messages`; changes by hand are lost."""

from django.utils.translation import gettext_noop

WORDS = (
{}
)
'''
LINE = 110


class Command(BaseCommand):
    """`manage.py reference_words`: practitioners/reference/words.py anew, or with --check whether it is in step."""

    help = "Write the labels and notes of the reference files to practitioners/reference/words.py."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Only look, or write."""
        parser.add_argument("--check", action="store_true", help="write nothing; fail when the words differ")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write and count, or refuse."""
        found = list(dict.fromkeys(_said()))
        if not options["check"]:
            (DATA.parent / "words.py").write_text(PAGE.format("\n".join(map(_line, found))), encoding="utf-8")
            self.stdout.write(f"{len(found)} words of the reference files")
        elif found != list(words.WORDS):
            raise CommandError("practitioners/reference/words.py is not in step: run make messages.")


def _said() -> Iterator[str]:
    """Every label and note in the order of the files."""
    for name, columns in SHOWN.items():
        with (DATA / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield from (row[column].strip() for column in columns if row[column].strip())


def _line(word: str) -> str:
    """One marked word as our formatter would have it."""
    whole = f"    gettext_noop({json.dumps(word, ensure_ascii=False)}),"
    if len(whole) <= LINE:
        return whole
    parts = textwrap.wrap(word, LINE - 10, drop_whitespace=False, break_on_hyphens=False)
    quoted = [f"        {json.dumps(part, ensure_ascii=False)}" for part in parts]
    return "\n".join(["    gettext_noop(", *quoted, "    ),"])

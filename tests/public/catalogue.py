"""Reading translators' files in tests: what pages say, and what the catalogue has for it."""

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

from tests.architecture.source import ROOT

CATALOGUE = ROOT / "locale/es/LC_MESSAGES/django.po"
LINE = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d)\])? (".*")$')
# Words that no public page shows: letters, the domain's refusals to its own people, operators' commands, and the rooms
# for signed-in people, which speak English (directory/web/language.py).
PRIVATE = (
    "directory/accounts/", "directory/desk/", "directory/portal/", "directory/post/", "directory/web/doors.py",
    "directory/web/forms.py", "directory/web/options.py", "directory/web/uploading.py", "templates/account/",
    "templates/allauth/", "templates/components/day.html", "templates/components/fields.html", "templates/desk/",
    "templates/mfa/", "templates/portal/", "templates/usersessions/", "practitioners/checklists.py",
    "practitioners/intake/", "practitioners/notices.py", "practitioners/search/addresses.py",
    "practitioners/search/people.py", "practitioners/vocabulary_desk.py", "practitioners/worktime.py",
    "practitioners/management/", "practitioners/querysets/",
    "templates/letters/", "practitioners/workflow/", "practitioners/models/", "practitioners/demonstration/",
    "practitioners/reference/geography.py", "practitioners/reference/load.py", "practitioners/reference/rows.py",
    "practitioners/reference/scope_rules.py", "practitioners/reference/store.py",
    "practitioners/reference/tables.py", "practitioners/ledger.py", "practitioners/ledger_file.py",
    "practitioners/apps.py", "directory/apps.py",
    "directory/management/",
)  # fmt: skip


@dataclass
class Message:
    """One message: where it is used, its English forms and its translations."""

    places: list[str] = field(default_factory=list)
    fuzzy: bool = False
    english: list[str] = field(default_factory=list)
    translated: list[str] = field(default_factory=list)

    @property
    def public(self) -> bool:
        """Whether any public page can show it."""
        return not all(place.startswith(PRIVATE) for place in self.places)

    @property
    def done(self) -> bool:
        """Whether every form has words that a person has looked at."""
        return all(self.translated) and not self.fuzzy


def read(path: Path) -> dict[str, Message]:
    """The messages of a .po file by their English words; what is obsolete is left out."""
    found = (_message(block) for block in path.read_text(encoding="utf-8").split("\n\n"))
    return {message.english[0]: message for message in found if message.english and message.english[0]}


def _message(block: str) -> Message:
    message = Message()
    into: list[str] = []
    for line in block.splitlines():
        if line.startswith("#: "):
            message.places += line[3:].split()
        elif line.startswith("#,"):
            message.fuzzy |= "fuzzy" in line
        elif match := LINE.match(line):
            into = message.translated if match[1] == "msgstr" else message.english
            into.append(ast.literal_eval(match[3]))
        elif line.startswith('"'):
            into[-1] += ast.literal_eval(line)
    return message

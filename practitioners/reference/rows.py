"""Reference files read row by row: each fault is kept with its file, its line and a sentence."""

import csv
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Choices, Model
from django.utils.translation import gettext as _

from practitioners.errors import Invalid

DATA = Path(__file__).with_name("data")
SOURCED = ("basis", "source", "checked_on")


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong in a file, at the line a person has to mend."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return _("%(file)s, line %(line)d: %(sentence)s") % vars(self)


class BadReference(Invalid):
    """The files cannot be loaded; `faults` says where, and nothing was changed."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True)
class Record:
    """One row ready for the database. References to other tables are still their keys, in `refers`."""

    file: str
    line: int
    key: tuple[Any, ...]
    values: dict[str, Any]
    refers: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def fault(self, sentence: str) -> Fault:
        """Something wrong with this row."""
        return Fault(self.file, self.line, sentence)


@dataclass
class Row:
    """One line of a file. A value in a wrong form becomes a fault and is read as empty."""

    file: str
    line: int
    cells: dict[str, str]
    faults: list[Fault]

    def wrong(self, sentence: str) -> None:
        """Note what is wrong with this line."""
        self.faults.append(Fault(self.file, self.line, sentence))

    def text(self, column: str, *, needed: bool = True) -> str:
        """The words of a cell."""
        said = self.cells[column].strip()
        if needed and not said:
            self.wrong(_("%(column)s is empty.") % {"column": column})
        return said

    def keys(self, column: str) -> tuple[str, ...]:
        """The words of a cell that lists keys with spaces between them."""
        return tuple(self.text(column).split())

    def flag(self, column: str) -> bool:
        """A cell that says yes or no."""
        said = self.text(column)
        if said not in ("yes", "no"):
            self.wrong(_('%(column)s is "%(said)s": write yes or no.') % {"column": column, "said": said})
        return said == "yes"

    def whole(self, column: str) -> int:
        """A cell with a whole number that is not negative."""
        said = self.text(column)
        if not re.fullmatch(r"[0-9]{1,6}", said):
            self.wrong(
                _('%(column)s is "%(said)s": write a whole number.') % {"column": column, "said": said}
            )
            return 0
        return int(said)

    def day(self, column: str) -> date:
        """A cell with a date as year-month-day."""
        said = self.text(column)
        try:
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", said):
                return date.fromisoformat(said)
        except ValueError:
            pass
        self.wrong(
            _('%(column)s is "%(said)s": write a date as 2026-11-22.') % {"column": column, "said": said}
        )
        return date.min

    def one_of(self, column: str, choices: type[Choices]) -> Any:
        """A cell with one of the words of an enum."""
        said = self.text(column)
        if said not in choices.values:
            known = ", ".join(str(value) for value in choices.values)
            self.wrong(
                _('%(column)s is "%(said)s": write one of %(known)s.')
                % {"column": column, "said": said, "known": known}
            )
        return said

    def check_fields(self, model: type[Model], values: dict[str, Any]) -> None:
        """Note what the columns of the database would refuse: too long, no address, an unknown word."""
        instance = model(**values)
        skipped = {field.name for field in model._meta.get_fields()} - values.keys()
        for name, problems in _problems(instance, skipped).items():
            for problem in problems:
                self.wrong(f"{name}: {problem}")


def _problems(instance: Model, skipped: set[str]) -> dict[str, list[str]]:
    try:
        instance.clean_fields(exclude=skipped)
    except ValidationError as refused:
        return {name: list(problems) for name, problems in refused.message_dict.items()}
    return {}


def read_rows(path: Path, columns: Sequence[str], faults: list[Fault]) -> list[Row]:
    """The lines of a CSV file whose header is exactly these columns, in any order."""
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        faults.append(Fault(path.name, 1, _("The file is missing or is not UTF-8 text.")))
        return []
    reader = csv.reader(content.splitlines(keepends=True), strict=True)
    rows: list[Row] = []
    try:
        header = next(reader, [])
        if sorted(header) != sorted(columns):
            faults.append(Fault(path.name, 1, _("The columns must be: %s.") % ", ".join(columns)))
            return []
        for cells in reader:
            line = reader.line_num
            if len(cells) != len(header):
                sentence = _("There are %(found)d values in %(needed)d columns; is a comma not quoted?")
                faults.append(Fault(path.name, line, sentence % {"found": len(cells), "needed": len(header)}))
                continue
            rows.append(Row(path.name, line, dict(zip(header, cells, strict=True)), faults))
    except csv.Error as problem:
        faults.append(Fault(path.name, reader.line_num, _("This is not CSV: %s.") % problem))
    return rows


def read_texts(path: Path, faults: list[Fault]) -> dict[str, str]:
    """The named texts of a TOML file."""
    try:
        texts = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        faults.append(Fault(path.name, 1, _("The file is missing or is not TOML: %s.") % problem))
        return {}
    return {key: text.strip() for key, text in texts.items() if isinstance(text, str)}

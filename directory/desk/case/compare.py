"""Do they agree? The claim beside what the document and the register said, with the result in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from directory.desk.case import claimed
from directory.desk.case.reading_form import ENDS
from practitioners.models import Credential, Opinion
from practitioners.standing.words import day
from practitioners.vocabulary import Kind, Reading
from practitioners.workflow.readings import ELSE

if TYPE_CHECKING:
    from django.forms import BoundField

    from directory.desk.case.reading_form import ReadingForm

AGREE, DIFFERS, OPEN = "issuer", "expiring", "none"
_ISSUERS = {
    Kind.LICENSE: lazy("Register"), Kind.MEMBERSHIP: lazy("List of members"), Kind.TRAINING: lazy("School"),
}  # fmt: skip
_DIFFERS = {Reading.DOCUMENT: lazy("The document differs"), Reading.ISSUER: lazy("The issuer differs")}


@dataclass(frozen=True)
class Cell:
    """One field at one source: as it was read, and the box for whoever reads it now."""

    source: Reading
    name: str
    words: str
    otherwise: bool
    box: "BoundField | None"


@dataclass(frozen=True)
class Row:
    """One field: what is claimed, what the page said before, what was read; `tone` is the look of the result."""

    name: str
    claimed: str
    before: str
    cells: Sequence[Cell]
    result: str
    tone: str


@dataclass(frozen=True)
class Table:
    """The whole comparison, with the name of each source; `form` where this reader does it now."""

    sources: Sequence[str]
    rows: Sequence[Row]
    form: "ReadingForm | None"


@dataclass(frozen=True)
class Compared:
    """A claim, what it can be compared with (the word that counts last), and who has found or will find what."""

    credential: Credential
    sources: Sequence[Reading]
    found: Opinion | None
    form: "ReadingForm | None"

    def cells(self, name: str, says: str) -> list[Cell]:
        """What each source says of this field."""
        return [self._cell(source, name, says) for source in self.sources]

    def _cell(self, source: Reading, name: str, says: str) -> Cell:
        if self.form:
            return self.cell(source, box=self.form.box(source, name))
        if self.found is None or source not in self.found.readings:
            return self.cell(source)
        words = self.found.readings[source].get(name, "")
        if source == self.sources[-1] and name == ENDS.get(Kind(self.credential.kind)):
            words = day(self.found.expires_on) or _("No last day")
            words = "" if words == says else words
        return self.cell(source, words or says, otherwise=bool(words))

    def cell(
        self, source: Reading, words: str = "", *, otherwise: bool = False, box: "BoundField | None" = None
    ) -> Cell:
        """One cell under the name of its column: who issues differs from kind to kind."""
        issuer = _ISSUERS.get(Kind(self.credential.kind)) if source == Reading.ISSUER else None
        return Cell(source, str(issuer or source.label), words, otherwise, box)


def sources(credential: Credential, *, has_files: bool) -> list[Reading]:
    """What a claim can be compared with, the word that counts last."""
    found = [Reading.DOCUMENT] if has_files else []
    return [*found, Reading.ISSUER] if credential.kind in _ISSUERS else found


def table(compared: Compared) -> Table:
    """The table of a claim with what somebody found, or with boxes to fill in."""
    credential = compared.credential
    says, before = claimed.values(credential), _before(credential)
    rows = [
        _row(
            str(label),
            says.get(name, ""),
            before.get(name, "") if before else None,
            compared.cells(name, says.get(name, "")),
        )
        for name, label in claimed.labels(credential).items()
        if says.get(name) or before.get(name) or name == ENDS.get(Kind(credential.kind))
    ]
    if credential.kind == Kind.LICENSE:
        rows.append(_standing(compared))
    beyond = compared.cells(ELSE, "")
    if compared.form or any(cell.otherwise for cell in beyond):
        rows.append(_row(_("Anything else"), "", None, beyond))
    return Table([cell.name for cell in beyond], rows, compared.form)


def _before(credential: Credential) -> Mapping[str, str]:
    """What the page says now: of what this claim renews, or of the facts it changes."""
    if credential.kind == Kind.AMENDMENT:
        return {name: old for name, (old, _new) in claimed.changed(credential).items()}
    return claimed.values(credential.renews) if credential.renews is not None else {}


def _row(name: str, says: str, before: str | None, cells: Sequence[Cell]) -> Row:
    was = before if before is not None and before != says else ""
    return Row(name, says, was, cells, *_result(says, before, cells))


def _result(says: str, before: str | None, cells: Sequence[Cell]) -> tuple[str, str]:
    """What was read, and while nothing was, how the claim relates to the page."""
    read = [cell for cell in cells if cell.words]
    apart = [cell.source for cell in read if cell.otherwise]
    if len(apart) > 1:
        return _("Both differ"), DIFFERS
    if apart:
        return str(_DIFFERS[apart[0]]), DIFFERS
    if read:
        return _("Agrees"), AGREE
    if before is None:
        return (_("Not compared yet") if says else ""), OPEN
    if before == says:
        return _("As on the page"), OPEN
    return (_("Changed") if before else _("New")), DIFFERS


def _standing(compared: Compared) -> Row:
    """The register's own words, beside the restrictions we hold."""
    read = compared.found.status_words if compared.found else ""
    cells = [compared.cell(each, read if each == Reading.ISSUER else "") for each in compared.sources]
    held = [each.type for each in compared.credential.restrictions.all() if each.lifted_on is None]
    if held:
        return Row(_("Status"), "", "; ".join(held), cells, _("Restriction recorded"), DIFFERS)
    return Row(_("Status"), "", "", cells, *((_("As read"), AGREE) if read else ("", OPEN)))

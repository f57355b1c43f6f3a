"""Reason codes and their paragraphs from the file, without touching what seniors wrote on the site."""

import re
import tomllib
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from practitioners import clock
from practitioners.models import Reason
from practitioners.reference.rows import Fault
from practitioners.reference.store import Count
from practitioners.workflow.reasons import next_version

FILE = "reasons.toml"
_CODE = re.compile(r"[NEQSFDCWR][1-9]\d?")


def read(folder: Path, *, faults: list[Fault]) -> dict[str, dict[str, str]]:
    """Label and text by code; what is wrong is added to `faults`. A folder without the file has no reasons."""
    path = folder / FILE
    if not path.exists():
        return {}
    try:
        found: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        faults.append(Fault(FILE, 1, _("It is no TOML file: %(why)s.") % {"why": wrong}))
        return {}
    for code, entry in found.items():
        if not _CODE.fullmatch(code):
            faults.append(Fault(FILE, 1, _("“%(code)s” is no code such as N1.") % {"code": code}))
        elif not _fits(entry):
            faults.append(Fault(FILE, 1, _("%(code)s needs a label and a text.") % {"code": code}))
    return found


def store(found: dict[str, dict[str, str]]) -> Count:
    """Add the codes that are new, and a new version of those whose words the file has changed."""
    count = Count("reasons")
    there = {reason.code: reason for reason in Reason.objects.select_for_update().filter(active=True)}
    for code, entry in found.items():
        label, text = entry["label"].strip(), entry["text"].strip()
        now = there.get(code)
        if now is None:
            Reason.objects.create(code=code, label=label, text=text, written_at=clock.now())
            count.added += 1
        elif now.revised_by_id is None and (now.label, now.text) != (label, text):
            next_version(now, text=text, label=label)
            count.changed += 1
        else:
            count.unchanged += 1
    return count


def _fits(entry: Any) -> bool:
    texts = [entry.get(name) for name in ("label", "text")] if isinstance(entry, dict) else [None]
    return all(isinstance(each, str) and each.strip() for each in texts)

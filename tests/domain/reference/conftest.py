"""Reference files a test may change."""

import shutil
from pathlib import Path

import pytest

from practitioners.reference.rows import DATA
from tests.domain.reference.files import SMALL, Edit


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """A small set of files in the shipped form; `edited(file, old, new)` changes a text in one of them."""
    shutil.copy(DATA / "lookup_steps.toml", tmp_path)
    for name, lines in SMALL.items():
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")

    def edit(name: str = "", old: str = "", new: str = "") -> Path:
        if name:
            before = (tmp_path / name).read_text(encoding="utf-8")
            assert old in before
            (tmp_path / name).write_text(before.replace(old, new), encoding="utf-8")
        return tmp_path

    return edit

"""Stores of their own for every test that keeps files."""

from pathlib import Path
from typing import Any

import pytest

from practitioners.storage import evidence_storage


@pytest.fixture
def stores(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with `evidence`, `media` and `uploads` in it, all empty."""
    settings.MEDIA_ROOT, settings.UPLOADS_ROOT = tmp_path / "media", tmp_path / "uploads"
    storage = evidence_storage()  # the model's field holds on to this one
    monkeypatch.setattr(storage, "base_location", tmp_path / "evidence")
    monkeypatch.setattr(storage, "location", str(tmp_path / "evidence"))
    return tmp_path

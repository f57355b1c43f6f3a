"""Stores of their own for every test that keeps files."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def stores(tmp_path: Path, settings: Any) -> Path:
    """A folder with `evidence`, `media` and `uploads` in it, all empty."""
    settings.MEDIA_ROOT, settings.UPLOADS_ROOT = tmp_path / "media", tmp_path / "uploads"
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    return tmp_path

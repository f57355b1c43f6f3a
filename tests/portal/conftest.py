"""What the tests of a practitioner's own pages share."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def media(tmp_path: Path, settings: Any) -> Path:
    """A store for pictures of this test's own."""
    settings.MEDIA_ROOT, settings.UPLOADS_ROOT = tmp_path / "media", tmp_path / "uploads"
    (tmp_path / "media").mkdir()
    return Path(settings.MEDIA_ROOT)

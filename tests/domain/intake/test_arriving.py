"""Uploads on their way in: nothing larger than may be kept is written, and the operator is told what is wrong."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.test import RequestFactory

from directory import environment as told
from directory import settings as production
from practitioners.errors import Invalid
from practitioners.intake import workshop
from tests.domain.intake import corpus as a


def test_a_file_of_any_size_is_cut_where_it_is_too_large(stores: Path) -> None:
    huge = ContentFile(bytes(2 * workshop.LIMIT_BYTES), name="huge.pdf")
    request = RequestFactory().post("/", {"file": huge, "word": "kept"})
    [sent] = request.FILES.values()
    assert isinstance(sent, TemporaryUploadedFile)
    assert request.POST["word"] == "kept"
    assert (
        workshop.LIMIT_BYTES
        < Path(sent.temporary_file_path()).stat().st_size
        < workshop.LIMIT_BYTES + 200_000
    )
    with workshop.folder() as where, pytest.raises(Invalid, match="smaller than 15 MB"):
        workshop.receive(sent, where / "file")
    request.close()


@pytest.mark.parametrize("size", [0, 100, 3_000_000, workshop.LIMIT_BYTES])
def test_a_file_that_may_be_kept_arrives_whole(size: int) -> None:
    request = RequestFactory().post("/", {"file": ContentFile(b"x" * size, name="a.pdf")})
    assert request.FILES["file"].size == size
    request.close()


def test_large_files_wait_in_a_folder_that_is_swept() -> None:
    assert Path(production.FILE_UPLOAD_TEMP_DIR) == Path(production.UPLOADS_ROOT)
    request = RequestFactory().post("/", {"file": ContentFile(a.jpeg() + bytes(3_000_000), name="a.jpg")})
    sent = request.FILES["file"]
    assert Path(sent.temporary_file_path()).parent == Path(production.UPLOADS_ROOT)
    request.close()


@pytest.mark.parametrize(
    "value", ["", "/run/clamav/clamd.ctl", "scanner:3310", "127.0.0.1:3310", "[::1]:3310"]
)
def test_a_scanner_is_named_by_its_socket_or_its_port(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CLAMAV_SOCKET", value)
    assert told.endpoint("CLAMAV_SOCKET") == value


@pytest.mark.parametrize("value", ["clamd.ctl", "scanner", "tcp://scanner:3310", "scanner:port"])
def test_other_words_for_a_scanner_are_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CLAMAV_SOCKET", value)
    with pytest.raises(told.WrongEnvironment, match="absolute path, or host:port"):
        told.endpoint("CLAMAV_SOCKET")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(told.WrongEnvironment, match="cannot be made"):
        told.made(tmp_path / "file" / "uploads")
    assert told.made(tmp_path / "new" / "uploads").stat().st_mode & 0o777 == 0o700

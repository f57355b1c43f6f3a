"""The virus scanner is asked before a file is kept; when it is away, the file waits and is asked about later."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from practitioners.errors import Invalid
from practitioners.intake import scanner, uploads
from practitioners.models import Evidence
from practitioners.vocabulary import Kind, ScanState
from tests import factories as make
from tests.domain.intake import corpus as a

# Whole, it would stop this very file at somebody's scanner.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
SILENT = b""


def exactly(connection: socket.socket, size: int) -> bytes:
    """So many bytes from this connection."""
    data = b""
    while len(data) < size and (more := connection.recv(size - len(data))):
        data += more
    return data


def serve(listening: socket.socket, heard: list[bytes], answer: bytes | None) -> None:
    """Answer one question after another as the daemon does."""
    while True:
        try:
            connection, _address = listening.accept()
        except OSError:
            return
        with connection:
            assert exactly(connection, 10) == b"zINSTREAM\0"
            data = b""
            while size := struct.unpack("!L", exactly(connection, 4))[0]:
                data += exactly(connection, size)
            heard.append(data)
            verdict = b"stream: Test-Signature FOUND\0" if EICAR in data else b"stream: OK\0"
            connection.sendall(verdict if answer is None else answer)


@contextmanager
def daemon(settings: Any, where: str | tuple[str, int], answer: bytes | None = None) -> Iterator[list[bytes]]:
    """A daemon of ours on this socket; yields what it was asked about."""
    family = socket.AF_UNIX if isinstance(where, str) else socket.AF_INET
    heard: list[bytes] = []
    with socket.socket(family) as listening:
        listening.bind(where)
        listening.listen()
        address = listening.getsockname()
        settings.CLAMAV_SOCKET = address if isinstance(where, str) else f"127.0.0.1:{address[1]}"
        thread = threading.Thread(target=serve, args=(listening, heard, answer), daemon=True)
        thread.start()
        try:
            yield heard
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def written(folder: Path, data: bytes) -> Path:
    """A file with this in it."""
    path = folder / "asked"
    path.write_bytes(data)
    return path


def test_without_a_scanner_a_file_says_that_nobody_looked(tmp_path: Path) -> None:
    assert scanner.scan(written(tmp_path, EICAR)) == ScanState.NOT_SCANNED


@pytest.mark.parametrize("tcp", [True, False])
def test_the_scanner_hears_the_whole_file_and_is_believed(tmp_path: Path, settings: Any, tcp: bool) -> None:
    large = bytes(range(256)) * 1000
    with daemon(settings, ("127.0.0.1", 0) if tcp else str(tmp_path / "clamd")) as heard:
        assert scanner.scan(written(tmp_path, large)) == ScanState.CLEAN
        assert scanner.scan(written(tmp_path, b"x" + EICAR)) == ScanState.FOUND
    assert heard == [large, b"x" + EICAR]


@pytest.mark.parametrize("answer", [SILENT, b"INSTREAM size limit exceeded. ERROR\0", b"x" * 100_000])
def test_an_answer_that_is_none_makes_the_file_wait(tmp_path: Path, settings: Any, answer: bytes) -> None:
    with daemon(settings, str(tmp_path / "clamd"), answer):
        assert scanner.scan(written(tmp_path, b"x")) == ScanState.WAITING


@pytest.mark.parametrize("where", ["/nowhere/clamd.ctl", "127.0.0.1:1"])
def test_a_scanner_that_is_away_makes_the_file_wait(tmp_path: Path, settings: Any, where: str) -> None:
    settings.CLAMAV_SOCKET = where
    assert scanner.scan(written(tmp_path, b"x")) == ScanState.WAITING


def test_a_scanner_that_says_nothing_is_not_waited_for(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanner, "PATIENCE", 0.1)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(
            settings.__setattr__("CLAMAV_SOCKET", str(tmp_path / "deaf")) or str(tmp_path / "deaf")
        )
        listening.listen()
        assert scanner.scan(written(tmp_path, b"x")) == ScanState.WAITING


def sent_in(data: bytes) -> Evidence:
    """The file on a training claim of somebody's own."""
    training = make.draft(make.practitioner(), Kind.TRAINING)
    training.evidence.all().delete()
    return uploads.accept(
        ContentFile(data), name="a.jpg", credential=training, by=training.practitioner.account
    )


@pytest.mark.django_db
def test_a_harmful_file_is_not_kept(stores: Path, settings: Any) -> None:
    before = make.draft(make.practitioner("Ben Draft"), Kind.TRAINING).evidence.get()
    with daemon(settings, str(stores / "clamd")), pytest.raises(Invalid, match="did not keep it"):
        sent_in(a.jpeg() + EICAR)
    assert set(Evidence.objects.all()) == {before}


@pytest.mark.django_db
def test_a_file_is_kept_as_clean_when_the_scanner_says_so(stores: Path, settings: Any) -> None:
    with daemon(settings, str(stores / "clamd")):
        assert sent_in(a.jpeg()).scan_state == ScanState.CLEAN


@pytest.mark.django_db
def test_waiting_files_are_asked_about_later_and_harmful_ones_go(
    stores: Path, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.CLAMAV_SOCKET = "/nowhere/clamd.ctl"
    good, bad = sent_in(a.jpeg()), sent_in(a.jpeg() + EICAR)
    assert {good.scan_state, bad.scan_state} == {ScanState.WAITING}
    assert scanner.scan_waiting() == 0
    names = {bad.original.name, *bad.page_images}
    with daemon(settings, str(stores / "clamd")), django_capture_on_commit_callbacks(execute=True):
        assert scanner.scan_waiting() == 2
        assert scanner.scan_waiting() == 0
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.scan_state, bad.scan_state) == (ScanState.CLEAN, ScanState.FOUND)
    assert (bad.original.name, bad.page_images) == ("", [])
    assert [name for name in names if (stores / "evidence" / name).exists()] == []
    assert all((stores / "evidence" / name).exists() for name in (good.original.name, *good.page_images))


@pytest.mark.django_db
def test_files_wait_no_longer_once_the_operator_gives_the_scanner_up(stores: Path, settings: Any) -> None:
    settings.CLAMAV_SOCKET = "/nowhere/clamd.ctl"
    waiting = sent_in(a.jpeg())
    settings.CLAMAV_SOCKET = ""
    assert scanner.scan_waiting() == 1
    waiting.refresh_from_db()
    assert waiting.scan_state == ScanState.NOT_SCANNED

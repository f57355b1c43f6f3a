"""The operator's virus scanner, if there is one: a ClamAV daemon asked over its socket."""

import logging
import socket
import struct
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files import File

from practitioners.intake import files
from practitioners.models import Evidence
from practitioners.vocabulary import ScanState

PATIENCE = 10
"""Seconds; after them the scanner counts as away, and the file waits."""
_PIECE = 1 << 16
_AT_ONCE = 50
log = logging.getLogger("practitioners.scanner")


def scan(path: Path) -> ScanState:
    """What the scanner says of this file; WAITING when it does not answer."""
    with path.open("rb") as file:
        return look(file)


def look(file: "File[Any] | BinaryIO") -> ScanState:
    """The same of an open file."""
    if not settings.CLAMAV_SOCKET:
        return ScanState.NOT_SCANNED
    try:
        answer = _asked(file)
    except OSError as problem:
        log.warning("the virus scanner does not answer: %s", problem)
        return ScanState.WAITING
    if answer.endswith("FOUND"):
        return ScanState.FOUND
    if answer.endswith("OK"):
        return ScanState.CLEAN
    log.warning("the virus scanner could not read a file: %s", answer[:200])
    return ScanState.WAITING


def scan_waiting() -> int:
    """Ask again about the files that wait, until the scanner fails to answer; how many it answered for.

    Of a file with something harmful only the row stays, and says so.
    """
    answered = 0
    for evidence in Evidence.objects.filter(scan_state=ScanState.WAITING).order_by("pk")[:_AT_ONCE]:
        try:
            with evidence.original.open("rb") as original:
                state = look(original)
        except FileNotFoundError:
            continue  # its owner removes it at this moment
        if state == ScanState.WAITING:
            break
        if state == ScanState.FOUND:
            files.empty(evidence)
        Evidence.objects.filter(pk=evidence.pk).update(scan_state=state)
        answered += 1
    return answered


def _asked(file: "File[Any] | BinaryIO") -> str:
    with closing(_connected()) as connection:
        connection.sendall(b"zINSTREAM\0")
        while piece := file.read(_PIECE):
            connection.sendall(struct.pack("!L", len(piece)) + piece)
        connection.sendall(struct.pack("!L", 0))
        said = b""
        while b"\0" not in said and len(said) < 4096 and (more := connection.recv(1024)):
            said += more
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _connected() -> socket.socket:
    where = settings.CLAMAV_SOCKET
    if not where.startswith("/"):
        host, _colon, port = where.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE)
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(PATIENCE)
    try:
        connection.connect(where)
    except OSError:
        connection.close()
        raise
    return connection

"""Where uploads lie while they are read: a folder for each, a limited program beside it, and nothing afterwards."""

import hashlib
import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext as _

from practitioners.errors import Invalid
from practitioners.intake import decoder

LIMIT_BYTES = 15 * 1024 * 1024
PREFIX = "reading-"
SECONDS = decoder.SECONDS
_PIECE = 1 << 16
_MAGIC = {".webp": b"RIFF", ".jpg": b"\xff\xd8\xff"}
# Each of them may take a processor and a gigabyte; others wait for their turn.
_TURNS, _PATIENCE = threading.BoundedSemaphore(2), 20
log = logging.getLogger("practitioners.uploads")


@dataclass(frozen=True)
class Received:
    """One file as it came, on disk."""

    path: Path
    sha256: str
    size: int


@dataclass(frozen=True)
class Decoded:
    """What the decoder made of the files: the type it found, and the new pictures by their names."""

    content_type: str
    files: dict[str, bytes]
    size: tuple[int, int] = (0, 0)


@contextmanager
def folder() -> Iterator[Path]:
    """A new private folder that is gone at the end; what a killed process leaves is swept."""
    root = Path(settings.UPLOADS_ROOT)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=PREFIX, dir=root))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def receive(file: "File[Any] | BinaryIO", path: Path) -> Received:
    """Copy the file here, counting: what it says of its own size is not believed."""
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    with path.open("xb") as copy:
        while piece := file.read(_PIECE):
            size += len(piece)
            if size > LIMIT_BYTES:
                raise Invalid(_("Choose a file smaller than 15 MB."))
            digest.update(piece)
            copy.write(piece)
    if not size:
        raise Invalid(_("The file is empty. Choose another."))
    return Received(path, digest.hexdigest(), size)


def decode(where: Path, task: str, **job: Any) -> Decoded:
    """Let the decoder work on the files in this folder. Raises Invalid with a sentence when it refuses."""
    (where / "job.json").write_text(json.dumps({"task": task, **job}), encoding="utf-8")
    if not _TURNS.acquire(timeout=_PATIENCE):
        raise Invalid(_("Many files are being read just now. Try again in a minute."))
    try:
        ended = _run(where)
    finally:
        _TURNS.release()
    verdict = _verdict(where, ended)
    if "refused" in verdict:
        raise Invalid(_sentence(verdict["refused"]))
    names = [name for name in verdict["files"] if name == Path(name).name]
    files = {name: _picture(where / name) for name in names}
    width, height = verdict.get("size", (0, 0))
    return Decoded(content_type=verdict["type"], files=files, size=(int(width), int(height)))


def _run(where: Path) -> int:
    """The program's return code; it is ended with everything it started when it takes too long."""
    program = [sys.executable, "-I", "-X", "utf8", str(Path(decoder.__file__)), str(where)]
    # Nothing of our environment goes along: it holds secrets.
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    silent = subprocess.DEVNULL
    with (where / "complaints").open("xb") as complaints:
        process = subprocess.Popen(
            program,
            cwd=where,
            env=kept,
            stdin=silent,
            stdout=silent,
            stderr=complaints,
            start_new_session=True,
        )
    try:
        return process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        return -signal.SIGALRM
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _verdict(where: Path, ended: int) -> dict[str, Any]:
    """What the program said; a broken or missing word is a refusal too."""
    if ended in (-signal.SIGALRM, -signal.SIGXCPU, -signal.SIGKILL):
        return {"refused": "slow"}
    if ended:
        complaint = (where / "complaints").read_text("utf-8", "replace")[-300:]
        log.warning("the decoder ended with %s: %r", ended, complaint)
        return {"refused": "unreadable"}
    try:
        said: dict[str, Any] = json.loads((where / "verdict.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {"refused": "unreadable"}
    return said


def _picture(path: Path) -> bytes:
    """A picture the program left. It read a stranger's file, so its work is looked at before it is kept."""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
        data = file.read(decoder.LONGEST_OUTPUT)
    if not data.startswith(_MAGIC[path.suffix]):
        raise Invalid(_sentence("unreadable"))
    return data


def _sentence(reason: str) -> str:
    kinds = "PDF, JPEG, PNG, WebP or HEIC" if decoder.HEIC else "PDF, JPEG, PNG or WebP"
    sentences = {
        "unreadable": _("We could not read this file. Send a %(kinds)s.") % {"kinds": kinds},
        "no_picture": _("This is no picture we can read. Send a %(kinds)s.")
        % {"kinds": kinds.removeprefix("PDF, ")},
        "locked": _("The file is locked with a password. Send one without."),
        "pages": _("This has too many pages: %(most)s is the most.") % {"most": decoder.PAGES},
        "pixels": _("The picture is too large: %(most)s megapixels is the most.")
        % {"most": decoder.PIXELS // 1_000_000},
        "small": _("The picture is too small to see anything on it. Send a larger one."),
        "moving": _("The picture moves. Send a still one."),
        "heavy": _("The file takes too much memory to open. Send a scan or a photo of it."),
        "slow": _("The file took too long to read. Send a scan or a photo of it."),
    }
    return sentences.get(reason, sentences["unreadable"])

"""Nothing stays behind: not of a killed upload, not of an abandoned draft; and nothing that is used is ever swept."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from practitioners.intake import drafts, pictures, sweep, uploads
from practitioners.models import Amendment, Practitioner
from practitioners.storage import evidence_storage, random_name
from practitioners.vocabulary import Kind
from tests import factories as make
from tests.architecture.source import ROOT
from tests.domain.intake import corpus as a

NOW = timedelta(0)
KILLED = """
import os, sys
from pathlib import Path
import django
django.setup()
from practitioners.intake import workshop
with workshop.folder() as where:
    with open(sys.argv[1], "rb") as file:
        workshop.receive(file, where / "file")
    workshop.decode(where, "evidence")
"""


def aged(path: Path, hours: float) -> Path:
    """The same thing as if nobody had touched it for so long."""
    then = time.time() - hours * 3600
    os.utime(path, (then, then))
    return path


def left(stores: Path, room: str) -> set[str]:
    """What lies in this store."""
    return {
        path.relative_to(stores / room).as_posix() for path in (stores / room).rglob("*") if path.is_file()
    }


def at_work(folder: Path) -> bool:
    """Whether a process works in this folder."""
    for said in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if str(folder).encode() in said.read_bytes():
                return True
    return False


def until(done: Callable[[], object], seconds: float = 20) -> None:
    """Wait for this to be true."""
    ends = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < ends
        time.sleep(0.01)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the decoder ends by its own alarm")
def test_a_process_killed_while_a_file_is_read_leaves_nothing(stores: Path) -> None:
    long = stores / "long.pdf"
    long.write_bytes(a.pdf(*[b" ".join(b"%d 0 0 rg 9 9 %d 99 re f" % (n % 2, n) for n in range(9000))] * 30))
    told = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATA_DIR": str(stores), "PYTHONPATH": str(ROOT),
        "UPLOADS_ROOT": str(stores / "uploads"),
    }  # fmt: skip
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(long)], env=told)
    try:
        until(lambda: list((stores / "uploads").glob("reading-*/1.webp")))
        [folder] = (stores / "uploads").iterdir()
        assert at_work(folder)
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert {path.name for path in folder.iterdir()} >= {"file", "job.json", "1.webp"}
    until(lambda: not at_work(folder), seconds=5)  # long before its own limits would have ended it
    assert not (folder / "verdict.json").exists()
    assert sweep.sweep(timedelta(hours=1)) == 0  # it might still be at work
    aged(folder, 2)
    assert sweep.sweep() == 1
    assert list((stores / "uploads").iterdir()) == []
    assert left(stores, "evidence") == set()


def test_only_what_is_old_is_swept_and_links_are_not_followed(stores: Path) -> None:
    uploads_root = stores / "uploads"
    for name in ("reading-old", "reading-new"):
        (uploads_root / name).mkdir(parents=True)
        (uploads_root / name / "file").write_bytes(b"x")
    (stores / "precious").mkdir()
    (stores / "precious" / "kept").write_bytes(b"x")
    (uploads_root / "link").symlink_to(stores / "precious")
    (uploads_root / "tmpabc.upload.pdf").write_bytes(b"x")
    aged(uploads_root / "reading-old", 2)
    aged(uploads_root / "tmpabc.upload.pdf", 2)
    os.utime(uploads_root / "link", (0, 0), follow_symlinks=False)
    assert sweep.sweep() == 3
    assert left(stores, "uploads") == {"reading-new/file"}
    assert left(stores, "precious") == {"kept"}
    assert {path.name for path in uploads_root.iterdir()} == {"reading-new"}


def test_a_folder_that_is_not_there_needs_no_sweeping(stores: Path) -> None:
    assert sweep.sweep(NOW) == 0


@pytest.mark.django_db
def test_private_files_without_a_row_go_after_a_day(stores: Path) -> None:
    training = make.draft(make.practitioner(), Kind.TRAINING)
    owner = training.practitioner.account
    used = uploads.accept(ContentFile(a.pdf(a.SQUARE, a.SQUARE)), name="a", credential=training, by=owner)
    orphan = [evidence_storage().save(random_name(None, ""), ContentFile(b"x")) for _each in range(2)]
    beside = evidence_storage().save("demonstration/license.webp", ContentFile(b"x"))
    for name in left(stores, "evidence") - {orphan[1]}:
        aged(stores / "evidence" / name, 25)
    before = left(stores, "evidence")
    assert sweep.unnamed() == 1
    assert left(stores, "evidence") == before - {orphan[0]}
    assert {*used.page_images, used.original.name, orphan[1], beside} <= left(stores, "evidence")


@pytest.mark.django_db
def test_pictures_that_no_page_draft_or_open_change_names_go_after_a_day(stores: Path) -> None:
    ada, ben = make.practitioner(), make.practitioner("Ben Draft")
    names = [pictures.portrait(ContentFile(a.jpeg()), crop="top").name for _each in range(4)]
    Practitioner.objects.filter(pk=ada.pk).update(photo=names[0])
    typed = drafts.start(ada, Kind.AMENDMENT, by=ada.account)
    drafts.save(typed, {"photo": names[1]}, by=ada.account, seen=0)
    waiting = make.draft(ben, Kind.AMENDMENT)
    Amendment.objects.filter(credential=waiting).update(values={"photo": names[2]})
    kept, forgotten = (pictures.pair(ContentFile(a.jpeg()), ContentFile(a.jpeg())) for _each in range(2))
    make.draft(ada, Kind.PHOTOS, before=kept[0], after=kept[1])
    theirs = ("portraits/demonstration-01.webp", "photos/banner.webp", "portraits/team/640.webp")
    for name in theirs:
        default_storage.save(name, ContentFile(b"x"))
    for name in left(stores, "media"):
        aged(stores / "media" / name, 25)
    fresh = pictures.portrait(ContentFile(a.jpeg()), crop="top").name
    assert sweep.unnamed() == 8
    named = {
        file
        for name in (*names[:3], fresh)
        for size in pictures.sizes(name)
        for file in (size.webp, size.jpeg)
    }
    assert left(stores, "media") == named | {*kept, *theirs}
    assert forgotten


@pytest.mark.django_db
def test_the_look_for_unnamed_files_is_taken_once_a_day(stores: Path) -> None:
    orphans = [evidence_storage().save(random_name(None, ""), ContentFile(b"x")) for _each in range(2)]
    aged(stores / "evidence" / orphans[0], 25)
    assert sweep.unnamed() == 1
    aged(stores / "evidence" / orphans[1], 25)
    assert sweep.unnamed() == 0
    aged(stores / "uploads" / sweep._MARK, 25)
    assert sweep.sweep() == 0  # the mark is no upload
    assert sweep.unnamed() == 1


@pytest.mark.django_db
def test_tick_sweeps(stores: Path) -> None:
    (stores / "uploads").mkdir()
    (stores / "uploads" / "tmpx.upload").write_bytes(b"x")
    aged(stores / "uploads" / "tmpx.upload", 2)
    out = StringIO()
    call_command("tick", stdout=out)
    assert "broken uploads swept: 1" in out.getvalue()
    assert left(stores, "uploads") == {sweep._MARK}

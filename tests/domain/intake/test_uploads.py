"""A file becomes evidence of its owner's claim, whole and private, or leaves nothing behind."""

import hashlib
import io
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from PIL import Image

from practitioners.errors import Invalid, MoveRefused, NotAllowed, Overtaken
from practitioners.intake import decoder, drafts, files, scanner, uploads
from practitioners.models import Credential, Evidence, Practitioner
from practitioners.storage import evidence_storage
from practitioners.vocabulary import Kind, ScanState
from practitioners.workflow import guards, moves
from tests import factories as make
from tests.domain.intake import corpus as a

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stores")]


def claim(owner: Practitioner | None = None) -> Credential:
    """An open training claim without a file."""
    found = make.draft(owner or make.practitioner(), Kind.TRAINING)
    for evidence in found.evidence.all():
        evidence_storage().delete(str(evidence.original.name))
        evidence.delete()
    return found


def sent_in(to: Credential, data: bytes, name: str = "license.pdf") -> Evidence:
    """The file as its owner uploads it."""
    return uploads.accept(ContentFile(data), name=name, credential=to, by=to.practitioner.account)


def kept(stores: Path, room: str = "evidence") -> set[str]:
    """The names of everything in this store."""
    home = stores / room
    return {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}


def test_a_document_is_kept_as_it_came_beside_a_picture_of_each_page(stores: Path) -> None:
    training = claim()
    data = a.pdf(a.SQUARE, a.SQUARE)
    found = Evidence.objects.get(pk=sent_in(training, data, "course certificate.jpg").pk)
    assert (found.filename, found.content_type, found.size) == (
        "course certificate.jpg.pdf",
        "application/pdf",
        len(data),
    )
    assert (found.sha256, found.scan_state) == (hashlib.sha256(data).hexdigest(), ScanState.NOT_SCANNED)
    assert (found.uploaded_by, found.credential) == (training.practitioner.account, training)
    with found.original.open("rb") as original:
        assert original.read() == data
    for name in found.page_images:
        with evidence_storage().open(name) as page:
            assert Image.open(page, formats=["WEBP"]).size == (625, 417)
    assert kept(stores) == {found.original.name, *found.page_images}
    assert len(kept(stores)) == 3
    assert kept(stores, "uploads") == set()


def test_nobody_else_on_the_machine_may_read_it(stores: Path) -> None:
    found = sent_in(claim(), a.jpeg())
    modes = {stat.S_IMODE((stores / "evidence" / name).stat().st_mode) for name in found.page_images}
    assert modes == {0o640}
    assert stat.S_IMODE((stores / "uploads").stat().st_mode) == 0o700


def test_a_stranger_cannot_add_a_file(stores: Path) -> None:
    training = claim()
    for person in (make.account("sam@example.org"), make.moderator(), make.practitioner("Ben Draft").account):
        with pytest.raises(NotAllowed):
            uploads.accept(ContentFile(a.jpeg()), name="x.jpg", credential=training, by=person)
    assert (Evidence.objects.count(), kept(stores)) == (0, set())


def test_a_claim_that_was_sent_takes_no_file(stores: Path) -> None:
    training = make.sent(make.practitioner(), Kind.TRAINING)
    before = kept(stores)
    with pytest.raises(MoveRefused, match="sent already"):
        sent_in(training, a.jpeg())
    assert (training.evidence.count(), kept(stores)) == (1, before)


def test_a_claim_that_is_sent_while_the_file_is_read_takes_it_no_more(
    stores: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    training = make.draft(make.practitioner(), Kind.TRAINING)
    before = kept(stores)

    def meanwhile(path: Path) -> ScanState:
        moves.submit(Credential.objects.get(pk=training.pk), by=training.practitioner.account)
        return ScanState.CLEAN

    monkeypatch.setattr(scanner, "scan", meanwhile)
    with pytest.raises(MoveRefused, match="sent already"):
        sent_in(training, a.jpeg())
    assert (training.evidence.count(), kept(stores)) == (1, before)


def test_a_claim_that_is_deleted_while_the_file_is_read_leaves_no_file(
    stores: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = make.practitioner()
    empty = drafts.start(owner, Kind.TRAINING, by=owner.account)

    def meanwhile(path: Path) -> ScanState:
        Credential.objects.filter(pk=empty.pk).delete()
        return ScanState.CLEAN

    monkeypatch.setattr(scanner, "scan", meanwhile)
    with pytest.raises(Overtaken, match="deleted in another window"):
        sent_in(empty, a.jpeg())
    assert kept(stores) == set()


@pytest.mark.parametrize("data", [b"", b"words", a.locked_pdf(), bytes(uploads.LIMIT_BYTES + 1)])
def test_a_refused_file_leaves_nothing(stores: Path, data: bytes) -> None:
    training = claim()
    with pytest.raises(Invalid):
        sent_in(training, data)
    assert (Evidence.objects.count(), kept(stores), kept(stores, "uploads")) == (0, set(), set())


def test_files_are_taken_back_when_their_row_cannot_be_written(
    stores: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    training = claim()

    def broken(**_fields: object) -> Evidence:
        assert kept(stores) != set()
        raise IntegrityError

    monkeypatch.setattr(Evidence.objects, "create", broken)
    with pytest.raises(IntegrityError):
        sent_in(training, a.jpeg())
    assert kept(stores) == set()


def test_a_full_account_is_told_and_another_is_not(settings: Any) -> None:
    mine, data = claim(), a.jpeg()
    settings.EVIDENCE_QUOTA = 2 * len(data)
    other_claim = claim(mine.practitioner)
    sent_in(mine, data)
    sent_in(other_claim, data)
    with pytest.raises(Invalid, match="for each account"):
        sent_in(mine, data)
    assert sent_in(claim(make.practitioner("Ben Draft")), data).size == len(data)
    files.remove(mine.evidence.get())
    assert sent_in(mine, data).size == len(data)


def test_nobody_sends_endless_small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    training = claim()
    monkeypatch.setattr(uploads, "MOST_FILES", 1)
    sent_in(training, a.jpeg())
    with pytest.raises(Invalid, match="You have 1 files"):
        sent_in(training, a.jpeg())


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("license.pdf", "license.pdf"), ("../../etc/passwd", "passwd.pdf"), ("C:\\Users\\Ada\\a b.PDF", "a b.PDF"),
        ("cer\u202efdp.exe", "cerfdp.exe.pdf"), ("a\0b\r\nc\x7f.pdf", "abc.pdf"), ("\u200b\ud800", "file.pdf"),
        ("..", "file.pdf"), ("", "file.pdf"), ("Zeugnis für Søren.pdf", "Zeugnis für Søren.pdf"),
        ("x" * 400 + ".pdf", "x" * 156 + ".pdf"), ("a" * 200 + "." + "b" * 200, "a" * 156 + ".pdf"),
        ("<b>x</b>.pdf", "b>.pdf"), ("license.hta", "license.hta.pdf"), ("license.jpg", "license.jpg.pdf"),
    ],
)  # fmt: skip
def test_a_name_is_cleaned_and_never_leads_anywhere(given: str, read: str) -> None:
    assert uploads.cleaned(given, kind="application/pdf") == read
    assert len(read) <= 160


def test_every_kind_of_file_has_an_ending() -> None:
    for kind in {*decoder.TYPES.values(), decoder.PDF, "image/heic"}:
        assert uploads.cleaned("scan.JPEG", kind=kind) == (
            "scan.JPEG" if kind == "image/jpeg" else f"scan.JPEG.{kind.split('/')[1]}"
        )


def test_an_odd_name_changes_nothing_about_where_the_file_lies(stores: Path) -> None:
    training = claim()
    upload = SimpleUploadedFile("x", a.jpeg(), content_type="text/html")
    owner = training.practitioner.account
    found = uploads.accept(upload, name="../../media/x.html", credential=training, by=owner)
    assert (found.filename, found.content_type) == ("x.html.jpg", "image/jpeg")
    assert kept(stores) == {found.original.name, *found.page_images}
    assert "html" not in str(found.original.name)


def test_a_plain_open_file_is_taken_too() -> None:
    training = claim()
    owner = training.practitioner.account
    assert uploads.accept(io.BytesIO(a.jpeg()), name="a.jpg", credential=training, by=owner).size == len(
        a.jpeg()
    )


def test_the_same_file_of_two_people_flags_both_and_of_one_nobody() -> None:
    ada, ben, sam = claim(), claim(make.practitioner("Ben Draft")), claim(make.practitioner("Sam Stranger"))
    hers, again, his = (
        sent_in(ada, a.jpeg()),
        sent_in(claim(ada.practitioner), a.jpeg()),
        sent_in(ben, a.jpeg()),
    )
    alone = [sent_in(sam, a.pdf(a.SQUARE)), sent_in(claim(sam.practitioner), a.pdf(a.SQUARE))]
    assert set(Evidence.objects.shared()) == {hers, again, his}
    assert set(uploads.shared(hers)) == {his}
    assert set(uploads.shared(his)) == {hers, again}
    assert [set(uploads.shared(each)) for each in alone] == [set(), set()]


def test_moderators_open_what_is_ready_and_not_their_own() -> None:
    training, rea = claim(), make.moderator()
    states = {state: sent_in(training, a.jpeg()) for state in ScanState}
    for state, evidence in states.items():
        Evidence.objects.filter(pk=evidence.pk).update(scan_state=state)
    ready = {states[ScanState.NOT_SCANNED], states[ScanState.CLEAN]}
    assert set(Evidence.objects.readable_by(rea)) == ready
    assert set(Evidence.objects.readable_by(make.account("sam@example.org"))) == set()
    training.practitioner.account = rea
    training.practitioner.save()
    assert set(Evidence.objects.readable_by(rea)) == set()
    assert set(Evidence.objects.kept()) == {*ready, states[ScanState.WAITING]}


def test_a_file_leaves_with_its_row_and_pages(stores: Path, django_capture_on_commit_callbacks: Any) -> None:
    training = claim()
    gone, stays = sent_in(training, a.jpeg()), sent_in(training, a.jpeg())
    with django_capture_on_commit_callbacks(execute=True):
        assert files.remove(gone) == 2
    assert set(training.evidence.all()) == {stays}
    assert kept(stores) == {stays.original.name, *stays.page_images}


def test_a_drawing_that_others_show_too_stays(stores: Path, django_capture_on_commit_callbacks: Any) -> None:
    one, two = sent_in(claim(), a.jpeg()), sent_in(claim(make.practitioner("Ben Draft")), a.jpeg())
    Evidence.objects.filter(pk=two.pk).update(original=one.original.name)
    with django_capture_on_commit_callbacks(execute=True):
        files.remove(one)
    assert one.original.name in kept(stores)


def test_a_file_that_was_harmful_is_no_document() -> None:
    training = claim()
    found = sent_in(training, a.jpeg())
    assert guards.missing(training) == []
    Evidence.objects.filter(pk=found.pk).update(scan_state=ScanState.FOUND)
    assert guards.missing(training) == ["Add a document that shows it."]

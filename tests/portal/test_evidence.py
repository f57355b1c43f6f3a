"""Documents: sent one at a time, looked at, taken away; private to their owner."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from practitioners.intake import uploads
from practitioners.models import Credential, Evidence, Practitioner
from practitioners.storage import evidence_storage
from practitioners.vocabulary import Kind, Status
from practitioners.workflow import moves
from tests import factories as make
from tests.portal import typed
from tests.public.validity import faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Practitioner:
    return typed.ada()


@pytest.fixture
def client(owner: Practitioner) -> Client:
    return typed.signed_in(owner)


@pytest.fixture
def claim(client: Client) -> Credential:
    return typed.begun(client, "training")


def body(answer: object) -> bytes:
    """The bytes of a file that is sent piece by piece."""
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_a_picture_becomes_evidence_with_a_page(client: Client, claim: Credential) -> None:
    path = f"/my/claims/{claim.pk}/evidence/"
    assert faults(client.get(path).content.decode()) == []
    answer = client.post(path, {"file": typed.picture()})
    assert (answer.status_code, answer["Location"]) == (302, path)
    kept = Evidence.objects.get()
    assert (kept.credential, kept.filename, len(kept.page_images)) == (claim, "certificate.png", 1)
    source = client.get(path).content.decode()
    assert "Can you read every word?" in source
    assert faults(source) == []
    image = client.get(f"/my/evidence/{kept.pk}/1/")
    assert (image.status_code, image["Content-Type"]) == (200, "image/webp")
    assert body(image)[8:12] == b"WEBP"


def test_a_file_that_did_not_arrive_is_told(client: Client, claim: Credential) -> None:
    answer = client.post(f"/my/claims/{claim.pk}/evidence/", {})
    source = answer.content.decode()
    assert answer.status_code == 422
    assert '<a href="#file">The file did not arrive. Try again.</a>' in source
    assert faults(source) == []


def test_what_cannot_be_read_is_told_and_not_kept(client: Client, claim: Credential) -> None:
    path = f"/my/claims/{claim.pk}/evidence/"
    text = SimpleUploadedFile("notes.pdf", b"<html><script>", content_type="application/pdf")
    answer = client.post(path, {"file": text})
    assert (answer.status_code, faults(answer.content.decode())) == (422, [])
    assert "There is a problem" in answer.content.decode()
    large = SimpleUploadedFile("large.pdf", b"%PDF" + b"0" * uploads.LIMIT_BYTES)
    answer = client.post(path, {"file": large})
    assert (answer.status_code, "15 MB" in answer.content.decode()) == (413, True)
    assert Evidence.objects.count() == 0


def test_the_owner_says_whether_every_word_can_be_read(client: Client, claim: Credential) -> None:
    kept, blurred = typed.paper(claim), typed.paper(claim, "blurred.pdf", pages=2)
    back = f"/my/claims/{claim.pk}/evidence/"
    assert client.post(f"/my/evidence/{kept.pk}/read/")["Location"] == back
    kept.refresh_from_db()
    assert kept.read_by_owner
    assert client.post(f"/my/evidence/{blurred.pk}/remove/")["Location"] == back
    assert list(Evidence.objects.all()) == [kept]


def test_a_removed_file_leaves_with_its_pages(
    client: Client, claim: Credential, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    paper = typed.paper(claim, pages=3)
    names = [str(paper.original.name), *paper.page_images]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/my/evidence/{paper.pk}/remove/")
    assert [name for name in names if evidence_storage().exists(name)] == []


def test_what_was_sent_stays_as_it_is(client: Client, owner: Practitioner) -> None:
    claim = make.draft(owner, Kind.TRAINING)
    paper = claim.evidence.get()
    moves.submit(claim, by=owner.account)
    assert client.post(f"/my/evidence/{paper.pk}/remove/").status_code == 409
    assert client.post(f"/my/evidence/{paper.pk}/read/").status_code == 409
    added = client.post(f"/my/claims/{claim.pk}/evidence/", {"file": typed.picture()})
    assert added.status_code == 409
    assert list(claim.evidence.values_list("read_by_owner", flat=True)) == [False]
    assert "Send this file" not in client.get(f"/my/claims/{claim.pk}/evidence/").content.decode()


def test_files_are_private_and_the_original_is_only_ever_kept(client: Client, claim: Credential) -> None:
    paper = typed.paper(claim, "My certificate.pdf")
    page, file = (client.get(f"/my/evidence/{paper.pk}/{name}/") for name in ("1", "original"))
    for answer in (page, file):
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert (body(file), body(page)) == (b"%PDF-1.4 as sent", b"RIFFxxxxWEBP")
    assert file["Content-Disposition"] == 'attachment; filename="My certificate.pdf"'
    assert file["Content-Security-Policy"].strip() == "default-src 'none'; sandbox"
    assert client.get(f"/my/evidence/{paper.pk}/2/").status_code == 404
    assert client.get(f"/my/evidence/{paper.pk}/0/").status_code == 404


def test_a_file_that_was_deleted_does_not_exist(client: Client, claim: Credential) -> None:
    paper = typed.paper(claim)
    Evidence.objects.filter(pk=paper.pk).update(original="")
    evidence_storage().delete(paper.page_images[0])
    assert client.get(f"/my/evidence/{paper.pk}/original/").status_code == 404
    assert client.get(f"/my/evidence/{paper.pk}/1/").status_code == 404
    assert (
        "We deleted this file after the decision." in client.get(f"/my/claims/{claim.pk}/").content.decode()
    )


@pytest.mark.parametrize("path", ["1/", "original/", "read/", "remove/"])
def test_a_strangers_file_does_not_exist(client: Client, path: str) -> None:
    sam = make.practitioner("Sam Stranger")
    paper = typed.paper(make.draft(sam, Kind.TRAINING), "sam.pdf")
    address = f"/my/evidence/{paper.pk}/{path}"
    assert {client.get(address).status_code, client.post(address).status_code} <= {404, 405}
    assert Client().get(address).status_code in (302, 405)
    moderator = Client()
    moderator.force_login(make.moderator())
    assert moderator.get(address).status_code in (404, 405)
    paper.refresh_from_db()
    assert paper.read_by_owner is False


def test_a_strangers_claim_takes_no_file(client: Client) -> None:
    theirs = make.draft(make.practitioner("Sam Stranger"), Kind.TRAINING)
    there = client.post(f"/my/claims/{theirs.pk}/evidence/", {"file": typed.picture()})
    assert (there.status_code, theirs.evidence.count()) == (404, 1)


def test_documents_take_the_same_queries_with_1_3_and_40(
    client: Client, claim: Credential, django_assert_num_queries: Callable[..., object]
) -> None:
    for number in range(1, 41):
        typed.paper(claim, f"{number}.pdf", pages=2)
        if number in (1, 3, 40):
            with django_assert_num_queries(9):
                client.get(f"/my/claims/{claim.pk}/evidence/")
    assert Credential.objects.get().status == Status.DRAFT

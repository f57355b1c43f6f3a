"""Taking everything along, and leaving nothing behind but numbers, verbs and dates."""

import json
from typing import Any
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client

from practitioners import clock, ledger, listings, notices
from practitioners.errors import NotAllowed, Overtaken
from practitioners.intake import drafts
from practitioners.models import (
    Account,
    Check,
    Credential,
    Evidence,
    FormerSlug,
    Invitation,
    LedgerEvent,
    Notice,
    PhotoSet,
    Place,
    Practitioner,
    Restriction,
    Supervision,
)
from practitioners.storage import evidence_storage
from practitioners.vocabulary import Kind, Level, NoticeKind, Role, Verb, Verdict
from practitioners.workflow import belongings, cases, invitations, leaving, moves, oversight, profile
from practitioners.workflow.invitations import Row
from tests import factories as make
from tests import snapshot
from tests.domain.desk import case_of, given

pytestmark = pytest.mark.django_db
WORD = "Zebulon"
"""In everything of Ada's, and in nothing of anybody else's."""


def stored(storage: Any, name: str) -> str:
    saved: str = storage.save(name, ContentFile(f"{WORD} {name}".encode()))
    return saved


def ada() -> Practitioner:
    """Qualified, with everything a record can hold: drafts, replies, pictures, letters, a supervisor, a renewal."""
    invitations.invite([Row(2, f"{WORD}@example.org", WORD)])
    owner = make.qualified(f"{WORD} Stone", about=f"About {WORD}")
    account = owner.account
    Account.objects.filter(pk=account.pk).update(email=f"{WORD.lower()}@example.org")
    account.refresh_from_db()
    invitations.accept(Invitation.objects.get(), by=account)
    Practitioner.objects.filter(pk=owner.pk).update(
        photo=stored(default_storage, "portraits/ada.webp"), legal_name=f"{WORD} Margaret"
    )
    Place.objects.filter(practitioner=owner).update(practice_name=f"{WORD} Studio", street=f"1 {WORD} Street")
    FormerSlug.objects.create(slug=f"{WORD.lower()}-before", practitioner=owner)
    photos = make.verified(owner, Kind.PHOTOS)
    pair = {side: stored(default_storage, f"photos/{side}.webp") for side in ("before", "after")}
    PhotoSet.objects.filter(credential=photos).update(**pair, consent_holder=WORD)
    make.draft(
        owner, Kind.AMENDMENT, values={"about": WORD, "photo": stored(default_storage, "portraits/new.webp")}
    )
    draft = drafts.start(owner, Kind.TRAINING, by=account)
    drafts.save(draft, {"course": WORD}, by=account, seen=0)
    returned = make.sent(owner, Kind.INSURANCE, insurer=WORD)
    moves.return_(returned, by=make.moderator(), words=f"Dear {WORD}.")
    moves.submit(returned, by=account, words=f"Yours, {WORD}.")
    make.verified(
        owner, Kind.AFTERCARE, renews=owner.credentials.filter(kind=Kind.AFTERCARE).first(), covers=WORD
    )
    for evidence in Evidence.objects.filter(credential__practitioner=owner):
        name = stored(evidence_storage(), f"ada/{evidence.pk}")
        Evidence.objects.filter(pk=evidence.pk).update(
            original=name,
            filename=f"{WORD}.pdf",
            page_images=[stored(evidence_storage(), f"ada/{evidence.pk}-1")],
        )
    license = owner.credentials.get(kind=Kind.LICENSE)
    oversight.record_restriction(
        license, by=make.moderator(), type=WORD, touches_treatment=False, starts_on=clock.today(),
        source_url="https://example.org/",
    )  # fmt: skip
    notices.owe_to(None, NoticeKind.ACCOUNT, key="1", address=account.email, words=WORD)
    return Practitioner.objects.get(pk=owner.pk)


def supervised_by(supervisor: Practitioner) -> Practitioner:
    """Ben, whose license counts because this person stands behind it."""
    make.scope_rule(type="us-nurse")
    make.verified(supervisor, Kind.LICENSE, license_type=make.license_type("us-nurse"))
    make.scope_rule(verdict=Verdict.SUPERVISED)
    ben = make.qualified("Ben Under")
    make.scope_rule(verdict=Verdict.SUPERVISED)
    asked = oversight.ask_supervisor(
        ben.credentials.get(kind=Kind.LICENSE), by=ben.account, supervisor=supervisor, place=ben.places.get()
    )
    oversight.confirm_supervision(asked, by=supervisor.account)
    listings.rebuild()  # the rule was changed past the verbs
    assert ben.listings.get().license_until is not None
    return ben


def everything_written() -> str:
    """Every value of every column of every table, also of the apps beside ours."""
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    with connection.cursor() as cursor:
        found = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names of our own tables
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found).lower()


def unpacked(owner: Practitioner) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What is told, and the files by their names."""
    with leaving.bundle(owner, by=owner.account) as packed, ZipFile(packed) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name) for name in archive.namelist()}
    return json.loads(files.pop("record.json")), files


def test_the_bundle_holds_every_row_and_every_file() -> None:
    owner = ada()
    sam = make.qualified("Sam Stranger")
    told, files = unpacked(owner)
    rows = {name: rows for name, rows in told.items() if name not in ("made_at", "files_not_found")}
    assert told["files_not_found"] == []
    assert {name: len(found) for name, found in rows.items()} == {
        model._meta.model_name: len(found)
        for model, found in belongings.gather(owner.account).items()
        if model._meta.model_name not in ("case", "opinion", "conflict")
    }
    assert {
        "account", "practitioner", "place", "credential", "license", "evidence", "check", "remark", "ledgerevent",
        "notice", "invitation", "amendment", "photoset", "identity", "listing", "formerslug", "restriction",
    } <= set(rows)  # fmt: skip
    assert len(rows["ledgerevent"]) == LedgerEvent.objects.filter(practitioner=owner).count()
    assert len(rows["credential"]) == owner.credentials.count()
    assert [row["words"] for row in rows["remark"]] == [f"Dear {WORD}.", f"Yours, {WORD}."]
    assert [row["answers"] for row in rows["credential"] if row["answers"]] == [{"course": WORD}]
    assert all(content.startswith(WORD.encode()) for content in files.values())
    named = {row["original"] for row in rows["evidence"]} | {rows["practitioner"][0]["photo"]}
    named |= {row[side] for row in rows["photoset"] for side in ("before", "after")}
    assert set(files) - named == {name for name in files if "proposed" in name} != set()
    assert sam.public_name not in json.dumps(told)


def test_the_bundle_names_no_moderator_and_no_secret() -> None:
    owner = ada()
    Check.objects.update(note="Ask the board in private.")
    told, _files = unpacked(owner)
    text = json.dumps(told)
    secrets = ("rea@", "max@", owner.account.password, "Ask the board")
    assert [secret for secret in secrets if secret in text] == []
    assert {row["moderator"] for row in told["check"]} == {"somebody else"}
    assert {row["actor_id"] for row in told["ledgerevent"]} == {"you", "somebody else"}


def test_a_file_that_is_gone_is_named_and_an_odd_name_stays_inside() -> None:
    owner = make.practitioner()
    lost, odd = (make.draft(owner, Kind.TRAINING).evidence.get() for _ in range(2))
    evidence_storage().delete(lost.original.name)
    Evidence.objects.filter(pk=odd.pk).update(filename="../../..\\evil\x07.pdf")
    told, files = unpacked(owner)
    assert told["files_not_found"] == [f"files/training-{lost.credential_id}/{lost.pk}-seen.pdf"]
    assert [name.startswith(f"files/training-{odd.credential_id}/{odd.pk}-") for name in files] == [True]
    assert [part for name in files for part in name.split("/") if part in ("", ".", "..")] == []


def test_nobody_else_gets_the_bundle() -> None:
    owner = make.practitioner()
    for account in (make.account("sam@example.org"), make.moderator()):
        with pytest.raises(NotAllowed):
            leaving.bundle(owner, by=account)


def test_nothing_of_the_person_is_left_anywhere(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    owner = ada()
    number, slug = owner.pk, owner.slug
    sam = make.qualified("Sam Stranger")
    ben = supervised_by(owner)
    names = {file.name for file in belongings.files(belongings.gather(owner.account))}
    pages = {
        name for row in Evidence.objects.filter(credential__practitioner=owner) for name in row.page_images
    }
    assert client.get(f"/p/{slug}/history/").status_code == 200
    assert WORD.lower() in everything_written()
    with django_capture_on_commit_callbacks(execute=True):
        leaving.erase(owner.account)
    assert WORD.lower() not in everything_written()
    both = (default_storage, evidence_storage())
    assert [name for name in names | pages for storage in both if storage.exists(name)] == []
    assert client.get(f"/p/{slug}/history/").status_code == 404
    assert client.get(f"/p/{slug}/").status_code == 404
    assert list(ledger.verify()) == []
    assert list(listings.drift()) == []
    last = list(LedgerEvent.objects.filter(practitioner=number).order_by("-seq")[:2])
    assert [event.verb for event in last] == [Verb.ERASED, Verb.CLOSED]
    assert set(Practitioner.objects.all()) == {ben, sam}
    assert ben.listings.get().license_until is None
    assert sam.listings.get().training_until is not None
    ended = LedgerEvent.objects.filter(practitioner=ben).order_by("-seq").first()
    assert (ended.verb, ended.data["supervisor"]) == (Verb.SUPERVISION_ENDED, number)


def test_a_supervised_person_leaves_and_the_supervisor_stays() -> None:
    nora = make.qualified("Nora Nurse")
    ben = supervised_by(nora)
    leaving.erase(ben.account)
    assert set(Practitioner.objects.all()) == {nora}
    assert (Supervision.objects.count(), Restriction.objects.count()) == (0, 0)
    assert nora.listings.get().license_until is not None
    assert list(listings.drift()) == []


def test_an_account_without_a_record_leaves_too() -> None:
    before = snapshot.taken()
    account = make.account("eva@example.org")
    notices.owe_to(account, NoticeKind.ACCOUNT, key="1")
    leaving.erase(account)
    assert snapshot.taken() == before


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.SENIOR])
def test_whoever_decides_about_others_is_not_erased(role: Role) -> None:
    account = make.account(role=role)
    with pytest.raises(NotAllowed, match="decided about other"):
        leaving.erase(account)
    claim = make.sent(make.practitioner(), Kind.TRAINING)
    make.looked(claim, "rea", level=Level.DOCUMENT)
    Account.objects.update(role=Role.MEMBER)
    with pytest.raises(NotAllowed, match="decided about other"):
        leaving.erase(Account.objects.get(email="rea@example.org"))
    assert Check.objects.count() == 1


def test_the_second_of_two_clicks_is_told() -> None:
    owner = make.qualified()
    stale = Account.objects.get(pk=owner.account_id)
    leaving.erase(owner.account)
    before = snapshot.taken()
    with pytest.raises(Overtaken):
        leaving.erase(stale)
    assert snapshot.taken() == before


def test_a_suspended_page_is_erased_and_the_ledger_still_says_it_was() -> None:
    owner = make.qualified()
    profile.suspend(owner, by=make.moderator())
    number = owner.pk
    leaving.erase(owner.account)
    verbs = LedgerEvent.objects.filter(practitioner=number).order_by("-seq").values_list("verb", flat=True)
    assert list(verbs[:2]) == [Verb.ERASED, Verb.PROFILE_SUSPENDED]
    assert Credential.objects.count() == 0


def test_a_fault_takes_everything_back(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    owner = ada()
    names = [(file.storage, file.name) for file in belongings.files(belongings.gather(owner.account))]
    before = snapshot.taken()

    def breaks(self: Account) -> None:
        raise RuntimeError("A fault.")

    monkeypatch.setattr(Account, "delete", breaks)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        leaving.erase(owner.account)
    assert snapshot.taken() == before
    assert [name for storage, name in names if not storage.exists(name)] == []
    assert Notice.objects.filter(address=owner.account.email).count() == 2


def test_a_moderator_who_decides_about_somebody_gone_is_told() -> None:
    owner = make.qualified()
    claim = make.sent(owner, Kind.INSURANCE)
    rea = make.moderator("rea")
    held = cases.take(case_of(claim), by=rea)
    assert held.credential == claim
    leaving.erase(owner.account)
    with pytest.raises(Overtaken, match="closed the account"):
        cases.decide(held, given(claim), by=rea)

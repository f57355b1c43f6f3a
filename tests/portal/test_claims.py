"""The page of one claim: what clients see, what moderators ask, and what its owner can do with it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from practitioners import clock
from practitioners.models import Credential, Practitioner
from practitioners.vocabulary import Kind, Level, Status
from practitioners.workflow import moves, profile
from tests import factories as make
from tests.portal import typed
from tests.public.validity import faults

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def today(frozen: Callable[[date], None]) -> None:
    frozen(TODAY)


@pytest.fixture
def owner() -> Practitioner:
    return typed.ada()


@pytest.fixture
def client(owner: Practitioner) -> Client:
    return typed.signed_in(owner)


def shown(client: Client, claim: Credential) -> str:
    """The page of a claim, which is valid."""
    answer = client.get(f"/my/claims/{claim.pk}/")
    assert answer.status_code == 200
    source: str = answer.content.decode()
    assert faults(source) == []
    return source


def test_returned_is_answered_on_its_own_page_and_sent_again(client: Client, owner: Practitioner) -> None:
    claim = make.sent(owner, Kind.TRAINING)
    moves.return_(claim, by=make.moderator(), words="Please send page 2 of the certificate.")
    source = shown(client, claim)
    assert "What we need from you" in source
    assert "Please send page 2 of the certificate." in source
    assert make.moderator().email not in source
    answer = client.post(f"/my/claims/{claim.pk}/", {"words": "There is no page 2."})
    assert (answer.status_code, answer["Location"]) == (302, f"/my/claims/{claim.pk}/")
    claim.refresh_from_db()
    assert claim.status == Status.SUBMITTED
    said = list(claim.remarks.values_list("from_moderator", "words"))
    assert said == [(True, "Please send page 2 of the certificate."), (False, "There is no page 2.")]
    source = shown(client, claim)
    assert "What we need from you" not in source
    assert source.index("There is no page 2.") < source.index("Please send page 2")


def test_a_change_after_a_return_keeps_the_other_answers(client: Client, owner: Practitioner) -> None:
    claim = make.sent(owner, Kind.INFECTION_CONTROL)
    moves.return_(claim, by=make.moderator(), words="Which certificate is it?")
    page = {"certificate": "A better name", **typed.day("certified_on", "1", "9", "2026")}
    typed.typed(client, claim, {"certificate": page})
    assert client.post(f"/my/claims/{claim.pk}/").status_code == 302
    claim = Credential.objects.get(pk=claim.pk)
    detail = claim.infection_control
    assert (detail.certificate, detail.single_use_opened_before_client) == ("A better name", True)
    assert claim.attested_on == TODAY


def test_an_earlier_signature_keeps_its_day(
    client: Client, owner: Practitioner, frozen: Callable[[date], None]
) -> None:
    claim = make.sent(owner, Kind.AFTERCARE)
    moves.return_(claim, by=make.moderator(), words="Who answers at night?")
    frozen(TODAY + timedelta(days=3))
    assert "Signed on 23 November 2026" in shown(client, claim)
    typed.typed(client, claim, {"contact": {"contact": "A phone number", "follow_up": ""}})
    assert client.post(f"/my/claims/{claim.pk}/").status_code == 302
    assert Credential.objects.get().attested_on == TODAY
    moves.return_(Credential.objects.get(), by=make.moderator(), words="Sign it again.")
    typed.typed(client, Credential.objects.get(), {"statement": {"attested": "on"}})
    assert client.post(f"/my/claims/{claim.pk}/").status_code == 302
    assert Credential.objects.get().attested_on == TODAY + timedelta(days=3)


def test_a_renewal_takes_three_pages(client: Client, owner: Practitioner) -> None:
    old = make.verified(owner, Kind.INSURANCE)
    there = client.post(f"/my/claims/{old.pk}/renew/")["Location"]
    again = client.post(f"/my/claims/{old.pk}/renew/")["Location"]
    renewal = Credential.objects.get(renews=old)
    assert there == again == f"/my/claims/{renewal.pk}/renewal/"
    source = client.get(there).content.decode()
    assert ("starts_on_0" in source, "insurer" in source) == (True, False)
    assert faults(source) == []
    led = typed.typed(client, renewal, {"renewal": {
        **typed.day("starts_on", "1", "11", "2026"), **typed.day("ends_on", "31", "10", "2027"),
    }})  # fmt: skip
    assert led == [f"/my/claims/{renewal.pk}/evidence/"]
    typed.paper(renewal)
    assert client.post(f"/my/claims/{renewal.pk}/").status_code == 302
    renewal.refresh_from_db()
    assert renewal.status == Status.SUBMITTED
    kept = renewal.insurance
    assert (kept.insurer, kept.starts_on, kept.ends_on) == (
        "An insurer",
        date(2026, 11, 1),
        date(2027, 10, 31),
    )
    assert "A renewal of this is under way" in shown(client, old)


def test_what_runs_out_is_renewed_before_anything_else(
    client: Client, owner: Practitioner, frozen: Callable[[date], None]
) -> None:
    ends = clock.today() + timedelta(days=90)
    ending = make.verified(owner, Kind.INSURANCE, ends_on=ends)
    looked = make.verified(owner, Kind.LICENSE)
    main, aside = '<button type="submit" class="btn">Renew', '<button type="submit" class="btn second">Renew'
    assert (main in shown(client, ending), aside in shown(client, ending)) == (False, True)
    for day in (ends - timedelta(days=30), ends, ends + timedelta(days=1)):
        frozen(day)
        source = shown(typed.signed_in(owner), ending)
        assert (source.count(main), aside in source) == (1, False), day
        assert source.index(main) < source.index("answers-h"), day
    frozen(TODAY + timedelta(days=400))
    assert main not in shown(typed.signed_in(owner), looked)  # a moderator must read the register again


@pytest.mark.parametrize(
    "kind",
    sorted(set(Kind) - {Kind.AMENDMENT, Kind.PHOTOS}),
)
def test_every_kind_can_be_renewed(client: Client, owner: Practitioner, kind: Kind) -> None:
    fields = {"issuer": make.issuer()} if kind == Kind.LICENSE else {}
    if kind == Kind.TRACK_RECORD:
        fields = {"complications": {"infection": 1}}
    old = make.verified(owner, kind, **fields)
    there = client.post(f"/my/claims/{old.pk}/renew/")["Location"]
    renewal = Credential.objects.get(renews=old)
    pages = {
        Kind.LICENSE: typed.day("expires_on", "1", "12", "2028"),
        Kind.TRAINING: typed.day("completed_on", "1", "11", "2026"),
        Kind.INFECTION_CONTROL: {**typed.day("certified_on", "1", "11", "2026"), "attested": "on"},
        Kind.CONSULTATION: {"attested": "on"},
        Kind.AFTERCARE: {"attested": "on"},
        Kind.TRACK_RECORD: {
            **typed.PAGES[Kind.TRACK_RECORD]["counted"],
            **typed.PAGES[Kind.TRACK_RECORD]["complications"],
        },
        Kind.INSURANCE: typed.PAGES[Kind.INSURANCE]["period"],
        Kind.MEMBERSHIP: typed.day("ends_on", "1", "11", "2027"),
    }
    base = f"/my/claims/{renewal.pk}"
    if kind in pages:
        assert there == f"{base}/renewal/"
        assert faults(client.get(there).content.decode()) == []
        assert client.post(f"{base}/").status_code == (422 if kind != Kind.MEMBERSHIP else 302)
        if kind != Kind.MEMBERSHIP:
            assert typed.typed(client, renewal, {"renewal": pages[kind]}) == [f"{base}/evidence/"]
    else:
        assert there == f"{base}/evidence/"
    if kind != Kind.MEMBERSHIP:
        typed.paper(renewal)
        assert client.post(f"{base}/").status_code == 302
    renewal.refresh_from_db()
    assert renewal.status == Status.SUBMITTED


def test_withdrawing_says_first_what_clients_will_see(client: Client, owner: Practitioner) -> None:
    claim = make.verified(owner, Kind.MEMBERSHIP)
    path = f"/my/claims/{claim.pk}/withdraw/"
    source = client.get(path).content.decode()
    assert ("Not provided" in source, faults(source)) == (True, [])
    claim.refresh_from_db()
    assert claim.status == Status.VERIFIED
    assert client.post(path)["Location"] == f"/my/claims/{claim.pk}/"
    claim.refresh_from_db()
    assert claim.status == Status.WITHDRAWN
    assert client.post(path).status_code == 409
    assert "There is nothing to withdraw here." in client.get(path).content.decode()


@pytest.mark.parametrize(("stopped", "status"), [("reject", Status.SUBMITTED), ("suspend", Status.SUSPENDED)])
def test_someone_else_can_be_asked_to_look(
    client: Client, owner: Practitioner, stopped: str, status: Status
) -> None:
    claim = make.sent(owner, Kind.TRAINING) if stopped == "reject" else make.verified(owner, Kind.TRAINING)
    getattr(moves, stopped)(claim, by=make.moderator(), words="The school does not know it.")
    assert "The school does not know it." in shown(client, claim)
    path = f"/my/claims/{claim.pk}/appeal/"
    empty = client.post(path, {"why": " "})
    assert empty.status_code == 422
    assert "Write what should be looked at again" in empty.content.decode()
    assert client.post(path, {"why": "The school has a new name."}).status_code == 302
    claim.refresh_from_db()
    assert (claim.status, claim.appealed_at is not None) == (status, True)
    assert list(claim.remarks.values_list("words", flat=True)) == [
        "The school does not know it.",
        "The school has a new name.",
    ]
    assert "The school has a new name." in shown(client, claim)


def test_what_was_sent_cannot_be_changed_meanwhile(client: Client, owner: Practitioner) -> None:
    claim = make.sent(owner, Kind.TRAINING)
    path = f"/my/claims/{claim.pk}/course/"
    assert client.get(path)["Location"] == f"/my/claims/{claim.pk}/"
    assert client.post(path, {"seen": "0", **typed.PAGES[Kind.TRAINING]["course"]}).status_code == 409
    assert client.post(f"/my/claims/{claim.pk}/").status_code == 409
    assert client.post(f"/my/claims/{claim.pk}/appeal/", {"why": "Please"}).status_code == 409
    assert client.post(f"/my/claims/{claim.pk}/renew/").status_code == 409
    claim.refresh_from_db()
    assert (claim.status, claim.training.course) == (Status.SUBMITTED, "Scalp microneedling")


def test_what_clients_see_is_said_in_their_words(client: Client, frozen: Callable[[date], None]) -> None:
    ada = make.qualified()
    browser = typed.signed_in(ada)
    sees = {kind: ada.credentials.get(kind=kind) for kind in (Kind.TRAINING, Kind.LICENSE, Kind.IDENTITY)}
    assert "Clients see “Document seen”, valid until 23 November 2029." in shown(browser, sees[Kind.TRAINING])
    assert "Clients see “Confirmed by issuer”, valid until 23 March 2027." in shown(
        browser, sees[Kind.LICENSE]
    )
    assert "Clients never see this." in shown(browser, sees[Kind.IDENTITY])
    draft = make.draft(ada, Kind.INSURANCE)
    assert "Clients see nothing of a draft." in shown(browser, draft)
    moves.submit(draft, by=ada.account)
    assert "Clients see it as your own statement, not checked." in shown(browser, draft)
    frozen(date(2027, 12, 1))
    browser = typed.signed_in(ada)  # a session does not last a year
    source = shown(browser, ada.credentials.get(kind=Kind.INFECTION_CONTROL))
    assert "Clients see “Expired”. It held until" in source
    profile.close(Practitioner.objects.get(pk=ada.pk), by=ada.account)
    assert "Your page is not public now" in shown(browser, draft)


def test_an_identity_document_is_gone_after_the_decision(client: Client, owner: Practitioner) -> None:
    claim = make.verified(owner, Kind.IDENTITY)
    source = shown(client, claim)
    assert "We keep no identity document after the decision." in source
    assert "Ada Margaret Stone" in source


def test_an_amendment_shows_what_stands_and_what_would(client: Client) -> None:
    ada = make.qualified()
    claim = make.draft(ada, Kind.AMENDMENT)
    browser = typed.signed_in(ada)
    source = shown(browser, claim)
    assert ("Your work in one line" in source, "Scalp treatments only" in source) == (True, True)
    assert browser.post(f"/my/claims/{claim.pk}/").status_code == 302
    make.looked(claim := Credential.objects.get(pk=claim.pk), "rea", level=Level.DOCUMENT)
    moves.verify(claim, by=make.moderator(), level=Level.DOCUMENT)
    assert "Clients see this change on your page." in shown(browser, claim)


def test_the_page_takes_the_same_queries_after_much_talk(
    client: Client, owner: Practitioner, django_assert_num_queries: Callable[..., object]
) -> None:
    claim = make.sent(owner, Kind.TRAINING)
    for _round in range(1, 41):
        moves.return_(claim, by=make.moderator(), words="More, please.")
        typed.paper(claim)
        moves.submit(claim, by=owner.account, words="Here it is.")
        if _round in (1, 3, 40):
            with django_assert_num_queries(11):
                client.get(f"/my/claims/{claim.pk}/")


@pytest.mark.parametrize(
    "path",
    ["", "course/", "evidence/", "renew/", "withdraw/", "appeal/"],
)
def test_a_strangers_claim_does_not_exist(client: Client, owner: Practitioner, path: str) -> None:
    sam = make.practitioner("Sam Stranger")
    theirs = make.verified(sam, Kind.TRAINING)
    before = Credential.objects.filter(pk=theirs.pk).values().get()
    answers = {client.get(f"/my/claims/{theirs.pk}/{path}").status_code} - {405}
    answers.add(client.post(f"/my/claims/{theirs.pk}/{path}", {"seen": "0", "why": "x"}).status_code)
    assert answers == {404}
    assert Client().get(f"/my/claims/{theirs.pk}/{path}").status_code in (302, 405)
    assert Credential.objects.filter(pk=theirs.pk).values().get() == before
    assert clock.today() == TODAY


def test_photos_lead_to_their_own_page_and_are_answered_here(client: Client, owner: Practitioner) -> None:
    claim = make.sent(owner, Kind.PHOTOS)
    moves.return_(claim, by=make.moderator(), words="How many weeks lie between?")
    source = shown(client, claim)
    assert f'href="/my/photos/{claim.pk}/"' in source
    assert "What we need from you" in source
    assert client.post(f"/my/claims/{claim.pk}/", {"words": "Sixteen."}).status_code == 302

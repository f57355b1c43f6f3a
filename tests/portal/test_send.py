"""Check and send: only what changed, only what is whole, each by itself."""

from collections.abc import Callable

import pytest
from django.test import Client

from practitioners.models import Credential, Practitioner
from practitioners.vocabulary import Kind, Status
from practitioners.workflow import amendments, moves
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


def ticked(source: str) -> set[int]:
    """The claims whose box is ticked."""
    boxes = [part.split(">")[0] for part in source.split('name="send" value="')[1:]]
    return {int(box.split('"')[0]) for box in boxes if "checked" in box}


def test_nothing_changed_says_so(client: Client, owner: Practitioner) -> None:
    make.verified(owner, Kind.TRAINING)
    source = client.get("/my/send/").content.decode()
    assert "Nothing was changed since you last sent something." in source
    assert "Your record: add or change something, and it waits here" in source
    assert faults(source) == []
    assert client.post("/my/send/", {"send": "1"}).status_code == 200


def test_what_is_whole_is_ticked_and_what_is_not_says_what_is_missing(
    client: Client, owner: Practitioner
) -> None:
    whole = make.draft(owner, Kind.TRAINING)
    half = typed.begun(client, "insurance")
    back = make.sent(owner, Kind.AFTERCARE)
    moves.return_(back, by=make.moderator(), words="Who answers at night?")
    make.sent(owner, Kind.CONSULTATION)
    make.draft(make.practitioner("Sam Stranger"), Kind.TRAINING, course="Sam's course")
    source = client.get("/my/send/").content.decode()
    assert ticked(source) == {whole.pk}
    assert "Enter the insurer." in source
    assert "Answer on its page." in source
    assert f'id="send-{half.pk}"' not in source
    assert "Sam" not in source
    assert faults(source) == []


def test_each_is_sent_by_itself(client: Client, owner: Practitioner) -> None:
    first, second, kept = (
        make.draft(owner, kind) for kind in (Kind.TRAINING, Kind.INSURANCE, Kind.AFTERCARE)
    )
    half = typed.begun(client, "membership" + "s")
    answer = client.post("/my/send/", {"send": [str(first.pk), str(second.pk), str(half.pk)]})
    source = answer.content.decode()
    assert answer.status_code == 409
    assert "2 items sent." in source
    assert f'<a href="/my/claims/{half.pk}/">Membership:' in source
    assert faults(source) == []
    assert dict(Credential.objects.values_list("pk", "status")) == {
        first.pk: Status.SUBMITTED, second.pk: Status.SUBMITTED, kept.pk: Status.DRAFT, half.pk: Status.DRAFT,
    }  # fmt: skip


def test_sending_leads_back_with_a_count(client: Client, owner: Practitioner) -> None:
    claim = make.draft(owner, Kind.TRAINING)
    answer = client.post("/my/send/", {"send": str(claim.pk)}, follow=True)
    assert answer.redirect_chain == [("/my/send/", 302)]
    assert "1 item sent. Each is decided on its own." in answer.content.decode()
    again = client.post("/my/send/", {"send": str(claim.pk)})
    assert "Nothing was changed" in again.content.decode()
    assert claim.practitioner.events.filter(verb="submit").count() == 1


def test_nothing_ticked_is_told(client: Client, owner: Practitioner) -> None:
    make.draft(owner, Kind.TRAINING)
    for given in ({}, {"send": "x"}, {"send": "9" * 40}, {"send": "-1"}):
        answer = client.post("/my/send/", given)
        assert (answer.status_code, "Tick what you want to send." in answer.content.decode()) == (422, True)


def test_a_strangers_claim_is_not_sent(client: Client, owner: Practitioner) -> None:
    make.draft(owner, Kind.AFTERCARE)
    theirs = make.draft(make.practitioner("Sam Stranger"), Kind.TRAINING)
    assert client.post("/my/send/", {"send": str(theirs.pk)}).status_code == 422
    theirs.refresh_from_db()
    assert theirs.status == Status.DRAFT


def test_changes_to_the_page_are_shown_old_and_new_and_sent(client: Client) -> None:
    ada = make.qualified()
    place = ada.places.get()
    browser = typed.signed_in(ada)
    nurse = make.term(key="nurse")
    amendments.change(ada, {"profession_id": nurse.pk, "about": "Ten years of practice."}, by=ada.account)
    amendments.change(place, {"practice_name": "Moss Studio"}, by=ada.account)
    source = browser.get("/my/send/").content.decode()
    said = [
        "Esthetician",
        "Nurse",
        "Ten years of practice.",
        "Fern Studio",
        "Moss Studio",
        "Change to Fern Studio",
    ]
    assert [word for word in said if word not in source] == []
    assert len(ticked(source)) == 2
    assert faults(source) == []
    assert browser.post("/my/send/", {"send": sorted(ticked(source))}).status_code == 302
    found = ada.credentials.filter(kind=Kind.AMENDMENT).values_list("status", flat=True)
    assert list(found) == [Status.SUBMITTED, Status.SUBMITTED]


def test_the_list_takes_the_same_queries_with_1_3_and_40(
    django_assert_num_queries: Callable[..., object],
) -> None:
    ada = make.qualified()
    browser = typed.signed_in(ada)
    amendments.change(ada, {"profession_id": make.term(key="nurse").pk}, by=ada.account)
    kinds = sorted(set(Kind) - {Kind.AMENDMENT})
    for number in range(1, 41):
        if number == 1:
            make.draft(ada, Kind.INFECTION_CONTROL)
        claim = (
            typed.begun(browser, "insurance")
            if number % 3 == 0
            else make.draft(ada, kinds[number % len(kinds)])
        )
        Credential.objects.filter(pk=claim.pk, answers={}).update(answers={"number": "1"}, edits=1)
        if number in (1, 3, 40):
            with django_assert_num_queries(12):
                browser.get("/my/send/")


def test_the_door_is_closed_to_strangers() -> None:
    assert Client().get("/my/send/").status_code == 302
    nobody = Client()
    nobody.force_login(make.account())
    assert (nobody.get("/my/send/").status_code, nobody.post("/my/send/").status_code) == (404, 404)

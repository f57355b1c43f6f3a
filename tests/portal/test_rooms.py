"""The rooms: what is there, newest first, and how something is added."""

from collections.abc import Callable
from threading import Thread

import pytest
from django.db import connection
from django.test import Client

from practitioners.intake import drafts
from practitioners.models import Credential, Practitioner
from practitioners.vocabulary import Kind, Status
from practitioners.workflow import moves
from tests import factories as make
from tests.portal import typed
from tests.public.validity import faults

SLUGS = {
    "license": Kind.LICENSE, "training": Kind.TRAINING, "infection-control": Kind.INFECTION_CONTROL,
    "consultation": Kind.CONSULTATION, "aftercare": Kind.AFTERCARE, "track-record": Kind.TRACK_RECORD,
    "insurance": Kind.INSURANCE, "memberships": Kind.MEMBERSHIP, "identity": Kind.IDENTITY,
}  # fmt: skip


def titles(source: str) -> list[str]:
    """The rows of a room, in order."""
    rows = source.split('<ul class="tasks"')[1].split("</ul>")[0].split("<li>")[1:]
    return [row.split("</a>")[0].rsplit(">", 1)[1] for row in rows]


@pytest.mark.django_db
@pytest.mark.parametrize("room", SLUGS)
def test_every_room_is_valid_empty_and_full(room: str) -> None:
    owner = typed.ada()
    client = typed.signed_in(owner)
    empty = client.get(f"/my/{room}/").content.decode()
    make.verified(owner, SLUGS[room])
    make.draft(owner, SLUGS[room])
    full = client.get(f"/my/{room}/").content.decode()
    assert (faults(empty), faults(full), len(titles(full))) == ([], [], 2)


@pytest.mark.django_db
def test_a_room_lists_its_own_kind_newest_first_and_nobody_elses() -> None:
    owner, sam = typed.ada(), make.practitioner("Sam Stranger")
    make.draft(sam, Kind.TRAINING, course="Sam's course")
    first = make.sent(owner, Kind.TRAINING, course="First course")
    make.draft(owner, Kind.TRAINING, course="Second course")
    make.draft(owner, Kind.INSURANCE)
    moves.return_(first, by=make.moderator(), words="Which school?")
    source = typed.signed_in(owner).get("/my/training/").content.decode()
    assert titles(source) == ["Second course", "First course"]
    assert "Needs your reply" in source
    assert "Draft" in source


@pytest.mark.django_db
def test_adding_twice_makes_one_draft_until_something_is_in_it() -> None:
    owner = typed.ada()
    client = typed.signed_in(owner)
    first, again = (typed.begun(client, "training") for _ in range(2))
    assert first == again
    typed.typed(client, first, {"course": typed.PAGES[Kind.TRAINING]["course"]})
    other = typed.begun(client, "training")
    typed.paper(other)
    third = typed.begun(client, "training")
    license = typed.begun(client, "license")
    assert len({first.pk, other.pk, third.pk, license.pk}) == 4
    assert set(Credential.objects.values_list("status", flat=True)) == {Status.DRAFT}


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_draft() -> None:
    owner = make.practitioner()

    def click() -> None:
        try:
            drafts.start(Practitioner.objects.get(pk=owner.pk), Kind.TRAINING, by=owner.account)
        finally:
            connection.close()

    clicks = [Thread(target=click) for _ in range(2)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    assert owner.credentials.count() == 1


@pytest.mark.django_db
def test_what_is_not_a_room_does_not_exist() -> None:
    client = typed.signed_in(typed.ada())
    assert client.get("/my/nothing/").status_code == 404
    assert client.post("/my/nothing/add/").status_code == 404
    assert client.get("/my/training/add/").status_code == 405
    assert client.post("/my/training/").status_code == 405
    assert Credential.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/my/training/", "/my/training/add/"])
def test_strangers_are_sent_to_sign_in_and_people_without_a_record_see_nothing(path: str) -> None:
    method = "post" if path.endswith("add/") else "get"
    assert getattr(Client(), method)(path).status_code == 302
    nobody = Client()
    nobody.force_login(make.account())
    assert getattr(nobody, method)(path).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.AMENDMENT, Kind.PHOTOS}))
def test_a_room_takes_the_same_queries_with_1_3_and_40(
    django_assert_num_queries: Callable[..., object], kind: Kind
) -> None:
    owner = typed.ada()
    client = typed.signed_in(owner)
    slug = next(slug for slug, each in SLUGS.items() if each == kind)
    expected = 9 if kind == Kind.INFECTION_CONTROL else 8
    for number in range(1, 41):
        claim = make.draft(owner, kind)
        if number % 2:
            moves.submit(claim, by=owner.account)
        if number in (1, 3, 40):
            with django_assert_num_queries(expected):
                client.get(f"/my/{slug}/")

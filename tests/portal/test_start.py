"""Joining: what a record asks for, the three answers that open one, and the declarations."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from practitioners import clock, standard
from practitioners.models import Invitation, LedgerEvent, Practitioner
from practitioners.vocabulary import Depth, Role, TermKind, Verb, Visibility
from tests import factories as make
from tests.portal import page
from tests.public.pages import read, text
from tests.public.validity import faults

pytestmark = pytest.mark.django_db


def answers(**changed: Any) -> dict[str, Any]:
    """What somebody types who opens a record."""
    return {"public_name": "Nia New", "profession": make.term().pk, "depth": Depth.UP_TO_05.value, **changed}


def test_opening_a_record_leads_to_its_tasks_and_shows_nobody_anything() -> None:
    account = make.account("nia@example.org")
    make.practitioner("Sam Stranger")
    browser = page.signed_in(account)
    words = text(read(browser, "/my/start/").one("main"))
    for said in (
        "Who can list",
        "What you need",
        "About 25 minutes",
        "What becomes public",
        "What it costs Nothing",
    ):
        assert said in words
    assert browser.post("/my/start/", answers())["Location"] == "/my/"
    nia = Practitioner.objects.get(account=account)
    assert (nia.public_name, nia.slug, nia.depth, nia.visibility) == (
        "Nia New",
        "nia-new",
        2,
        Visibility.DRAFT,
    )
    assert Client().get("/p/nia-new/").status_code == 404
    assert browser.get("/my/start/")["Location"] == "/my/"
    assert browser.post("/my/start/", answers(public_name="Other"))["Location"] == "/my/"
    assert set(Practitioner.objects.values_list("public_name", flat=True)) == {"Nia New", "Sam Stranger"}


def test_an_empty_form_says_what_to_do_at_each_field() -> None:
    answer = page.signed_in(make.account()).post("/my/start/", {"public_name": ""})
    assert [(each.sentence, each.href) for each in answer.context["problems"]] == [
        ("Enter the name clients know you by.", "#id_public_name"),
        ("Choose your profession.", "#id_profession"),
        ("Choose how deep your needles go.", "#id_depth_0"),
    ]


def test_what_is_missing_is_said_and_what_was_typed_stays() -> None:
    browser = page.signed_in(make.account())
    device = make.term(TermKind.DEVICE, "pen")
    answer = browser.post("/my/start/", answers(profession=device.pk, depth="9", visibility="public"))
    assert answer.status_code == 422
    source = answer.content.decode()
    assert "<title>Error: Before you start" in source
    assert 'value="Nia New"' in source
    assert [each.href for each in answer.context["problems"]] == ["#id_profession", "#id_depth_0"]
    assert faults(source) == []
    assert not Practitioner.objects.exists()


def test_the_name_of_an_invitation_is_filled_in() -> None:
    account = make.account("nia@example.org")
    Invitation.objects.create(
        email="nia@example.org", public_name="Nia Invited", invited_at=clock.now(), account=account
    )
    Invitation.objects.create(email="sam@example.org", public_name="Sam Stranger", invited_at=clock.now())
    source = page.signed_in(account).get("/my/start/").content.decode()
    assert 'value="Nia Invited"' in source
    assert "Sam" not in source
    assert faults(source) == []


def test_a_visitor_signs_in_first() -> None:
    assert Client().get("/my/start/")["Location"] == "/accounts/login/?next=/my/start/"
    assert Client().post("/my/start/", answers())["Location"] == "/accounts/login/?next=/my/start/"
    assert not Practitioner.objects.exists()


def test_a_moderator_may_keep_a_record_too() -> None:
    browser = page.signed_in(make.account(role=Role.MODERATOR))
    assert browser.post("/my/start/", answers())["Location"] == "/my/"
    assert browser.get("/my/").status_code == 200


def test_declarations_are_signed_by_a_box_that_nobody_ticks_in_advance(
    frozen: Callable[[date], None],
) -> None:
    frozen(date(2026, 11, 3))
    ben, sam = make.practitioner("Ben Draft"), make.practitioner("Sam Stranger")
    browser = page.owner(ben)
    source = browser.get("/my/declarations/").content.decode()
    assert '<input type="checkbox" name="sign"' in source
    assert " checked" not in source.split('name="sign"')[1].split(">")[0]
    assert faults(source) == []
    refused = browser.post("/my/declarations/", {})
    assert refused.status_code == 422
    assert "Tick the box to sign" in refused.content.decode()
    assert browser.post("/my/declarations/", {"sign": "on"})["Location"] == "/my/"
    ben.refresh_from_db()
    sam.refresh_from_db()
    assert (ben.declared_on, ben.declaration_version) == (date(2026, 11, 3), standard.DECLARATION_VERSION)
    assert sam.declared_on is None
    assert "You signed this version on 3 November 2026." in text(
        read(browser, "/my/declarations/").one("main")
    )
    assert LedgerEvent.objects.filter(verb=Verb.DECLARED.value).count() == 1


def test_an_older_version_is_asked_for_again() -> None:
    ben = make.ready(make.practitioner("Ben Draft"))
    Practitioner.objects.update(declaration_version="2020-01")
    words = text(read(page.owner(ben), "/my/declarations/").one("main"))
    assert "You signed an older version." in words
    assert "I declare all of this." in words

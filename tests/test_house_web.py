"""Doors, pages, refusals and headers on a small site of their own."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError
from django.http import Http404
from django.test import Client, RequestFactory

from directory.web import doors
from practitioners.models import Account, Practitioner
from practitioners.vocabulary import Role
from tests import factories
from tests.accounts import people
from tests.house_urls import DOORS, room

TEMPLATES = {
    "whole.html": "<html>{% include 'part.html' %}</html>",
    "part.html": "<p>{{ word }} on {{ site.name }}</p>",
    "refusal.html": "<h1>{{ sentence }}</h1>",
}


@pytest.fixture(autouse=True)
def small_site(settings) -> None:
    settings.ROOT_URLCONF = "tests.house_urls"
    engine = {**settings.TEMPLATES[0], "APP_DIRS": False, "DIRS": []}
    loaders = [("django.template.loaders.locmem.Loader", TEMPLATES)]
    settings.TEMPLATES = [{**engine, "OPTIONS": {**engine["OPTIONS"], "loaders": loaders}}]


def entered(client: Client) -> set[str]:
    """The doors that let this person in; every other one must answer 404."""
    answers = {door: client.get(f"/{door}/").status_code for door in DOORS}
    assert set(answers.values()) <= {200, 404}
    return {door for door, status in answers.items() if status == 200}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "owner", "expected"),
    [
        (Role.MEMBER, False, {"everyone", "members"}),
        (Role.MEMBER, True, {"everyone", "members", "owners"}),
        (Role.MODERATOR, False, {"everyone", "members", "moderators"}),
        (Role.SENIOR, False, {"everyone", "members", "moderators", "seniors"}),
    ],
)
def test_each_role_enters_exactly_its_doors(
    client: Client, role: str, owner: bool, expected: set[str]
) -> None:
    account = Account.objects.create_user("ada@example.org", "correct horse battery", role=role)
    if owner:
        person = factories.practitioner("Ada")
        Practitioner.objects.filter(pk=person.pk).update(account=account)
    people.enter(client, account)
    assert entered(client) == expected


@pytest.mark.django_db
def test_a_closed_account_enters_only_where_everyone_does(client: Client) -> None:
    account = Account.objects.create_user("sam@example.org", role=Role.SENIOR)
    client.force_login(account)
    Account.objects.update(is_active=False)
    assert client.get("/everyone/").status_code == 200
    assert {client.get(f"/{door}/").status_code for door in DOORS[1:]} == {302}


@pytest.mark.parametrize("door", DOORS[1:])
def test_a_stranger_is_sent_to_sign_in_and_back(client: Client, door: str) -> None:
    answer = client.get(f"/{door}/?tab=2")
    assert answer.status_code == 302
    assert answer["Location"] == f"/accounts/login/?next=/{door}/%3Ftab%3D2"


def test_whoever_pressed_a_button_comes_back_to_its_page(client: Client) -> None:
    for referer, back in {
        "http://testserver/my/?tab=2": "/my/%3Ftab%3D2",
        "http://elsewhere.example/my/": "/members/",
        "http://[": "/members/",
        "": "/members/",
    }.items():
        answer = client.post("/members/", headers={"Referer": referer})
        assert answer["Location"] == f"/accounts/login/?next={back}", referer


def test_a_strangers_fragment_request_moves_the_whole_window(client: Client) -> None:
    answer = client.get(
        "/members/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/?page=2"}
    )
    assert answer["HX-Redirect"] == "/accounts/login/?next=/desk/%3Fpage%3D2"
    for elsewhere in ("https://elsewhere.example/", "http://["):
        answer = client.get("/members/", headers={"HX-Request": "true", "HX-Current-URL": elsewhere})
        assert answer["HX-Redirect"] == "/accounts/login/?next=/", elsewhere


def test_without_a_sign_in_page_a_closed_door_is_404(settings) -> None:
    settings.LOGIN_URL = "/nowhere/"
    request = RequestFactory().get("/members/")
    request.user = AnonymousUser()
    with pytest.raises(Http404):
        doors.members(room)(request)


@pytest.mark.parametrize(
    ("kind", "status", "sentence"),
    [
        ("moved", 409, "That move is not open."),
        ("overtaken", 409, "Somebody was faster."),
        (
            "deadlock",
            409,
            "Somebody else changed the same at this moment, so this was not saved. Go back and try again.",
        ),
        ("forbidden", 403, "That is for the owner."),
        ("invalid", 422, "Give a date."),
    ],
)
def test_a_refusal_is_a_sentence_and_a_status(client: Client, kind: str, status: int, sentence: str) -> None:
    answer = client.get(f"/refuse/{kind}/")
    assert answer.status_code == status
    assert answer.content.decode() == f"<h1>{sentence}</h1>"


@pytest.mark.parametrize(("kind", "error"), [("anything", RuntimeError), ("away", OperationalError)])
def test_what_is_no_refusal_stays_an_error(client: Client, kind: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        client.get(f"/refuse/{kind}/")


def test_an_address_that_only_takes_forms_says_so(client: Client) -> None:
    answer = client.get("/only-forms/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert (
        answer.content.decode()
        == "<h1>This address only takes what a button sends. Go to the page with it.</h1>"
    )


@pytest.mark.parametrize(
    ("headers", "whole"),
    [
        ({}, True),
        ({"HX-Request": "true"}, False),
        ({"HX-Request": "true", "HX-Boosted": "true"}, True),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, True),
    ],
)
def test_only_a_swap_gets_the_fragment(client: Client, headers: dict[str, str], whole: bool) -> None:
    answer = client.get("/part/", headers=headers)
    fragment = "<p>found on Scalp Credentials</p>"
    assert answer.content.decode() == (f"<html>{fragment}</html>" if whole else fragment)
    assert {"HX-Request", "HX-Boosted", "HX-History-Restore-Request"} <= set(answer["Vary"].split(", "))


def test_a_page_without_fragment_is_whole_and_does_not_vary(client: Client) -> None:
    answer = client.get("/part/?plain", headers={"HX-Request": "true"})
    assert answer.content.decode().startswith("<html>")
    assert "HX-Request" not in answer.get("Vary", "")


def test_every_answer_carries_the_headers(client: Client) -> None:
    answer = client.get("/everyone/")
    assert answer["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert {"camera=()", "geolocation=(self)", "publickey-credentials-get=(self)"} <= set(
        answer["Permissions-Policy"].split(", ")
    )


def test_an_answer_that_is_not_found_carries_them_too(settings) -> None:
    client = Client(raise_request_exception=False)
    for path, status in (("/nowhere/", 404), ("/refuse/anything/", 500)):
        answer = client.get(path)
        assert answer.status_code == status
        assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_view_may_bring_its_own_policy(client: Client) -> None:
    assert client.get("/own-policy/")["Content-Security-Policy"] == "default-src 'self'"


def test_the_policy_has_no_unsafe_word(settings) -> None:
    sources = {source for values in settings.SECURE_CSP.values() for source in values}
    assert sources == {"'none'", "'self'"}
    assert settings.SECURE_CSP["default-src"] == ["'none'"]

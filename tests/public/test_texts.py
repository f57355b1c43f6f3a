"""Texts, settings and what machines ask for."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from directory.public import texts_machine
from directory.public.urls_profile import TEXTS
from practitioners import clock
from practitioners.vocabulary import Kind
from practitioners.workflow import profile
from tests import factories as make
from tests.public import profiles
from tests.public.pages import read, text

pytestmark = pytest.mark.django_db
PAGES = [
    "/how-we-check/", "/how-we-check/levels/", "/how-we-check/limits/", "/how-we-check/money/", "/numbers/",
    "/for-practitioners/", "/settings/display/", *(f"/{name.replace('_', '-')}/" for name in TEXTS),
]  # fmt: skip
NEVER = (
    "verified practitioner", "trusted", "approved by us", "safe provider", "you are suitable", "fda approved",
    "best match", "top rated", "medical-grade", "!",
)  # fmt: skip


def headings(page: Any) -> list[int]:
    """The levels of all headings in order."""
    return [int(el.tag[1]) for el in page.document.iter() if el.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]


@pytest.mark.parametrize("path", PAGES)
def test_every_text_has_one_heading_a_title_and_no_dead_link(client: Client, path: str) -> None:
    page = read(client, path)
    assert text(page.one("title")) == f"{text(page.one('h1'))} – Scalp Credentials"
    for link in page.all("a"):
        target = urlsplit(link.attrib["href"])
        if not target.scheme and target.path:
            assert client.get(target.path).status_code == 200, target.path
    ids = [el.attrib["id"] for el in page.document.iter() if "id" in el.attrib]
    assert len(ids) == len(set(ids))


def test_headings_never_skip_a_level(client: Client) -> None:
    ada = make.qualified(about="Calm.")
    make.verified(ada, Kind.INSURANCE)
    for path in [*PAGES, f"/p/{ada.slug}/", f"/p/{ada.slug}/history/", f"/p/{profiles.two_places().slug}/"]:
        levels = headings(read(client, path))
        assert (levels.count(1), [b for a, b in zip([0, *levels], levels, strict=False) if b > a + 1]) == (
            1,
            [],
        ), path


def test_no_page_says_what_nobody_can_know(client: Client) -> None:
    slugs = [person.slug for person in (make.qualified(), profiles.stated(), profiles.lapsed())]
    for path in [*PAGES, *(f"/p/{slug}/" for slug in slugs)]:
        said = text(read(client, path).one("main")).lower().replace("no “best match”", "")
        assert [words for words in NEVER if words in said] == [], path


def test_an_operator_replaces_a_text_by_a_file_of_the_same_name(
    client: Client, settings: Any, tmp_path: Any
) -> None:
    (tmp_path / "public").mkdir()
    words = "{% block title %}Ours{% endblock %}{% block words %}<p>Our own.</p>{% endblock %}"
    own = '{% extends "public/_text.html" %}' + words
    (tmp_path / "public/privacy.html").write_text(own, encoding="utf-8")
    (engine,) = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path, *engine["DIRS"][1:]]}]
    assert "Our own." in text(read(client, "/privacy/").one("main"))
    assert text(read(client, "/terms/").one("h1")) == "Terms"


def test_settings_are_kept_in_one_cookie_and_drawn_by_the_server(client: Client) -> None:
    assert client.cookies.get("display") is None
    saved = client.post(
        "/settings/display/", {"theme": "dark", "unit": "km", "spacing": "wide", "from": "/numbers/"}
    )
    assert (saved.status_code, saved.headers["Location"]) == (
        302,
        "/settings/display/?saved=1&from=%2Fnumbers%2F",
    )
    cookie = client.cookies["display"]
    assert (cookie.value, cookie["max-age"], cookie["samesite"], bool(cookie["httponly"])) == (
        "dark.km.wide", 31_536_000, "Lax", True,
    )  # fmt: skip
    page = read(client, saved.headers["Location"])
    assert (page.document.attrib["data-theme"], page.document.attrib["data-spacing"]) == ("dark", "wide")
    assert [radio.attrib["value"] for radio in page.all("input[@checked]")] == ["dark", "km", "wide"]
    assert profiles.links(page.one("main"))["Back to where you were"] == "/numbers/"
    client.post("/settings/display/", {"theme": "", "unit": "", "spacing": ""})
    assert client.cookies["display"].value == ""
    assert "data-theme" not in read(client, "/terms/").document.attrib


def test_wrong_settings_are_refused_and_a_forged_cookie_means_nothing(client: Client) -> None:
    answer = client.post("/settings/display/", {"theme": "pink"})
    assert (answer.status_code, "display" in client.cookies) == (422, False)
    page = answer.content.decode()
    assert "There is a problem" in page
    assert page.count('<span class="vh">Error:</span>') == 1
    for forged in ("pink.mi.wide.x", '"><script>.a.b', "....", "dark"):
        client.cookies["display"] = forged
        theme = read(client, "/terms/").document.attrib.get("data-theme", "")
        assert theme == ("dark" if forged == "dark" else ""), forged


@pytest.mark.parametrize(
    "named", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/settings/display/"]
)
def test_the_way_back_never_leads_away(client: Client, named: str) -> None:
    answer = client.post("/settings/display/", {"from": named})
    assert answer.headers["Location"] == "/settings/display/?saved=1"


def test_an_unreadable_way_back_leads_nowhere(client: Client) -> None:
    assert client.get("/settings/display/", headers={"Referer": "http://["}).status_code == 200


def test_settings_ask_for_the_token_that_keeps_other_sites_out() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/settings/display/", {"theme": "dark"}).status_code == 403
    assert strict.get("/terms/").cookies.keys() == set()


def test_robots_let_profiles_in_and_searches_not(client: Client, settings: Any) -> None:
    settings.SITE_URL, settings.DEMONSTRATION = "https://directory.example", False
    said = client.get("/robots.txt").content.decode().splitlines()
    assert said == ["User-agent: *", "Disallow: /find/", "Sitemap: https://directory.example/sitemap.xml"]
    settings.DEMONSTRATION = True
    assert client.get("/robots.txt").content.decode().splitlines()[1] == "Disallow: /"


def addresses(client: Client, path: str) -> list[str]:
    """The locations of a sitemap file."""
    document = ElementTree.fromstring(client.get(path).content)  # noqa: S314  # our own file
    return [
        location.text or "" for location in document.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]


def test_sitemaps_hold_every_public_page_once_and_nobody_else(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SITE_URL = "https://directory.example"
    monkeypatch.setattr(texts_machine, "PEOPLE_A_FILE", 2)
    people = [make.qualified(name) for name in ("Ada Stone", "Bo Reed", "Cy Moss")]
    make.practitioner("Ben Draft")
    profile.suspend(make.qualified("Sue Stopped"), by=make.moderator())
    files = addresses(client, "/sitemap.xml")
    assert files == [f"https://directory.example/sitemap-{part}.xml" for part in range(3)]
    found = [address for file in files for address in addresses(client, urlsplit(file).path)]
    assert [address for address in found if "/p/" in address] == [
        f"https://directory.example/p/{person.slug}/" for person in people
    ]
    assert {client.get(urlsplit(address).path).status_code for address in found} == {200}
    for beyond in (3, 10**15, 10**30):
        assert client.get(f"/sitemap-{beyond}.xml").status_code == 404, beyond


def test_security_contact_expires_within_a_year(client: Client, settings: Any) -> None:
    settings.CONTACT_EMAIL = "contact@directory.example"
    said = dict(
        line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines()
    )
    assert said["Contact"] == "mailto:contact@directory.example"
    expires = datetime.fromisoformat(said["Expires"].replace("Z", "+00:00"))
    assert clock.now() < expires < clock.now() + timedelta(days=365)
    assert expires.tzinfo == UTC


def test_icons_exist_in_the_size_the_manifest_says(client: Client) -> None:
    said = json.loads(client.get("/manifest.webmanifest").content)
    for icon in said["icons"]:
        path = finders.find(icon["src"].removeprefix("/static/"))
        with Image.open(str(path)) as image:
            assert f"{image.width}x{image.height}" == icon["sizes"]
    assert client.get("/favicon.ico").headers["Location"] == "/static/icons/favicon.png"
    named = {link.attrib["rel"] for link in read(client, "/terms/").all("head/link")}
    assert {"icon", "manifest", "apple-touch-icon"} <= named

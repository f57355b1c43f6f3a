"""The first page, the pages for what goes wrong, and what every page carries."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import loader
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from directory.public import errors
from practitioners import clock
from practitioners.models import Credential
from practitioners.vocabulary import Criterion
from tests import factories as make
from tests.public import town
from tests.public.pages import read, text
from tests.public.town import listed

NEVER = (
    "verified practitioner",
    "trusted",
    "approved by us",
    "you are suitable",
    "best match",
    "top rated",
    "stars",
)


@pytest.mark.django_db
def test_the_counts_are_true_today_and_fall_by_themselves(client: Client) -> None:
    town.laws()
    ada = make.qualified("Ada Stone")
    listed("Ben Birch")
    line = text(read(client, "/").all("p[@class='small muted']")[0])
    assert line == (
        "2 practitioners can be found today. 1 meets the published Standard in all six today. "
        "1 license confirmed at source in the last 120 days."
    )
    Credential.objects.filter(practitioner=ada, kind="license").update(
        valid_from=clock.today() - timedelta(days=300), valid_until=clock.today() - timedelta(days=1)
    )
    line = text(read(client, "/").all("p[@class='small muted']")[0])
    assert "0 licenses confirmed at source" in line


@pytest.mark.django_db
def test_each_of_the_six_things_leads_to_those_who_have_it(client: Client) -> None:
    town.laws()
    make.qualified("Ada Stone")
    listed("Ben Birch")
    page = read(client, "/")
    links = [link.attrib["href"] for link in page.all("ul[@class='six']//a")]
    assert links == [f"/find/?meets={criterion.value}" for criterion in Criterion]
    for link in links:
        assert read(client, link).names == ["Ada Stone"]


@pytest.mark.django_db
def test_home_asks_two_things(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        page = read(client, "/")
    assert text(page.one("h1")) == "Find a scalp microneedling practitioner and see what has been checked"
    assert page.one("input[@id='q']").attrib.get("placeholder") is None


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_error_pages_need_no_database(status: int) -> None:
    request = RequestFactory().get("/")
    view = {400: errors.bad_request, 403: errors.forbidden, 404: errors.not_found}.get(status)
    response = view(request, Exception()) if view else errors.failed(request)
    assert response.status_code == status
    assert f"– {settings.SITE_NAME}</title>" in response.content.decode()


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "413", "429", "500", "503"])
def test_error_pages_render_without_anything(name: str) -> None:
    said = loader.render_to_string(f"{name}.html", {})
    assert said.count("<h1>") == 1


def too_much(what: str) -> dict[str, object]:
    """A form with one field, one file or one letter more than is read."""
    if what == "files":
        return {f"file{number}": SimpleUploadedFile("a.txt", b"a") for number in range(5)}
    return {f"field{number}": "" for number in range(501)} if what == "fields" else {"field": "x" * 1_000_001}


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["fields", "files", "letters"])
def test_more_than_a_form_holds_is_said_to_be_too_much(client: Client, what: str) -> None:
    answer = client.post("/accounts/login/", too_much(what))
    assert answer.status_code == 413
    assert "<h1>That is too much at once</h1>" in answer.content.decode()


@pytest.mark.django_db
def test_a_missing_page_is_our_page(client: Client) -> None:
    page = read(client, "/nowhere/", 404)
    assert text(page.one("h1")) == "There is no such page"
    assert page.one("main//form").attrib["action"] == "/find/"


@pytest.mark.django_db
def test_a_demonstration_says_so_on_every_page(client: Client, settings: pytest.FixtureRequest) -> None:
    town.laws()
    for shown in (True, False):
        settings.DEMONSTRATION = shown  # type: ignore[attr-defined]
        for path in ("/", "/find/"):
            assert bool(read(client, path).all("div[@class='sample']")) is shown


@pytest.mark.django_db
def test_pages_say_nothing_that_nobody_can_promise(client: Client) -> None:
    town.gazetteer()
    make.qualified("Ada Stone")
    for path in ("/", "/find/?q=78701", "/find/?q=nobody", "/find/?q=Springfield", "/find/?within=7"):
        words = client.get(path).content.decode().lower()
        assert [word for word in NEVER if word in words] == []


def test_templates_carry_no_style_and_no_script_inside() -> None:
    for path in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        source = path.read_text("utf-8")
        assert not re.search(r"\sstyle=|\son[a-z]+=\"|<style", source), path
        for script in re.findall(r"<script[^>]*>", source):
            assert "src=" in script or 'type="application/' in script, path


def test_the_sheets_ask_nothing_of_anybody() -> None:
    for path in Path(settings.BASE_DIR, "directory/static/css").glob("*.css"):
        rules = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert "url(" not in rules, path
        assert "@import" not in rules, path


@pytest.mark.django_db
def test_the_day_a_listing_leaves_search(client: Client, frozen: object) -> None:
    town.laws()
    frozen(date(2026, 3, 1))  # type: ignore[operator]
    listed("Ada Stone")
    frozen(date(2026, 3, 1) + timedelta(days=132))  # type: ignore[operator]
    assert read(client, "/find/").names == ["Ada Stone"]
    frozen(date(2026, 3, 1) + timedelta(days=133))  # type: ignore[operator]
    assert read(client, "/find/").names == []

"""The style page: it shows every component, and only to those who work on the site."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from directory.public import styleguide
from practitioners.vocabulary import Worth
from tests.public.pages import Page, read

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def shown(client: Client, settings: LazySettings) -> Page:
    """The page as a developer sees it."""
    settings.DEBUG = True
    return read(client, reverse("public:styleguide"))


def test_a_real_site_has_no_style_page(client: Client) -> None:
    assert client.get(reverse("public:styleguide")).status_code == 404


def test_every_component_is_on_it_in_both_schemes(shown: Page) -> None:
    files = {path.stem for path in Path(styleguide.FOLDER).glob("*.html")}
    sections = {section.attrib["id"]: section for section in shown.all("section")}
    assert len(files) > 10
    assert {f"c-{name}" for name in files} <= set(sections)
    bare = {
        name
        for name, section in sections.items()
        if [list(scheme) != [] for scheme in section.findall(".//*[@data-theme]")] != [True, True]
    }
    assert bare == set()


def test_every_tone_and_every_icon_is_on_it(shown: Page) -> None:
    tones = {tag.attrib["data-ev"] for tag in shown.all("section[@id='c-level']//span[@data-ev]")}
    assert tones == {worth.value for worth in Worth} | {"short"}
    drawn = {use.attrib["href"] for use in shown.all(f"section[@id='c-icons']//{SVG}use")}
    assert "#i-issuer" in drawn
    assert drawn == {f"#{symbol.attrib['id']}" for symbol in shown.all(f"{SVG}symbol")}


def test_no_id_is_there_twice_and_what_points_to_one_finds_it(shown: Page) -> None:
    ids = [element.attrib["id"] for element in shown.all("*[@id]")]
    assert {name for name, times in Counter(ids).items() if times > 1} == set()
    named = {
        name for label in shown.all("*[@aria-labelledby]") for name in label.attrib["aria-labelledby"].split()
    }
    labeled = {label.attrib["for"] for label in shown.all("label[@for]")}
    assert (named | labeled) - set(ids) == set()


def test_every_color_of_the_sheet_is_on_it(shown: Page) -> None:
    swatches = [re.findall(r"--([\w-]+)", rect.attrib["fill"])[0] for rect in shown.all(f"{SVG}rect")]
    assert sorted(swatches) == sorted(styleguide.tokens() * 2)
    assert {"paper", "ink", "issuer", "stop-soft"} <= set(swatches)

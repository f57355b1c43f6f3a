"""The Spanish words: complete, in step with the pages, and as honest as the English ones."""

import gettext
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from tests.architecture.source import ROOT
from tests.machine import REQUIRE_ALL
from tests.public import catalogue
from tests.public.catalogue import CATALOGUE, Message

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|</?\w[^>]*>")
NEVER = (
    r"[!¡]", r"\bverificad", r"\baprobad", r"\bgratuitamente\b", r"\bde confianza\b", r"\bestrellas\b", r"\bcalificad",
    r"\bpuntuaci", r"100 ?%", r"\bpracticante", r"\bsin riesgos?\b", r"\bindoloro",
)  # fmt: skip
# Words for denials and open questions only, as in English.
ONLY_DENIED = (r"\bmejor(es)?\b", r"\bsegur[oa]s?\b", r"\bgarantiza", r"\binsegur", r"\brecomenda")
DENIAL = re.compile(r"\b(?:no|ni|nadie|nada|nunca|ning[uú]n[ao]?|sin|si)\b", re.IGNORECASE)
INSURANCE = {"Insurance", "Insurance document seen"}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Message]:
    """What the sources say today, collected from a copy of them as `make messages` does."""
    needs_gettext()
    copy = tmp_path_factory.mktemp("sources")
    for room in ("directory", "practitioners", "templates"):
        shutil.copytree(
            ROOT / room, copy / room, ignore=shutil.ignore_patterns("__pycache__", "*.gz", "static")
        )
    (copy / "locale").mkdir()
    with pytest.MonkeyPatch.context() as patch, override_settings(LOCALE_PATHS=[str(copy / "locale")]):
        patch.chdir(copy)
        call_command("makemessages", locale=["es"], add_location="file", no_wrap=True, verbosity=0)
    return catalogue.read(copy / "locale/es/LC_MESSAGES/django.po")


@pytest.fixture(scope="module")
def kept() -> dict[str, Message]:
    """The catalogue as it is shipped."""
    return catalogue.read(CATALOGUE)


def needs_gettext() -> None:
    """The tools that read sources; where everything is required, their absence is a failure."""
    if not shutil.which("xgettext") or not shutil.which("msgfmt"):
        if REQUIRE_ALL:
            pytest.fail("REQUIRE_ALL=1, but there is no gettext on this machine: install gettext.")
        pytest.skip("no gettext on this machine: whether the Spanish words are in step was NOT checked")


def test_the_catalogue_has_what_the_sources_say_and_no_more(
    said: dict[str, Message], kept: dict[str, Message]
) -> None:
    assert len(said) > 900
    assert (set(said) - set(kept), set(kept) - set(said)) == (set(), set()), "run make messages"
    assert {one for one in said if said[one].english != kept[one].english} == set()


def test_every_public_word_is_translated(said: dict[str, Message], kept: dict[str, Message]) -> None:
    public = {one for one, message in said.items() if message.public}
    assert len(public) > 800
    assert {one for one in public if one in kept and not kept[one].done} == set()


def test_no_translation_is_a_guess(kept: dict[str, Message]) -> None:
    assert {one for one, message in kept.items() if message.fuzzy} == set()


def test_the_compiled_catalogue_is_the_written_one(tmp_path: Path) -> None:
    needs_gettext()
    subprocess.run(["msgfmt", "--check", "-o", str(tmp_path / "es.mo"), str(CATALOGUE)], check=True)  # noqa: S607
    assert _compiled(tmp_path / "es.mo") == _compiled(CATALOGUE.with_suffix(".mo")), "run make messages"


def _compiled(path: Path) -> dict[object, str]:
    with path.open("rb") as file:
        catalog: dict[object, str] = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return catalog


def test_each_translation_has_the_blanks_and_links_of_its_original(kept: dict[str, Message]) -> None:
    wrong = {
        one: sorted(PLACEHOLDER.findall(form))
        for one, message in kept.items()
        if message.done
        for form in message.translated
        if not any(
            sorted(PLACEHOLDER.findall(form)) == sorted(PLACEHOLDER.findall(original))
            for original in message.english
        )
    }
    assert wrong == {}


def test_each_translation_begins_and_ends_with_the_same_space(kept: dict[str, Message]) -> None:
    def edges(text: str) -> tuple[str, str]:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    assert {
        one
        for one, message in kept.items()
        if message.done and any(edges(form) != edges(message.english[0]) for form in message.translated)
    } == set()


def test_the_words_of_the_reference_files_are_in_step() -> None:
    call_command("reference_words", check=True)


def test_no_spanish_text_makes_a_promise(kept: dict[str, Message]) -> None:
    texts = [form for one, message in kept.items() if one not in INSURANCE for form in message.translated]
    assert {fault for text in texts for fault in faults(text)} == set()


def faults(text: str) -> Iterator[str]:
    """Each sentence with a word we do not use, or with one that we only deny."""
    for sentence in re.split(r"(?<=[.?:])\s+", text):
        forbidden = NEVER if DENIAL.search(sentence) else NEVER + ONLY_DENIED
        if any(re.search(pattern, sentence, re.IGNORECASE) for pattern in forbidden):
            yield sentence


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Un profesional verificado.", True),
        ("Ningún profesional verificado.", True),
        ("Un tratamiento seguro.", True),
        ("Los mejores profesionales.", True),
        ("Nadie puede prometer que un tratamiento sea seguro.", False),
        ("Confirmado por la entidad emisora.", False),
    ],
)
def test_the_check_knows_a_promise(sentence: str, wrong: bool) -> None:
    assert list(faults(sentence)) == ([sentence] if wrong else [])

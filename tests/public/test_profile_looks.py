"""Who looked, when and how: days and parts, only of what was decided."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from practitioners.models import Issuer
from practitioners.vocabulary import Kind, Level, Method
from practitioners.workflow import moves
from tests import factories as make
from tests.public.pages import text
from tests.public.profiles import facts, level, links, part, profile_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 3)
LATER = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _third_of_november(frozen: Callable[[date], None]) -> None:
    frozen(DAY)


def test_two_looks_on_two_days_are_told_apart_and_never_by_name(client: Client) -> None:
    owner = make.qualified()
    moves.withdraw(owner.credentials.get(kind=Kind.LICENSE), by=owner.account)
    claim = make.sent(owner, Kind.LICENSE)
    for name, day in (("rea", date(2026, 10, 1)), ("max", date(2026, 10, 2))):
        make.looked(claim, name, level=Level.ISSUER, looked_on=day, status_words="Active")
    moves.verify(claim, by=make.moderator(), level=Level.ISSUER)
    said = facts(part(profile_of(client, owner), "license"))
    assert said["Checked"] == ["1 October 2026, by a moderator", "2 October 2026, by a moderator"]
    assert said["Status at source"] == ["“Active”, as read on 2 October 2026"]


def test_a_look_waits_for_its_decision_before_the_public_reads_it(
    client: Client, frozen: Callable[[date], None]
) -> None:
    ada = make.qualified()
    license = ada.credentials.get(kind=Kind.LICENSE)
    frozen(LATER)
    make.looked(license, "rea", level=Level.ISSUER, status_words="Under review")
    before = facts(part(profile_of(client, ada), "license"))
    assert before["Checked"] == ["3 November 2026, by two moderators"]
    assert "Status at source" not in before
    make.looked(license, "max", level=Level.ISSUER, status_words="Active")
    moves.relook(license, by=make.moderator())
    after = facts(part(profile_of(client, ada), "license"))
    assert after["Checked"] == ["1 December 2026, by two moderators"]
    assert after["Status at source"] == ["“Active”, as read on 1 December 2026"]
    assert after["Valid until"][0].startswith("31 March 2027")


def test_the_source_is_a_link_where_we_know_its_address(client: Client) -> None:
    ada = make.qualified()
    Issuer.objects.update(register_url="https://register.example.org/")
    article = part(profile_of(client, ada), "license")
    assert links(article) == {"Register of US-TX": "https://register.example.org/"}
    assert [text(link) for link in article.findall(".//a")] == ["Register of US-TX"] * 2
    license = ada.credentials.get(kind=Kind.LICENSE)
    license.checks.update(source="Entry 4471", source_url="https://register.example.org/4471")
    article = part(profile_of(client, ada), "license")
    assert links(article)["Entry 4471"] == "https://register.example.org/4471"


def test_a_license_at_document_level_is_not_called_read_on_a_register(client: Client) -> None:
    owner = make.qualified()
    make.verified(owner, Kind.LICENSE, level=Level.DOCUMENT, number="SECOND-1")
    article = part(profile_of(client, owner), "license")
    tags = [text(tag) for tag in article.findall(".//h4/../span")]
    assert tags == ["Confirmed by issuer", "Document seen"]
    assert text(article).count("None was recorded when we looked") == 1
    assert text(article).count("Read on the issuer’s own register") == 1


def test_an_answer_of_the_school_lifts_the_level_and_says_how(client: Client) -> None:
    ada = make.qualified()
    moves.withdraw(ada.credentials.get(kind=Kind.TRAINING), by=ada.account)
    claim = make.sent(ada, Kind.TRAINING, covers_skin_healing=False)
    for name in ("rea", "max"):
        moves.look(claim, by=make.moderator(name), level=Level.ISSUER, method=Method.ISSUER_REPLY)
    moves.verify(claim, by=make.moderator(), level=Level.ISSUER)
    page = profile_of(client, ada)
    assert level(page, "training") == ("short", "Topics missing")
    said = facts(part(page, "training"))
    assert said["Covers"] == ["Microneedling technique, Scalp anatomy"]
    assert said["Method"] == ["The issuer answered our question."]


def test_a_license_past_its_own_last_day_is_not_called_perhaps_valid(
    client: Client, frozen: Callable[[date], None]
) -> None:
    ada = make.qualified()
    frozen(date(2029, 1, 1))
    said = facts(part(profile_of(client, ada), "license"))
    assert (said["Expiry date on the register"], said["Expired"]) == (
        ["3 October 2028"], ["It held until 3 March 2027."],
    )  # fmt: skip

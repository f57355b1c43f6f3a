"""The method pages say what the Standard says: every number comes from its one source."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from directory.public import numbers
from practitioners import clock, standard
from practitioners.models import Listing
from practitioners.vocabulary import Criterion, Kind, Level, Topic, Worth
from practitioners.workflow import moves, profile
from tests import factories as make
from tests.public import profiles
from tests.public.pages import read, text

pytestmark = pytest.mark.django_db
PRINTED = (
    "LICENSE_LOOK_DAYS", "TRAINING_MONTHS", "INFECTION_CONTROL_MONTHS", "ATTESTATION_MONTHS", "TRACK_RECORD_MONTHS",
    "MEMBERSHIP_LOOK_DAYS", "EXPIRING_DAYS", "DETAILS_DAYS", "LISTED_DAYS", "MINIMUM_PRACTICE_MONTHS",
    "MINIMUM_TREATMENTS", "IDENTITY_MONTHS", "REFUSED_IDENTITY_DAYS", "PHOTOS_MONTHS", "VERSION",
)  # fmt: skip


def words(client: Client, path: str) -> str:
    """What the page says between header and footer."""
    return text(read(client, path).one("main"))


@pytest.mark.parametrize("name", PRINTED)
def test_changing_a_number_of_the_standard_changes_the_page(
    client: Client, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    assert "7653" not in words(client, "/how-we-check/")
    monkeypatch.setattr(standard, name, "7653" if name == "VERSION" else 7653)
    assert "7653" in words(client, "/how-we-check/")


ELSEWHERE = {
    "DETAILS_GRACE_DAYS",  # printed as LISTED_DAYS, its sum
    "DECLARATION_VERSION", "LETTERS_ALWAYS_DAYS", "LETTERS_MADE_UP_DAYS",  # said to practitioners
    "HOLD_MINUTES", "TARGET_HOURS_HARM", "TARGET_DAYS_LICENSE", "TARGET_DAYS", "SUSPENSION_REVIEW_DAYS",
    "LICENSE_RECHECK_DAYS", "RECHECK_AHEAD_DAYS",  # the desk's own targets
    "RULE_REVIEW_MONTHS", "RULE_REVIEW_MOST_MONTHS",  # and what its form for a rule offers
}  # fmt: skip


def test_no_number_of_the_standard_is_left_unprinted() -> None:
    numbers_there = {
        name for name, value in vars(standard).items() if name.isupper() and isinstance(value, int | str)
    }
    assert numbers_there - set(PRINTED) == ELSEWHERE


def test_the_page_names_every_criterion_its_level_and_every_topic(client: Client) -> None:
    page = read(client, "/how-we-check/")
    rows = page.all("ol[@class='six-rows']/li")
    said = [(row.attrib["id"], row.attrib["data-ev"], text(row.find(".//h3"))) for row in rows]
    assert said == [(c.value, standard.DEMANDS[c].level.key, str(c.label)) for c in Criterion]
    training = text(rows[1])
    assert [topic for topic in Topic if str(topic.label).lower() not in training] == []


def test_a_level_the_standard_asks_for_is_the_level_printed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = {**standard.DEMANDS, Criterion.TRAINING: standard.Demand(Criterion.TRAINING, Level.ISSUER)}
    monkeypatch.setattr(standard, "DEMANDS", changed)
    rows = read(client, "/how-we-check/").all("ol[@class='six-rows']/li")
    assert text(rows[1].find(".//span")) == "Confirmed by issuer"


def test_a_site_with_one_look_says_so(client: Client, settings: Any) -> None:
    settings.LOOKS_FOR_ISSUER = 2
    two = words(client, "/how-we-check/") + words(client, "/how-we-check/levels/")
    assert "needs 2 different moderators" in two
    assert "Two moderators read the issuer’s own register" in two
    settings.LOOKS_FOR_ISSUER = 1
    one = words(client, "/how-we-check/") + words(client, "/how-we-check/levels/")
    assert "This site has decided that one look is enough." in one
    assert ("Two moderators" in one, "2 different" in one) == (False, False)


def test_second_looks_are_told_as_the_site_is_set_up(client: Client, settings: Any) -> None:
    settings.LOOKS_FOR_ISSUER, settings.SECOND_CHECK_SHARE = 2, 37
    assert "So do about 37 in 100 of our other decisions" in words(client, "/how-we-check/")
    assert "At a later look one moderator reads it again." in words(client, "/how-we-check/levels/")
    settings.SECOND_CHECK_SHARE = 0
    none_drawn = words(client, "/how-we-check/")
    assert "in 100" not in none_drawn
    assert "a third one decides" in none_drawn
    settings.LOOKS_FOR_ISSUER = 1
    alone = words(client, "/how-we-check/") + words(client, "/how-we-check/levels/")
    assert [said for said in ("second moderator", "later look", "in 100") if said in alone] == []


def test_levels_explain_every_word_a_tag_can_say(client: Client) -> None:
    tags = read(client, "/how-we-check/levels/").all("li//span[@data-ev]")
    assert {tag.attrib["data-ev"] for tag in tags} == {*Worth.values, "short"}
    assert {text(tag) for tag in tags} >= {str(worth.label) for worth in Worth}


@pytest.mark.parametrize(
    "path",
    [
        "/how-we-check/",
        "/how-we-check/levels/",
        "/how-we-check/limits/",
        "/how-we-check/money/",
        "/for-practitioners/",
    ],
)
def test_method_pages_ask_the_database_nothing(
    client: Client, django_assert_num_queries: Any, path: str
) -> None:
    with django_assert_num_queries(0):
        read(client, path)


def figures(client: Client) -> dict[str, str]:
    """The numbers page as names and values."""
    page = read(client, "/numbers/")
    return {
        (row.find("dt").text or "").strip(): text(row.find("dd"))  # type: ignore[union-attr]
        for row in page.all("dl[@class='figures']/div")
    }


def test_our_numbers_are_counted_today(client: Client) -> None:
    make.qualified("Ada Stone")
    profiles.two_places()
    profiles.stated()
    profiles.lapsed()
    sue = make.qualified("Sue Stopped")
    profile.suspend(sue, by=make.moderator())
    said = figures(client)
    assert {name: said[name] for name in list(said)[:6]} == {
        "Practitioners in search": "3",
        "Meet the Standard in all six criteria": "2",
        "Places": "4",
        "Licenses confirmed by the issuer": "3",
        "Licenses expired or due for a new look": "1",
        "Suspended listings": "1",
    }
    assert Listing.objects.on(clock.today()).count() == 4


def test_our_work_counts_decisions_of_the_window_only(client: Client) -> None:
    with clock.at(clock.today() - timedelta(days=200)):
        make.qualified("Old Work")
    owner = make.practitioner("Ada Stone")
    for _ in range(3):
        make.verified(owner, Kind.TRAINING)
    moves.reject(make.sent(owner, Kind.TRAINING), by=make.moderator(), words="Not readable.")
    said = figures(client)
    assert (said["Claims shown after a check"], said["Claims not accepted"], said["Claims sent back for more"]) == (
        "3", "1", "0",
    )  # fmt: skip
    assert said["Median time from sending to decision"] == "under 1 working day"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0"),
        (9, "9"),
        (10, "about 10"),
        (14, "about 10"),
        (15, "about 20"),
        (996, "about 1,000"),
        (12349, "about 12,300"),
    ],
)
def test_numbers_are_rounded_from_ten(number: int, said: str) -> None:
    assert numbers.rounded(number) == said

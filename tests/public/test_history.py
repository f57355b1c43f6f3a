"""The public history: every verb has words, newest first, and nobody's name."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from directory.public import history
from practitioners import ledger
from practitioners.models import LedgerEvent
from practitioners.vocabulary import Kind, Verb
from practitioners.workflow import moves, profile
from tests import factories as make
from tests.public import profiles
from tests.public.pages import Page, read, text
from tests.public.profiles import part, profile_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 3)


def lines(page: Page) -> list[str]:
    """The entries as read."""
    return [text(item) for item in page.all("ol[@class='timeline']/li")]


def test_every_verb_has_words_without_a_placeholder_left(db: None) -> None:
    assert set(history.WORDS) == set(Verb)
    ada = make.practitioner()
    for verb in Verb:
        said = history.entry(ledger.record(ada, verb, kind=Kind.LICENSE.value)).words
        assert said
        assert "%" not in said
        bare = history.entry(ledger.record(ada, verb))
        assert "%" not in bare.words
        assert "None" not in bare.words


def test_only_steps_on_the_way_to_a_decision_are_folded() -> None:
    assert set(history.FOLDED) == {
        Verb.SUBMIT, Verb.RETURN, Verb.REJECT, Verb.LOOK, Verb.APPEAL, Verb.CONTEST, Verb.CASE_DISMISSED,
        Verb.EVIDENCE_VIEWED, Verb.CONFLICT_DECLARED, Verb.CONFLICT_LIFTED,
    }  # fmt: skip


def test_the_history_of_a_qualified_person_is_told_newest_first(
    client: Client, frozen: Callable[..., None]
) -> None:
    frozen(DAY)
    ada = make.qualified()
    profiles.stranger()
    page = read(client, f"/p/{ada.slug}/history/")
    assert text(page.one("h1")) == "History of Ada Stone"
    assert lines(page) == [
        "Page made public by the practitioner 3 November 2026",
        "Declarations signed by the practitioner 3 November 2026",
        "Identity checked 3 November 2026",
        "Track record shown Document seen. Valid until 3 November 2027 as decided then. 3 November 2026",
        "Aftercare shown Document seen. Valid until 3 November 2027 as decided then. 3 November 2026",
        "Consultation shown Document seen. Valid until 3 November 2027 as decided then. 3 November 2026",
        "Infection control shown Document seen. Valid until 4 September 2027 as decided then. 3 November 2026",
        "Training shown Document seen. Valid until 3 November 2029 as decided then. 3 November 2026",
        "License shown Confirmed by issuer. Valid until 3 March 2027 as decided then. 3 November 2026",
        "Address, hours and contact confirmed by the practitioner 3 November 2026",
    ]


def test_a_profile_shows_the_newest_five_and_the_way_to_the_rest(client: Client) -> None:
    ada = make.qualified()
    page = profile_of(client, ada)
    assert lines(page) == lines(read(client, f"/p/{ada.slug}/history/"))[:5]
    assert profiles.links(page.one("aside"))["All entries"] == f"/p/{ada.slug}/history/"
    owner = make.practitioner("Ben New")
    events = [ledger.record(owner, Verb.DETAILS_CONFIRMED) for _ in range(5)]
    found, more = history.latest(owner)
    assert ([entry.at for entry in found], more) == ([event.at for event in reversed(events)], False)


def test_pages_hold_25_and_others_do_not_exist(
    client: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    ada = make.qualified()
    for _ in range(50):
        ledger.record(ada, Verb.DETAILS_CONFIRMED)
    address = f"/p/{ada.slug}/history/"
    total = history.events(ada).count()
    with django_assert_num_queries(3):
        first = read(client, address)
    pages = [lines(first), lines(read(client, f"{address}?page=2")), lines(read(client, f"{address}?page=3"))]
    assert ([len(page) for page in pages], total) == ([25, 25, 10], 60)
    assert text(first.one("title")).startswith("History of Ada Stone (page 1 of 3)")
    for wrong in ("4", "0", "-1", "x", "1e9"):
        assert client.get(f"{address}?page={wrong}").status_code == 404, wrong


def test_what_nobody_could_see_is_not_told_later(client: Client) -> None:
    ada = make.qualified()
    before = lines(read(client, f"/p/{ada.slug}/history/"))
    moves.withdraw(make.draft(ada, Kind.TRAINING), by=ada.account)
    refused = make.sent(ada, Kind.TRAINING)
    moves.return_(refused, by=make.moderator(), words="Cannot be read.")
    moves.submit(refused, by=ada.account)
    moves.reject(refused, by=make.moderator(), words="Not the same person.")
    assert lines(read(client, f"/p/{ada.slug}/history/")) == before
    moves.withdraw(ada.credentials.get(kind=Kind.AFTERCARE), by=ada.account)
    after = lines(read(client, f"/p/{ada.slug}/history/"))
    assert after[0].startswith("Aftercare withdrawn by the practitioner")
    assert after[1:] == before


def test_of_identity_and_changes_to_the_page_only_their_check_is_told(client: Client) -> None:
    ada, rea = make.qualified(), make.moderator()
    before = lines(read(client, f"/p/{ada.slug}/history/"))
    moves.suspend(ada.credentials.get(kind=Kind.IDENTITY), by=rea, words="Not the same person.")
    moves.reject(make.sent(ada, Kind.AMENDMENT), by=rea, words="Not legible.")
    moves.withdraw(make.sent(ada, Kind.AMENDMENT), by=ada.account)
    ledger.record(ada, Verb.LOADED, kind=Kind.IDENTITY.value, after="submitted")
    assert lines(read(client, f"/p/{ada.slug}/history/")) == before
    make.verified(ada, Kind.AMENDMENT)
    ledger.record(
        ada, Verb.LOADED, kind=Kind.IDENTITY.value, after="verified", level="document", until="2036-01-01"
    )
    after = lines(read(client, f"/p/{ada.slug}/history/"))
    assert [line.rsplit(" ", 3)[0] for line in after[:2]] == [
        "Identity checked",
        "A change to the page was checked",
    ]
    assert after[2:] == before


def test_a_suspension_is_told_with_its_end(client: Client) -> None:
    ada = make.qualified()
    profile.suspend(ada, by=make.moderator())
    profile.reinstate(ada, by=make.moderator("max"))
    words = [entry.words for entry in history.latest(ada)[0]]
    assert words[:2] == ["Listing shown again after a suspension", "Listing suspended"]
    said = client.get(f"/p/{ada.slug}/history/").content.decode()
    assert [name for name in ("rea", "max") if f"{name}@example.org" in said] == []


def test_while_it_is_suspended_a_record_shows_its_evidence_in_no_history(client: Client) -> None:
    ada, ben = make.qualified(), make.qualified("Ben Moss")
    profile.suspend(ada, by=make.moderator())
    own = read(client, f"/p/{ada.slug}/history/")
    assert [line.rsplit(" ", 3)[0] for line in lines(own)[:5]] == [
        "Listing suspended", "Page made public by the practitioner", "Declarations signed by the practitioner",
        "Identity checked", "Track record shown",
    ]  # fmt: skip
    assert lines(profile_of(client, ada)) == lines(own)[:5]
    shown = [text(page.one("main")) for page in (own, profile_of(client, ada))]
    assert [word for word in ("Document seen", "Confirmed by", "Valid until") if word in "".join(shown)] == []
    assert "Document seen. Valid until" in "".join(lines(read(client, f"/p/{ben.slug}/history/")))
    profile.reinstate(ada, by=make.moderator("max"))
    assert lines(read(client, f"/p/{ada.slug}/history/"))[-2].startswith("License shown Confirmed by issuer.")


def test_an_event_of_another_engine_or_age_never_breaks_the_page(client: Client) -> None:
    ada = make.qualified()
    ledger.record(ada, Verb.LOADED, kind="license", level="issuer", until="not a day")
    ledger.record(ada, Verb.VERIFY, kind="fax", level="gold")
    said = [entry.words + "|" + entry.detail for entry in history.latest(ada)[0]]
    assert said[:2] == ["Record shown|", "License entered from earlier records|Confirmed by issuer"]
    assert LedgerEvent.objects.filter(practitioner=ada).count() > 8
    assert part(profile_of(client, ada), "license") is not None

"""The desk's other rooms: restrictions, expiries, the ledger in sight, reasons, people, statistics."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries

from practitioners import clock
from practitioners.models import (
    Case,
    Credential,
    LedgerEvent,
    Notice,
    Practitioner,
    Reason,
    Restriction,
)
from practitioners.standing.words import day
from practitioners.vocabulary import Kind, Level, NoticeKind, Role, Status, Verb
from tests import factories as make
from tests.desk.room import MAX, REA, browser, decide, page, proved, senior, taken, typed, upload
from tests.public.pages import text

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 9)
CASE_QUERIES = 28


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None], settings: Any) -> None:
    frozen(MONDAY)
    settings.SECOND_CHECK_SHARE = 0


@pytest.fixture
def ada() -> Practitioner:
    """Ada, public and qualified."""
    return make.qualified()


def test_a_restriction_is_recorded_as_type_dates_and_link_and_lifted(ada: Practitioner) -> None:
    license = ada.credentials.get(kind=Kind.LICENSE)
    renewal = make.sent(ada, Kind.LICENSE, renews=license)
    rea, mad = browser(REA), browser(MAX)
    case = taken(renewal, rea)
    said = {
        "type": "Probation", "touches_treatment": "yes", "starts_on_0": 1, "starts_on_1": 2, "starts_on_2": 2026,
        "source_url": "https://register.example.org/orders/1",
    }  # fmt: skip
    path = f"/desk/case/{case.ref}/restrictions/"
    assert (mad.get(path).status_code, mad.post(path, said).status_code) == (409, 409)
    assert rea.post(path, {**said, "starts_on_2": 2027}).status_code == 422
    assert rea.post(path, {**said, "lifted_on": "2026-01-01", "license": "1"}).status_code == 302
    kept = Restriction.objects.get()
    assert (kept.license, kept.type, kept.lifted_on) == (renewal, "Probation", None)
    assert mad.post(f"{path}{kept.pk}/lift/").status_code == 409
    assert rea.post(f"{path}{kept.pk}/lift/").status_code == 302
    kept.refresh_from_db()
    assert kept.lifted_on == MONDAY


def test_expiries_list_what_ends_within_sixty_days_and_what_ended(ada: Practitioner) -> None:
    kinds = (Kind.TRAINING, Kind.AFTERCARE, Kind.CONSULTATION, Kind.TRACK_RECORD)
    for kind, days in zip(kinds, (0, 60, 61, -1), strict=True):
        ada.credentials.filter(kind=kind).update(
            valid_from=date(2026, 1, 1), valid_until=MONDAY + timedelta(days=days)
        )
    ada.credentials.filter(kind__in=(Kind.LICENSE, Kind.INFECTION_CONTROL)).update(
        valid_until=date(2027, 1, 1)
    )
    shown = page(browser(REA), "/desk/expiries/")
    assert [text(each) for each in shown.all("tbody/tr/th")] == ["Track record", "Training", "Aftercare"]


def test_one_reminder_a_week_can_be_sent_by_hand(ada: Practitioner, frozen: Callable[[date], None]) -> None:
    claim = ada.credentials.get(kind=Kind.AFTERCARE)
    Credential.objects.filter(pk=claim.pk).update(valid_until=MONDAY + timedelta(days=20))
    rea, path = browser(REA), f"/desk/expiries/{claim.pk}/remind/"
    assert rea.post(path).status_code == 302
    again = rea.post(path)
    assert (again.status_code, b"within seven days" in again.content) == (409, True)
    assert Notice.objects.filter(kind=NoticeKind.EXPIRING).count() == 1
    frozen(MONDAY + timedelta(days=8))
    rea = browser(REA)
    assert rea.post(path).status_code == 302
    assert Notice.objects.filter(kind=NoticeKind.EXPIRING).count() == 2


def test_the_audit_shows_and_filters_events(ada: Practitioner) -> None:
    make.sent(make.practitioner("Sam Stranger"), Kind.AFTERCARE)
    rea = browser(REA)
    words = [text(each) for each in page(rea, "/desk/audit/?who=sam").all("td[@data-label='What']")]
    assert words == ["Aftercare: Sent Being checked"]
    published = page(rea, "/desk/audit/?verb=published").all("td[@data-label='Whose record']")
    assert [text(each) for each in published] == ["Ada Stone"]
    assert page(rea, "/desk/audit/?actor=rea@example.org&verb=submit").all("tbody/tr") == []
    assert page(rea, "/desk/audit/?since_0=10&since_1=3&since_2=2026").all("tbody/tr") == []
    assert len(page(rea, "/desk/audit/?until_0=9&until_1=3&until_2=2026&verb=verify").all("tbody/tr")) == 7
    assert rea.get("/desk/audit/?verb=nothing").status_code == 422
    for year in ("0001", "9999"):  # on their far side is no day to count from
        assert rea.get(f"/desk/audit/?since_0=1&since_1=1&since_2={year}").status_code == 422
        assert rea.get(f"/desk/audit/?until_0=31&until_1=12&until_2={year}").status_code == 422


def test_the_audit_is_read_in_pages_that_miss_nothing() -> None:
    for number in range(30):
        make.sent(make.practitioner(f"Person {number}"), Kind.LICENSE)
        make.place(make.practitioner(f"Other {number}"))
    rea, seen, path = browser(REA), [], "/desk/audit/"
    while path:
        shown = page(rea, path)
        seen += [text(each) for each in shown.all("td[@class='mono']")]
        older = shown.all("nav[@class='pager']/a[@rel='next']")
        path = f"/desk/audit/{older[0].attrib['href']}" if older else ""
    assert len(seen) == LedgerEvent.objects.count() > 50


def test_a_practitioners_page_tells_claims_cases_looks_views_and_messages(ada: Practitioner) -> None:
    claim = make.sent(ada, Kind.INSURANCE)
    rea = browser(REA)
    case = taken(claim, rea)
    decide(rea, case, **typed(claim, "return", words="Send the second page."))
    shown = "".join(page(rea, f"/desk/p/{ada.slug}/").document.itertext())
    for words in (
        "Insurance",
        case.ref,
        "Send the second page.",
        "License: Confirmed by issuer",
        "Page made public",
    ):
        assert words in shown, words


def test_a_practitioners_page_is_linked_only_where_there_is_one(ada: Practitioner) -> None:
    rea, unseen = browser(REA), make.practitioner("Una Seen")
    for person, linked in ((ada, [f"/p/{ada.slug}/"]), (unseen, [])):
        shown = page(rea, f"/desk/p/{person.slug}/")
        assert [
            a.attrib["href"] for a in shown.all("main//p/a") if a.attrib["href"].startswith("/p/")
        ] == linked
    said = "".join(shown.document.itertext())
    assert "Nobody has written anything yet." in said
    assert "Nobody has opened a file yet." in said


def test_the_ledger_speaks_of_days_and_ways_as_people_do(ada: Practitioner) -> None:
    said = "".join(page(browser(REA), f"/desk/p/{ada.slug}/").document.itertext())
    assert f"looked on: {day(clock.today())}" in said
    assert "Read on the issuer's own register" in said
    assert not re.search(r"\b\d{4}-\d\d-\d\d\b", said)


def test_a_senior_gives_a_reason_new_words_as_a_new_version() -> None:
    Reason.objects.all().delete()
    Reason.objects.create(code="N1", label="Name differs", text="Send proof.", written_at=clock.now())
    sia = browser(senior())
    assert "Send proof." in sia.get("/desk/reasons/").content.decode()
    assert sia.post("/desk/reasons/N1/", {"label": "Name differs", "text": ""}).status_code == 422
    sia.post(
        "/desk/reasons/N1/",
        {"label": "Name differs", "text": "Send one document.", "active": "", "code": "X9"},
    )
    kept = set(Reason.objects.values_list("code", "version", "text", "active"))
    assert kept == {("N1", 1, "Send proof.", False), ("N1", 2, "Send one document.", True)}
    assert sia.get("/desk/reasons/Z9/").status_code == 404


def test_of_two_seniors_at_one_reason_the_second_keeps_every_word() -> None:
    Reason.objects.create(code="N1", version=1, label="Name", text="One.", written_at=clock.now())
    sia, path = browser(senior()), "/desk/reasons/N1/"
    typed_in = {"label": "Name", "text": "Two.", "seen": "1"}
    assert sia.post(path, typed_in).status_code == 302
    late = sia.post(path, typed_in | {"text": "All my words."})
    words = late.content.decode()
    assert (late.status_code, "All my words." in words, "Two." in words) == (409, True, True)
    assert 'name="seen" value="2"' in words
    assert Reason.objects.get(active=True).text == "Two."
    assert sia.post(path, typed_in | {"text": "All my words.", "seen": "2"}).status_code == 302
    assert Reason.objects.get(active=True).text == "All my words."


def test_two_seniors_make_a_moderator() -> None:
    sia, tom = proved(senior("sia")), proved(senior("tom"))
    ben = make.account("ben@example.org")
    assert (
        sia.post("/desk/people/grant/", {"email": "nobody@example.org", "role": "moderator"}).status_code
        == 422
    )
    sia.post("/desk/people/grant/", {"email": "ben@example.org", "role": "moderator"})
    ben.refresh_from_db()
    assert ben.role == Role.MEMBER
    change = page(tom, "/desk/people/").all("form")[0].attrib["action"]
    assert sia.post(change).status_code == 403
    tom.post(change)
    ben.refresh_from_db()
    assert ben.role == Role.MODERATOR
    assert (
        browser(ben).post("/desk/people/grant/", {"email": "ben@example.org", "role": "senior"}).status_code
        == 404
    )
    tom.post(f"/desk/people/{ben.pk}/remove/")
    sia.post(page(sia, "/desk/people/").all("form")[0].attrib["action"])
    ben.refresh_from_db()
    assert ben.role == Role.MEMBER
    assert LedgerEvent.objects.filter(verb__in=(Verb.ROLE_GRANTED, Verb.ROLE_REMOVED)).count() == 2


def test_statistics_count_decisions_and_come_as_a_file_too(ada: Practitioner) -> None:
    claim = make.sent(ada, Kind.INSURANCE)
    rea = browser(REA)
    decide(rea, taken(claim, rea), **typed(claim, "return", words="More.", **{"ask-dates": "no"}))
    shown = "".join(page(rea, "/desk/stats/").document.itertext())
    assert "Ask for more" in shown
    sheet = rea.get("/desk/stats/desk.csv")
    assert sheet["Content-Type"].startswith("text/csv")
    assert "Ask for more,1,100 %" in sheet.content.decode()


@pytest.mark.parametrize("path", ["/desk/audit/", "/desk/expiries/", "/desk/stats/", "/desk/reasons/"])
def test_rooms_need_as_many_queries_for_one_as_for_many(
    path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    needed = {"/desk/audit/": 7, "/desk/expiries/": 6, "/desk/stats/": 13, "/desk/reasons/": 5}[path]
    rea = browser(REA)
    for count in (1, 2, 9):
        for _number in range(count):
            make.sent(make.practitioner(), Kind.AFTERCARE)
        rea.get(path)
        with django_assert_num_queries(needed):
            rea.get(path)


def test_expiries_need_as_many_queries_for_one_as_for_many(
    ada: Practitioner, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rea = browser(REA)
    for count in (1, 2, 37):
        for _number in range(count):
            Credential.objects.create(
                practitioner=ada, kind=Kind.MEMBERSHIP, status=Status.VERIFIED, level=Level.DOCUMENT,
                valid_from=MONDAY, valid_until=MONDAY + timedelta(days=20), checked_on=MONDAY,
            )  # fmt: skip
        rea.get("/desk/expiries/")
        with django_assert_num_queries(7):
            shown = page(rea, "/desk/expiries/")
    assert len(shown.all("tbody/tr")) == 40


def test_a_case_needs_as_many_queries_with_a_long_history(
    ada: Practitioner, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    license = ada.credentials.get(kind=Kind.LICENSE)
    claim = make.sent(ada, Kind.LICENSE, renews=license)
    rea = browser(REA)
    case = taken(claim, rea)
    for count in (1, 2, 20):
        for number in range(count):
            upload(claim, name=f"{count}-{number}.png")
            Restriction.objects.create(
                license=claim, type="Note", touches_treatment=False, starts_on=MONDAY, seen_on=MONDAY,
                source_url="https://register.example.org/",
            )  # fmt: skip
        rea.get(f"/desk/case/{case.ref}/")
        with django_assert_num_queries(CASE_QUERIES):
            rea.get(f"/desk/case/{case.ref}/")


def test_every_form_that_posts_carries_its_token(ada: Practitioner) -> None:
    renewal = make.sent(ada, Kind.LICENSE, renews=ada.credentials.get(kind=Kind.LICENSE))
    ada.credentials.filter(kind=Kind.AFTERCARE).update(valid_until=MONDAY + timedelta(days=20))
    rea, sia = browser(REA), browser(senior())
    case = taken(renewal, rea)
    paths = ("/desk/", f"/desk/case/{case.ref}/", f"/desk/case/{case.ref}/restrictions/", "/desk/expiries/")
    for client, path in [
        *((rea, path) for path in paths),
        (sia, "/desk/people/"),
        (sia, f"/desk/case/{case.ref}/"),
    ]:
        forms = [form for form in page(client, path).all("main//form") if form.attrib.get("method") == "post"]
        tokens = [form.find(".//input[@name='csrfmiddlewaretoken']") for form in forms]
        assert forms, path
        assert None not in tokens, path


def test_the_ledger_holds_after_a_day_at_the_desk(ada: Practitioner) -> None:
    claim = make.sent(ada, Kind.INSURANCE)
    rea = browser(REA)
    decide(rea, taken(claim, rea), **typed(claim))
    assert Case.objects.open().count() == 0
    call_command("verify_ledger", verbosity=0)

"""Every page of the desk, in the states it can have: valid, without dead links, in one language at a time."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from practitioners.models import Case, Practitioner, Restriction
from practitioners.vocabulary import CaseKind, CaseState, Kind
from practitioners.workflow import cases, moves, oversight
from tests import factories as make
from tests.desk.room import MAX, REA, browser, decide, page, proved, senior, taken, typed, upload
from tests.domain.desk import decided
from tests.public.validity import faults

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 9)
ROOMS = ("", "expiries/", "audit/", "reasons/", "people/", "stats/")


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None], settings: Any) -> None:
    frozen(MONDAY)
    settings.SECOND_CHECK_SHARE = 0


def every_kind(ada: Practitioner) -> None:
    """One open case of every kind of claim, and of every reason to look that a test can make."""
    for kind in Kind:
        upload(make.sent(make.practitioner(f"{kind.label} person"), kind), name=f"{kind}.png")
    one, other = (make.sent(make.practitioner(name), Kind.AFTERCARE) for name in ("One", "Other"))
    for claim in (one, other):
        cases.duplicates(upload(claim, name="shared.png"))
    refused = make.sent(make.practitioner("Cleo"), Kind.TRAINING)
    moves.reject(refused, by=make.moderator(MAX), words="It names somebody else.")
    moves.appeal(refused, by=refused.practitioner.account, words="It is my former name.")
    stopped = ada.credentials.get(kind=Kind.AFTERCARE)
    moves.suspend(stopped, by=make.moderator(MAX), words="A complaint.")
    moves.contest(stopped, by=ada.account, words="It was answered.")
    cases.open_case(ada.credentials.get(kind=Kind.LICENSE), CaseKind.RECHECK, about_until=MONDAY)
    make.sent(ada, Kind.LICENSE, renews=ada.credentials.get(kind=Kind.LICENSE))


def pages(client: Client, reader: str) -> Iterator[str]:
    """The address of every room and of every case this moderator may see; half of the cases in their hands."""
    yield from (f"/desk/{room}" for room in ROOMS if reader != REA or room != "people/")
    for case in Case.objects.visible_to(make.moderator(REA)).order_by("pk"):
        if case.pk % 2:
            client.post(f"/desk/case/{case.ref}/take/")
        yield f"/desk/case/{case.ref}/"


def links(shown: Any) -> set[str]:
    """Where the page's own links lead, without the viewer's and those out of the site."""
    found = {link.attrib["href"] for link in shown.all("main//a")}
    return {href for href in found if href.startswith("/")}


def test_every_page_is_valid_and_every_link_leads_somewhere() -> None:
    every_kind(make.qualified())
    rea = browser(REA)
    dead: dict[str, set[str]] = {}
    wrong: dict[str, list[str]] = {}
    followed: dict[str, int] = {}
    for path in pages(rea, REA):
        answer = rea.get(path, follow=True)
        assert answer.status_code == 200, path
        wrong[path] = sorted(set(faults(answer.content.decode())))
        for href in links(page(rea, answer.request["PATH_INFO"])):
            if href not in followed:
                found = rea.get(href, follow=True)
                followed[href] = found.status_code
                if found.streaming:
                    b"".join(found.streaming_content)  # read to its end, so that it is closed
            if followed[href] != 200:
                dead.setdefault(path, set()).add(href)
    assert {path: said for path, said in wrong.items() if said} == {}
    assert dead == {}
    assert len(wrong) > 20


def test_a_seniors_pages_are_valid_too() -> None:
    make.account("ben@example.org")
    sia = proved(senior())
    proved(senior("tom"))
    sia.post("/desk/people/grant/", {"email": "ben@example.org", "role": "moderator"})
    claim = make.sent(make.practitioner(), Kind.AFTERCARE)
    browser(REA).post(f"/desk/case/{Case.objects.get(credential=claim).ref}/know/")
    answers = [sia.get("/desk/people/"), sia.post("/desk/people/grant/", {"email": "x", "role": "king"})]
    assert [answer.status_code for answer in answers] == [200, 422]
    assert [sorted(set(faults(answer.content.decode()))) for answer in answers] == [[], []]


def test_confirm_problem_and_refusal_pages_are_valid() -> None:
    claim = make.sent(make.practitioner(), Kind.LICENSE)
    rea = browser(REA)
    case = taken(claim, rea)
    answers = [
        decide(rea, case, **typed(claim, "reject", words="No.")),
        decide(rea, case, **typed(claim, how="")),
        decide(rea, case, **typed(claim, **{"ask-name": "no"})),
        rea.post(f"/desk/case/{case.ref}/restrictions/", {}),
    ]
    assert [answer.status_code for answer in answers] == [200, 422, 409, 422]
    assert [sorted(set(faults(answer.content.decode()))) for answer in answers] == [[], [], [], []]


def test_an_appeal_goes_to_somebody_else_who_reads_what_was_said() -> None:
    ada = make.qualified()
    claim = ada.credentials.get(kind=Kind.AFTERCARE)
    moves.suspend(claim, by=make.moderator(MAX), words="A complaint.")
    moves.contest(claim, by=ada.account, words="It was answered in March.")
    case = Case.objects.get(credential=claim, kind=CaseKind.APPEAL)
    rea, mad = browser(REA), browser(MAX)
    assert mad.post(f"/desk/case/{case.ref}/take/").status_code == 403
    taken(claim, rea)
    shown = "".join(page(rea, f"/desk/case/{case.ref}/").document.itertext())
    assert "It was answered in March." in shown
    preview = decide(rea, case, **typed(claim, "uphold", words="The sheet names no contact.", act="preview"))
    assert b"Still suspended" in preview.content or b"still" in preview.content
    assert decide(rea, case, **typed(claim, "reinstate", words="The sheet is complete.")).status_code == 302
    claim.refresh_from_db()
    assert claim.get_status_display() == "Shown"


def test_a_suspension_is_read_first_acts_at_once_and_goes_to_a_second_person() -> None:
    ada = make.qualified()
    license = ada.credentials.get(kind=Kind.LICENSE)
    case = cases.open_case(license, CaseKind.RECHECK, about_until=MONDAY)
    rea = browser(REA)
    rea.post(f"/desk/case/{case.ref}/take/")
    said = typed(
        license,
        "suspend",
        words="The register says revoked.",
        review_on_0=12,
        review_on_1=3,
        review_on_2=2026,
    )
    assert decide(rea, case, **{**said, "review_on_0": ""}).status_code == 422
    shown = decide(rea, case, **said)
    assert "License: Suspended" in shown.content.decode()
    assert "12 March 2026" in shown.content.decode()
    assert decide(rea, case, **{**said, "act": "confirm"}).status_code == 302
    license.refresh_from_db()
    case.refresh_from_db()
    assert (license.get_status_display(), case.state) == ("Suspended", CaseState.SECOND)


def test_what_was_typed_stays_when_the_hold_was_lost() -> None:
    claim = make.sent(make.practitioner(), Kind.AFTERCARE)
    rea = browser(REA)
    case = taken(claim, rea)
    cases.hand_back(case, by=make.moderator(REA))
    cases.take(case, by=make.moderator(MAX))
    answer = decide(rea, case, **typed(claim, words="Half an hour of work."))
    assert answer.status_code == 409
    assert b"Half an hour of work." in answer.content
    assert b"You do not hold this case any more." in answer.content


def test_a_hold_that_ran_out_and_that_nobody_took_goes_on(frozen: Callable[[date], None]) -> None:
    claim = make.sent(make.practitioner(), Kind.AFTERCARE)
    rea = browser(REA)
    case = taken(claim, rea)
    frozen(MONDAY + timedelta(days=1))
    assert decide(browser(REA), case, **typed(claim)).status_code == 302
    claim.refresh_from_db()
    assert claim.get_status_display() == "Shown"


def test_the_public_page_changes_in_that_moment(client: Client) -> None:
    ada = make.qualified()
    license = ada.credentials.get(kind=Kind.LICENSE)
    renewal = make.sent(ada, Kind.LICENSE, renews=license, number="NEW-7777")
    case = Case.objects.get(credential=renewal)
    decided(case, REA, level=3, expires_on=renewal.license.expires_on)
    assert "7777" not in client.get(f"/p/{ada.slug}/").content.decode()
    mad = browser(MAX)
    taken(renewal, mad)
    decide(mad, case, **typed(renewal))
    assert "7777" in client.get(f"/p/{ada.slug}/").content.decode()


def test_a_recorded_restriction_is_on_the_bench_and_on_the_page(client: Client) -> None:
    ada = make.qualified()
    license = ada.credentials.get(kind=Kind.LICENSE)
    oversight.record_restriction(
        license, by=make.moderator(MAX), type="Probation", touches_treatment=True, starts_on=MONDAY,
        source_url="https://register.example.org/1",
    )  # fmt: skip
    case = cases.open_case(license, CaseKind.RECHECK, about_until=MONDAY)
    rea = browser(REA)
    rea.post(f"/desk/case/{case.ref}/take/")
    rea.post(f"/desk/case/{case.ref}/restrictions/{Restriction.objects.get().pk}/lift/")
    assert "No longer shown since 9 March 2026" in rea.get(f"/desk/case/{case.ref}/").content.decode()

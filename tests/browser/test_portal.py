"""A practitioner's record in a browser: from nothing to a public page without scripts, and what scripts add."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, expect
from pytest_django.plugin import DjangoDbBlocker

from practitioners import clock
from practitioners.intake import drafts
from practitioners.models import Credential, Practitioner
from practitioners.vocabulary import Criterion, Kind, Level, Status, Visibility
from practitioners.workflow import moves
from tests import factories as make
from tests.accounts import people
from tests.browser import filling
from tests.browser.record import Typist, let_in, paper
from tests.browser.visit import Visit, visiting

pytestmark = pytest.mark.browser
NAME = "Nora Newcomb"
MOST = {"pages": 75, "fields": 75, "keys": 450, "choices": 20, "files": 7}
"""What our notes say a whole record takes, from sign-up to a public page; choices and files are fields too."""


@pytest.fixture
def written(site: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The site, to write into; what these tests leave is flushed with the directory."""
    # No transaction around the test: on SQLite it would lock the server out.
    with django_db_blocker.unblock():
        cache.clear()
        yield site
        cache.clear()


@pytest.mark.django_db
def test_a_stranger_is_led_to_the_sign_in(site: str, browser: Browser) -> None:
    # Reads only, so it may hold a transaction; its mark is what asks for a database for all of these.
    with visiting(browser, site) as visit:
        visit.open("/my/")
        expect(visit.tab.get_by_role("heading", level=1)).to_have_text("Sign in")
        assert visit.heard == []


def test_without_scripts_a_newcomer_gets_from_nothing_to_a_public_page(
    written: str, browser: Browser
) -> None:
    with visiting(browser, written, width=360, java_script_enabled=False) as visit:
        typist = Typist(visit.tab)
        _join(visit, typist)
        for fill in filling.EVERYTHING:
            fill(typist)
        _send_all(typist)
        person = Practitioner.objects.get(public_name=NAME)
        _being_checked(visit, person)
        _checked(person)
        _publish(typist)
        assert {what: n for what, n in typist.did.items() if n > MOST[what]} == {}
        assert visit.heard == []
    with visiting(browser, written, width=360, java_script_enabled=False) as visit:
        _public(visit, person)
        assert visit.heard == []


def _join(visit: Visit, typist: Typist) -> None:
    visit.open("/accounts/signup/")
    typist.type("E-mail address", "nora@example.org")
    typist.type("Password", people.PASSWORD)
    typist.press("Make an account")
    typist.heading("Confirm your e‑mail address")
    typist.type("Code from the letter", people.code())
    typist.press("Confirm")
    typist.heading("Before you start")
    typist.type("Name clients know you by", NAME)
    typist.select("Profession", "Esthetician")
    typist.choose("Deepest needles you use on the scalp", "Up to 0.5 mm")
    typist.press("Open my record")
    typist.heading(f"Your record, {NAME}")


def _send_all(typist: Typist) -> None:
    typist.tab.get_by_role("link", name="Check and send").click()
    typist.heading("Check and send")
    expect(typist.tab.get_by_label(re.compile(r"^\s*Send this"))).to_have_count(7)
    typist.press("Send what is ticked")
    expect(typist.tab.get_by_text("7 items sent.")).to_be_visible()


def _being_checked(visit: Visit, person: Practitioner) -> None:
    """What the pages of all claims say meanwhile; read in another window, which is not counted."""
    other = Visit(visit.tab.context.new_page(), visit.site)
    for pk in person.credentials.values_list("pk", flat=True):
        assert other.open(f"/my/claims/{pk}/") == 200
        expect(other.tab.locator("main header .level")).to_have_text("Being checked")
    assert other.heard == []


def _checked(person: Practitioner) -> None:
    """The moderators' part, by their verbs."""
    claims = list(Credential.objects.filter(practitioner=person).order_by("pk"))
    assert [claim.status for claim in claims] == [Status.SUBMITTED] * 7
    for claim in claims:
        level = Level.ISSUER if claim.kind == Kind.LICENSE else Level.DOCUMENT
        make.looked(claim, "rea", "max", level=level)
        moves.verify(claim, by=make.moderator("rea"), level=level)


def _publish(typist: Typist) -> None:
    typist.follow("Your record")
    typist.press("Make my page public")
    expect(typist.tab.get_by_text("Your page is public.", exact=True)).to_be_visible()


def _public(visit: Visit, person: Practitioner) -> None:
    """What a stranger sees."""
    tab = visit.tab
    visit.open("/find/?q=78701")
    tab.locator("#results").get_by_role("link", name=NAME, exact=True).click()
    expect(tab).to_have_url(re.compile(f"/p/{person.slug}/"))
    shown = tab.locator("article.claim").evaluate_all("all => all.map(one => [one.id, one.dataset.ev])")
    assert shown == [[one.value, "issuer" if one == Criterion.LICENSE else "document"] for one in Criterion]
    person.refresh_from_db()
    assert person.visibility == Visibility.PUBLIC


@pytest.fixture
def owner(written: str) -> Practitioner:
    """Somebody with a place, whose page is not public."""
    person = make.practitioner("Tess Twice")
    make.place(person)
    return person


@contextmanager
def at_desk(browser: Browser, site: str, person: Practitioner) -> Iterator[Visit]:
    """A tab with scripts in which this person is signed in, on their task list."""
    with visiting(browser, site) as visit:
        let_in(visit.tab, site, person.account)
        assert visit.open("/my/") == 200
        yield visit


def test_with_scripts_an_upload_is_followed_and_one_claim_sent(
    written: str, browser: Browser, owner: Practitioner
) -> None:
    with at_desk(browser, written, owner) as visit:
        typist, tab = Typist(visit.tab), visit.tab
        filling.course(typist)
        network = tab.context.new_cdp_session(tab)
        network.send("Network.enable")
        slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 150_000}
        network.send("Network.emulateNetworkConditions", slow)
        typist.attach("certificate.jpg", paper("Certificate of Tess", "JPEG", grain=60))
        typist.press("Send this file")
        expect(tab.get_by_role("status")).to_have_text("Sending the file")
        tab.wait_for_function("() => document.querySelector('progress')?.value > 0")
        typist.read("certificate.jpg")
        typist.follow("Go to your answers")
        typist.press("Send this one")
        expect(tab.get_by_text("Sent. You get a letter when it is decided.", exact=True)).to_be_visible()
        assert [claim.status for claim in owner.credentials.all()] == [Status.SUBMITTED]
        assert visit.heard == []


def test_with_scripts_an_upload_that_fails_or_is_refused_is_told(
    written: str, browser: Browser, owner: Practitioner
) -> None:
    claim = drafts.start(owner, Kind.AFTERCARE, by=owner.account)
    with at_desk(browser, written, owner) as visit:
        typist, tab = Typist(visit.tab), visit.tab
        visit.open(f"/my/claims/{claim.pk}/evidence/")
        typist.attach("sheet.pdf", b"no document at all")
        typist.press("Send this file")
        expect(tab.locator("#problems")).to_be_focused()
        assert tab.title().startswith("Error: ")
        tab.route("**/evidence/", lambda route: route.abort())
        typist.attach("sheet.pdf", paper("A sheet"))
        typist.press("Send this file")
        expect(tab.get_by_role("status")).to_have_text("The file did not arrive. Try again.")
        tab.unroute("**/evidence/")
        typist.press("Send this file")
        typist.read("sheet.pdf")


def test_a_lapsing_license_is_renewed_in_three_pages(
    written: str, browser: Browser, owner: Practitioner
) -> None:
    make.scope_rule()
    lapsing = make.verified(owner, Kind.LICENSE, expires_on=clock.today() + timedelta(days=9))
    with at_desk(browser, written, owner) as visit:
        visit.open("/my/renewals/")
        typist = Typist(visit.tab)
        typist.press("Renew")
        typist.heading("What is new")
        typist.day("Valid until", "14 11 2029")
        typist.press("Save and go on")
        typist.follow("Go on without a document")
        expect(visit.tab.get_by_role("heading", name="Check your answers")).to_be_visible()
        pages = typist.did["pages"]
        typist.press("Send this one")
        expect(
            visit.tab.get_by_text("Sent. You get a letter when it is decided.", exact=True)
        ).to_be_visible()
        assert pages == 3
        assert visit.heard == []
    renewal = lapsing.renewals.get()
    assert (renewal.status, str(renewal.license.expires_on)) == (Status.SUBMITTED, "2029-11-14")


def test_a_claim_is_taken_back_on_a_page_that_says_what_follows(
    written: str, browser: Browser, owner: Practitioner
) -> None:
    claim = make.sent(owner, Kind.CONSULTATION)
    with at_desk(browser, written, owner) as visit:
        visit.open(f"/my/claims/{claim.pk}/")
        typist = Typist(visit.tab)
        typist.follow("Withdraw this")
        typist.press("Withdraw it")
        expect(visit.tab.get_by_text("Withdrawn. It counts no longer.", exact=True)).to_be_visible()
        assert visit.heard == []
    claim.refresh_from_db()
    assert claim.status == Status.WITHDRAWN


def test_of_two_windows_the_second_is_told_and_nothing_is_lost(
    written: str, browser: Browser, owner: Practitioner
) -> None:
    claim = drafts.start(owner, Kind.CONSULTATION, by=owner.account)
    path = f"/my/claims/{claim.pk}/asked/"
    with at_desk(browser, written, owner) as visit:
        first, other = visit, Visit(visit.tab.context.new_page(), visit.site)
        for window, asks in ((first, "History"), (other, "Medicines")):
            window.open(path)
            window.tab.get_by_label("What do you ask about?").fill(asks)
            window.tab.get_by_label("Who do you turn away or send to a doctor first?").fill("Infections")
        for window in (first, other):
            window.tab.get_by_role("button", name="Save and go on").click()
        expect(first.tab.get_by_role("heading", level=1)).to_have_text("Sign your statement")
        expect(other.tab.locator("#problems")).to_contain_text("Both versions are below")
        expect(other.tab.locator("#theirs")).to_contain_text("History")
        expect(other.tab.get_by_label("What do you ask about?")).to_have_value("Medicines")
        other.tab.get_by_role("button", name="Save and go on").click()
        expect(other.tab.get_by_role("heading", level=1)).to_have_text("Sign your statement")
        assert first.heard == other.heard == []
    claim.refresh_from_db()
    assert drafts.answers(claim) == {"asks_about": "Medicines", "turns_away": "Infections"}

"""The desk in a browser: five decisions without scripts, and a renewal by a dozen keys."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client, override_settings
from playwright.sync_api import Browser, Page, expect
from pytest_django.plugin import DjangoDbBlocker

from practitioners import checklists
from practitioners.models import Account, Case, Credential, ScopeRule
from practitioners.vocabulary import Depth, Kind
from practitioners.workflow import cases
from tests import factories as make
from tests.accounts import people
from tests.browser.desk_rooms import renewal
from tests.browser.visit import Visit, visiting
from tests.desk.room import senior

pytestmark = pytest.mark.browser
KEYS = 12


@pytest.fixture
def desk(site: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The site, with nothing in the queue. What these tests write is flushed with the directory."""
    # No transaction around the test: on SQLite it would lock the server out.
    with django_db_blocker.unblock(), override_settings(SECOND_CHECK_SHARE=0):
        Case.objects.all().delete()
        yield site
        Case.objects.all().delete()


def enter(visit: Visit, who: str | Account = "desk-rea") -> None:
    """Sign this browser in as a moderator, or as this account, with a second step."""
    client = Client()
    people.enter(client, make.moderator(who) if isinstance(who, str) else who)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    visit.tab.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": visit.site}])


def answer_all(tab: Page, answer: str) -> None:
    """The same answer to every question."""
    for question in tab.locator("fieldset.ask").all():
        question.get_by_label(answer, exact=True).check()


@pytest.mark.django_db
def test_the_desk_is_not_for_visitors(site: str, browser: Browser) -> None:
    # Reads only, so it may hold a transaction; its mark is what asks for a database for all of these.
    with visiting(browser, site) as visit:
        visit.open("/desk/")
        expect(visit.tab.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_clean_renewal_takes_a_dozen_keys_from_the_queue_to_the_next_case(
    desk: str, browser: Browser
) -> None:
    claim = renewal()
    Case.objects.filter(credential=claim).update(harm=True)
    following = make.sent(make.practitioner("Desk Next"), Kind.AFTERCARE)
    with visiting(browser, desk) as visit:
        enter(visit)
        tab = visit.tab
        visit.open("/desk/?done")
        keys = ["Enter", "1", *("y" for _question in checklists.of(claim).questions), "1", "1", "Enter"]
        assert len(keys) == KEYS
        tab.keyboard.press(keys[0])
        expect(tab).to_have_url(re.compile(r"/desk/case/C-\d+/\?start"))
        for key in keys[1:]:
            tab.keyboard.press(key)
        expect(tab.get_by_role("heading", level=1)).to_have_text("Aftercare, new claim: Desk Next")
        assert visit.heard == []
    case = Case.objects.get(credential=claim)
    opinion = case.opinions.get()
    assert (opinion.decision, opinion.status_words, opinion.expires_on) == (
        "verify", "Active", claim.license.expires_on,
    )  # fmt: skip
    assert Case.objects.get(credential=following).held_by == make.moderator("desk-rea")


@pytest.mark.parametrize("scripts", [True, False])
def test_turning_a_page_keeps_what_was_answered(desk: str, browser: Browser, scripts: bool) -> None:
    claim = renewal()
    case = cases.take(Case.objects.get(credential=claim), by=make.moderator("desk-rea"))
    with visiting(browser, desk, java_script_enabled=scripts) as visit:
        enter(visit)
        tab = visit.tab
        visit.open(f"/desk/case/{case.ref}/")
        answer_all(tab, "Yes")
        tab.get_by_label("In your own words").fill("Half a sentence")
        tab.get_by_role("button", name="license.png", exact=True).click()
        tab.get_by_role("button", name="Page 2", exact=True).click()
        expect(tab.locator("#viewer .bar [aria-current]").last).to_have_text("Page 2")
        expect(tab.get_by_label("In your own words")).to_have_value("Half a sentence")
        expect(tab.locator("fieldset.ask input:checked")).to_have_count(7)
        assert visit.heard == []


def test_a_newcomer_decides_five_cases_of_different_kinds_without_scripts(
    desk: str, browser: Browser
) -> None:
    kinds = (Kind.TRAINING, Kind.AFTERCARE, Kind.CONSULTATION, Kind.AMENDMENT, Kind.INSURANCE)
    claims = [make.sent(make.practitioner(f"Desk {kind.label}"), kind) for kind in kinds]
    chosen = ("Approve", "Ask for more", "Reject", "Approve", "Approve")
    with visiting(browser, desk, java_script_enabled=False) as visit:
        enter(visit, "desk-new")
        tab = visit.tab
        visit.open("/desk/")
        for claim, decision in zip(claims, chosen, strict=True):
            tab.get_by_role("link", name=re.compile(f"^{claim.get_kind_display()}|^Change")).first.click()
            tab.get_by_role("button", name="Take this case").click()
            answer_all(tab, "Yes" if decision == "Approve" else "Can’t tell")
            if (agree := tab.get_by_label("All I read says what is claimed")).count():
                agree.check()
            tab.get_by_label(re.compile(rf"^\s*{decision}")).check()
            if decision != "Approve":
                tab.get_by_label("In your own words").fill("The sheet cannot be read.")
            tab.get_by_role("button", name="Decide", exact=True).click()
            if decision == "Reject":
                expect(tab.locator(".letter")).to_contain_text("The sheet cannot be read.")
                tab.get_by_role("button", name="Confirm: Reject").click()
            expect(tab.locator(".note").first).to_contain_text("C-")
        assert visit.heard == []
    stands = [Credential.objects.get(pk=claim.pk).status for claim in claims]
    assert stands == ["verified", "returned", "rejected", "verified", "verified"]


def test_a_senior_lets_a_rule_count_without_scripts(desk: str, browser: Browser) -> None:
    rule = make.scope_rule("US-WY", depths=(Depth.FROM_15,), confirmed=False)[0]
    with visiting(browser, desk, java_script_enabled=False) as visit:
        enter(visit, senior("desk-sia"))
        tab = visit.tab
        visit.open("/desk/scope/?law=US-WY&stands=unconfirmed")
        tab.get_by_role("link", name=re.compile("1.5 mm or more")).click()
        tab.get_by_role("link", name="Confirm this reading").click()
        tab.get_by_role("button", name="Let it count").click()
        expect(tab.locator(".note").first).to_contain_text("It counts from now on.")
        assert visit.heard == []
    assert ScopeRule.objects.get(jurisdiction=rule.jurisdiction, depth=Depth.FROM_15).confirmed_on

"""The task list: what clients see, what to do, most urgent first, and the same number of queries for any record."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from practitioners import listings, standard
from practitioners.intake import drafts
from practitioners.models import Credential, Place, Practitioner, Supervision
from practitioners.vocabulary import Criterion, Kind, Level, Visibility
from practitioners.workflow import moves, profile
from tests import factories as make
from tests.portal import page
from tests.public.pages import Page, read, text
from tests.public.validity import faults

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 3)


@pytest.fixture(autouse=True)
def _third_of_november(frozen: Callable[[date], None]) -> None:
    frozen(DAY)


def tasks_of(person: Practitioner) -> Page:
    """Their task list."""
    return read(page.owner(person), "/my/")


def todos(shown: Page) -> list[tuple[str, str]]:
    """The things to do: what the link says, and where it leads."""
    links = shown.all("ol/li/a")
    return [(text(link), link.attrib["href"]) for link in links]


def rows(shown: Page, key: str) -> list[tuple[str, str, str]]:
    """The rows under one heading: title, tone and words of the mark."""
    listed = shown.all(f"section[@aria-labelledby='{key}-h']/ul[@class='tasks']/li")
    return [
        (text(row.find("div/a")), row.find("span[@class='level']").attrib["data-ev"], text(row.find("span")))  # type: ignore[union-attr]
        for row in listed
    ]


def test_a_visitor_is_sent_to_sign_in_and_a_member_without_a_record_to_the_start() -> None:
    assert Client().get("/my/")["Location"] == "/accounts/login/?next=/my/"
    assert page.signed_in(make.account()).get("/my/")["Location"] == "/my/start/"


def test_a_new_record_says_what_is_missing_with_the_way_to_each() -> None:
    ben = make.practitioner("Ben Draft")
    make.qualified("Sam Stranger")
    shown = tasks_of(ben)
    assert text(shown.one("h1")) == "Your record, Ben Draft"
    assert "Your page is not public yet. Once it is, clients will see: 6 not provided." in text(
        shown.one("main")
    )
    assert todos(shown) == [
        ("Answer “Training”", "/my/training/"),
        ("Answer “Infection control”", "/my/infection-control/"),
        ("Answer “Consultation”", "/my/consultation/"),
        ("Answer “Aftercare”", "/my/aftercare/"),
        ("Add a place", "/my/places/add/"),
        ("Your identity must be checked first", "/my/identity/"),
        ("Sign the declarations", "/my/declarations/"),
    ]
    assert [text(heading) for heading in shown.all("section/h2")] == [
        "7 things to do", "About you", "1. License", "2. Training", "3. Infection control", "4. Consultation",
        "5. Aftercare", "6. Track record", "Places", "Photos", "Extras, outside the six", "What happens next",
    ]  # fmt: skip
    assert rows(shown, "training") == [("Training", "none", "Not provided")]
    assert "Training: not provided." not in text(shown.one("main"))
    assert "What would raise this? Send your course certificates." in text(shown.one("main"))
    assert "Sam" not in text(shown.one("main"))


def test_a_qualified_record_has_nothing_to_do() -> None:
    ada = make.qualified()
    shown = tasks_of(ada)
    words = text(shown.one("main"))
    assert "Your page is public. Clients see: 1 confirmed by issuer, 5 documents seen." in words
    assert "Nothing to do now." in words
    assert "%" not in words
    assert [cell.attrib["data-ev"] for cell in shown.all("div[@class='meter']/i")] == [
        "issuer",
        *["document"] * 5,
    ]
    assert rows(shown, "license") == [("License", "issuer", "Confirmed by issuer")]
    assert rows(shown, "you") == [
        ("Identity", "document", "Checked"),
        ("About you", "none", "Not started"),
        ("Portrait", "none", "Not started"),
        ("Declarations", "document", "Signed 3 Nov 2026"),
    ]


def test_rows_speak_to_the_owner(frozen: Callable[[date], None]) -> None:
    def hint(shown: Page, key: str) -> str:
        return text(shown.all(f"section[@aria-labelledby='{key}-h']//span[@class='hint']")[0])

    ada, ben = make.qualified(), make.practitioner("Ben Draft")
    make.sent(ben, Kind.CONSULTATION)
    stated = tasks_of(ben)
    assert rows(stated, "consultation")[0] == ("Consultation", "statement", "Your own statement")
    assert hint(stated, "consultation") == "No moderator has checked it."
    frozen(DAY + timedelta(days=400))
    shown = tasks_of(ada)
    assert [hint(shown, key) for key in ("license", "training", "infection_control")] == [
        "The register was last read on 3 November 2026.",
        "Looked at on 3 November 2026. Holds until 3 November 2029.",
        "It held until 4 September 2027.",
    ]
    words = text(shown.one("main")) + text(stated.one("main"))
    assert "What would raise this? Renew it: send the new date and file." in words
    assert [word for word in ("their own", "Their own", "this:") if word in words] == []


def test_the_most_urgent_comes_first(frozen: Callable[[date], None]) -> None:
    ada = make.qualified()
    place = ada.places.get()
    insurance = make.verified(ada, Kind.INSURANCE, ends_on=DAY + timedelta(days=20))
    suspended = moves.suspend(make.verified(ada, Kind.MEMBERSHIP), by=make.moderator(), words="It ended.")
    reply = moves.return_(make.sent(ada, Kind.TRAINING), by=make.moderator("max"), words="Which hours?")
    draft = make.draft(ada, Kind.AFTERCARE)
    eve = make.practitioner("Eve Junior")
    Supervision.objects.create(
        license=make.sent(eve, Kind.LICENSE), supervisor=ada, place=make.place(eve, practice_name="Oak Room")
    )
    Place.objects.update(details_confirmed_on=DAY - timedelta(days=80))
    assert todos(tasks_of(ada)) == [
        ("Reply about “Scalp microneedling”", f"/my/claims/{reply.pk}/"),
        ("Read why “A voluntary register” is suspended", f"/my/claims/{suspended.pk}/"),
        ("Renew “An insurer”", f"/my/claims/{insurance.pk}/"),
        ("Confirm the details of Fern Studio, Austin", f"/my/renewals/#place-{place.pk}"),
        ("Finish and send “Aftercare”", f"/my/claims/{draft.pk}/"),
        ("Answer Eve Junior, who names you as supervisor at Oak Room, Austin", "/my/supervision/"),
    ]
    words = text(tasks_of(ada).one("main"))
    assert "A moderator asked for more on 3 November 2026." in words
    assert "It runs out in 20 days, on 23 November 2026." in words
    assert (
        "Due on 13 November 2026. Without it the place is not found in search from 26 December 2026." in words
    )


def test_a_renewal_that_was_sent_asks_for_nothing_more() -> None:
    ada = make.qualified()
    ending = make.verified(ada, Kind.INSURANCE, ends_on=DAY + timedelta(days=9))
    renewal = drafts.renew(ending, by=ada.account)  # type: ignore[arg-type]
    assert todos(tasks_of(ada)) == [("Finish the renewal of “An insurer”", f"/my/claims/{renewal.pk}/")]
    Credential.objects.filter(pk=renewal.pk).delete()
    make.sent(ada, Kind.INSURANCE, renews=ending)
    assert todos(tasks_of(ada)) == []


def test_what_our_own_look_ends_asks_the_practitioner_for_nothing(frozen: Callable[[date], None]) -> None:
    ada = make.qualified()
    frozen(DAY + timedelta(days=standard.LICENSE_LOOK_DAYS - 5))
    Place.objects.update(details_confirmed_on=DAY + timedelta(days=standard.LICENSE_LOOK_DAYS - 6))
    shown = tasks_of(ada)
    assert rows(shown, "license") == [("License", "expiring", "Check due soon")]
    assert todos(shown) == []


def test_places_that_differ_have_a_license_row_each() -> None:
    ada = make.qualified()
    make.place(ada, law="US-OK", practice_name="Oak Room", locality="Tulsa")
    assert rows(tasks_of(ada), "license") == [
        ("License at Fern Studio, Austin", "issuer", "Confirmed by issuer"),
        ("License at Oak Room, Tulsa", "short", "Licensed for another place"),
    ]
    make.place(ada, practice_name="Elm Room")
    assert len(rows(tasks_of(ada), "training")) == 1


def test_a_page_that_has_everything_can_be_made_public() -> None:
    ada = make.qualified()
    profile.close(ada, by=ada.account)  # type: ignore[arg-type]
    browser = page.owner(ada)
    assert "Make my page public" in text(read(browser, "/my/").one("main"))
    assert page.stranger().post("/my/publish/").status_code == 409  # their own record, which lacks everything
    assert browser.get("/my/publish/").status_code == 405
    assert browser.post("/my/publish/")["Location"] == "/my/"
    ada.refresh_from_db()
    assert ada.visibility == Visibility.PUBLIC
    assert "Make my page public" not in text(read(browser, "/my/").one("main"))


def test_publishing_too_early_lists_what_is_missing_with_links() -> None:
    ben = make.practitioner("Ben Draft")
    make.place(ben)
    for criterion in (
        Criterion.TRAINING,
        Criterion.INFECTION_CONTROL,
        Criterion.CONSULTATION,
        Criterion.AFTERCARE,
    ):
        make.sent(ben, criterion)
    answer = page.owner(ben).post("/my/publish/")
    assert answer.status_code == 409
    assert answer.content.decode().count("<title>Error: Your record") == 1
    assert [(each.sentence, each.href) for each in answer.context["problems"]] == [
        ("Your identity must be checked first.", "/my/identity/"),
        ("Sign the declarations.", "/my/declarations/"),
        ("Your license must be confirmed by its issuer first.", "/my/license/"),
    ]
    ben.refresh_from_db()
    assert ben.visibility == Visibility.DRAFT


def test_the_menu_counts_what_ends_and_what_was_not_sent() -> None:
    ada = make.qualified()
    make.verified(ada, Kind.INSURANCE, ends_on=DAY + timedelta(days=9))
    make.draft(ada, Kind.AFTERCARE)
    make.draft(make.practitioner("Sam Stranger"), Kind.AFTERCARE)
    links = tasks_of(ada).all("nav[@class='sidenav']//a")
    assert [(text(link), link.attrib["href"]) for link in links] == [
        ("Your record", "/my/"), ("Renewals 1 to do", "/my/renewals/"), ("Send changes 1 not sent", "/my/send/"),
        ("Account", "/my/account/"),
    ]  # fmt: skip


def test_every_state_is_valid_html_and_kept_by_nobody() -> None:
    ada = make.qualified()
    make.verified(ada, Kind.LICENSE, level=Level.DOCUMENT)
    for person in (ada, make.practitioner("Ben Draft")):
        answer = page.owner(person).get("/my/")
        assert faults(answer.content.decode()) == []
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("many", [1, 3, 40])
def test_the_list_costs_the_same_for_any_record(
    many: int, django_assert_num_queries: Callable[..., object]
) -> None:
    ada = make.practitioner()
    moves.return_(make.sent(ada, Kind.MEMBERSHIP), by=make.moderator(), words="More, please.")
    with listings.postponed():
        for number in range(many):
            make.place(ada, practice_name=f"Room {number}")
            make.draft(ada, Kind.TRAINING)
            make.sent(ada, Kind.LICENSE)
    make.practitioner("Sam Stranger")
    browser = page.owner(ada)
    browser.get("/my/")
    with django_assert_num_queries(22):
        assert browser.get("/my/").status_code == 200


def test_a_new_identity_that_is_being_written_does_not_hide_the_checked_one() -> None:
    ada = make.qualified()
    make.qualified("Sam Stranger")
    drafts.start(ada, Kind.IDENTITY, by=ada.account)
    assert rows(tasks_of(ada), "you")[:2] == [
        ("Identity", "document", "Checked"),
        ("Identity", "none", "Draft"),
    ]

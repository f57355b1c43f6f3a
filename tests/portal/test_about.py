"""About the person: saved at once or sent to be checked, doubted where it claims too much, and nobody else's."""

import pytest
from django.test import Client
from django.urls import reverse

from practitioners.intake import drafts, wording
from practitioners.models import Listing, Practitioner
from practitioners.vocabulary import Kind, Level, Status, TermKind
from practitioners.workflow import amendments, moves
from tests import factories as make
from tests.portal.page import fields, hidden, owner, stranger

pytestmark = pytest.mark.django_db
ABOUT, OFFERS = "/my/about/", "/my/about/offers/"


def changes(person: Practitioner) -> list[dict[str, object]]:
    return [drafts.answers(claim) for claim in amendments.open_changes(person)]


def test_the_addresses_are_the_agreed_ones() -> None:
    assert (reverse("portal:about"), reverse("portal:offers")) == (ABOUT, OFFERS)


def test_a_draft_record_changes_at_once() -> None:
    ben = make.practitioner("Ben Draft")
    browser = owner(ben)
    given = fields(browser.get(ABOUT)) | {
        "public_name": "Ben Drafter",
        "about": "I take my time.",
        "depth": "1",
    }
    answer = browser.post(ABOUT, given)
    assert (answer.status_code, answer["Location"]) == (302, ABOUT)
    ben.refresh_from_db()
    assert (ben.public_name, ben.about, ben.depth) == ("Ben Drafter", "I take my time.", 1)


def test_a_public_page_keeps_its_words_until_they_are_checked() -> None:
    ada = make.qualified()
    browser = owner(ada)
    browser.post(ABOUT, fields(browser.get(ABOUT)) | {"about": "I take my time."})
    assert changes(ada) == [{"about": "I take my time."}]
    assert "I take my time." not in Client().get(f"/p/{ada.slug}/").content.decode()
    page = browser.get(ABOUT).content.decode()
    assert "Not sent yet" in page
    assert "I take my time." in page
    claim = amendments.open_changes(ada)[0]
    moves.submit(claim, by=ada.account)
    assert "Being checked" in browser.get(ABOUT).content.decode()
    make.looked(claim, "rea", level=Level.DOCUMENT)
    moves.verify(claim, by=make.moderator("rea"), level=Level.DOCUMENT)
    assert "I take my time." in Client().get(f"/p/{ada.slug}/").content.decode()
    assert changes(ada) == []


def test_a_new_name_gets_a_new_address_and_the_old_one_leads_to_it() -> None:
    ada = make.qualified()
    old = ada.slug
    claim = amendments.change(ada, {"public_name": "Ada Steele"}, by=ada.account)
    assert claim is not None
    moves.submit(claim, by=ada.account)
    make.looked(claim, "rea", level=Level.DOCUMENT)
    moves.verify(claim, by=make.moderator("rea"), level=Level.DOCUMENT)
    answer = Client().get(f"/p/{old}/")
    assert (answer.status_code, answer["Location"]) == (301, "/p/ada-steele/")


def test_claim_words_are_doubted_with_a_reason_before_they_are_kept() -> None:
    ada = make.qualified()
    browser = owner(ada)
    typed = fields(browser.get(ABOUT)) | {"about": "Painless & guaranteed."}
    answer = browser.post(ABOUT, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.index("There is a problem") < page.index("<h1>")
    assert "Results differ from person to person" in page
    assert "Painless &amp; guaranteed.</textarea>" in page
    assert "Send it to the moderators as it is" in page
    assert changes(ada) == []
    assert browser.post(ABOUT, typed | {"as_it_is": "on"}).status_code == 302
    assert changes(ada) == [{"about": "Painless & guaranteed."}]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Painless, guaranteed cure!", ["Painless", "guaranteed", "cure"]),
        ("The BEST, 100 % safe", ["BEST", "100 %", "safe"]),
        ("FDA approved, medical-grade", ["FDA approved", "medical-grade"]),
        ("Board certified and verified", ["Board certified", "verified"]),
        ("Bestow care; a curettage course; unsafe is a word, too", []),
        ("I see every client twice. Results vary.", []),
    ],
)
def test_claim_words_are_found_as_whole_words(text: str, found: list[str]) -> None:
    assert [doubt.words for doubt in wording.doubts(text)] == found


def test_the_second_of_two_editors_is_told_and_loses_nothing() -> None:
    ada = make.qualified()
    browser = owner(ada)
    first, second = fields(browser.get(ABOUT)), fields(browser.get(ABOUT))
    browser.post(ABOUT, first | {"about": "From the first window."})
    answer = browser.post(ABOUT, second | {"about": "From the second window."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "From the first window." in page
    assert "From the second window.</textarea>" in page
    assert changes(ada) == [{"about": "From the first window."}]
    again = browser.post(ABOUT, second | {"about": "From the second window.", "seen": hidden(answer, "seen")})
    assert again.status_code == 302
    assert changes(ada) == [{"about": "From the second window."}]


def test_an_empty_name_and_an_unknown_profession_are_named() -> None:
    ben = make.practitioner("Ben Draft")
    answer = owner(ben).post(ABOUT, {"public_name": " ", "profession_id": "99999", "depth": "77"})
    assert answer.status_code == 422
    assert {name for name, errors in answer.context["form"].errors.items() if errors} == {
        "public_name", "profession_id", "depth",
    }  # fmt: skip
    assert "<title>Error: " in answer.content.decode()


def test_a_name_that_nobody_can_see_is_named() -> None:
    ben = make.practitioner("Ben Draft")
    answer = owner(ben).post(ABOUT, {"public_name": "\u200b\u202e"})
    assert answer.context["form"].errors["public_name"] == [
        "Enter the name clients know you by, with at most 120 letters."
    ]


def test_hostile_fields_change_nothing() -> None:
    ben, ada = make.practitioner("Ben Draft"), make.qualified()
    browser = owner(ben)
    browser.post(
        ABOUT,
        fields(browser.get(ABOUT))
        | {
            "visibility": "public",
            "slug": ada.slug,
            "account": "1",
            "photo": "x.webp",
            "legal_name": "X",
            "pk": ada.pk,
        },
    )
    ben.refresh_from_db()
    assert (ben.visibility, ben.legal_name, str(ben.photo)) == ("draft", "", "")
    assert ben.slug != ada.slug


def test_only_owners_come_in() -> None:
    member = Client()
    member.force_login(make.account(), backend="allauth.account.auth_backends.AuthenticationBackend")
    for path in (ABOUT, OFFERS):
        assert Client().get(path).status_code == 302
        assert member.get(path).status_code == 404
        assert stranger().get(path).status_code == 200


def test_what_is_offered_changes_at_once_and_is_found() -> None:
    ada = make.qualified()
    device, german = make.term(TermKind.DEVICE, "pen"), make.term(TermKind.LANGUAGE, "german")
    french, thinning = make.term(TermKind.LANGUAGE, "french"), make.term(TermKind.CONDITION, "thinning")
    ada.terms.set([device, french])
    browser = owner(ada)
    form = browser.get(OFFERS)
    answer = browser.post(
        OFFERS, {"languages": [german.pk], "conditions": [thinning.pk], "seen": hidden(form, "seen")}
    )
    assert answer.status_code == 302
    assert set(ada.terms.all()) == {device, german, thinning}
    row = Listing.objects.get()
    assert (row.languages, row.conditions) == (1 << german.bit, 1 << thinning.bit)
    assert "German" in Client().get(f"/p/{ada.slug}/").content.decode()
    assert ada.credentials.filter(kind=Kind.AMENDMENT, status=Status.DRAFT).count() == 0


def test_words_of_another_kind_are_no_choice() -> None:
    ada = make.qualified()
    access = make.term(TermKind.ACCESS, "step-free")
    answer = owner(ada).post(OFFERS, {"languages": [access.pk]})
    assert answer.status_code == 422
    assert list(ada.terms.all()) == []


def test_the_second_editor_of_offers_is_told() -> None:
    ada = make.qualified()
    german, french = make.term(TermKind.LANGUAGE, "german"), make.term(TermKind.LANGUAGE, "french")
    browser = owner(ada)
    seen = hidden(browser.get(OFFERS), "seen")
    browser.post(OFFERS, {"languages": [german.pk], "seen": seen})
    answer = browser.post(OFFERS, {"languages": [french.pk], "seen": seen})
    assert answer.status_code == 409
    assert "German" in answer.content.decode()
    assert list(ada.terms.all()) == [german]
    assert browser.post(OFFERS, {"languages": [french.pk], "seen": hidden(answer, "seen")}).status_code == 302
    assert list(ada.terms.all()) == [french]

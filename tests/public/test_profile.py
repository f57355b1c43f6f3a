"""A practitioner's page: exact words for every standing, and nothing stronger than what counts."""

from datetime import date, timedelta

import pytest
from django.test import Client

from practitioners.models import Consultation, FormerSlug, ScopeRule
from practitioners.vocabulary import Basis, Criterion, Kind
from practitioners.workflow import moves, oversight, profile
from tests import factories as make
from tests.public import profiles
from tests.public.pages import read, text
from tests.public.profiles import facts, level, links, part, profile_of, shown, strip

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 3)
HOW = "Who checked this, when and how"
NOT_PROVIDED = "Not provided. You can ask about this at the consultation."


@pytest.fixture(autouse=True)
def _third_of_november(frozen) -> None:
    frozen(DAY)


def test_a_qualified_profile_says_how_each_of_the_six_is_known(client: Client) -> None:
    ada = make.qualified()
    profiles.stranger()
    page = profile_of(client, ada)
    assert text(page.one("h1")) == "Ada Stone"
    assert strip(page) == [
        ("issuer", "License", "Confirmed Nov 2026"),
        ("document", "Training", "Document seen"),
        ("document", "Infection control", "Document seen"),
        ("document", "Consultation", "Document seen"),
        ("document", "Aftercare", "Document seen"),
        ("document", "Track record", "Document seen"),
    ]
    words = text(page.one("main"))
    assert (
        "We confirmed 1 of 6 criteria with the issuing body, saw documents for 5, and 0 are the practitioner’s own"
        " statements. License" in words
    )
    assert (
        "Last looked at by a moderator on 3 November 2026. The first of these runs out after 3 March 2027, unless it"
        " is renewed or checked again." in words
    )
    assert "All six criteria meet the published Standard here today." in words
    assert "Sam Stranger" not in words


def test_the_license_shows_its_end_its_scope_and_who_looked(client: Client) -> None:
    ada = make.qualified()
    license = ada.credentials.get(kind=Kind.LICENSE)
    type(license.license).objects.update(number="TX-00914471")
    rule = ScopeRule.objects.filter(depth=ada.depth)
    rule.update(basis=Basis.OFFICIAL, citation="16 TAC 83.120")
    article = part(profile_of(client, ada), "license")
    assert facts(article) == {
        "License": ["Us esthetician, number ending …4471"],
        "Issued by": ["Board of US-TX, Texas"],
        "Look it up yourself": ["Register of US-TX"],
        "Restrictions": ["None was recorded when we looked on 3 November 2026."],
        "Expiry date on the register": ["3 October 2028"],
        "Scope for this treatment": [
            "Fern Studio, Austin: In scope, up to 0.5 mm. Official source. 16 TAC 83.120. Rule checked on"
            " 1 January 2026. Rules change: check with the board."
        ],
        "Needle depth": ["Ada Stone states: up to 0.5 mm. Not checked."],
        "Valid until": ["3 March 2027 By then we must have looked at the source again."],
        "Checked": ["3 November 2026, by two moderators"],
        "Method": ["Read on the issuer’s own register and compared with the claim."],
        "Source": ["Register of US-TX"],
        "Shown since": ["3 November 2026"],
    }


def test_every_criterion_ends_with_an_open_limit_and_folds_only_who_looked(client: Client) -> None:
    page = profile_of(client, make.qualified())
    for criterion in Criterion:
        article = part(page, criterion.value)
        limits = [p for p in article.findall(".//p") if text(p).startswith("Does not tell you:")]
        folded = [text(details.find("summary")) for details in article.findall(".//details")]
        assert (len(limits), folded) == (1, [HOW]), criterion
        assert all(limits[0] not in details.iter() for details in article.findall(".//details"))
    assert shown(part(page, "consultation")) == {
        "Consultation": ["30 minutes, in person"],
        "Time to decide": ["Can be on the day of treatment. You can ask for time to think."],
        "Asks about": ["history, medicines"],
        "Turns away": ["infection"],
        "Practitioner’s signed statement": ["3 November 2026"],
        "Valid until": ["3 November 2027"],
    }
    assert shown(part(page, "track_record")) == {
        "Period": ["25 August 2024 to 4 October 2026 (25 months)"],
        "Scalp treatments": ["120"],
        "How it was counted": ["appointment book"],
        "Complications, by type": ["None are listed in the summary. Ask how they are recorded."],
        "Valid until": ["3 November 2027"],
    }


def test_own_statements_say_so_and_silence_is_not_filled(client: Client) -> None:
    page = profile_of(client, profiles.stated())
    assert strip(page)[3:] == [
        ("statement", "Consultation", "Own statement"),
        ("statement", "Aftercare", "Own statement"),
        ("none", "Track record", "Not provided"),
    ]
    said = text(part(page, "aftercare"))
    assert "We have not checked this. Ask for the aftercare sheet before you agree to anything." in said
    assert "Does not tell you" not in said
    assert HOW not in said
    assert shown(part(page, "aftercare"))["Written sheet covers"] == ["sun, washing"]
    assert text(part(page, "track_record")) == f"Track record Not provided {NOT_PROVIDED}"
    assert "saw documents for 2, and 2 are the practitioner’s own statements. 1 is not provided." in text(
        page.one("main")
    )


def test_a_lapsed_claim_falls_by_itself_and_says_until_when_it_held(client: Client) -> None:
    page = profile_of(client, profiles.lapsed())
    assert [row[0] for row in strip(page)] == ["lapsed", "document", "lapsed", "lapsed", "lapsed", "lapsed"]
    assert level(page, "license") == ("lapsed", "Check out of date")
    assert facts(part(page, "license"))["Check out of date"] == [
        "It held until 19 October 2025. Our last look was on 21 June 2025. The license itself may still be valid: look"
        " it up."
    ]
    assert "License: our check is out of date. The register was last read 21 June 2025." in text(
        part(page, "license")
    )
    words = text(page.one("main"))
    assert "We confirmed 0 of 6 criteria with the issuing body, saw documents for 1, and 0 are" in words
    assert "5 have expired." in words
    assert (
        "Details confirmed by the practitioner on 21 June 2025. That is more than 132 days ago, so this place is not"
        " in search since 1 November 2025." in words
    )


def test_the_page_changes_on_the_day_after_the_last(client: Client, frozen) -> None:
    ada = make.qualified()
    last = ada.credentials.get(kind=Kind.LICENSE).valid_until
    assert last is not None
    frozen(last)
    assert level(profile_of(client, ada), "license") == ("expiring", "Check due soon")
    frozen(last + timedelta(days=1))
    assert level(profile_of(client, ada), "license") == ("lapsed", "Check out of date")


def test_an_unclear_scope_is_never_green(client: Client) -> None:
    una = make.qualified("Una Clear")
    ScopeRule.objects.all().delete()
    page = profile_of(client, una)
    assert strip(page)[0] == ("short", "License", "Scope unclear here: ask the board")
    assert level(page, "license") == ("short", "Scope unclear here: ask the board")
    assert facts(part(page, "license"))["Scope for this treatment"] == [
        "Fern Studio, Austin: Scope unclear here: ask the board. We could not establish this. Check with the board."
    ]
    assert "Seen, but it does not count here today: License." in text(page.one("main"))
    assert 'data-ev="issuer"' not in client.get(f"/p/{una.slug}/").content.decode()


def test_a_reading_the_operator_has_not_confirmed_does_not_count_and_says_so(client: Client) -> None:
    una = make.qualified("Una Clear")
    make.scope_rule(confirmed=False)
    said = facts(part(profile_of(client, una), "license"))["Scope for this treatment"]
    assert said == [
        "Fern Studio, Austin: Scope unclear here: ask the board. Made up for demonstration. Rule checked on"
        " 1 January 2026. This site has not confirmed the reading, so it does not count. Rules change: check with"
        " the board."
    ]


def test_a_supervisor_is_named_with_a_link(client: Client) -> None:
    pat, dana = profiles.supervised()
    article = part(profile_of(client, pat), "license")
    assert level(profile_of(client, pat), "license") == ("issuer", "Confirmed by issuer")
    assert facts(article)["Supervisor"] == ["At Fern Studio, confirmed on 3 November 2026: Dana Boss"]
    assert links(article)["Dana Boss"] == f"/p/{dana.slug}/"
    assert facts(article)["Scope for this treatment"][0].startswith(
        "Fern Studio, Austin: In scope under supervision, up to 0.5 mm."
    )


def test_an_unconfirmed_supervisor_is_not_named_and_the_license_does_not_count(client: Client) -> None:
    pat, _dana = profiles.supervised(confirmed=False)
    page = profile_of(client, pat)
    assert level(page, "license") == ("short", "Needs a confirmed supervisor")
    assert "No confirmed supervisor is named here." in text(part(page, "license"))
    assert "Dana Boss" not in text(page.one("main"))


def test_two_places_each_have_their_own_license_standing(client: Client) -> None:
    page = profile_of(client, profiles.two_places())
    places = [place for place in page.all("section") if "practice" in place.get("class", "").split()]
    assert [text(place).partition(" Where ")[0] for place in places] == [
        "Fern Studio License here Confirmed by issuer All six criteria meet the published Standard here today.",
        "Westside Rooms License here Licensed for another place 5 of 6 criteria meet the published Standard here"
        " today. Not met: License.",
    ]
    assert strip(page)[0] == ("issuer", "License", "Confirmed Nov 2026")
    marks = [text(mark) for mark in part(page, "license").findall(".//ul[@class='bench-marks']/li")]
    assert marks == [
        "At Fern Studio, Austin Confirmed by issuer",
        "At Westside Rooms, Tulsa Licensed for another place",
    ]
    assert facts(part(page, "license"))["Scope for this treatment"][1] == (
        "Westside Rooms, Tulsa: Licensed for another place."
    )
    assert part(page, "training").find(".//ul[@class='bench-marks']") is None


def test_a_restriction_is_type_date_and_link_until_it_is_lifted(client: Client) -> None:
    eve = make.qualified("Eve Limited")
    license = eve.credentials.get(kind=Kind.LICENSE)
    limit = oversight.record_restriction(
        license, by=make.moderator(), type="Conditions of practice", touches_treatment=True,
        starts_on=date(2026, 10, 1), source_url="https://board.example.org/order/7",
    )  # fmt: skip
    page = profile_of(client, eve)
    assert level(page, "license") == ("short", "Restriction shown: read it at the source")
    assert facts(part(page, "license"))["Restrictions"] == [
        "Conditions of practice, since 1 October 2026. Read it at the source"
    ]
    assert links(part(page, "license"))["Read it at the source"] == "https://board.example.org/order/7"
    oversight.lift_restriction(limit, by=make.moderator())
    page = profile_of(client, eve)
    assert level(page, "license") == ("issuer", "Confirmed by issuer")
    assert "Conditions of practice" not in text(page.one("main"))


@pytest.mark.parametrize(("minutes", "said"), [(1, "1 minute, in person"), (2, "2 minutes, in person")])
def test_a_consultation_is_as_long_as_it_is(client: Client, minutes: int, said: str) -> None:
    ada = make.qualified()
    Consultation.objects.update(minutes=minutes)
    assert shown(part(profile_of(client, ada), "consultation"))["Consultation"] == [said]


def test_a_suspended_listing_says_so_and_shows_no_evidence_or_offer(client: Client) -> None:
    sue = make.qualified("Sue Stopped", about="I am the best.")
    sue.places.update(phone="555-0100", fee_from=200)
    profile.suspend(sue, by=make.moderator())
    page = profile_of(client, sue)
    words = text(page.one("main"))
    assert "This listing is suspended since 3 November 2026. It is not shown in search." in words
    assert (strip(page), page.all("article")) == ([], [])
    assert facts(page.one("main")) == {"Us esthetician": ["Board of US-TX, Texas", "Register of US-TX"]}
    assert [said for said in ("555-0100", "$200", "best", "Confirmed") if said in words] == []
    assert "Fern Studio Austin, TX, United States" in words
    assert page.one("meta[@name='robots']").attrib["content"] == "noindex"


def test_a_suspended_claim_is_shown_as_such(client: Client) -> None:
    ada = make.qualified()
    moves.suspend(ada.credentials.get(kind=Kind.TRAINING), by=make.moderator(), words="The school denies it.")
    page = profile_of(client, ada)
    assert level(page, "training") == ("suspended", "Suspended")
    assert "1 is suspended." in text(page.one("main"))
    assert "The school denies it." not in text(page.one("main"))


def test_a_renewal_under_way_does_not_hide_what_was_checked(client: Client) -> None:
    ada = make.qualified()
    before = profile_of(client, ada)
    make.sent(ada, Kind.TRAINING, renews=ada.credentials.get(kind=Kind.TRAINING), course="A newer course")
    after = profile_of(client, ada)
    assert text(part(after, "training")) == text(part(before, "training"))


def test_drafts_and_closed_pages_are_not_found_and_old_addresses_lead_on(client: Client) -> None:
    ada, ben = make.qualified(), make.practitioner("Ben Draft")
    for person, former in ((ada, "ada-before"), (ben, "ben-before")):
        FormerSlug.objects.create(practitioner=person, slug=former)
    assert client.get(f"/p/{ben.slug}/").status_code == 404
    assert client.get("/p/ben-before/").status_code == 404
    moved = client.get("/p/ada-before/")
    assert (moved.status_code, moved.headers["Location"]) == (301, f"/p/{ada.slug}/")
    assert client.get("/p/ada-before/history/").headers["Location"] == f"/p/{ada.slug}/history/"
    profile.close(ada, by=ada.account)
    assert client.get(f"/p/{ada.slug}/").status_code == 404
    assert client.get("/p/ada-before/").status_code == 404


def test_the_way_back_keeps_the_question_only_from_our_own_results(client: Client) -> None:
    ada = make.qualified()
    for referer, href in {
        "http://testserver/find/?q=78701&within=25": "/find/?q=78701&within=25",
        "http://elsewhere.example/find/?q=78701": "/find/",
        "http://testserver/how-we-check/?q=1": "/find/",
        "http://[": "/find/",
        "": "/find/",
    }.items():
        page = profile_of(client, ada, HTTP_REFERER=referer)
        assert page.one("nav[@class='crumb']/a").attrib["href"] == href, referer
    assert read(client, f"/p/{ada.slug}/").status == 200

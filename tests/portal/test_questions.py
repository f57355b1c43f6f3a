"""From "Add" to sent, kind by kind, typed as a person types; and what happens when something goes wrong."""

from collections.abc import Callable
from datetime import date

import pytest
from django.forms.models import model_to_dict
from django.test import Client

from practitioners import listings
from practitioners.intake import drafts
from practitioners.models import Credential, Issuer, Practitioner
from practitioners.vocabulary import Kind, Status, TermKind
from tests import factories as make
from tests.portal import typed
from tests.public.validity import faults

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
ROOMS = {
    Kind.LICENSE: "license", Kind.TRAINING: "training", Kind.INFECTION_CONTROL: "infection-control",
    Kind.CONSULTATION: "consultation", Kind.AFTERCARE: "aftercare", Kind.TRACK_RECORD: "track-record",
    Kind.INSURANCE: "insurance", Kind.MEMBERSHIP: "memberships", Kind.IDENTITY: "identity",
}  # fmt: skip
KEPT = {
    Kind.TRAINING: {
        "course": "Scalp microneedling, level 2", "provider": "Harrow Lane Academy",
        "completed_on": date(2026, 3, 3), "covers_technique": True, "covers_scalp_anatomy": True,
        "covers_skin_healing": False, "hours": 16, "hands_on_hours": 6,
    },
    Kind.INFECTION_CONTROL: {
        "certificate": "Bloodborne pathogens", "certified_on": date(2026, 9, 1), "expires_on": None,
        "protocol_dated": date(2026, 9, 2), "single_use_opened_before_client": True, "lot_recorded": False,
        "sharps_contract_until": date(2027, 12, 31), "surfaces": "70 % alcohol, two minutes",
        "hand_hygiene": "Wash, then gloves", "after_needlestick": "Wash, report, doctor", "devices": [],
    },
    Kind.CONSULTATION: {
        "minutes": 45, "in_person": False, "days_before_treatment": 0, "asks_about": "History, medicines",
        "turns_away": "Infection, bleeding disorder",
    },
    Kind.AFTERCARE: {
        "covers": "Washing, sun", "warning_signs": "Pus, fever", "contact": "By phone on 555 0100", "follow_up": "",
        "sheet_public": False,
    },
    Kind.TRACK_RECORD: {
        "period_from": date(2024, 1, 1), "period_to": date(2026, 10, 31), "treatments": 140, "clients": 60,
        "how_counted": "Appointment book", "follow_up": "A call after a week",
        "complications": {
            "infection": 0, "folliculitis": 2, "redness longer than a week": 3, "allergic reaction": 0,
            "change of skin color": 0, "scar": 0, "other": 0,
        },
    },
    Kind.INSURANCE: {
        "insurer": "Example Mutual", "policy_number": "P-77", "covers_scalp_microneedling": True,
        "starts_on": date(2026, 6, 1), "ends_on": date(2027, 5, 31),
    },
    Kind.MEMBERSHIP: {
        "body": "Society of Hair", "number": "", "list_url": "https://example.org/members", "ends_on": None,
    },
    Kind.IDENTITY: {
        "legal_name": "Ada Margaret Stone", "former_names": "Ada Hill", "document": "passport", "country": "US",
    },
}  # fmt: skip


@pytest.fixture(autouse=True)
def today(frozen: Callable[[date], None]) -> None:
    frozen(TODAY)


@pytest.fixture
def owner() -> Practitioner:
    return typed.ada()


@pytest.fixture
def client(owner: Practitioner) -> Client:
    return typed.signed_in(owner)


@pytest.mark.parametrize("kind", ROOMS)
def test_each_kind_goes_from_add_to_sent(client: Client, kind: Kind) -> None:
    claim = typed.begun(client, ROOMS[kind])
    pages = typed.pages_of(kind)
    led = typed.typed(client, claim, pages)
    base = f"/my/claims/{claim.pk}"
    assert led == [*(f"{base}/{section}/" for section in list(pages)[1:]), f"{base}/evidence/"]
    if kind in typed.EVIDENCED:
        typed.paper(claim)
    answer = client.post(f"{base}/")
    assert (answer.status_code, answer.headers.get("Location")) == (302, f"{base}/")
    claim = Credential.objects.get()
    assert (claim.kind, claim.status, claim.answers) == (kind, Status.SUBMITTED, {})
    kept = model_to_dict(getattr(claim, kind), exclude=["id", "credential"])
    if kind == Kind.LICENSE:
        assert kept == {
            "issuer": make.issuer().pk, "license_type": make.license_type().pk, "number": "1234 5678",
            "name_on_license": "Ada Stone", "expires_on": date(2027, 11, 14),
        }  # fmt: skip
    else:
        assert kept == KEPT[kind]
    signs = kind in (Kind.INFECTION_CONTROL, Kind.CONSULTATION, Kind.AFTERCARE)
    assert claim.attested_on == (TODAY if signs else None)


@pytest.mark.parametrize("kind", ROOMS)
def test_every_page_is_valid_html_empty_wrong_and_answered(client: Client, kind: Kind) -> None:
    claim = typed.begun(client, ROOMS[kind])
    pages = typed.pages_of(kind)
    paths = [f"/my/claims/{claim.pk}/", *(f"/my/claims/{claim.pk}/{section}/" for section in pages)]
    found = {path: faults(source) for path in paths if (source := client.get(path).content.decode())}
    for path in paths[1:]:
        answer = client.post(
            path, {"seen": "0", **typed.day("expires_on", "31", "2", "2027"), "hours": "many"}
        )
        if answer.status_code != 302:
            assert (answer.status_code, "<title>Error: " in answer.content.decode()) == (422, True)
            found[f"wrong {path}"] = faults(answer.content.decode())
    typed.typed(client, claim, pages)
    found |= {f"answered {path}": faults(client.get(path).content.decode()) for path in paths}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_what_is_missing_leads_to_its_question(client: Client) -> None:
    claim = typed.begun(client, "training")
    source = client.get(f"/my/claims/{claim.pk}/").content.decode()
    base = f"/my/claims/{claim.pk}"
    assert (
        f'<a class="alone" href="{base}/course/?back=check#id_course">Enter the name of the course.</a>'
        in source
    )
    assert (
        f'<a class="alone" href="{base}/topics/?back=check#id_covers">Say which topics the course covered.</a>'
        in source
    )
    assert client.post(f"{base}/").status_code == 422
    typed.typed(client, claim, typed.pages_of(Kind.TRAINING))
    answer = client.post(f"{base}/")
    assert answer.status_code == 422
    assert f'<a href="{base}/evidence/">Add a document that shows it.</a>' in answer.content.decode()
    assert Credential.objects.get().status == Status.DRAFT


def test_wrong_answers_are_told_at_their_field_and_kept(client: Client) -> None:
    claim = typed.begun(client, "training")
    answer = client.post(
        f"/my/claims/{claim.pk}/course/",
        {"seen": "0", "course": "Needling", "provider": "", **typed.day("completed_on", "31", "2", "2026")},
    )
    source = answer.content.decode()
    assert answer.status_code == 422
    assert '<a href="#id_provider">Enter the school or trainer.</a>' in source
    assert '<a href="#id_completed_on_0">Enter a real day' in source
    assert 'value="Needling"' in source
    assert Credential.objects.get().answers == {}


@pytest.mark.parametrize("year", ["0206", "9999"])
def test_a_year_that_nobody_lives_in_is_a_slip_of_the_pen(client: Client, year: str) -> None:
    claim = typed.begun(client, "insurance")
    period = {**typed.PAGES[Kind.INSURANCE]["period"], **typed.day("ends_on", "31", "12", year)}
    answer = client.post(f"/my/claims/{claim.pk}/period/", {"seen": "0", **period})
    assert (answer.status_code, "Enter a real day" in answer.content.decode()) == (422, True)


def test_a_course_to_come_is_refused(client: Client) -> None:
    claim = typed.begun(client, "training")
    page = {**typed.PAGES[Kind.TRAINING]["course"], **typed.day("completed_on", "24", "11", "2026")}
    answer = client.post(f"/my/claims/{claim.pk}/course/", {"seen": "0", **page})
    assert (answer.status_code, "This day has not come yet" in answer.content.decode()) == (422, True)


def test_a_change_from_the_list_of_answers_returns_to_it(client: Client) -> None:
    claim = typed.begun(client, "training")
    course = {"seen": "0", "then": "next", **typed.PAGES[Kind.TRAINING]["course"]}
    there = client.post(f"/my/claims/{claim.pk}/course/?back=check", course)
    assert there["Location"] == f"/my/claims/{claim.pk}/"
    stays = client.post(f"/my/claims/{claim.pk}/course/", {**course, "seen": "1", "then": "list"})
    assert stays["Location"] == f"/my/claims/{claim.pk}/"


def test_two_windows_keep_both_versions(client: Client) -> None:
    claim = typed.begun(client, "training")
    page = typed.PAGES[Kind.TRAINING]["course"]
    path = f"/my/claims/{claim.pk}/course/"
    assert client.post(path, {"seen": "0", **page}).status_code == 302
    late = client.post(path, {"seen": "0", **page, "course": "Another course"})
    source = late.content.decode()
    assert late.status_code == 409
    assert "Saved in another window" in source
    assert "Scalp microneedling, level 2" in source
    assert 'value="Another course"' in source
    assert 'name="seen" value="1"' in source
    assert faults(source) == []
    assert Credential.objects.get().answers["course"] == "Scalp microneedling, level 2"
    again = client.post(path, {"seen": "1", **page, "course": "Another course"})
    assert again.status_code == 302
    assert Credential.objects.get().answers["course"] == "Another course"


def test_a_second_click_is_no_second_opinion(client: Client) -> None:
    claim = typed.begun(client, "training")
    page = {"seen": "0", **typed.PAGES[Kind.TRAINING]["course"]}
    path = f"/my/claims/{claim.pk}/course/"
    assert [client.post(path, page).status_code for _ in range(2)] == [302, 302]
    assert Credential.objects.get().edits == 1


def test_hostile_fields_change_nothing(client: Client, owner: Practitioner) -> None:
    stranger = make.practitioner("Sam Stranger")
    claim = typed.begun(client, "training")
    hostile = {
        "status": "verified", "level": "3", "valid_until": "2099-01-01", "practitioner": str(stranger.pk),
        "kind": "license", "edits": "99", "id": "1", "credential": "1", "attested_on": "2020-01-01",
    }  # fmt: skip
    before = {**Credential.objects.values().get(), "answers": {}, "edits": 0}
    client.post(
        f"/my/claims/{claim.pk}/course/", {"seen": "0", **typed.PAGES[Kind.TRAINING]["course"], **hostile}
    )
    after = Credential.objects.values().get()
    assert set(after.pop("answers")) == {"course", "provider", "completed_on"}
    assert after.pop("edits") == 1
    assert after == {name: value for name, value in before.items() if name not in ("answers", "edits")}
    client.post(f"/my/claims/{claim.pk}/", hostile)
    assert Credential.objects.get().status == Status.DRAFT
    assert drafts.answers(Credential.objects.get()).keys() == {"course", "provider", "completed_on"}
    assert owner.credentials.count() == 1


def test_devices_carry_what_they_are_cleared_for(client: Client) -> None:
    pen = make.term(TermKind.DEVICE, "skinpen")
    pen.note = "Not cleared for hair growth."
    pen.save()
    claim = typed.begun(client, "infection-control")
    path = f"/my/claims/{claim.pk}/needles/"
    assert "Not cleared for hair growth." in client.get(path).content.decode()
    page = {"seen": "0", **typed.PAGES[Kind.INFECTION_CONTROL]["needles"], "devices": [str(pen.pk)]}
    assert client.post(path, page).status_code == 302
    assert Credential.objects.get().answers["devices"] == [pen.pk]
    profession = make.term()
    assert client.post(path, {**page, "seen": "1", "devices": [str(profession.pk)]}).status_code == 422


def test_a_claim_for_one_place_is_kept_at_that_place(client: Client, owner: Practitioner) -> None:
    claim = typed.begun(client, "insurance")
    path = f"/my/claims/{claim.pk}/policy/"
    assert "only_at" not in client.get(path).content.decode()
    second = make.place(owner, practice_name="Second Room")
    foreign = make.place(make.practitioner("Sam Stranger"), practice_name="Sam's")
    page = {"seen": "0", **typed.PAGES[Kind.INSURANCE]["policy"]}
    assert client.post(path, {**page, "only_at": str(foreign.pk)}).status_code == 422
    typed.typed(client, claim, {
        "policy": {**page, "only_at": str(second.pk)}, "period": typed.PAGES[Kind.INSURANCE]["period"],
    })  # fmt: skip
    typed.paper(claim)
    assert client.post(f"/my/claims/{claim.pk}/").status_code == 302
    assert Credential.objects.get().place == second


def test_a_number_that_looks_unusual_is_told_and_can_be_sent(client: Client) -> None:
    type = make.license_type()
    type.number_pattern, type.number_hint = r"^[0-9]{8}$", "Eight digits."
    type.save()
    claim = typed.begun(client, "license")
    pages = typed.license_pages()
    typed.typed(client, claim, pages)
    assert "Eight digits." in client.get(f"/my/claims/{claim.pk}/number/").content.decode()
    assert "looks unlike others" not in client.get(f"/my/claims/{claim.pk}/").content.decode()
    typed.typed(client, claim, {"number": {**pages["number"], "number": "A-1"}})
    assert (
        "The number A-1 looks unlike others of this license."
        in client.get(f"/my/claims/{claim.pk}/").content.decode()
    )
    assert client.post(f"/my/claims/{claim.pk}/").status_code == 302


def test_the_license_page_offers_only_what_issuers_there_give_with_its_scope(
    client: Client, owner: Practitioner, django_assert_num_queries: Callable[..., object]
) -> None:
    make.issuer("US-OK", types=("us-barber",))
    claim = typed.begun(client, "license")
    assert client.get(f"/my/claims/{claim.pk}/type/")["Location"] == f"/my/claims/{claim.pk}/from/"
    typed.typed(client, claim, {"from": {"jurisdiction_id": str(make.jurisdiction("US-TX").pk)}})
    source = client.get(f"/my/claims/{claim.pk}/type/").content.decode()
    assert "Us esthetician, Board of US-TX" in source
    assert "Texas, up to 0.5 mm: In scope." in source
    assert "Rule checked on 1 January 2026." in source
    assert "Board of US-OK" not in source
    for number in (1, 3, 40):
        with listings.postponed():
            for more in range(number):
                place = make.place(owner)
                make.issuer(f"US-{number}{more}")
                Issuer.objects.filter(key=f"board-us-{number}{more}").update(jurisdiction=place.jurisdiction)
        with django_assert_num_queries(14):
            client.get(f"/my/claims/{claim.pk}/type/")
    board, type = make.issuer("US-OK"), make.license_type("us-barber")
    other = client.post(f"/my/claims/{claim.pk}/type/", {"seen": "1", "issued": f"{board.pk}-{type.pk}"})
    assert other.status_code == 422

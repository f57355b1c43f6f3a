"""A supervision at the desk: seen with the supervisor's own license, and ended once page and letters were read."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from directory.desk.supervision import supervised
from directory.post.letters import letter
from practitioners import clock
from practitioners.models import Case, Conflict, Credential, Notice, Practitioner, Supervision
from practitioners.vocabulary import CaseKind, Kind, NoticeKind, Verdict
from practitioners.workflow import oversight
from tests import factories as make
from tests.desk.room import MAX, REA, browser, page
from tests.public.validity import faults

pytestmark = pytest.mark.django_db
WHY = "The register of Texas shows no nurse of this number."


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None]) -> None:
    frozen(date(2026, 3, 9))


@pytest.fixture
def tom() -> Practitioner:
    """Public; the license counts only under a supervisor, and Nora stands behind it."""
    found = make.qualified("Tom Junior")
    make.scope_rule(verdict=Verdict.SUPERVISED)
    make.scope_rule(type="us-nurse")
    nora = make.practitioner("Nora Nurse")
    make.verified(nora, Kind.LICENSE, license_type=make.license_type("us-nurse"))
    named(found, nora)
    return found


def named(person: Practitioner, supervisor: Practitioner) -> Supervision:
    """A confirmed supervision at this person's place."""
    asked = oversight.ask_supervisor(
        person.credentials.get(kind=Kind.LICENSE), by=person.account, supervisor=supervisor,
        place=person.places.get(),
    )  # fmt: skip
    return oversight.confirm_supervision(asked, by=supervisor.account)


def case_of(person: Practitioner) -> Case:
    return Case.objects.get(credential__practitioner=person, kind=CaseKind.SUPERVISION)


def text(client: Any, path: str, status: int = 200) -> str:
    return " ".join(" ".join(page(client, path, status).document.itertext()).split())


def end(client: Any, act: str = "", **changed: Any) -> Any:
    said = {"reason": "not_in_force", "words": WHY, "act": act} | changed
    return client.post(f"/desk/supervisions/{Supervision.objects.earliest('pk').pk}/end/", said)


def test_the_case_shows_who_stands_behind_the_license_and_what_their_own_is_worth_there(
    tom: Practitioner,
) -> None:
    shown = text(browser(REA), f"/desk/case/{case_of(tom).ref}/")
    assert "Nora Nurse as supervisor of Tom Junior" in shown
    assert "At Fern Studio, Austin, confirmed on 9 March 2026." in shown
    assert "Counts there today, until 7 July 2026" in shown
    assert "Us nurse, Board of US-TX Shown, Confirmed by issuer, until 7 July 2026" in shown
    assert "Texas, up to 0.5 mm: In scope" in shown


@pytest.mark.parametrize("flaw", ["suspended", "restricted", "scope", "elsewhere"])
def test_what_is_wrong_with_the_supervisors_license_is_said(tom: Practitioner, flaw: str) -> None:
    theirs = Credential.objects.get(practitioner__public_name="Nora Nurse")
    said = {
        "suspended": "Suspended, Confirmed by issuer", "restricted": "Restriction: Probation, since 9 March 2026.",
        "scope": "Texas, up to 0.5 mm: In scope under supervision", "elsewhere": "Licensed for another place.",
    }  # fmt: skip
    match flaw:
        case "suspended":
            Credential.objects.filter(pk=theirs.pk).update(status="suspended")
        case "restricted":
            oversight.record_restriction(
                theirs, by=make.moderator(MAX), type="Probation", touches_treatment=True,
                starts_on=date(2026, 3, 9), source_url="https://example.org/",
            )  # fmt: skip
        case "scope":
            make.scope_rule(type="us-nurse", verdict=Verdict.SUPERVISED)
        case "elsewhere":
            theirs.license.issuer = make.issuer("US-OK")
            theirs.license.save()
    shown = text(browser(REA), f"/desk/case/{case_of(tom).ref}/")
    assert "Does not count there today" in shown
    assert said[flaw] in shown


def test_it_is_ended_from_either_desk_page_once_page_and_letters_were_read(tom: Practitioner) -> None:
    rea, before = browser(REA), f"/p/{tom.slug}/"
    nora = Practitioner.objects.get(public_name="Nora Nurse")
    href = f"/desk/supervisions/{Supervision.objects.get().pk}/end/"
    for path in (f"/desk/case/{case_of(tom).ref}/", f"/desk/p/{tom.slug}/", f"/desk/p/{nora.slug}/"):
        assert [link.attrib["href"] for link in page(rea, path).all(f"main//a[@href='{href}']")] == [href]
    assert "Nora Nurse" in text(rea, before)
    asked = text(rea, href)
    assert "From today on the page no longer names Nora Nurse as the supervisor at Fern Studio." in asked
    assert "The license there says “Needs a confirmed supervisor” from today on" in asked
    confirm = end(rea)
    said = " ".join(confirm.content.decode().split())
    assert "From today on it counts for nothing there in search." in said
    assert "Nora Nurse no longer counts as your supervisor" in said
    assert "You no longer count as the supervisor of Tom Junior" in said
    assert (said.count(WHY), Notice.objects.filter(kind=NoticeKind.UNSUPERVISED).count()) == (3, 0)
    assert Supervision.objects.get().ended_on is None
    answer = end(rea, "confirm")
    assert answer["Location"] == f"/desk/p/{tom.slug}/"
    assert "Ended. The page says so now, and both are written to." in text(rea, answer["Location"])
    assert "Nora Nurse" not in text(rea, before)
    assert "Needs a confirmed supervisor" in text(rea, before)
    for path in (answer["Location"], f"/desk/case/{case_of(tom).ref}/"):
        shown = text(rea, path)
        assert "Ended on 9 March 2026 by a moderator: The supervisor has no license in force there." in shown
        assert WHY in shown
        assert "End this supervision" not in shown


def test_who_holds_the_case_goes_back_to_it_while_another_supervisor_is_there(tom: Practitioner) -> None:
    nell = make.practitioner("Nell Nurse")
    make.verified(nell, Kind.LICENSE, license_type=make.license_type("us-nurse"))
    named(tom, nell)
    rea, case = browser(REA), case_of(tom)
    rea.post(f"/desk/case/{case.ref}/take/")
    assert "The license there goes on saying “Confirmed by issuer”." in end(rea).content.decode()
    assert end(rea, "confirm")["Location"] == f"/desk/case/{case.ref}/"


def test_the_letters_come_as_they_were_read(tom: Practitioner) -> None:
    rea = browser(REA)
    read = [each.paragraphs for each in end(rea).context["letters"]]
    end(rea, "confirm")
    sent = Notice.objects.filter(kind=NoticeKind.UNSUPERVISED).order_by("pk")
    assert [letter(each).text.replace(f"N-{each.pk}", "N-…").split("\n\n") for each in sent] == read


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"words": ""}, "Enter an answer: Why, in your own words"),
        ({"reason": ""}, "Choose an answer: What you found"),
        ({"reason": "whim"}, "Select a valid choice"),
        ({"words": "x" * 2001}, "at most 2000 characters"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    tom: Practitioner, changed: dict[str, str], problem: str
) -> None:
    rea = browser(REA)
    for act in ("", "confirm"):
        answer = end(rea, act, **changed)
        assert answer.status_code == 422
        assert problem in answer.content.decode()
        assert (changed.get("words", WHY) or "</textarea>") in answer.content.decode()
    back = end(rea, "edit")
    assert (back.status_code, WHY in back.content.decode()) == (200, True)
    assert Supervision.objects.get().ended_on is None


def test_who_comes_second_is_told_and_keeps_the_words(tom: Practitioner) -> None:
    rea, mad = browser(REA), browser(MAX)
    path = f"/desk/supervisions/{Supervision.objects.get().pk}/end/"
    end(mad, "confirm")
    answer = end(rea, "confirm", words="Mine.")
    assert answer.status_code == 409
    assert "This was ended already." in answer.content.decode()
    assert "Mine." in answer.content.decode()
    assert rea.get(path).status_code == 409
    assert Supervision.objects.get().ended_words == WHY


@pytest.mark.parametrize("side", ["Tom Junior", "Nora Nurse"])
@pytest.mark.parametrize("how", ["is", "knows"])
def test_who_is_or_knows_one_of_the_two_judges_nothing_of_it(tom: Practitioner, side: str, how: str) -> None:
    person, rea = Practitioner.objects.get(public_name=side), make.moderator(REA)
    client = browser(REA)
    if how == "is":
        Practitioner.objects.filter(pk=person.pk).update(account=rea)
    else:
        Conflict.objects.create(moderator=rea, practitioner=person, declared_at=clock.now())
    path = f"/desk/supervisions/{Supervision.objects.get().pk}/end/"
    assert (client.get(path).status_code, end(client, "confirm").status_code) == (404, 404)
    if side == "Nora Nurse":
        shown = text(client, f"/desk/case/{case_of(tom).ref}/")
        assert "You are one of the two, or know one of them: somebody else judges this." in shown
        assert ("Counts there today" in shown, "Us nurse" in shown, path in shown) == (False, False, False)
    assert Supervision.objects.get().ended_on is None


def test_its_pages_are_valid(tom: Practitioner) -> None:
    rea = browser(REA)
    path = f"/desk/supervisions/{Supervision.objects.get().pk}/end/"
    answers = [
        rea.get(path), end(rea), end(rea, words=""), rea.get(f"/desk/case/{case_of(tom).ref}/"),
        rea.get(f"/desk/p/{tom.slug}/"),
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [200, 200, 422, 200, 200]
    assert [sorted(set(faults(answer.content.decode()))) for answer in answers] == [[], [], [], [], []]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_panel_costs_the_same_however_many_there_are(
    tom: Practitioner, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows - 1):
        other = make.practitioner(f"Nurse {number}")
        make.verified(other, Kind.LICENSE, license_type=make.license_type("us-nurse"))
        named(tom, other)
    license, rea = tom.credentials.get(kind=Kind.LICENSE), make.moderator(REA)
    with django_assert_num_queries(6):
        assert len(supervised.of_license(license, rea)) == rows

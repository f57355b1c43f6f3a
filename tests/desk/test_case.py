"""A case on the bench: laid out for its holder, read by others, decided once."""

from collections.abc import Callable
from datetime import date
from typing import Any

import html5lib
import pytest

from practitioners import checklists
from practitioners.models import Case, Credential, LedgerEvent, Notice, Opinion
from practitioners.vocabulary import CaseState, Kind, NoticeKind, Status
from tests import factories as make
from tests.desk.room import IDA, MAX, REA, browser, decide, page, taken, typed, upload
from tests.public.pages import Page, text

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 9)


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None], settings: Any) -> None:
    frozen(MONDAY)
    settings.SECOND_CHECK_SHARE = 0


@pytest.fixture
def claim() -> Credential:
    """A training certificate that waits, with a file of two pages; a stranger's waits too."""
    make.sent(make.practitioner("Sam Stranger"), Kind.AFTERCARE)
    found = make.sent(make.practitioner("Ada Stone"), Kind.TRAINING)
    upload(found, pages=2)
    return found


def test_the_holder_finds_document_table_checklist_and_nothing_chosen(claim: Credential) -> None:
    rea = browser(REA)
    case = taken(claim, rea)
    shown = page(rea, f"/desk/case/{case.ref}/")
    assert text(shown.one("h1")) == "Training, new claim: Ada Stone"
    questions = [text(each) for each in shown.all("fieldset[@class='ask']/legend")]
    assert len(questions) == 5
    chosen = [each.attrib["name"] for each in shown.all("input[@checked]")]
    assert chosen == ["how"]


def test_others_read_and_do_not_decide(claim: Credential) -> None:
    rea, mad = browser(REA), browser(MAX)
    case = taken(claim, rea)
    shown = page(mad, f"/desk/case/{case.ref}/")
    assert shown.all("form[@id='decide']") == []
    answer = decide(mad, case, **typed(claim))
    assert answer.status_code == 409
    assert b"You do not hold this case" in answer.content
    assert set(Opinion.objects.all()) == set()


def test_an_approval_shows_the_claim_at_once_and_opens_the_next_case(claim: Credential) -> None:
    rea = browser(REA)
    case = taken(claim, rea)
    answer = decide(rea, case, **typed(claim, act="next"))
    claim.refresh_from_db()
    assert claim.status == Status.VERIFIED
    following = Case.objects.open().get()
    assert answer.headers["Location"] == f"/desk/case/{following.ref}/?start"
    assert following.credential.practitioner.public_name == "Sam Stranger"


def test_the_same_post_again_is_refused_and_changes_nothing(claim: Credential) -> None:
    rea = browser(REA)
    case = taken(claim, rea)
    decide(rea, case, **typed(claim))
    before = LedgerEvent.objects.count(), Notice.objects.count(), Opinion.objects.count()
    answer = decide(rea, case, **typed(claim))
    assert answer.status_code == 409
    assert b"This case was decided already. Nothing was changed." in answer.content
    assert (LedgerEvent.objects.count(), Notice.objects.count(), Opinion.objects.count()) == before


def test_what_is_wrong_is_said_and_what_was_typed_stays(claim: Credential) -> None:
    rea = browser(REA)
    case = taken(claim, rea)
    answer = decide(rea, case, **typed(claim, words="Seen twice.", **{"ask-name": None}))
    assert answer.status_code == 422
    assert b"Error: Training" in answer.content
    assert b"Seen twice." in answer.content
    form = answer.context["bench"].form
    chosen = {bound.name: bound.value() for bound in form if bound.value() and bound.name in typed(claim)}
    asked = {f"ask-{question.key}" for question in checklists.of(claim).questions}
    assert chosen.keys() == asked - {"ask-name"} | {"agree", "how", "decision", "words"}


@pytest.mark.parametrize("decision", ["return", "reject"])
def test_a_letter_without_a_reason_is_noticed_before_it_is_read(claim: Credential, decision: str) -> None:
    rea = browser(REA)
    case = taken(claim, rea)
    answer = decide(rea, case, **typed(claim, decision))
    assert answer.status_code == 422
    assert links(answer) == {"Write the reason: the practitioner will read it.": "#id_words"}
    assert decide(rea, case, **typed(claim, decision, words="It names somebody else.")).status_code != 422


def test_a_status_is_chosen_where_the_source_was_read_before() -> None:
    ada = make.practitioner()
    license = make.verified(ada, Kind.LICENSE)
    license.checks.update(status_words="Active")
    renewal = make.sent(ada, Kind.LICENSE, renews=license)
    rea = browser(REA)
    case = taken(renewal, rea)
    answer = decide(rea, case, **typed(renewal, status_words=None))
    assert links(answer) == {"Choose the status as the source words it.": "#id_read_as_0"}
    answer = decide(rea, case, **typed(renewal, status_words=None, read_as="other"))
    assert links(answer) == {"Enter the status as the source words it.": "#id_status_words"}
    shown = page(rea, f"/desk/case/{case.ref}/")
    assert shown.all("*[@id='id_read_as_0']")


def test_only_a_register_is_asked_for_its_status(claim: Credential) -> None:
    rea = browser(REA)
    training, sheet = taken(claim, rea), taken(make.sent(make.practitioner(), Kind.AFTERCARE), rea)
    before = "section//details//input[@name='status_words']"
    assert page(rea, f"/desk/case/{training.ref}/").all(before) == []
    assert len(page(rea, f"/desk/case/{sheet.ref}/").all(before)) == 1


def test_a_closed_case_warns_of_nothing(claim: Credential) -> None:
    rea = browser(REA)
    case = taken(claim, rea)
    Case.objects.filter(pk=case.pk).update(harm=True)
    warned = "Somebody may be harmed."
    assert warned in page(rea, f"/desk/case/{case.ref}/").document.itertext()
    decide(rea, case, **typed(claim))
    assert warned not in page(rea, f"/desk/case/{case.ref}/").document.itertext()


def links(answer: Any) -> dict[str, str]:
    """The sentences of the box above the page, and where each leads."""
    items = Page(answer.status_code, html5lib.parse(answer.content, namespaceHTMLElements=False))
    return {text(link): link.attrib["href"] for link in items.all("div[@id='problems']//a")}


def test_an_answer_that_is_not_yes_needs_words(claim: Credential) -> None:
    rea = browser(REA)
    case = taken(claim, rea)
    answer = decide(rea, case, **typed(claim, **{"ask-hours": "no"}))
    assert answer.status_code == 409
    assert b"Not every answer is Yes" in answer.content
    assert Case.objects.get(pk=case.pk).state == CaseState.HELD
    decide(rea, case, **typed(claim, words="The school wrote to us.", **{"ask-hours": "no"}))
    assert Case.objects.get(pk=case.pk).state == CaseState.CLOSED


@pytest.mark.parametrize("decision", ["reject"])
def test_a_refusal_is_read_first_and_then_confirmed(claim: Credential, decision: str) -> None:
    rea = browser(REA)
    case = taken(claim, rea)
    said = typed(claim, decision, words="The name is another one.", expiry=None)
    answer = decide(rea, case, **said)
    assert answer.status_code == 200
    assert b"The name is another one." in answer.content
    claim.refresh_from_db()
    assert claim.status == Status.SUBMITTED
    assert decide(rea, case, **{**said, "act": "confirm"}).status_code == 302
    claim.refresh_from_db()
    assert claim.status == Status.REJECTED


def test_the_preview_is_the_letter_that_is_sent(claim: Credential) -> None:
    from directory.post.letters import letter

    rea = browser(REA)
    case = taken(claim, rea)
    said = typed(claim, "return", words="Send the second page.")
    answer = decide(rea, case, **{**said, "act": "preview"})
    shown = answer.context["preview"]
    decide(rea, case, **said)
    sent = letter(Notice.objects.get(kind=NoticeKind.RETURNED))
    assert shown.letter.subject == sent.subject
    reference = next(line for line in sent.text.splitlines() if line.startswith("Reference:"))
    assert "\n\n".join(shown.text).replace("Reference: N-…", reference) == sent.text


def test_a_mind_can_be_changed_on_the_confirm_page(claim: Credential) -> None:
    rea = browser(REA)
    case = taken(claim, rea)
    answer = decide(rea, case, **typed(claim, "reject", words="No name.", act="edit"))
    assert answer.status_code == 200
    assert b"No name." in answer.content
    assert set(Opinion.objects.all()) == set()


def test_a_second_person_decides_blind(claim: Credential) -> None:
    license = make.sent(make.practitioner("Cleo Brook"), Kind.LICENSE)
    rea, mad, ida = browser(REA), browser(MAX), browser(IDA)
    case = taken(license, rea)
    upload(license)
    read = "No. 77, valid to May"
    said = {
        "agree": "differs",
        "document-number": read,
        "expiry": "claimed",
        "words": "It is the same person.",
    }
    decide(rea, case, **typed(license, status_words="Active, in good standing", **said))
    license.refresh_from_db()
    assert license.status == Status.SUBMITTED
    again = rea.post(f"/desk/case/{case.ref}/take/")
    assert again.status_code == 403
    taken(license, mad)
    assert mad.get(f"/desk/case/{case.ref}/").headers["Location"] == f"/desk/case/{case.ref}/second/"
    for path in (f"/desk/case/{case.ref}/second/", f"/desk/p/{license.practitioner.slug}/", "/desk/audit/"):
        shown = mad.get(path).content.decode()
        assert "in good standing" not in shown, path
        assert read not in shown, path
        assert "License: Look recorded" not in shown, path
    own = rea.get(f"/desk/case/{case.ref}/second/").content.decode()
    assert "in good standing" in own
    assert read in own
    decide(mad, case, **typed(license, status_words="Active"))
    license.refresh_from_db()
    assert license.status == Status.VERIFIED
    assert read in ida.get(f"/desk/case/{case.ref}/second/").content.decode()


def test_a_third_person_sees_both_and_settles(claim: Credential) -> None:
    license = make.sent(make.practitioner("Cleo Brook"), Kind.LICENSE)
    rea, mad, ida = browser(REA), browser(MAX), browser(IDA)
    case = taken(license, rea)
    decide(rea, case, **typed(license))
    taken(license, mad)
    other = {
        "agree": "differs",
        "expiry": "other",
        "expires_on_0": 1,
        "expires_on_1": 2,
        "expires_on_2": 2027,
    }
    decide(mad, case, **typed(license, **other))
    assert Case.objects.get(pk=case.pk).state == CaseState.SETTLE
    shown = page(ida, f"/desk/case/{case.ref}/settle/")
    assert len(shown.all("div[@class='sides']/article")) == 2
    assert "(they differ)" in "".join(shown.document.itertext())
    taken(license, ida)
    decide(ida, case, **typed(license, **other))
    license.refresh_from_db()
    assert (license.status, license.valid_until) == (Status.VERIFIED, date(2026, 7, 7))


def test_extra_fields_change_nothing(claim: Credential) -> None:
    rea = browser(REA)
    case = taken(claim, rea)
    decide(
        rea, case,
        **typed(claim, level="3", method="roster", by="1", turn="3", status="verified", credential="99", harm="on"),
    )  # fmt: skip
    opinion = Opinion.objects.get()
    assert (opinion.level, opinion.method, opinion.turn, opinion.by.email) == (
        2,
        "document",
        1,
        "rea@example.org",
    )


def test_a_way_of_looking_that_does_not_exist_here_is_refused(claim: Credential) -> None:
    rea = browser(REA)
    case = taken(claim, rea)
    assert decide(rea, case, **typed(claim, how="roster")).status_code == 422
    assert decide(rea, case, **typed(claim, "suspend")).status_code == 422
    assert set(Opinion.objects.all()) == set()


def test_a_case_can_be_handed_back(claim: Credential) -> None:
    rea = browser(REA)
    case = taken(claim, rea)
    assert rea.post(f"/desk/case/{case.ref}/hand-back/").headers["Location"] == "/desk/"
    case.refresh_from_db()
    assert (case.state, case.held_by) == (CaseState.OPEN, None)


def test_whoever_knows_the_person_sees_nothing_of_them_any_more(claim: Credential) -> None:
    rea, mad = browser(REA), browser(MAX)
    case = taken(claim, rea)
    rea.post(f"/desk/case/{case.ref}/know/")
    slug = claim.practitioner.slug
    assert {rea.get(path).status_code for path in (f"/desk/case/{case.ref}/", f"/desk/p/{slug}/")} == {404}
    assert "Ada Stone" not in rea.get("/desk/").content.decode()
    assert "Ada Stone" not in rea.get("/desk/audit/").content.decode()
    assert mad.get(f"/desk/case/{case.ref}/").status_code == 200

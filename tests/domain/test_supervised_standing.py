"""What a license is worth that counts only under a supervisor."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from practitioners.models import Credential, Place, Practitioner, Supervision
from practitioners.vocabulary import Kind, Level, Shortfall, Verdict, Worth
from practitioners.workflow import oversight
from tests import factories as make
from tests.domain.asked import ONE_DAY, TODAY, criterion, said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(frozen: Callable[[date], None]) -> None:
    frozen(TODAY)


@pytest.fixture
def ada() -> Place:
    """A place where Ada's license counts only under a supervisor."""
    place = make.place(make.practitioner())
    make.scope_rule(verdict=Verdict.SUPERVISED)
    make.verified(place.practitioner, Kind.LICENSE)
    return place


def supervised(supervisor: Practitioner, place: Place) -> Supervision:
    """A supervision asked for and confirmed today."""
    license = place.practitioner.credentials.get(kind=Kind.LICENSE)
    asked = oversight.ask_supervisor(
        license, by=place.practitioner.account, supervisor=supervisor, place=place
    )
    return oversight.confirm_supervision(asked, by=supervisor.account)


def nurse(*, days: int = 40) -> Practitioner:
    """A colleague whose own license is allowed in Texas and ends so many days from now."""
    make.scope_rule(type="us-nurse")
    found = make.practitioner("Nora Nurse")
    type_, ends = make.license_type("us-nurse"), TODAY + timedelta(days=days)
    make.verified(found, Kind.LICENSE, license_type=type_, expires_on=ends)
    return found


def test_a_supervised_license_holds_as_long_as_the_supervisors(ada: Place) -> None:
    nora = nurse()
    last = TODAY + timedelta(days=40)
    assert said(ada) == (Worth.ISSUER, False, Shortfall.NO_SUPERVISOR)
    supervision = supervised(nora, ada)
    assert (said(ada), criterion(ada).until) == ((Worth.ISSUER, True, None), last)
    assert said(ada, on=last + ONE_DAY) == (Worth.ISSUER, False, Shortfall.NO_SUPERVISOR)
    oversight.end_supervision(supervision, by=nora.account)
    assert said(ada) == (Worth.ISSUER, False, Shortfall.NO_SUPERVISOR)


def test_an_end_of_supervision_that_is_known_already_ends_it_then(ada: Place) -> None:
    supervision = supervised(nurse(), ada)
    Supervision.objects.filter(pk=supervision.pk).update(ended_on=TODAY + timedelta(days=5))
    assert criterion(ada).until == TODAY + timedelta(days=4)


@pytest.mark.parametrize(
    "flaw", ["unconfirmed", "elsewhere", "bound", "suspended", "closed", "restricted", "document"]
)
def test_a_supervisor_who_may_not_do_it_alone_here_is_none(ada: Place, flaw: str) -> None:
    nora = nurse()
    supervision, theirs = supervised(nora, ada), nora.credentials.get()
    assert said(ada) == (Worth.ISSUER, True, None)
    match flaw:
        case "unconfirmed":
            Supervision.objects.update(confirmed_on=None)
        case "elsewhere":
            Supervision.objects.filter(pk=supervision.pk).update(place=make.place(ada.practitioner))
        case "bound":
            Credential.objects.filter(pk=theirs.pk).update(place=make.place(nora))
        case "suspended":
            Practitioner.objects.filter(pk=nora.pk).update(visibility="suspended", suspended_on=TODAY)
        case "closed":
            Practitioner.objects.filter(pk=nora.pk).update(visibility="closed")
        case "restricted":
            oversight.record_restriction(
                theirs,
                by=make.moderator(),
                type="x",
                touches_treatment=True,
                starts_on=TODAY,
                source_url="https://example.org/",
            )
        case "document":
            Credential.objects.filter(pk=theirs.pk).update(level=Level.DOCUMENT)
    assert said(ada) == (Worth.ISSUER, False, Shortfall.NO_SUPERVISOR)


def test_a_supervised_person_supervises_nobody(ada: Place) -> None:
    ben = make.practitioner("Ben Draft")
    make.verified(ben, Kind.LICENSE)
    supervised(ben, ada)
    assert said(ada) == (Worth.ISSUER, False, Shortfall.NO_SUPERVISOR)

"""Restrictions and supervisors: who records them, what follows, and all of it or nothing."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from practitioners import ledger, listings
from practitioners.errors import Invalid, MoveRefused, NotAllowed, Overtaken
from practitioners.models import (
    Account,
    Credential,
    LedgerEvent,
    Listing,
    Notice,
    Restriction,
    Supervision,
)
from practitioners.vocabulary import Kind, Role, Verb, Verdict
from practitioners.workflow import oversight
from tests import factories as make
from tests import snapshot

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)
ONE_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _today_with_moderators(db: None, frozen: Callable[[date], None]) -> None:
    frozen(TODAY)
    make.moderator("rea")
    make.account("sue@example.org", role=Role.SENIOR)
    make.account("sam@example.org")


def who(name: str) -> Account:
    return Account.objects.get(email=f"{name}@example.org")


@pytest.fixture
def license() -> Credential:
    """Ada's license, which counts at her one place."""
    return make.qualified().credentials.get(kind=Kind.LICENSE)


@pytest.fixture
def nora() -> Any:
    """A nurse who may do it alone in Texas and has no place there."""
    make.scope_rule(type="us-nurse")
    found = make.practitioner("Nora Nurse")
    make.verified(found, Kind.LICENSE, license_type=make.license_type("us-nurse"))
    return found


def counts(license: Credential) -> bool:
    """Whether the search row says that the license counts today."""
    rows = Listing.objects.filter(practitioner=license.practitioner_id, license_until__gte=TODAY)
    assert list(listings.drift()) == []
    return rows.exists()


def refused(error: type[Exception], act: Callable[[], Any]) -> None:
    """It is refused in a sentence, and nothing changed."""
    before = snapshot.taken()
    with pytest.raises(error) as refusal:
        act()
    assert str(refusal.value).endswith(".")
    assert snapshot.taken() == before


def restrict(
    license: Credential, by: Account, *, starts_on: date = TODAY, touches: bool = True
) -> Restriction:
    return oversight.record_restriction(
        license, by=by, type="No invasive work", touches_treatment=touches, starts_on=starts_on,
        source_url="https://example.org/",
    )  # fmt: skip


def event_since(before: dict[str, Any]) -> tuple[Any, ...]:
    """The one event since then; no letter is owed for any of these."""
    assert snapshot.added(before, Notice) == []
    assert list(ledger.verify()) == []
    [event] = snapshot.added(before, LedgerEvent)
    return event.verb, event.subject, event.actor_id, event.credential_id, event.data


def test_a_restriction_stops_the_license_and_lifting_it_brings_it_back(license: Credential) -> None:
    subject, rea = f"practitioner:{license.practitioner_id}", who("rea")
    before = snapshot.taken()
    restriction = restrict(license, rea)
    assert event_since(before) == (
        Verb.RESTRICTION_RECORDED, subject, rea.pk, license.pk, {"touches_treatment": True}
    )  # fmt: skip
    assert not counts(license)
    before = snapshot.taken()
    oversight.lift_restriction(restriction, by=rea)
    assert event_since(before) == (
        Verb.RESTRICTION_LIFTED,
        subject,
        rea.pk,
        license.pk,
        {"touches_treatment": True},
    )
    assert Restriction.objects.get().lifted_on == TODAY
    assert counts(license)


def test_who_may_record_a_restriction_and_on_what(license: Credential) -> None:
    for by in (who("sam"), license.practitioner.account):
        refused(NotAllowed, lambda by=by: restrict(license, by))
    restriction = restrict(license, who("rea"))
    refused(NotAllowed, lambda: oversight.lift_restriction(restriction, by=who("sam")))
    training = license.practitioner.credentials.get(kind=Kind.TRAINING)
    refused(MoveRefused, lambda: restrict(training, who("rea")))
    Account.objects.filter(pk=license.practitioner.account_id).update(role=Role.SENIOR)
    mine = Credential.objects.get(pk=license.pk)
    refused(NotAllowed, lambda: restrict(mine, mine.practitioner.account))
    stale = Restriction.objects.get(pk=restriction.pk)
    oversight.lift_restriction(restriction, by=who("rea"))
    refused(Overtaken, lambda: oversight.lift_restriction(stale, by=who("rea")))


def test_a_restriction_that_ends_before_it_begins_is_refused_in_a_sentence(license: Credential) -> None:
    said = {"type": "Probation", "touches_treatment": True, "source_url": "https://example.org/"}
    days = {"starts_on": TODAY, "ends_on": TODAY - ONE_DAY}
    refused(Invalid, lambda: oversight.record_restriction(license, by=who("rea"), **said, **days))


def asked(license: Credential, supervisor: Any) -> Supervision:
    """A supervision asked for, not confirmed."""
    place, by = license.practitioner.places.get(), license.practitioner.account
    return oversight.ask_supervisor(license, by=by, supervisor=supervisor, place=place)


def test_a_supervisor_counts_from_their_own_word_to_the_end(license: Credential, nora: Any) -> None:
    make.scope_rule(verdict=Verdict.SUPERVISED)
    listings.refresh(license.practitioner_id)
    supervision = asked(license, nora)
    assert not counts(license)
    said = {"supervisor": nora.pk, "place": supervision.place_id}
    before, subject = snapshot.taken(), f"practitioner:{license.practitioner_id}"
    oversight.confirm_supervision(supervision, by=nora.account)
    assert event_since(before) == (Verb.SUPERVISION_CONFIRMED, subject, nora.account_id, license.pk, said)
    assert counts(license)
    before, owner = snapshot.taken(), license.practitioner.account
    oversight.end_supervision(supervision, by=owner)
    assert event_since(before) == (Verb.SUPERVISION_ENDED, subject, owner.pk, license.pk, said)
    assert not counts(license)
    again = asked(license, nora)
    assert again.pk != supervision.pk
    oversight.confirm_supervision(again, by=nora.account)
    oversight.end_supervision(again, by=nora.account)
    assert not counts(license)


def test_who_may_ask_confirm_and_end_a_supervision(license: Credential, nora: Any) -> None:
    place, owner = license.practitioner.places.get(), license.practitioner.account

    def ask(by: Account, **changed: Any) -> Any:
        named = {"license": license, "supervisor": nora, "place": place} | changed
        return oversight.ask_supervisor(named.pop("license"), by=by, **named)

    for by in (nora.account, who("sam"), who("rea")):
        refused(NotAllowed, lambda by=by: ask(by))
    refused(Invalid, lambda: ask(owner, supervisor=license.practitioner))
    theirs = make.place(nora)
    refused(Invalid, lambda: ask(owner, place=theirs))
    refused(MoveRefused, lambda: ask(owner, license=license.practitioner.credentials.get(kind=Kind.TRAINING)))
    supervision = ask(owner)
    assert ask(owner) == supervision
    for by in (owner, who("sam"), who("sue")):
        refused(NotAllowed, lambda by=by: oversight.confirm_supervision(supervision, by=by))
    refused(NotAllowed, lambda: oversight.end_supervision(supervision, by=who("sue")))
    oversight.confirm_supervision(supervision, by=nora.account)
    refused(Overtaken, lambda: oversight.confirm_supervision(supervision, by=nora.account))
    oversight.end_supervision(supervision, by=nora.account)
    refused(Overtaken, lambda: oversight.end_supervision(supervision, by=owner))
    refused(Overtaken, lambda: oversight.confirm_supervision(supervision, by=nora.account))


@pytest.mark.parametrize("fault", [(ledger, "record"), (listings, "refresh")])
@pytest.mark.parametrize("verb", ["record", "lift", "confirm", "end"])
def test_a_fault_anywhere_takes_everything_back(
    license: Credential, nora: Any, monkeypatch: pytest.MonkeyPatch, verb: str, fault: tuple[Any, str]
) -> None:
    restriction, supervision = restrict(license, who("rea")), asked(license, nora)
    act = {
        "record": lambda: restrict(license, who("rea")),
        "lift": lambda: oversight.lift_restriction(restriction, by=who("rea")),
        "confirm": lambda: oversight.confirm_supervision(supervision, by=nora.account),
        "end": lambda: oversight.end_supervision(supervision, by=nora.account),
    }[verb]
    before, real = snapshot.taken(), getattr(*fault)

    def breaks(*given: Any, **named: Any) -> None:
        real(*given, **named)
        raise RuntimeError("A fault.")

    monkeypatch.setattr(*fault, breaks)
    with pytest.raises(RuntimeError):
        act()
    assert snapshot.taken() == before

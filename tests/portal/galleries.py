"""Photo sets for tests, filled in as a practitioner does it."""

from typing import Any

from django.test import Client

from practitioners.models import Credential, Practitioner
from practitioners.vocabulary import Kind, Level
from practitioners.workflow import moves
from tests import factories as make
from tests.portal.page import hidden, owner, picture

PHOTOS = "/my/photos/"
CAPTIONS = {
    "weeks": "16", "sessions": "4", "other_treatments": "5% minoxidil", "same_light": "yes", "not_retouched": "yes",
    "shows_face": "no", "consent_holder": "The practice", "consent_scope": "These two pictures here",
    "consent_on_0": "1", "consent_on_1": "Feb", "consent_on_2": "2026", "consent_withdrawal": "By e-mail",
}  # fmt: skip


def begun(person: Practitioner) -> tuple[Client, Credential, str]:
    """A browser on a new set."""
    browser = owner(person)
    answer = browser.post(PHOTOS)
    claim = person.credentials.get(kind=Kind.PHOTOS)
    assert (answer.status_code, answer["Location"]) == (302, f"{PHOTOS}{claim.pk}/")
    return browser, claim, answer["Location"]


def pair() -> dict[str, Any]:
    return {"before": picture(size=(700, 500)), "after": picture("#335577", size=(900, 600))}


def filled(person: Practitioner) -> tuple[Client, Credential]:
    """A complete set, not sent."""
    browser, claim, path = begun(person)
    assert browser.post(path, CAPTIONS | {"seen": hidden(browser.get(path), "seen")}).status_code == 302
    assert browser.post(f"{path}pictures/", pair()).status_code == 302
    claim.refresh_from_db()
    return browser, claim


def shown(person: Practitioner) -> Credential:
    _browser, claim = filled(person)
    moves.submit(claim, by=person.account)
    make.looked(claim, "rea", level=Level.DOCUMENT)
    return moves.verify(claim, by=make.moderator("rea"), level=Level.DOCUMENT)

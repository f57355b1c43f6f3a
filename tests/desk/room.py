"""What the tests of the desk share: a signed-in moderator, files that open, and a decision as the form sends it."""

import hashlib
import io
from typing import Any

from allauth.account.internal.flows import login
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from practitioners import checklists, clock
from practitioners.models import Account, Case, Credential, Evidence
from practitioners.storage import evidence_storage, random_name
from practitioners.vocabulary import Kind, Role
from tests import factories as make
from tests.accounts import people
from tests.public.pages import Page, read

REA, MAX, IDA = "rea", "max", "ida"


def browser(who: str | Account) -> Client:
    """A browser in which this moderator, or this account, is signed in with a second step."""
    client = Client()
    people.enter(client, make.moderator(who) if isinstance(who, str) else who)
    return client


def proved(who: str | Account) -> Client:
    """The same browser after this person proved their second step again a moment ago."""
    client = browser(who)
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
        {**record, "reauthenticated": True} for record in session[login.AUTHENTICATION_METHODS_SESSION_KEY]
    ]
    session.save()
    return client


def senior(name: str = "sia") -> Account:
    """A senior moderator, the same one for the same name."""
    email = f"{name}@example.org"
    return Account.objects.filter(email=email).first() or make.account(email, role=Role.SENIOR)


def upload(claim: Credential, *, pages: int = 1, name: str = "license.png") -> Evidence:
    """A file with a real picture of each page, 60 by 40."""
    original = evidence_storage().save(random_name(None, ""), ContentFile(name.encode()))
    return Evidence.objects.create(
        credential=claim, original=original, filename=name, content_type="image/png",
        sha256=hashlib.sha256(name.encode()).hexdigest(), size=1_200_000,
        page_images=[evidence_storage().save(random_name(None, ""), drawn(number)) for number in range(pages)],
    )  # fmt: skip


def drawn(number: int) -> Any:
    """A small real picture."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), (250, 240, 200 - number)).save(out, "WEBP", lossless=True)
    return ContentFile(out.getvalue())


def taken(claim: Credential, client: Client) -> Case:
    """The claim's case, in the hands of whoever this browser belongs to."""
    case = Case.objects.open().get(credential=claim)
    assert client.post(f"/desk/case/{case.ref}/take/").status_code == 302
    case.refresh_from_db()
    return case


def typed(claim: Credential, decision: str = "verify", **changed: Any) -> dict[str, Any]:
    """What the form sends when everything is in order; a value of None is left out."""
    today = clock.today()
    said: dict[str, Any] = {
        "how": "register" if claim.kind == Kind.LICENSE else "document",
        "looked_on_0": today.day, "looked_on_1": today.month, "looked_on_2": today.year,
        "decision": decision, "words": "", "act": "decide",
        **{f"ask-{question.key}": "yes" for question in checklists.of(claim).questions},
    }  # fmt: skip
    if claim.kind in (Kind.LICENSE, Kind.MEMBERSHIP, Kind.TRAINING) or claim.evidence.exists():
        said["agree"] = "same"
    elif claim.kind == Kind.INSURANCE:
        said["expiry"] = "claimed"
    if claim.kind == Kind.LICENSE:
        said["status_words"] = "Active"
    return {name: value for name, value in {**said, **changed}.items() if value is not None}


def decide(client: Client, case: Case, **fields: Any) -> Any:
    """The answer to the decision."""
    return client.post(f"/desk/case/{case.ref}/decide/", fields)


def page(client: Client, path: str, status: int = 200) -> Page:
    """A page of the desk, parsed."""
    return read(client, path, status)

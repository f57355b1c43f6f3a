"""One record with everything in it, made as in life: claims in every state, two places, photos, supervision."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from directory.portal.sections import SECTIONS
from practitioners import clock
from practitioners.intake import drafts
from practitioners.models import Account, Credential, Place, Practitioner
from practitioners.vocabulary import Criterion, Kind, Level, Status
from practitioners.workflow import moves, oversight, photos
from tests import factories as make
from tests.browser.record import paper
from tests.portal import galleries
from tests.portal.page import owner as browser_of
from tests.portal.page import picture

ABOUT = "I have worked with scalps for nine years.\n\nI turn people away when a doctor should look first."


@dataclass
class Rich:
    """The record, and the rows that pages are about."""

    person: Practitioner
    newcomer: Practitioner
    nobody: Account
    place: Place
    claims: dict[str, Credential]
    drafts: dict[Kind, Credential]


def build() -> Rich:
    """Public, with things to do of every sort; and somebody who has just begun, and somebody who has not."""
    person = _public()
    away = make.place(person, practice_name="Hill Country Rooms", locality="Austin")
    Place.objects.filter(pk=away.pk).update(details_confirmed_on=clock.today() - timedelta(days=100))
    browser = browser_of(person)
    claims = _states(person) | _photos(person)
    _page(browser, person)
    claims["amendment"] = person.credentials.filter(kind=Kind.AMENDMENT).latest("pk")
    _supervised(person)
    drafted = _drafts(person)
    _paper(browser, drafted[Kind.TRAINING])
    newcomer = make.practitioner("Nell Newly")
    return Rich(person, newcomer, make.account(), person.places.earliest("pk"), claims, drafted)


def _public() -> Practitioner:
    """The six, with a license that ends soon."""
    make.scope_rule()
    person = make.practitioner("Rhea Full", about=ABOUT, profession_line="Licensed esthetician")
    make.place(person, street="12 Fern Street", postcode="78701", phone="+1 512 555 0100")
    for criterion in Criterion:
        ends = {"expires_on": clock.today() + timedelta(days=9)} if criterion == Criterion.LICENSE else {}
        make.verified(person, criterion, **ends)
    return make.published(person)


def _states(person: Practitioner) -> dict[str, Credential]:
    """A claim in each state, by its name."""
    rea = make.moderator("rea")
    verified = person.credentials.get(kind=Kind.LICENSE)
    returned = moves.return_(
        make.sent(person, Kind.CONSULTATION), by=rea, words="Please send the form without the client’s name."
    )
    rejected = moves.reject(
        make.sent(person, Kind.TRAINING), by=rea, words="The certificate is about faces, not scalps."
    )
    suspended = moves.suspend(
        person.credentials.get(kind=Kind.TRACK_RECORD), by=rea, words="A client tells us of another number."
    )
    suspended = moves.contest(suspended, by=person.account, words="The number is in the book.")
    withdrawn = moves.withdraw(make.sent(person, Kind.INSURANCE), by=person.account)
    old = person.credentials.get(kind=Kind.AFTERCARE)
    make.verified(person, Kind.AFTERCARE, renews=old)
    old.refresh_from_db()
    renewal = drafts.renew(person.credentials.get(kind=Kind.INFECTION_CONTROL), by=person.account)
    found = {
        "verified": verified, "returned": returned, "rejected": rejected, "suspended": suspended,
        "withdrawn": withdrawn, "superseded": old, "submitted": make.sent(person, Kind.MEMBERSHIP),
        "renewal": renewal, "identity": person.credentials.get(kind=Kind.IDENTITY),
    }  # fmt: skip
    assert {Status(claim.status) for claim in found.values()} == set(Status)
    return found


def _photos(person: Practitioner) -> dict[str, Credential]:
    """A set on the page, and one being made."""
    _browser, shown = galleries.filled(person)
    moves.submit(shown, by=person.account)
    make.looked(shown, "rea", level=Level.DOCUMENT)
    moves.verify(shown, by=make.moderator("rea"), level=Level.DOCUMENT)
    begun = photos.attach(make.draft(person, Kind.PHOTOS), *galleries.pair().values(), by=person.account)
    return {"photos": shown, "new photos": begun}


def _page(browser: Client, person: Practitioner) -> None:
    """A new line about the person and a portrait, both waiting; places of another name."""
    answer = browser.get("/my/about/")
    form = answer.context["form"]
    typed = {name: form[name].value() for name in form.fields} | {"profession_line": "Scalp treatments only"}
    assert browser.post("/my/about/", typed).status_code == 302
    portrait = {"picture": picture(), "crop": "middle"}
    assert browser.post("/my/portrait/", portrait).status_code == 302


def _supervised(person: Practitioner) -> None:
    """One who asks, one who is supervised, and one whom this person asked."""
    for name, confirmed in (("Tim Asking", False), ("Uma Under", True)):
        other = make.practitioner(name)
        license = make.sent(other, Kind.LICENSE)
        asked = oversight.ask_supervisor(
            license, by=other.account, supervisor=person, place=make.place(other)
        )
        if confirmed:
            oversight.confirm_supervision(asked, by=person.account)
    lead = make.practitioner("Lena Lead")
    oversight.ask_supervisor(
        person.credentials.get(kind=Kind.LICENSE, status=Status.VERIFIED), by=person.account, supervisor=lead,
        place=person.places.earliest("pk"),
    )  # fmt: skip


def _drafts(person: Practitioner) -> dict[Kind, Credential]:
    """An empty claim of each kind that is asked page by page; the license knows where it comes from."""
    found = {kind: drafts.start(person, kind, by=person.account) for kind in SECTIONS}
    given = {"jurisdiction_id": make.jurisdiction().pk}
    drafts.save(found[Kind.LICENSE], given, by=person.account, seen=0)
    return found


def _paper(browser: Client, claim: Credential) -> None:
    """A document with a picture of its page."""
    path = reverse("portal:evidence", args=[claim.pk])
    file = SimpleUploadedFile("certificate.pdf", paper("Certificate of Rhea"))
    assert browser.post(path, {"file": file}).status_code == 302


def addresses(rich: Rich) -> dict[str, str]:
    """Every page of /my/ that this record has, by what it is."""
    at: dict[str, str] = {
        name: reverse(f"portal:{name}")
        for name in (
            "tasks", "renewals", "preview", "declarations", "account", "close", "send", "about", "offers", "portrait",
            "places", "place_add", "photos", "supervision",
        )
    }  # fmt: skip
    at |= {
        name: reverse(f"portal:{name}", args=[rich.place.pk])
        for name in ("place", "place_address", "place_remove")
    }
    at |= {f"room {slug}": reverse("portal:room", args=[slug]) for slug in ("license", "memberships")}
    at |= {
        f"claim, {state}": reverse("portal:claim", args=[claim.pk]) for state, claim in rich.claims.items()
    }
    at |= {
        f"question, {kind}, {section.slug}": section.href(rich.drafts[kind])
        for kind, asked in SECTIONS.items()
        for section in asked
    }
    at["claim, draft"] = reverse("portal:claim", args=[rich.drafts[Kind.TRAINING].pk])
    at["question, renewal"] = reverse("portal:question", args=[rich.claims["renewal"].pk, "renewal"])
    at["evidence"] = reverse("portal:evidence", args=[rich.drafts[Kind.TRAINING].pk])
    at["evidence, none"] = reverse("portal:evidence", args=[rich.drafts[Kind.INSURANCE].pk])
    at["withdraw"] = reverse("portal:withdraw", args=[rich.claims["submitted"].pk])
    for name in ("photo_set", "photo_files", "photo_consent"):
        at[name] = reverse(f"portal:{name}", args=[rich.claims["new photos"].pk])
    at["photo_set, shown"] = reverse("portal:photo_set", args=[rich.claims["photos"].pk])
    return at

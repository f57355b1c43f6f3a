"""People and records for tests, made through the same verbs as in life.

Ada is verified, Ben a draft, Rea and Max are moderators, Sam is a stranger: take them from here by these names.
"""

import itertools
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils.text import slugify

from practitioners import clock, listings
from practitioners.models import (
    Account,
    Aftercare,
    Amendment,
    Consultation,
    Credential,
    Evidence,
    Identity,
    InfectionControl,
    Insurance,
    Issuer,
    Jurisdiction,
    License,
    LicenseType,
    Membership,
    PhotoSet,
    Place,
    Practitioner,
    ScopeRule,
    Term,
    TrackRecord,
    Training,
)
from practitioners.vocabulary import (
    Basis,
    Criterion,
    Depth,
    Kind,
    Level,
    Method,
    Role,
    TermKind,
    Verdict,
)
from practitioners.workflow import moves, profile

AUSTIN = (30_267_200, -97_743_100)
_numbers = itertools.count(1)


def _known(**fields: Any) -> dict[str, Any]:
    return {"basis": Basis.DEMONSTRATION, "source": "test", "checked_on": date(2026, 1, 1), **fields}


def account(email: str = "", *, role: Role = Role.MEMBER) -> Account:
    """An account that signs in with the password "correct horse battery"."""
    found: Account = Account.objects.create_user(
        email or f"person{next(_numbers)}@example.org", "correct horse battery", role=role
    )
    return found


def moderator(name: str = "rea") -> Account:
    """A moderator, the same one for the same name."""
    email = f"{name}@example.org"
    return Account.objects.filter(email=email).first() or account(email, role=Role.MODERATOR)


def term(kind: TermKind = TermKind.PROFESSION, key: str = "esthetician", *, bit: int | None = None) -> Term:
    """A taxonomy entry, made once for its key."""
    found = Term.objects.filter(kind=kind, key=key).first()
    taken = Term.objects.filter(kind=kind).count()
    return found or Term.objects.create(
        **_known(
            kind=kind, key=key, label=key.replace("-", " ").capitalize(), bit=taken if bit is None else bit
        )
    )


def jurisdiction(code: str = "US-TX", *, name: str = "", **fields: Any) -> Jurisdiction:
    """A jurisdiction under the country its code names."""
    found = Jurisdiction.objects.filter(code=code).first()
    if found:
        return found
    country, _dash, part = code.partition("-")
    parent = (
        jurisdiction(country, name={"US": "United States", "GB": "United Kingdom"}.get(country, country))
        if part
        else None
    )
    name = name or {"US-TX": "Texas", "US-OK": "Oklahoma"}.get(code, code)
    return Jurisdiction.objects.create(
        **_known(code=code, name=name, name_key=name.casefold(), parent=parent, **fields)
    )


def license_type(key: str = "us-esthetician", *, statutory: bool = False) -> LicenseType:
    """A license type of the esthetician's profession."""
    found = LicenseType.objects.filter(key=key).first()
    return found or LicenseType.objects.create(
        **_known(key=key, label=key.replace("-", " ").capitalize(), profession=term(), statutory=statutory)
    )


def issuer(code: str = "US-TX", *, types: tuple[str, ...] = ("us-esthetician",)) -> Issuer:
    """The board of a jurisdiction, which issues these types."""
    board = Issuer.objects.filter(key=f"board-{code.lower()}").first() or Issuer.objects.create(
        **_known(
            key=f"board-{code.lower()}", name=f"Board of {code}", jurisdiction=jurisdiction(code),
            register_name=f"Register of {code}", lookup_steps="1. Open the register.",
        )
    )  # fmt: skip
    board.license_types.add(*(license_type(key) for key in types))
    return board


def scope_rule(
    code: str = "US-TX",
    *,
    type: str = "us-esthetician",
    depths: tuple[Depth, ...] = tuple(Depth),
    verdict: Verdict = Verdict.ALLOWED,
    confirmed: bool = True,
) -> list[ScopeRule]:
    """One reading for each of these depths, confirmed long ago unless told otherwise."""
    return [
        ScopeRule.objects.update_or_create(
            jurisdiction=jurisdiction(code), license_type=license_type(type), depth=depth,
            defaults=_known(
                verdict=verdict, review_by=date(2030, 1, 1), confirmed_on=date(2020, 1, 1) if confirmed else None
            ),
        )[0]
        for depth in depths
    ]  # fmt: skip


def practitioner(
    public_name: str = "Ada Stone", *, depth: Depth = Depth.UP_TO_05, **fields: Any
) -> Practitioner:
    """A practitioner with an account, not public yet; "Ben Draft" is made this way."""
    number = next(_numbers)
    slug = f"{slugify(public_name)}-{number}"
    return Practitioner.objects.create(
        account=account(), public_name=public_name, slug=slug, profession=fields.pop("profession", None) or term(),
        depth=depth, **fields,
    )  # fmt: skip


def place(owner: Practitioner, *, at: tuple[int, int] = AUSTIN, law: str = "US-TX", **fields: Any) -> Place:
    """A place of this practitioner whose details they confirmed today."""
    found = Place.objects.create(
        practitioner=owner, practice_name=fields.pop("practice_name", "Fern Studio"),
        locality=fields.pop("locality", "Austin"), region=law.partition("-")[2],
        country=law[:2], jurisdiction=jurisdiction(law), lat=at[0], lon=at[1], **fields,
    )  # fmt: skip
    profile.confirm_details(found, by=owner.account)
    return found


def draft(owner: Practitioner, kind: Kind | Criterion, **fields: Any) -> Credential:
    """A complete claim of this kind, not sent; `fields` change its details."""
    today = clock.today()
    kind = Kind(kind.value)
    claim = Credential.objects.create(
        practitioner=owner, kind=kind, place=fields.pop("place", None), renews=fields.pop("renews", None),
        attested_on=fields.pop("attested_on", today), attestation_version="1",
    )  # fmt: skip
    model, details = _details(kind, today)
    model.objects.create(credential=claim, **{**details, **fields})
    Evidence.objects.create(
        credential=claim, original=ContentFile(b"seen", name="seen.pdf"), filename="seen.pdf",
        content_type="application/pdf", sha256=f"{next(_numbers):064x}", size=4,
    )  # fmt: skip
    return claim


def _details(kind: Kind, today: date) -> tuple[Any, dict[str, Any]]:
    soon, past = today + timedelta(days=700), today - timedelta(days=60)
    match kind:
        case Kind.LICENSE:
            board = issuer()
            return License, {
                "issuer": board, "license_type": license_type(), "number": f"DEMO-{next(_numbers)}",
                "name_on_license": "Ada Stone", "expires_on": soon,
            }  # fmt: skip
        case Kind.TRAINING:
            return Training, {
                "course": "Scalp microneedling", "provider": "A school", "completed_on": past, "hours": 16,
                "covers_technique": True, "covers_scalp_anatomy": True, "covers_skin_healing": True,
            }  # fmt: skip
        case Kind.INFECTION_CONTROL:
            return InfectionControl, {
                "certificate": "Bloodborne pathogens", "certified_on": past, "protocol_dated": past,
                "single_use_opened_before_client": True,
            }  # fmt: skip
        case Kind.CONSULTATION:
            return Consultation, {
                "minutes": 30,
                "asks_about": "history, medicines",
                "turns_away": "infection",
            }
        case Kind.AFTERCARE:
            return Aftercare, {"covers": "sun, washing", "warning_signs": "pus, fever", "contact": "by phone"}
        case Kind.TRACK_RECORD:
            return TrackRecord, {
                "period_from": today - timedelta(days=800), "period_to": today - timedelta(days=30), "treatments": 120,
                "how_counted": "appointment book",
            }  # fmt: skip
        case Kind.INSURANCE:
            return Insurance, {
                "insurer": "An insurer", "covers_scalp_microneedling": True, "starts_on": past, "ends_on": soon,
            }  # fmt: skip
        case _:
            return _page_details(kind, past)


def _page_details(kind: Kind, past: date) -> tuple[Any, dict[str, Any]]:
    match kind:
        case Kind.IDENTITY:
            return Identity, {"legal_name": "Ada Margaret Stone", "document": "passport", "country": "US"}
        case Kind.PHOTOS:
            return PhotoSet, {
                "before": "photos/before.webp", "after": "photos/after.webp", "weeks": 16, "sessions": 4,
                "other_treatments": "5% minoxidil", "same_light": True, "not_retouched": True,
                "consent_holder": "The practice", "consent_scope": "This directory", "consent_on": past,
                "consent_withdrawal": "By letter",
            }  # fmt: skip
        case Kind.MEMBERSHIP:
            return Membership, {"body": "A voluntary register", "number": "V-1"}
        case _:
            return Amendment, {"values": {"profession_line": "Scalp treatments only"}}


def sent(owner: Practitioner, kind: Kind | Criterion, **fields: Any) -> Credential:
    """A claim that was sent and waits for a moderator."""
    return moves.submit(draft(owner, kind, **fields), by=owner.account)


def looked(claim: Credential, *names: str, level: Level, **read: Any) -> None:
    """One look by each of these moderators."""
    for name in names:
        method = Method.REGISTER if level == Level.ISSUER else Method.DOCUMENT
        moves.look(claim, by=moderator(name), level=level, method=method, **read)


def verified(
    owner: Practitioner, kind: Kind | Criterion, *, level: Level | None = None, **fields: Any
) -> Credential:
    """A claim shown at the level the Standard demands, or at another one."""
    level = level or (Level.ISSUER if kind.value == Kind.LICENSE else Level.DOCUMENT)
    read = {name: fields.pop(name) for name in ("looked_on",) if name in fields}
    claim = sent(owner, kind, **fields)
    looked(claim, "rea", "max", level=level, **read)
    return moves.verify(claim, by=moderator("rea"), level=level)


def ready(owner: Practitioner) -> Practitioner:
    """With identity checked and declarations signed, which nobody goes public without."""
    verified(owner, Kind.IDENTITY)
    return profile.declare(owner, by=owner.account)


def published(owner: Practitioner) -> Practitioner:
    """Made ready and public, where everything else is there."""
    return profile.publish(ready(owner), by=owner.account)


def qualified(
    public_name: str = "Ada Stone", *, at: tuple[int, int] = AUSTIN, law: str = "US-TX", **fields: Any
) -> Practitioner:
    """A public practitioner with one place and all six criteria held today; the license is of that place."""
    scope_rule(law)
    owner = practitioner(public_name, **fields)
    with listings.postponed():  # the row is written once, at the end
        place(owner, at=at, law=law)
        for criterion in Criterion:
            details = {"issuer": issuer(law)} if criterion == Criterion.LICENSE else {}
            verified(owner, criterion, **details)
        return published(owner)

"""People and records for tests, made through the same verbs as in life.

Ada is verified, Ben a draft, Rea and Max are moderators, Sam is a stranger: take them from here by these names.
"""

import itertools
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.utils.text import slugify

from practitioners import clock, ledger, listings
from practitioners.models import (
    Account,
    Credential,
    Evidence,
    Issuer,
    Jurisdiction,
    LicenseType,
    Place,
    Practitioner,
    ScopeRule,
    Term,
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
from tests import details, shown

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
    law, kind = jurisdiction(code), license_type(type)
    read = _known(
        verdict=verdict, review_by=date(2030, 1, 1), confirmed_on=date(2020, 1, 1) if confirmed else None
    )
    return ScopeRule.objects.bulk_create(
        [ScopeRule(jurisdiction=law, license_type=kind, depth=depth, **read) for depth in depths],
        update_conflicts=True,
        unique_fields=["jurisdiction", "license_type", "depth"],
        update_fields=list(read),
    )


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
    made = _drafted(owner, kind, **fields)
    for row in (made.claim, made.details, made.document):
        row.save(force_insert=True)
    return made.claim


def _drafted(owner: Practitioner, kind: Kind | Criterion, **fields: Any) -> shown.Drafted:
    today = clock.today()
    kind = Kind(kind.value)
    claim = Credential(
        practitioner=owner, kind=kind, place=fields.pop("place", None), renews=fields.pop("renews", None),
        attested_on=fields.pop("attested_on", today), attestation_version="1",
    )  # fmt: skip
    if kind == Kind.LICENSE:
        fields.setdefault("number", f"DEMO-{next(_numbers)}")
        fields["issuer"] = fields.get("issuer") or issuer()
        fields["license_type"] = fields.get("license_type") or license_type()
    model, said = details.complete(kind, today=today)
    document = Evidence(
        credential=claim, original=ContentFile(b"seen", name="seen.pdf"), filename="seen.pdf",
        content_type="application/pdf", sha256=f"{next(_numbers):064x}", size=4,
    )  # fmt: skip
    return shown.Drafted(claim, model(credential=claim, **{**said, **fields}), document)


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
    if fields.get("renews") or kind.value == Kind.AMENDMENT:
        return by_verbs(owner, kind, level=level, **fields)
    looked_on = fields.pop("looked_on", None)
    with ledger.gathered():
        [claim] = shown.write(
            owner, [_drafted(owner, kind, **fields)], readers=_readers(), level=level, looked_on=looked_on
        )
        listings.refresh(owner)
    return claim


def by_verbs(
    owner: Practitioner, kind: Kind | Criterion, *, level: Level | None = None, **fields: Any
) -> Credential:
    """The same, each step by its verb: for what reaches into other claims."""
    level = level or (Level.ISSUER if kind.value == Kind.LICENSE else Level.DOCUMENT)
    read = {name: fields.pop(name) for name in ("looked_on",) if name in fields}
    claim = sent(owner, kind, **fields)
    looked(claim, "rea", "max", level=level, **read)
    return moves.verify(claim, by=moderator("rea"), level=level)


def _readers() -> list[Account]:
    return [moderator("rea"), moderator("max")]


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
    with listings.postponed(), ledger.gathered():  # search rows and events are written once, at the end
        place(owner, at=at, law=law)
        drafts = [_drafted(owner, each, **_issued(each, law)) for each in (*Criterion, Kind.IDENTITY)]
        shown.write(owner, drafts, readers=_readers())
        return profile.publish(profile.declare(owner, by=owner.account), by=owner.account)


def _issued(kind: Kind | Criterion, law: str) -> dict[str, Any]:
    return {"issuer": issuer(law)} if kind.value == Kind.LICENSE else {}

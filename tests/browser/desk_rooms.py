"""A desk with one of everything: cases in every turn, a supervision, pictures, a change of rights that waits."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.urls import reverse

from practitioners import clock
from practitioners.models import Account, Case, Check, Conflict, Credential, Reason, ScopeRule, Supervision
from practitioners.vocabulary import CaseKind, Decision, Kind, Level, Role
from practitioners.workflow import cases, moves, oversight, people
from tests import factories as make
from tests.desk import room
from tests.domain.desk import case_of, decided

Fields = dict[str, Any]


@dataclass
class Desk:
    """Who looks, and the rows that pages are about."""

    senior: Account
    held: Case
    second: Case
    settle: Case
    closed: Case
    photos: Case
    portrait: Case
    supervised: Case
    supervision: Supervision
    rule: ScopeRule


def renewal(name: str = "Desk Renewal") -> Credential:
    """A license of somebody whose register was read before, sent again with a new last day and a file."""
    person = make.practitioner(name)
    make.place(person)
    license = make.verified(person, Kind.LICENSE)
    Check.objects.filter(credential=license).update(status_words="Active")
    again = make.sent(
        person, Kind.LICENSE, renews=license, number=license.license.number,
        expires_on=clock.today() + timedelta(days=760),
    )  # fmt: skip
    room.upload(again, pages=2)
    return again


def build() -> Desk:
    """Everything in the hands of one senior, who may see every room."""
    senior = room.senior("desk-sia")
    _rights(senior)
    first = renewal()
    oversight.record_restriction(
        first, by=make.moderator("desk-max"), type="Agreed order", touches_treatment=True,
        starts_on=clock.today(), source_url="https://board.example/orders/1",
    )  # fmt: skip
    second, settle = (make.sent(make.practitioner(f"Desk {name}"), Kind.LICENSE) for name in ("Two", "Three"))
    for claim in (second, settle):
        room.upload(claim)
        decided(case_of(claim), make.moderator("desk-rea"), level=Level.ISSUER)
    decided(case_of(settle), make.moderator("desk-max"), Decision.REJECT)
    closed = make.sent(make.practitioner("Desk Closed"), Kind.AFTERCARE)
    supervision = _supervised()
    return Desk(
        senior=senior,
        held=_taken(first, senior),
        second=_taken(second, senior),
        settle=_taken(settle, senior),
        closed=decided(case_of(closed), make.moderator("desk-rea")),
        photos=_taken(_photos(), senior),
        portrait=_taken(_portrait(), senior),
        supervised=_taken(supervision.license, senior, CaseKind.SUPERVISION),
        supervision=supervision,
        rule=make.scope_rule("US-MT", confirmed=False)[0],
    )


def _taken(claim: Credential, by: Account, kind: CaseKind | None = None) -> Case:
    return cases.take(case_of(claim, kind), by=by)


def _rights(senior: Account) -> None:
    """A reason with two versions; somebody who is to moderate, as one of two seniors proposes; who knows whom."""
    Reason.objects.get_or_create(
        code="N1",
        version=1,
        defaults={"label": "Name", "text": "The names differ.", "written_at": clock.now()},
    )
    other = room.senior("desk-tia")
    people.grant(make.account(), Role.MODERATOR, by=other)
    people.grant(make.account(), Role.MODERATOR, by=senior)
    known = make.practitioner("Desk Known")
    Conflict.objects.create(moderator=make.moderator("desk-rea"), practitioner=known, declared_at=clock.now())


def _supervised() -> Supervision:
    """One who supervises and whose license is suspended, one who ended it, and one in whose way nothing stands."""
    tom = make.practitioner("Desk Under")
    place, license = make.place(tom), make.verified(tom, Kind.LICENSE)
    found = []
    for name in ("Desk Lead", "Desk Former", "Desk Stopped"):
        lead = make.practitioner(name)
        make.verified(lead, Kind.LICENSE)
        asked = oversight.ask_supervisor(license, by=tom.account, supervisor=lead, place=place)
        found.append(oversight.confirm_supervision(asked, by=lead.account))
    oversight.end_supervision(found[1], by=found[1].supervisor.account)
    moves.suspend(found[2].supervisor.credentials.get(), by=make.moderator("desk-max"), words="An inquiry.")
    return found[0]


def _photos() -> Credential:
    names = {
        which: default_storage.save(f"photos/desk-{which}.webp", room.drawn(number))
        for number, which in enumerate(("before", "after"))
    }
    return make.sent(make.practitioner("Desk Photos"), Kind.PHOTOS, **names)


def _portrait() -> Credential:
    name = default_storage.save("portraits/desk.webp", room.drawn(3))
    return make.sent(
        make.practitioner("Desk Portrait"), Kind.AMENDMENT, values={"photo": name, "about": "Calm."}
    )


def opened(desk: Desk) -> dict[str, str]:
    """Every page of the desk that is opened, by the name of its address and what it is."""
    rooms = ("queue", "expiries", "scope", "audit", "reasons", "people", "stats")
    at = {name: reverse(f"desk:{name}") for name in rooms}
    at |= {f"case, {name}": _case(getattr(desk, name)) for name in ("held", "closed", "photos", "portrait")}
    at |= {
        "case, supervised": _case(desk.supervised),
        "second": _case(desk.second, "second"),
        "settle": _case(desk.settle, "settle"),
        "restrict": _case(desk.held, "restrict"),
        "reason": reverse("desk:reason", args=["N1"]),
        "end_supervision": reverse("desk:end_supervision", args=[desk.supervision.pk]),
        "scope_rule": reverse("desk:scope_rule", args=[desk.rule.pk]),
        "scope_confirm": reverse("desk:scope_confirm", args=[desk.rule.pk]),
        "scope_read": reverse("desk:scope_read", args=[desk.rule.pk]),
    }
    for name, case in (("practitioner", desk.held), ("practitioner, supervised", desk.supervised)):
        at[name] = reverse("desk:practitioner", args=[case.credential.practitioner.slug])
    return at


def _case(case: Case, name: str = "case") -> str:
    return reverse(f"desk:{name}", args=[case.ref])


def answers(desk: Desk) -> dict[str, tuple[str, Fields, int]]:
    """Every page of the desk that answers a POST, wrong ones too: where it goes, what is sent, and the status."""
    at, claim = opened(desk), desk.held.credential
    why = {"reason": "not_in_force", "words": "The register shows no license."}
    return {
        "decide, confirm": (
            _case(desk.held, "decide"),
            room.typed(claim, "reject", words="It is not theirs."),
            200,
        ),
        "decide, letter": (_case(desk.held, "decide"), room.typed(claim, act="preview"), 200),
        "decide, wrong": (_case(desk.held, "decide"), {"act": "decide"}, 422),
        "decide, refused": (_case(desk.held, "decide"), room.typed(claim, **{"ask-name": "no"}), 409),
        "decide, too late": (_case(desk.closed, "decide"), {"act": "decide"}, 409),
        "restrict, wrong": (at["restrict"], {}, 422),
        "reason, wrong": (at["reason"], {}, 422),
        "grant, wrong": (reverse("desk:grant"), {"email": "x", "role": "king"}, 422),
        "end_supervision, confirm": (at["end_supervision"], why, 200),
        "end_supervision, wrong": (at["end_supervision"], {}, 422),
        "scope_read, wrong": (at["scope_read"], {}, 422),
    }

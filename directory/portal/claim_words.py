"""Where a claim stands, in the words people see: its mark, what clients see of it, what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from practitioners import clock, standard
from practitioners.intake import drafts
from practitioners.models import Credential, LedgerEvent, Remark
from practitioners.standing import Standing, finding_of
from practitioners.standing.words import day
from practitioners.vocabulary import Criterion, Kind, Level, Status, Verb, Visibility

_TONES = {
    Status.SUBMITTED: "statement", Status.RETURNED: "lapsed", Status.SUSPENDED: "suspended",
}  # fmt: skip
_TITLES = {
    Kind.LICENSE: "number", Kind.TRAINING: "course", Kind.INFECTION_CONTROL: "certificate",
    Kind.INSURANCE: "insurer", Kind.MEMBERSHIP: "body", Kind.TRACK_RECORD: "period_to",
}  # fmt: skip
"""Which answer tells one claim of a kind from another."""
_WORDS: dict[Verb, Any] = {
    Verb.SUBMIT: lazy("You sent it to the moderators"),
    Verb.RETURN: lazy("A moderator asked for more"),
    Verb.VERIFY: lazy("Checked and shown"),
    Verb.REJECT: lazy("Not accepted"),
    Verb.RELOOK: lazy("Checked again"),
    Verb.SUSPEND: lazy("Suspended"),
    Verb.REINSTATE: lazy("Shown again after a suspension"),
    Verb.WITHDRAW: lazy("You withdrew it"),
    Verb.APPEAL: lazy("You asked someone else to look"),
    Verb.CONTEST: lazy("You asked someone else to look at the suspension"),
    Verb.SUPERSEDE: lazy("Replaced by its renewal"),
    Verb.LOADED: lazy("Entered from earlier records"),
    Verb.CONSENT_WITHDRAWN: lazy("The client’s consent was withdrawn"),
    Verb.RESTRICTION_RECORDED: lazy("A restriction on the register was recorded"),
    Verb.RESTRICTION_LIFTED: lazy("The register no longer shows the restriction"),
    Verb.SUPERVISION_CONFIRMED: lazy("A supervisor confirmed it at one place"),
    Verb.SUPERVISION_ENDED: lazy("A supervision ended"),
}
"""What a practitioner reads of the ledger; a look alone is not news yet."""


@dataclass(frozen=True)
class Mark:
    """A status as a tag: its look and its words."""

    tone: str
    label: str


@dataclass(frozen=True)
class Entry:
    """One thing that happened, or was written, about a claim."""

    at: datetime
    day: str
    words: str
    detail: str


def standing(claim: Credential) -> Standing | None:
    """What a decided claim is worth today by itself; None while nothing is decided."""
    if claim.status not in (Status.VERIFIED, Status.SUSPENDED):
        return None
    return Standing(standard.criterion_of(claim.kind) or Criterion.LICENSE, finding_of(claim), clock.today())


def mark(claim: Credential) -> Mark:
    """Its status in public words; once shown, what it is worth today."""
    worth = standing(claim)
    if worth is None:
        status = Status(claim.status)
        return Mark(_TONES.get(status, "none"), str(status.label))
    if claim.kind in standard.PRIVATE_KINDS and claim.status == Status.VERIFIED:
        return Mark("document", _("Checked"))
    return Mark(worth.tone, worth.label)


def title(claim: Credential) -> str:
    """What tells it from others of its kind."""
    kind = Kind(claim.kind)
    known = drafts.answers(claim).get(_TITLES.get(kind, ""))
    if kind == Kind.LICENSE and not claim.answers and hasattr(claim, "license"):
        return _("%(type)s, number %(number)s") % {
            "type": _(claim.license.license_type.label), "number": claim.license.number,
        }  # fmt: skip
    if kind == Kind.LICENSE and known:
        return _("License, number %(number)s") % {"number": known}
    if kind == Kind.AMENDMENT and claim.place is not None:
        return _("Change to %(place)s") % {"place": claim.place.practice_name}
    if known and kind != Kind.TRACK_RECORD:
        return str(known)
    return str(kind.label)


def detail(claim: Credential) -> str:
    """The day that matters most now."""
    worth = standing(claim)
    said = [_("Renewal")] if claim.renews_id and worth is None else []
    if claim.place is not None and claim.kind in drafts.PLACED:
        said.append(_("Only at %(place)s") % {"place": claim.place.practice_name})
    if worth is not None and claim.kind not in standard.PRIVATE_KINDS and worth.finding.until:
        said.append(_("Valid until %(day)s") % {"day": day(worth.finding.until)})
    elif claim.status in (Status.SUBMITTED, Status.RETURNED) and claim.submitted_at:
        said.append(_("Sent on %(day)s") % {"day": day(timezone.localdate(claim.submitted_at))})
    elif claim.decided_at:
        said.append(_("Decided on %(day)s") % {"day": day(timezone.localdate(claim.decided_at))})
    elif claim.status == Status.DRAFT:
        said.append(_("Started on %(day)s") % {"day": day(timezone.localdate(claim.created_at))})
    return ". ".join(said)


def clients_see(claim: Credential) -> str:
    """What the public page says of it today."""
    if claim.kind == Kind.IDENTITY:
        return _("Clients never see this. They only read that your identity was checked.")
    if claim.practitioner.visibility != Visibility.PUBLIC:
        return _("Your page is not public now, so clients see nothing of it.")
    status = Status(claim.status)
    if claim.kind == Kind.AMENDMENT:
        return str(_OF_CHANGES.get(status, lazy("Clients see the page as it was checked last.")))
    if claim.renews_id and status in drafts.OPEN:
        return _("Clients see the record that this renews, until a moderator has looked at this one.")
    worth = standing(claim)
    if worth is None or status == Status.SUSPENDED:
        return str(_BY_STATUS[status])
    until = worth.finding.until
    if until is not None and until < clock.today():
        return _("Clients see “%(label)s”. It held until %(day)s.") % {
            "label": worth.label,
            "day": day(until),
        }
    return _("Clients see “%(label)s”, valid until %(day)s.") % {"label": worth.label, "day": day(until)}


_BY_STATUS: dict[Status, Any] = {
    Status.DRAFT: lazy("Clients see nothing of a draft."),
    Status.SUBMITTED: lazy("Clients see it as your own statement, not checked."),
    Status.RETURNED: lazy("Clients see it as your own statement, not checked."),
    Status.REJECTED: lazy("Clients see nothing of it."),
    Status.SUSPENDED: lazy("Clients see “Suspended” until a moderator decides otherwise."),
    Status.WITHDRAWN: lazy("Clients see nothing of it."),
    Status.SUPERSEDED: lazy("Clients see its renewal."),
}
_OF_CHANGES: dict[Status, Any] = {Status.VERIFIED: lazy("Clients see this change on your page.")}

_WITHDRAWN: dict[Status, Any] = {
    Status.DRAFT: lazy("Nobody has seen this draft. Clients see no difference."),
    Status.SUBMITTED: lazy("Moderators stop looking at it. Clients no longer see it as your own statement."),
    Status.RETURNED: lazy("You do not need to reply. Clients no longer see it as your own statement."),
    Status.VERIFIED: lazy(
        "It stops counting at once. Where nothing else of this kind is shown, your page says “Not provided”."
    ),
}


def once_withdrawn(claim: Credential) -> str:
    """What clients will see when it is withdrawn."""
    if claim.renews_id and claim.status in drafts.OPEN:
        return _("Clients go on seeing the record that this would have renewed.")
    if claim.kind in (Kind.IDENTITY, Kind.AMENDMENT):
        return _("Clients see no difference. What was checked before stays on your page.")
    return str(_WITHDRAWN.get(Status(claim.status), ""))


def timeline(claim: Credential, remarks: Iterable[Remark]) -> list[Entry]:
    """What happened and what was written, newest first; moderators have no names here."""
    events = LedgerEvent.objects.filter(practitioner=claim.practitioner_id, credential_id=claim.pk).order_by(
        "seq"
    )
    told = [
        Entry(event.at, _on(event.at), str(_WORDS[Verb(event.verb)]), _level(event))
        for event in events
        if event.verb in _WORDS
    ]
    for remark in remarks:
        who = _("A moderator wrote") if remark.from_moderator else _("You wrote")
        told.append(Entry(remark.at, _on(remark.at), who, remark.words))
    return sorted(told, key=lambda entry: entry.at)[::-1]


def _on(at: datetime) -> str:
    return day(timezone.localdate(at))


def _level(event: LedgerEvent) -> str:
    return {each.key: str(each.label) for each in Level}.get(str(event.data.get("level")), "")

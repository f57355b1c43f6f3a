"""The rows of the task list: what clients see of each thing, and what is under way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.portal import claim_words, due, rooms, standing_words
from directory.portal.claim_words import Mark
from practitioners import clock, standard
from practitioners.intake import drafts
from practitioners.standing.words import day, short
from practitioners.vocabulary import Criterion, Kind, Status

if TYPE_CHECKING:
    from directory.portal.worth import Found, Seen
    from practitioners.models import Credential, Practitioner


@dataclass(frozen=True)
class Row:
    """One line: its link, a hint, and at its end what clients see or what to do."""

    title: str
    detail: str
    mark: Mark
    href: str


@dataclass(frozen=True)
class Group:
    """Lines under one heading, and what would raise what clients see."""

    key: str
    title: str
    rows: list[Row]
    raised_by: tuple[str, ...] = ()


def groups(
    person: "Practitioner",
    claims: "Sequence[Credential]",
    *,
    standings: "Found",
    details: Sequence[due.Details],
) -> list[Group]:
    """Everything of one record under its headings: the person, the six, places, photos and extras."""
    return [
        Group("you", _("About you"), _person(person, claims)),
        *(
            _criterion(number, criterion, found, claims)
            for number, (criterion, found) in enumerate(standings.items(), start=1)
        ),
        Group("places", _("Places"), _places(details, claims)),
        Group("photos", _("Photos"), _photos(claims)),
        Group("extras", _("Extras, outside the six"), _extras(claims)),
    ]


def _criterion(
    number: int,
    criterion: Criterion,
    found: "list[Seen]",
    claims: "Sequence[Credential]",
) -> Group:
    """One row, or one for each place where the places differ; then what is being written or checked."""
    kind = Kind(criterion.value)
    looks = {standing_words.mark(standing) for _place, standing in found}
    shown = found if len(looks) > 1 else found[:1]
    rows = [
        Row(
            _("%(criterion)s at %(place)s") % {"criterion": criterion.label, "place": place}
            if len(shown) > 1
            else str(criterion.label),
            standing_words.detail(standing),
            standing_words.mark(standing),
            rooms.ROOMS[kind].href,
        )
        for place, standing in shown
    ]  # fmt: skip
    raised = tuple(dict.fromkeys(standing.raised_by for _place, standing in shown if standing.raised_by))
    title = f"{number}. {criterion.label}"
    return Group(kind.value, title, [*rows, *_under_way(claims, kind)], raised)


def _under_way(claims: "Sequence[Credential]", *kinds: Kind) -> list[Row]:
    """What is written, sent, asked about, refused or stopped; what is simply shown stands above it."""
    newest = {claim.kind: claim.pk for claim in claims}
    open_ = [
        claim
        for claim in claims
        if claim.kind in kinds
        and (
            claim.status in (*drafts.OPEN, Status.SUSPENDED)
            or (claim.status == Status.REJECTED and claim.pk == newest[claim.kind])
        )
    ]
    return [Row(row.title, row.detail, row.mark, row.href) for row in rooms.rows(open_)]


def _person(person: "Practitioner", claims: "Sequence[Credential]") -> list[Row]:
    identity = [claim for claim in claims if claim.kind == Kind.IDENTITY]
    checked = [claim for claim in identity if claim.status == Status.VERIFIED]
    changes = [claim for claim in claims if claim.kind == Kind.AMENDMENT and claim.place_id is None]
    written = bool(person.about or person.profession_line)
    signed = person.declared_on and person.declaration_version == standard.DECLARATION_VERSION
    return [
        Row(
            _("Identity"),
            _("Kept private. Clients only read that it was checked."),
            claim_words.mark((checked or identity)[-1]) if identity else _not_started(),
            rooms.ROOMS[Kind.IDENTITY].href,
        ),
        *(_under_way(identity, Kind.IDENTITY) if checked else ()),
        Row(
            _("About you"),
            _("Name, profession and your own words."),
            Mark("statement", _("Your own statement")) if written else _not_started(),
            reverse("portal:about"),
        ),
        *_under_way(changes, Kind.AMENDMENT),
        Row(
            _("Portrait"),
            _("Optional."),
            Mark("statement", _("On your page")) if person.photo else _not_started(),
            reverse("portal:portrait"),
        ),
        Row(
            _("Declarations"),
            _("What you sign before your page can be public."),
            Mark("document", _("Signed %(day)s") % {"day": short(person.declared_on)})
            if signed
            else Mark("none", _("Not signed")),
            reverse("portal:declarations"),
        ),
    ]  # fmt: skip


def _places(details: Sequence[due.Details], claims: "Sequence[Credential]") -> list[Row]:
    rows = [
        Row(str(each.place), _confirmed(each), _fresh(each), reverse("portal:place", args=[each.place.pk]))
        for each in details
    ]
    changes = [claim for claim in claims if claim.kind == Kind.AMENDMENT and claim.place_id is not None]
    more = Row(
        _("Add another place") if rows else _("Add a place"),
        "" if rows else _("Clients search by town."),
        Mark("none", _("Optional")) if rows else _not_started(),
        reverse("portal:place_add"),
    )
    return [*rows, *_under_way(changes, Kind.AMENDMENT), more]


def _confirmed(each: due.Details) -> str:
    if not each.place.shown:
        return _("Not on your page until it has been checked.")
    return _("Confirm again by %(day)s.") % {"day": day(each.by)} if each.by else ""


def _fresh(each: due.Details) -> Mark:
    if each.gone:
        return Mark("lapsed", _("Not in search"))
    if each.asks:
        return Mark("expiring", _("Confirm by %(day)s") % {"day": short(each.by)})
    return Mark("statement", _("Confirmed %(day)s") % {"day": short(each.place.details_confirmed_on)})


def _photos(claims: "Sequence[Credential]") -> list[Row]:
    shown = sum(
        claim.kind == Kind.PHOTOS and claim.status == Status.VERIFIED and _holds(claim) for claim in claims
    )
    mark = Mark("document", _("%(n)s shown") % {"n": shown}) if shown else _not_started()
    first = Row(
        str(Kind.PHOTOS.label), _("Optional. Each pair needs the client’s consent."), mark, reverse("portal:photos")
    )  # fmt: skip
    return [first, *_under_way(claims, Kind.PHOTOS)]


def _extras(claims: "Sequence[Credential]") -> list[Row]:
    rows = []
    for kind in (Kind.INSURANCE, Kind.MEMBERSHIP):
        decided = [claim for claim in claims if claim.kind == kind and claim.status == Status.VERIFIED]
        best = max(decided, key=lambda claim: (claim.valid_until or clock.today(), claim.pk), default=None)
        mark = claim_words.mark(best) if best else Mark("none", _("Not provided"))
        detail = claim_words.detail(best) if best else _("Optional.")
        rows += [Row(str(kind.label), detail, mark, rooms.ROOMS[kind].href), *_under_way(claims, kind)]
    supervision = Row(
        _("Supervision"),
        _("Who stands behind your license, and for whom you do."),
        Mark("none", _("Only where the law asks for it")),
        reverse("portal:supervision"),
    )
    return [*rows, supervision]


def _holds(claim: "Credential") -> bool:
    return claim.valid_until is not None and claim.valid_until >= clock.today()


def _not_started() -> Mark:
    return Mark("none", _("Not started"))

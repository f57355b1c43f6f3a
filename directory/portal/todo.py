"""Things to do, the most urgent first: each with a link, a reason and where it has one a day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.portal import claim_words, due, rooms
from practitioners import clock
from practitioners.intake import drafts
from practitioners.models import Credential, Remark, Supervision
from practitioners.standing.words import day
from practitioners.vocabulary import Kind, Status, Worth
from practitioners.workflow import profile

MOST = 3
"""Of one sort; more are told in one line that leads to their list."""


@dataclass(frozen=True)
class Todo:
    """One thing to do."""

    words: str
    href: str
    reason: str


def of(
    claims: Sequence[Credential],
    *,
    ends: Iterable[due.End],
    details: Iterable[due.Details],
    gaps: Iterable[profile.Gap],
    asked: Sequence[Supervision],
) -> list[Todo]:
    """Replies first, then what was stopped, what ends, what to confirm, to send and to add, and who waits for you."""
    ending = [end for end in ends if end.asks]
    renewing = {end.renewal.pk for end in ending if end.renewal}
    waiting = [claim for claim in claims if claim.status == Status.DRAFT and claim.pk not in renewing]
    return [
        *_replies(claims),
        *_stopped(claims),
        *(_end(end) for end in ending),
        *_few([_confirm(each) for each in details if each.asks], _all_details),
        *_few([_draft(claim) for claim in waiting], _all_drafts),
        *_missing(gaps, claims),
        *_few([_request(each) for each in asked], _all_requests),
    ]


def gap_href(gap: profile.Gap) -> str:
    """Where a gap before a public page is closed."""
    if gap.what == profile.PLACE:
        return reverse("portal:place_add")
    if gap.what == profile.DECLARATIONS:
        return reverse("portal:declarations")
    return rooms.ROOMS[Kind(gap.what)].href


def _replies(claims: Sequence[Credential]) -> Iterator[Todo]:
    returned = [claim for claim in claims if claim.status == Status.RETURNED]
    asked = _asked_at(returned) if returned else {}
    for claim in returned:
        reason = _("A moderator asked for more.")
        if claim.pk in asked:
            on = day(timezone.localdate(asked[claim.pk]))
            reason = _("A moderator asked for more on %(day)s.") % {"day": on}
        yield Todo(_("Reply about “%(claim)s”") % {"claim": claim_words.title(claim)}, _claim(claim), reason)


def _asked_at(returned: Sequence[Credential]) -> Mapping[int, datetime]:
    """When the moderators' latest words on each of these claims were written: one query."""
    said = Remark.objects.filter(credential__in=returned, from_moderator=True).order_by("at", "pk")
    return dict(said.values_list("credential_id", "at"))


def _stopped(claims: Sequence[Credential]) -> Iterator[Todo]:
    for claim in claims:
        if claim.status == Status.SUSPENDED:
            yield Todo(
                _("Read why “%(claim)s” is suspended") % {"claim": claim_words.title(claim)},
                _claim(claim),
                _("It does not count now. You can ask someone else to look."),
            )


def _end(end: due.End) -> Todo:
    left = (end.until - clock.today()).days
    if end.worth == Worth.LAPSED:
        reason = _("It ran out on %(day)s.") % {"day": day(end.until)}
    elif left == 0:
        reason = _("Today is its last day.")
    else:
        reason = ngettext(
            "It runs out in %(left)s day, on %(day)s.", "It runs out in %(left)s days, on %(day)s.", left
        ) % {"left": left, "day": day(end.until)}  # fmt: skip
    said = {"kind": Kind(end.claim.kind).label, "claim": claim_words.title(end.claim)}
    if end.renewal is not None:
        return Todo(_("Finish the renewal of “%(claim)s”") % said, _claim(end.renewal), reason)
    return Todo(_("Renew “%(claim)s”") % said, _claim(end.claim), reason)


def _confirm(each: due.Details) -> Todo:
    if each.gone or each.gone_from is None or each.by is None:
        reason = _("Clients do not find this place in search until you do.")
    else:
        reason = _("Due on %(day)s. Without it the place is not found in search from %(gone)s.") % {
            "day": day(each.by), "gone": day(each.gone_from),
        }  # fmt: skip
    words = _("Confirm the details of %(place)s") % {"place": each.place}
    return Todo(words, reverse("portal:renewals") + f"#place-{each.place.pk}", reason)


def _draft(claim: Credential) -> Todo:
    on = day(timezone.localdate(claim.created_at))
    return Todo(
        _("Finish and send “%(claim)s”") % {"claim": claim_words.title(claim)},
        _claim(claim),
        _("Started on %(day)s. Clients see nothing of it yet.") % {"day": on},
    )


def _missing(gaps: Iterable[profile.Gap], claims: Sequence[Credential]) -> Iterator[Todo]:
    """What nobody works on yet: a claim that is being written or checked is told elsewhere."""
    under_way = {claim.kind for claim in claims if claim.status in drafts.OPEN}
    for gap in gaps:
        if gap.what not in under_way:
            yield Todo(
                gap.sentence.removesuffix("."), gap_href(gap), _("Your page cannot be public without it.")
            )


def _request(each: Supervision) -> Todo:
    said = {"name": each.license.practitioner.public_name, "place": each.place}
    return Todo(
        _("Answer %(name)s, who names you as supervisor at %(place)s") % said,
        reverse("portal:supervision"),
        _("It counts once you confirm it."),
    )


def _all_details(count: int) -> Todo:
    words = ngettext("Confirm the details of %(n)s place", "Confirm the details of %(n)s places", count)
    return Todo(
        words % {"n": count},
        reverse("portal:renewals") + "#details-h",
        _("A place whose details nobody confirms is not found in search."),
    )


def _all_drafts(count: int) -> Todo:
    words = ngettext("Finish and send %(n)s item", "Finish and send %(n)s items", count)
    return Todo(words % {"n": count}, reverse("portal:send"), _("Clients see nothing of them yet."))


def _all_requests(count: int) -> Todo:
    words = ngettext("Answer %(n)s request", "Answer %(n)s requests", count)
    return Todo(
        words % {"n": count}, reverse("portal:supervision"), _("Others name you as their supervisor.")
    )


def _few(found: list[Todo], told: Any) -> list[Todo]:
    return found if len(found) <= MOST else [told(len(found))]


def _claim(claim: Credential) -> str:
    return reverse("portal:claim", args=[claim.pk])

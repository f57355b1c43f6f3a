"""Verbs on what stands around a license: restrictions and supervisors."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from practitioners import clock, ledger, listings, notices
from practitioners.errors import Invalid, MoveRefused, NotAllowed, Overtaken
from practitioners.models import (
    Account,
    Credential,
    Place,
    Practitioner,
    Restriction,
    Supervision,
)
from practitioners.vocabulary import Ending, Kind, NoticeKind, Verb
from practitioners.workflow import docket, guards
from practitioners.workflow.table import Actor

MOST_REQUESTS = 5
"""Requests to supervisors that may wait at one time: each of them is a letter to somebody."""
LONGEST = 2000


@transaction.atomic
def record_restriction(
    license: Credential,
    *,
    by: Account,
    type: str,
    touches_treatment: bool,
    starts_on: date,
    source_url: str,
    ends_on: date | None = None,
    seen_on: date | None = None,
) -> Restriction:
    """Record what a register shows, in its own words and with its address."""
    _is_license(license)
    guards.may_act(license, Actor.MODERATOR, by=by)
    if ends_on is not None and ends_on < starts_on:
        raise Invalid(_("It must end after it begins."))
    restriction = Restriction.objects.create(
        license=license, type=type, touches_treatment=touches_treatment, starts_on=starts_on, ends_on=ends_on,
        source_url=source_url, seen_on=seen_on or clock.today(),
    )  # fmt: skip
    ledger.record(
        license.practitioner,
        Verb.RESTRICTION_RECORDED,
        by=by,
        credential=license,
        touches_treatment=touches_treatment,
    )
    listings.refresh(license.practitioner_id)
    return restriction


@transaction.atomic
def lift_restriction(restriction: Restriction, *, by: Account) -> Restriction:
    """Record that the register no longer shows it; from today it limits nothing."""
    guards.may_act(restriction.license, Actor.MODERATOR, by=by)
    standing = Restriction.objects.filter(pk=restriction.pk, lifted_on__isnull=True)
    if not standing.update(lifted_on=clock.today()):
        raise Overtaken(_("Somebody else recorded this already."))
    restriction.lifted_on = clock.today()
    ledger.record(
        restriction.license.practitioner, Verb.RESTRICTION_LIFTED, by=by, credential=restriction.license,
        touches_treatment=restriction.touches_treatment,
    )  # fmt: skip
    listings.refresh(restriction.license.practitioner_id)
    return restriction


@transaction.atomic
def ask_supervisor(
    license: Credential, *, by: Account, supervisor: Practitioner, place: Place
) -> Supervision:
    """Name a supervisor for a license at a place; nothing counts before the supervisor confirms it."""
    _is_license(license)
    guards.may_act(license, Actor.OWNER, by=by)
    if supervisor.pk == license.practitioner_id:
        raise Invalid(_("Nobody supervises themselves. Name another practitioner."))
    if place.practitioner_id != license.practitioner_id:
        raise Invalid(_("Choose one of your own places."))
    waiting = Supervision.objects.filter(
        license__practitioner=license.practitioner_id, confirmed_on__isnull=True, ended_on__isnull=True
    )
    if waiting.exclude(license=license, supervisor=supervisor, place=place).count() >= MOST_REQUESTS:
        raise MoveRefused(
            _("%(most)s people have not answered you yet. End one of these requests first.")
            % {"most": MOST_REQUESTS}
        )
    supervision, _created = Supervision.objects.get_or_create(
        license=license, supervisor=supervisor, place=place, ended_on=None
    )
    notices.owe_to(
        supervisor.account, NoticeKind.SUPERVISION, key=str(supervision.pk), credential=license, place=place
    )
    return supervision


@transaction.atomic
def confirm_supervision(supervision: Supervision, *, by: Account) -> Supervision:
    """The supervisor says from their own account that they stand behind this license at this place."""
    if supervision.supervisor.account_id != by.pk:
        raise NotAllowed(_("Only the supervisor can confirm this."))
    _lock_license(supervision)
    asked = Supervision.objects.filter(pk=supervision.pk, confirmed_on__isnull=True, ended_on__isnull=True)
    if not asked.update(confirmed_on=clock.today()):
        raise Overtaken(_("This was confirmed or ended already."))
    supervision.confirmed_on = clock.today()
    docket.supervision(supervision)
    return _supervised(supervision, Verb.SUPERVISION_CONFIRMED, by=by)


@transaction.atomic
def end_supervision(supervision: Supervision, *, by: Account) -> Supervision:
    """Either side ends it; from today the license stands alone."""
    if by.pk not in (supervision.supervisor.account_id, supervision.license.practitioner.account_id):
        raise NotAllowed(_("Only the supervisor or the supervised person can end this."))
    _end(supervision)
    return _supervised(supervision, Verb.SUPERVISION_ENDED, by=by)


@transaction.atomic
def refuse_supervision(supervision: Supervision, *, by: Account, reason: Ending, words: str) -> Supervision:
    """A moderator found that this supervisor may not supervise there: from today the license stands alone.

    Both sides are told why.
    """
    if not by.is_moderator:
        raise NotAllowed(_("Only a moderator can do this."))
    if not Supervision.objects.judged_by(by).filter(pk=supervision.pk).exists():
        raise NotAllowed(_("Nobody decides about their own record, or about people they know."))
    if not supervision.confirmed_on:
        raise MoveRefused(_("The supervisor has not confirmed this, so it counts for nothing yet."))
    words = words.strip()
    if not 0 < len(words) <= LONGEST:
        raise Invalid(
            _("Write why, with at most %(most)s characters: both sides read it.") % {"most": LONGEST}
        )
    _end(supervision, ended_for=reason, ended_words=words)
    if by.pk in docket.refused_by(supervision):
        raise NotAllowed(
            _("You ended this before, and they were named again: somebody else must look at it.")
        )
    for side in (supervision.license.practitioner, supervision.supervisor):
        notices.owe_to(
            side.account, NoticeKind.UNSUPERVISED, key=f"{supervision.pk}:{side.pk}",
            credential=supervision.license, supervision=supervision,
        )  # fmt: skip
    return _supervised(supervision, Verb.SUPERVISION_ENDED, by=by, code=reason.value)


def _lock_license(supervision: Supervision) -> None:
    """The license first, as every verb does that goes on to its cases."""
    theirs = Credential.objects.filter(pk=supervision.license_id)
    list(theirs.select_for_update(no_key=True).values_list("pk"))


def _end(supervision: Supervision, **columns: str) -> None:
    """Of two who end it, one does; with the last one goes the question whether any of them may supervise."""
    _lock_license(supervision)
    columns_now = {"ended_on": clock.today(), **columns}
    if not Supervision.objects.filter(pk=supervision.pk, ended_on__isnull=True).update(**columns_now):
        raise Overtaken(_("This was ended already."))
    for name, value in columns_now.items():
        setattr(supervision, name, value)
    docket.unsupervised(supervision.license)


def _supervised(supervision: Supervision, verb: Verb, *, by: Account, **said: str) -> Supervision:
    license = supervision.license
    ledger.record(
        license.practitioner, verb, by=by, credential=license, supervisor=supervision.supervisor_id,
        place=supervision.place_id, **said,
    )  # fmt: skip
    listings.refresh(license.practitioner_id)
    return supervision


def _is_license(credential: Credential) -> None:
    if credential.kind != Kind.LICENSE:
        raise MoveRefused(_("Only a license can be restricted or supervised."))

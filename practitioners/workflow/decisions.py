"""One decision of one moderator in one transaction: opinion, look, move, ledger, letter and case, or none of it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from practitioners import worktime
from practitioners.errors import MoveRefused, Overtaken
from practitioners.models import Account, Case, Credential, Opinion, Place
from practitioners.vocabulary import CaseState, Decision, Outcome, Status, Step, Turn
from practitioners.workflow import carrying_out, docket, guards, opinions
from practitioners.workflow.case_table import RESTS, STEPS, decisions
from practitioners.workflow.opinions import APPROVALS, Given
from practitioners.workflow.table import Actor


def options(case: Case) -> list[Decision]:
    """What the holder of this case can decide."""
    return decisions(case.kind, case.credential.status)


@transaction.atomic
def decide(case: Case, given: Given, *, by: Account) -> Case:
    """Say what was found; it counts at once, or waits for the second person to find the same.

    The first opinion, the second, and where they differ a third, which counts. A suspension counts at once and is
    looked at by a second person until its review date.
    """
    current = _in_hand(case, by=by)
    credential, decision = current.credential, Decision(given.decision)
    if decision not in options(current):
        raise MoveRefused(
            _("“%(decision)s” is not open for a claim that stands at “%(status)s”.")
            % {"decision": decision.label, "status": Status(credential.status).label}
        )
    opinion = opinions.store(current, credential, given, by=by)
    counts, goes_on = _weighed(current, credential, opinion)
    _advance(current, opinion, goes_on=goes_on, by=by)
    if decision in APPROVALS:
        carrying_out.look(credential, opinion, by=by)
    if counts:
        carrying_out.execute(current, credential, opinion, by=by)
    if decision in (Decision.REJECT, Decision.SUSPEND, Decision.UPHOLD):
        docket.bar(credential, by=by)
    return current


def _in_hand(case: Case, *, by: Account) -> Case:
    """The case as it stands, locked after its claims, and in this person's hands."""
    claims = Credential.objects.filter(pk__in=[case.credential_id, case.credential.renews_id])
    list(claims.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    current: Case | None = Case.objects.select_for_update(no_key=True).filter(pk=case.pk).first()
    if current is None:
        raise Overtaken(_("The practitioner closed the account, and everything of theirs went with it."))
    if (
        place := current.credential.place_id
    ):  # whoever confirms its details holds it when they ask for the ledger
        list(Place.objects.select_for_update(no_key=True).filter(pk=place).values_list("pk"))
    guards.may_act(current.credential, Actor.MODERATOR, by=by)
    if current.state not in STEPS[Step.DECIDE][0] or current.held_by_id != by.pk:
        raise _not_in_hand(current, by=by)
    if not Case.objects.open_to(by).filter(pk=case.pk).exists():
        raise Overtaken(_("You may not decide this case any more. Hand it back."))
    return current


def _not_in_hand(current: Case, *, by: Account) -> Overtaken:
    if current.state == CaseState.CLOSED:
        return Overtaken(_("This case was decided already. Nothing was changed."))
    if by.pk in (current.first_by_id, current.second_by_id):
        return Overtaken(_("Your decision is kept already. Somebody else looks at it now."))
    return Overtaken(_("You do not hold this case. Take it first; nothing was changed."))


def _weighed(current: Case, credential: Credential, opinion: Opinion) -> tuple[bool, Turn | None]:
    """Whether the opinion counts now, and whose turn it is after it; None when nobody's is."""
    urgent = opinion.decision == Decision.SUSPEND
    match current.turn:
        case Turn.FIRST:
            twice = opinions.needs_second(current, credential, opinion)
            return not twice or urgent, Turn.SECOND if twice else None
        case Turn.SECOND:
            first = current.opinions.filter(round=credential.round, turn=Turn.FIRST).latest("at")
            same = opinions.agree(first, opinion)
            return same or urgent, None if same else Turn.THIRD
    return True, None


def _advance(current: Case, opinion: Opinion, *, goes_on: Turn | None, by: Account) -> None:
    """Where the case stands after this opinion: before the move, which then finds it there."""
    columns: dict[str, Any] = {}
    if current.turn == Turn.FIRST:
        columns["first_by"] = by
    elif current.turn == Turn.SECOND:
        columns["second_by"] = by
    if goes_on:
        columns |= {"turn": goes_on, "state": RESTS[goes_on], **docket.LET_GO}
        if opinion.decision == Decision.SUSPEND and opinion.review_on:
            columns |= {"harm": True, "due_at": worktime.closing(opinion.review_on)}
    if columns:
        docket.put(current, **columns)
    if goes_on is None and opinion.decision == Decision.RETURN:
        docket.pause(current)
    elif goes_on is None:
        docket.close(current, Outcome(opinion.decision))

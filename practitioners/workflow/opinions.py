"""What a moderator found: checked for its form, kept for good, and compared with what the others found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from practitioners import checklists, clock, standard, worktime
from practitioners.errors import Invalid, MoveRefused, Overtaken
from practitioners.models import Account, Case, Check, Credential, Opinion
from practitioners.vocabulary import Answer, Decision, Kind, Level, Method, Turn
from practitioners.workflow import guards, readings, reasons
from practitioners.workflow.readings import Readings

APPROVALS = frozenset({Decision.VERIFY, Decision.RELOOK})
TOLD = frozenset({
    Decision.RETURN, Decision.REJECT, Decision.SUSPEND, Decision.REINSTATE, Decision.UPHOLD,
})  # fmt: skip
"""Decisions that the practitioner gets a letter about, with words."""
_STOPS = frozenset({Decision.SUSPEND, Decision.UPHOLD})
LONGEST, LONGEST_STATUS = 2000, 160


@dataclass(frozen=True)
class Given:
    """What a moderator says of a case; `words` go to the practitioner, or for an approval stay with the case."""

    decision: Decision
    level: Level | None = None
    method: Method | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    readings: Readings = field(default_factory=dict)
    status_words: str = ""
    expires_on: date | None = None
    source_url: str = ""
    looked_on: date | None = None
    reasons: tuple[str, ...] = ()
    words: str = ""
    review_on: date | None = None


def store(case: Case, credential: Credential, given: Given, *, by: Account) -> Opinion:
    """Keep what was said for this turn; refuses what has a wrong form, and a second opinion of one person."""
    questions = checklists.of(credential)
    _answers_fit(given, questions)
    read = readings.kept(credential, given.readings)
    if Opinion.objects.filter(case=case, by=by, round=credential.round).exists():
        raise Overtaken(_("You have given your decision already; somebody else must look at it now."))
    decision, level = Decision(given.decision), None
    if decision in APPROVALS:
        _may_approve(given, questions, read)
        level = given.level or (Level(credential.level) if decision == Decision.RELOOK else Level.DOCUMENT)
    if decision == Decision.SUSPEND:
        _review_soon(given.review_on)
    used = reasons.chosen(given.reasons)
    if decision in TOLD and not used:
        guards.has_reason(given.words)
    if decision == Decision.DISMISS and not given.words.strip():
        raise MoveRefused(_("Write why nothing needs to change: it stays with the case."))
    return Opinion.objects.create(
        case=case, by=by, turn=case.turn, round=credential.round, decision=decision, level=level,
        method=_method(given, level) if level else "", answers=dict(given.answers),
        checklist_version=questions.version, readings=read, status_words=given.status_words.strip(),
        expires_on=given.expires_on, source_url=given.source_url,
        looked_on=given.looked_on or (clock.today() if level else None),
        reasons=[[reason.code, reason.version] for reason in used], words=given.words.strip(),
        review_on=given.review_on if decision == Decision.SUSPEND else None, at=clock.now(),
    )  # fmt: skip


def agree(one: Opinion, other: Opinion) -> bool:
    """Whether two people found the same: the decision, and for an approval the level and the expiry date."""
    if {one.decision, other.decision} <= _STOPS:
        return True
    same = one.decision == other.decision
    return same and (one.level, one.expires_on) == (other.level, other.expires_on)


def needs_second(case: Case, credential: Credential, opinion: Opinion) -> bool:
    """Whether another person must find the same before this counts. A site of one moderator says that one is enough."""
    if standard.looks_needed(Level.ISSUER) < 2 or opinion.decision in (Decision.RETURN, Decision.DISMISS):
        return False
    if opinion.decision == Decision.SUSPEND:
        return True
    if opinion.decision == Decision.UPHOLD:
        return False
    if opinion.decision == Decision.VERIFY and _always_twice(credential, opinion):
        return True
    return standard.drawn_for_second_check(case.pk)


def hidden_from(case: Case, by: Account) -> bool:
    """Whether this person must not see what the first one found: until the second has looked, all but the first."""
    return case.turn == Turn.SECOND and case.closed_at is None and case.first_by_id != by.pk


def shown_to(case: Case, by: Account) -> list[Opinion]:
    """The opinions of a case that this person may read, oldest first."""
    told = list(case.opinions.select_related("by").order_by("at", "pk"))
    return [each for each in told if each.round != case.credential.round] if hidden_from(case, by) else told


def shown_looks(case: Case, by: Account) -> list[Check]:
    """The looks at the claim that this person may read: those under way are hidden with the opinions."""
    looks = case.credential.checks.select_related("moderator").order_by("pk")
    return list(looks.exclude(round=case.credential.round) if hidden_from(case, by) else looks)


def _always_twice(credential: Credential, opinion: Opinion) -> bool:
    match Kind(credential.kind):
        case Kind.AMENDMENT:
            return "public_name" in credential.amendment.values
        case Kind.IDENTITY:
            known = credential.practitioner.legal_name
            return bool(known) and known != credential.identity.legal_name
        case Kind.PHOTOS:
            return credential.photos.shows_face
    return opinion.level == Level.ISSUER and not any(
        look.method == Method.ROSTER and look.level >= Level.ISSUER for look in guards.looks(credential)
    )


def _method(given: Given, level: Level) -> Method:
    method = given.method or (Method.REGISTER if level == Level.ISSUER else Method.DOCUMENT)
    guards.supports(method, level)
    if method == Method.REGISTER and not given.status_words.strip():
        raise Invalid(_("Write the status in the words of the register."))
    return method


def _answers_fit(given: Given, questions: checklists.Checklist) -> None:
    if not given.answers.keys() <= questions.keys or not set(given.answers.values()) <= set(Answer.values):
        raise Invalid(_("The questions have changed. Answer them again."))
    if len(given.words) > LONGEST:
        raise Invalid(_("Write at most %(most)s characters.") % {"most": LONGEST})
    if len(given.status_words.strip()) > LONGEST_STATUS:
        raise Invalid(
            _("Write the status as the register has it, with at most %(most)s characters.")
            % {"most": LONGEST_STATUS}
        )


def _may_approve(given: Given, questions: checklists.Checklist, read: Readings) -> None:
    """All answers are Yes and what was read is what is claimed, or there are words that say why it is enough."""
    if questions.keys - given.answers.keys():
        raise Invalid(_("Answer every question."))
    if given.words.strip():
        return
    said = set(given.answers.values())
    if Answer.NO in said:
        raise MoveRefused(
            _("Not every answer is Yes. Write why it can be shown all the same, or ask for more.")
        )
    if Answer.UNCLEAR in said:
        raise MoveRefused(_("You could not tell everything. Ask for more, or write why it is enough."))
    if readings.differ(read):
        raise MoveRefused(
            _(
                "You read something else than is claimed. Write why it can be shown all the same, or ask for more."
            )
        )


def _review_soon(review_on: date | None) -> None:
    if review_on is None or not clock.today() <= review_on <= latest_review():
        raise Invalid(
            _("Choose the day on which the suspension is looked at again, within %(days)s working days.")
            % {"days": standard.SUSPENSION_REVIEW_DAYS}
        )


def latest_review() -> date:
    """The last day that can be chosen for looking at a suspension again."""
    return timezone.localdate(worktime.add(clock.now(), days=standard.SUSPENSION_REVIEW_DAYS))

"""An opinion that counts becomes a look and a move of the claim."""

from practitioners import ledger
from practitioners.models import Account, Case, Credential, Opinion
from practitioners.vocabulary import Decision, Level, Method, Turn, Verb
from practitioners.workflow import docket, moves, reasons, upholding
from practitioners.workflow.opinions import APPROVALS


def look(credential: Credential, opinion: Opinion, *, by: Account) -> None:
    """Record the look an approval rests on."""
    moves.look(
        credential, by=by, level=Level(opinion.level or Level.NONE), method=Method(opinion.method),
        looked_on=opinion.looked_on, expires_on=opinion.expires_on, status_words=opinion.status_words,
        source_url=opinion.source_url, answers=opinion.answers, checklist_version=opinion.checklist_version,
    )  # fmt: skip


def execute(current: Case, credential: Credential, opinion: Opinion, *, by: Account) -> None:
    """Make the move the opinion asks for, with the letter's paragraphs and words."""
    words = reasons.letter_words([code for code, _version in opinion.reasons], opinion.words)
    match Decision(opinion.decision):
        case Decision.VERIFY:
            settles = opinion.turn == Turn.THIRD
            moves.verify(credential, by=by, level=Level(opinion.level or Level.NONE), settles=settles)
        case Decision.RELOOK:
            moves.relook(credential, by=by)
        case Decision.RETURN:
            moves.return_(credential, by=by, words=words)
        case Decision.REJECT:
            moves.reject(credential, by=by, words=words)
        case Decision.REINSTATE:
            moves.reinstate(credential, by=by, words=words)
        case Decision.UPHOLD:
            upholding.uphold(credential, by=by, words=words)
        case Decision.DISMISS:
            _dismiss(current, credential, by=by)
        case Decision.SUSPEND:
            moves.suspend(credential, by=by, words=words)
            if current.closed_at and opinion.review_on:  # nobody else looks: its review is a case of its own
                docket.review(credential, on=opinion.review_on)


def _dismiss(current: Case, credential: Credential, *, by: Account) -> None:
    ledger.record(
        credential.practitioner, Verb.CASE_DISMISSED, by=by, credential=credential, kind=credential.kind,
        case=current.pk,
    )  # fmt: skip
    if current.opinions.filter(round=credential.round, decision__in=APPROVALS).exists():
        docket.anew(credential)  # a look that nobody followed is none for the next case

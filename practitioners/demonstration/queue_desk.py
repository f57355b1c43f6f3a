"""What moderators and the rules bring to the desk of a demonstration: second checks, appeals, duplicates, re-checks."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Max

from practitioners import checklists, clock
from practitioners.demonstration import queue_sent
from practitioners.demonstration.looks import REGISTER_WORDS
from practitioners.models import Account, Case, Credential, Evidence, Supervision
from practitioners.vocabulary import Answer, CaseKind, Decision, Kind, Level, Status, Visibility
from practitioners.workflow import cases, moves, rechecks

APPEALED, CONTESTED, PAIRS, SUPERVISED = 3, 3, 2, 3
REFUSED_WRONGLY = "The two periods match: the summary counts the month it ends in. Please look again."
STOPPED_WRONGLY = "The school has moved and answers at its new address. Please ask there."


def fill(renewals: Sequence[Credential], moderators: Sequence[Account], *, since: date) -> None:
    """The kinds that are not sent by practitioners alone; nothing happened to those chosen since that day."""
    yesterday = clock.today() - timedelta(days=1)
    with clock.at(yesterday):
        _looked_at(renewals, moderators)
        for claim in _stopped(Status.REJECTED, since)[:APPEALED]:
            moves.appeal(claim, by=queue_sent.owner(claim.practitioner), words=REFUSED_WRONGLY)
        for claim in _stopped(Status.SUSPENDED, since)[:CONTESTED]:
            moves.contest(claim, by=queue_sent.owner(claim.practitioner), words=STOPPED_WRONGLY)
        _duplicates()
        confirmed = Supervision.objects.filter(confirmed_on__lt=yesterday, ended_on__isnull=True)
        for supervision in confirmed.select_related("license").order_by("-confirmed_on", "pk")[:SUPERVISED]:
            cases.supervision(supervision)
    rechecks.open_due()


def _looked_at(renewals: Sequence[Credential], moderators: Sequence[Account]) -> None:
    """Four renewals of ten wait for the second check, half of them for each moderator; on one the two disagree."""
    for number, claim in enumerate(renewals[:5]):
        first, second = moderators if number % 2 else reversed(moderators)
        _approve(claim, by=first, expires_on=claim.license.expires_on)
        if number == 4 and claim.license.expires_on:
            _approve(claim, by=second, expires_on=claim.license.expires_on - timedelta(days=31))


def _approve(claim: Credential, *, by: Account, expires_on: date | None) -> None:
    case = Case.objects.open().get(credential=claim, kind=CaseKind.RENEWAL)
    given = cases.Given(
        decision=Decision.VERIFY, level=Level.ISSUER, status_words=REGISTER_WORDS, expires_on=expires_on,
        answers=dict.fromkeys(checklists.of(claim).keys, Answer.YES.value),
        source_url=claim.license.issuer.register_url, readings={"document": {}, "issuer": {}},
    )  # fmt: skip
    cases.decide(cases.take(case, by=by), given, by=by)


def _stopped(status: Status, since: date) -> list[Credential]:
    """Claims of the crowd that a moderator refused or stopped, on public pages, a while ago."""
    claims = Credential.objects.filter(
        status=status, practitioner__visibility=Visibility.PUBLIC, practitioner__account__email__startswith="person"
    )  # fmt: skip
    with clock.at(since):
        calm = claims.alias(last=Max("practitioner__events__at")).filter(last__lt=clock.now())
    return list(calm.select_related("practitioner__account").order_by("pk"))


def _duplicates() -> None:
    """Pairs of people with one training certificate, byte for byte: one of them waits, the other is shown."""
    waiting, shown = (
        Evidence.objects.filter(
            credential__kind=Kind.TRAINING, credential__status=status,
            credential__practitioner__account__email__startswith="person",
        ).order_by("pk")[:PAIRS]
        for status in (Status.SUBMITTED, Status.VERIFIED)
    )  # fmt: skip
    for one, other in zip(waiting, shown, strict=False):
        both = Evidence.objects.filter(pk__in=[one.pk, other.pk])
        both.update(sha256=other.sha256, uploaded_at=clock.now())
        cases.duplicates(Evidence.objects.get(pk=other.pk))

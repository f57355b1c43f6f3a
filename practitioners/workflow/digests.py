"""The letter moderators get on a working day: how much waits for them, in numbers and without a name."""

from dataclasses import astuple, dataclass

from django.db.models import Count, Q

from practitioners import clock, notices, worktime
from practitioners.models import Account, Case, Notice, ScopeRule
from practitioners.vocabulary import NoticeKind
from practitioners.workflow import people


@dataclass(frozen=True)
class Digest:
    """What one moderator may take: how much reaches its target today, passed it, or may harm somebody.

    Seniors also read how many cases nobody of the team may decide, and how many scope rules are due for review.
    """

    due: int = 0
    overdue: int = 0
    harm: int = 0
    stuck: int = 0
    rules: int = 0


def owe() -> int:
    """Owe every moderator for whom something waits today's letter, once and within the working hours; how many."""
    if not worktime.runs(clock.now()):
        return 0
    today = clock.today()
    team = {f"{account.pk}:{today}": account for account in people.moderators()}
    told = Notice.objects.filter(due_key__in=[f"{NoticeKind.DIGEST}:{key}" for key in team])
    known = set(told.values_list("to", flat=True))
    waiting = {key: each for key, each in team.items() if each.pk not in known and any(astuple(of(each)))}
    owed = [notices.owe_to(each, NoticeKind.DIGEST, key=key) for key, each in waiting.items()]
    return len([letter for letter in owed if letter is not None])


def of(account: Account) -> Digest:
    """What waits for this moderator now; two queries, four for a senior."""
    now = clock.now()
    late, today = Q(due_at__lt=now), Q(due_at__gte=now, due_at__lte=worktime.closing(clock.today()))
    found = Case.objects.takeable_by(account, now).aggregate(
        due=Count("pk", filter=today), overdue=Count("pk", filter=late), harm=Count("pk", filter=Q(harm=True))
    )
    if account.is_senior:
        found |= {
            "stuck": Case.objects.filter(people.undecidable()).count(),
            "rules": ScopeRule.objects.confirmed().due_for_review(on=clock.today()).count(),
        }
    return Digest(**found)

"""What a second person must not read anywhere before they have looked: that of the first."""

from django.db.models import F, Q, QuerySet

from practitioners.ledger import subject_of
from practitioners.models import Account, Case, Check, LedgerEvent, Practitioner
from practitioners.vocabulary import Turn, Verb


def events(found: "QuerySet[LedgerEvent]", account: Account) -> "QuerySet[LedgerEvent]":
    """Without the looks at claims whose second check is under way."""
    return found.exclude(verb=Verb.LOOK.value, credential_id__in=_under_way(account))


def looks(found: "QuerySet[Check]", account: Account) -> "QuerySet[Check]":
    """Without those of the decision under way."""
    return found.exclude(Q(credential__in=_under_way(account)) & Q(round=F("credential__round")))


def chains(account: Account) -> set[str]:
    """The chains that tell of a first look before this person may know."""
    people = Practitioner.objects.filter(credentials__in=_under_way(account))
    return {subject_of(person) for person in people.distinct()}


def _under_way(account: Account) -> "QuerySet[Case, int]":
    running = Case.objects.open().filter(turn=Turn.SECOND).exclude(first_by=account.pk)
    return running.order_by().values_list("credential_id", flat=True)

"""What happened to one scope rule, from the site's own chain of the ledger."""

from datetime import date

from django.utils.translation import gettext as _

from directory.desk import ledger_words
from practitioners.ledger import SITE
from practitioners.models import Account, LedgerEvent, ScopeRule
from practitioners.standing.words import day
from practitioners.vocabulary import Verb, Verdict
from practitioners.workflow import scope_rules

LATEST = 40
VERBS = (Verb.SCOPE_CONFIRMED, Verb.SCOPE_READ, Verb.SCOPE_REOPENED)


def of(rule: ScopeRule, *, reader: Account) -> list[ledger_words.Entry]:
    """The latest events about this place, license type and depth, newest first; two queries."""
    about = {f"data__{key}": value for key, value in scope_rules.named(rule).items()}
    told = LedgerEvent.objects.filter(subject=SITE, verb__in=[verb.value for verb in VERBS], **about)
    events = list(told.order_by("-seq")[:LATEST])
    who = ledger_words.Names.of([event.actor_id for event in events], reader)
    return [
        ledger_words.Entry(event.at, ledger_words.words(event), who[event.actor_id], _said(event.data))
        for event in events
    ]


def _said(data: dict[str, str]) -> str:
    """The verdict, the one before where it was another, and the days."""
    found = [str(Verdict(data["verdict"]).label)]
    if data.get("before", data["verdict"]) != data["verdict"]:
        found.append(_("before: %(verdict)s") % {"verdict": Verdict(data["before"]).label})
    if "looked_on" in data:
        found.append(_("read on %(day)s") % {"day": _day(data["looked_on"])})
    if "until" in data:
        found.append(_("review by %(day)s") % {"day": _day(data["until"])})
    return " · ".join(found)


def _day(written: str) -> str:
    return day(date.fromisoformat(written))

"""What part of the ledger is asked for, and what of it a moderator may read."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy

from directory.desk import ledger_words
from directory.web.addresses import Address
from directory.web.forms import DayField, Form
from practitioners.ledger import subject_of
from practitioners.models import Account, LedgerEvent, Practitioner


class AuditForm(Form):
    """What part of the ledger is read."""

    who = forms.CharField(label=lazy("Practitioner’s name"), required=False, max_length=120)
    verb = forms.ChoiceField(label=lazy("What happened"), required=False)
    actor = forms.CharField(label=lazy("By (e-mail address)"), required=False, max_length=254)
    since = DayField(label=lazy("From"), required=False)
    until = DayField(label=lazy("To"), required=False)
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        for name, field in self.fields.items():
            field.label = self.base_fields[name].label  # of a filter nothing needs to be called optional
        self.choice("verb").choices = [("", lazy("Anything")), *ledger_words.choices()]

    @property
    def here(self) -> Address:
        """The question as a link."""
        parts = [f"{name}_{part}" for name in ("since", "until") for part in range(3)]
        said = ((name, str(self.data.get(name, ""))) for name in (*self.fields, *parts))
        return Address("", tuple(pair for pair in said if pair[1]))

    def narrowed(self, events: "QuerySet[LedgerEvent]") -> "QuerySet[LedgerEvent]":
        """The events that fit."""
        asked = self.cleaned_data
        wanted = Q()
        if asked["who"]:
            wanted &= Q(practitioner__public_name__icontains=asked["who"])
        if asked["verb"]:
            wanted &= Q(verb=asked["verb"])
        if asked["actor"]:
            actors = Account.objects.filter(email__iexact=asked["actor"].strip())
            wanted &= Q(actor_id__in=actors.values("pk"))
        if asked["since"]:
            wanted &= Q(at__gte=_midnight(asked["since"]))
        if asked["until"]:
            wanted &= Q(at__lt=_midnight(asked["until"] + timedelta(days=1)))
        if asked["before"]:
            wanted &= Q(pk__lt=asked["before"])
        return events.filter(wanted)


def seen_by(account: Account) -> "QuerySet[LedgerEvent]":
    """What this moderator may read: not their own record's chain, nor an acquaintance's."""
    return LedgerEvent.objects.exclude(subject__in=closed_chains(account))


def closed_chains(account: Account) -> list[str]:
    """The chains this moderator reads nothing of."""
    own = Q(account=account.pk) | Q(conflicts__moderator=account.pk)
    return [subject_of(person) for person in Practitioner.objects.filter(own).distinct()]


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))

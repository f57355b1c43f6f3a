"""What every page behind a practitioner's door says in its menu."""

from django import template

from directory.portal import due
from practitioners.models import Account, Practitioner

register = template.Library()


@register.simple_tag
def menu_counts(account: Account) -> due.Counts | None:
    """How much runs out and how much was not sent; None for somebody without a record."""
    if not Practitioner.objects.owned_by(account).exists():
        return None
    return due.counts(account)

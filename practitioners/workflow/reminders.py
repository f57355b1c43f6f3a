"""Which letters a person wants: those about what runs out, well ahead, can be turned off."""

from practitioners.models import Account


def choose(account: Account, *, wanted: bool) -> Account:
    """Turn the early letters on or off; those about the last days, and all others, always come."""
    Account.objects.filter(pk=account.pk).update(reminders=wanted)
    account.reminders = wanted
    return account

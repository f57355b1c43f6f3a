"""Accounts that somebody began and never confirmed."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef

from practitioners import clock
from practitioners.models import Account
from practitioners.vocabulary import Role

KEPT_FOR = timedelta(days=7)


def forget() -> int:
    """Delete what was begun long ago and never confirmed: the address may be somebody else's."""
    addresses = EmailAddress.objects.filter(user=OuterRef("pk"))
    begun = Account.objects.filter(
        Exists(addresses),
        ~Exists(addresses.filter(verified=True)),
        role=Role.MEMBER,
        last_login=None,
        practitioner=None,
        joined_at__lt=clock.now() - KEPT_FOR,
    )
    return begun.delete()[1].get("practitioners.Account", 0)

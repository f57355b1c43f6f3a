"""Who can sign in to a demonstration, said where it is started."""

from collections.abc import Iterator

from allauth.account.models import EmailAddress

from practitioners.demonstration.make import PASSWORD, SIGN_INS
from practitioners.models import Account


def confirm() -> int:
    """Take the addresses of those who can sign in as confirmed: no letter could reach them; how many were not."""
    able = _able()
    known = EmailAddress.objects.filter(user__in=able.values()).values_list("user_id", flat=True)
    fresh = [account for account in able.values() if account.pk not in set(known)]
    EmailAddress.objects.bulk_create(
        EmailAddress(user=account, email=account.email, verified=True, primary=True) for account in fresh
    )
    return len(fresh)


def lines() -> Iterator[str]:
    """One line for each person who can sign in, and what there is to see."""
    able = _able()
    if not able:
        yield "Nobody can sign in to this older demonstration: stop it, delete its database and start again."
        return
    yield f"Sign in with the password “{PASSWORD}” as"
    for email, sees in SIGN_INS:
        if email in able:
            yield f"  {email:<32} {sees}"


def _able() -> dict[str, Account]:
    accounts = Account.objects.filter(email__in=[email for email, _sees in SIGN_INS])
    return {account.email: account for account in accounts if account.has_usable_password()}

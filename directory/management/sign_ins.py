"""Who can sign in to a demonstration, said where it is started."""

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings

from practitioners.demonstration.make import PASSWORD, SIGN_INS
from practitioners.models import Account

CODES = 3
"""How many recovery codes are printed; each opens once, and the next start prints others."""


def confirm() -> int:
    """Take the addresses of those who can sign in as confirmed: no letter could reach them; how many were not."""
    able = _able()
    known = EmailAddress.objects.filter(user__in=able.values()).values_list("user_id", flat=True)
    fresh = [account for account in able.values() if account.pk not in set(known)]
    EmailAddress.objects.bulk_create(
        EmailAddress(user=account, email=account.email, verified=True, primary=True) for account in fresh
    )
    return len(fresh)


def equip() -> int:
    """Give moderators of a demonstration a second step, which everybody may know; how many had none.

    Only where DEMONSTRATION is on: elsewhere nobody but its owner ever sees a second step.
    """
    if not settings.DEMONSTRATION:
        return 0
    known = set(Authenticator.objects.values_list("user_id", flat=True))
    fresh = [account for account in _able().values() if account.is_moderator and account.pk not in known]
    for account in fresh:
        totp.TOTP.activate(account, totp.generate_totp_secret())
        RecoveryCodes.activate(account)
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
            yield from _second_step(able[email])


def _second_step(account: Account) -> Iterator[str]:
    """What to give an authenticator app, and codes that stand in for it."""
    if not settings.DEMONSTRATION or not account.is_moderator:
        return
    kept = {each.type: each for each in Authenticator.objects.filter(user=account)}
    if app := kept.get(Authenticator.Type.TOTP):
        yield f"    secret for an app: {get_adapter().decrypt(app.data['secret'])}"
    if codes := kept.get(Authenticator.Type.RECOVERY_CODES):
        unused = codes.wrap().get_unused_codes()[:CODES]
        yield f"    or a code, each once: {' '.join(unused)}"


def _able() -> dict[str, Account]:
    accounts = Account.objects.filter(email__in=[email for email, _sees in SIGN_INS])
    return {account.email: account for account in accounts if account.has_usable_password()}

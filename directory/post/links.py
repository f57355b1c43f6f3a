"""Addresses for letters, which are written outside any request."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from practitioners.models import Invitation

_SALT = "invitation"


def to(name: str, *args: object, query: str = "") -> str:
    """The whole address of a page of ours."""
    return f"{settings.SITE_URL}{reverse(name, args=args)}{query}"


def invitation(asked: Invitation) -> str:
    """Where an invited person makes their account; the token says which invitation led there."""
    return to("account_signup", query=f"?invitation={signing.dumps(asked.pk, salt=_SALT)}")


def invited(token: str) -> int | None:
    """The number of the invitation whose letter held this token; None for anything else."""
    try:
        number = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return number if isinstance(number, int) else None

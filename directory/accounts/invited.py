"""The way from an invitation's letter to an account."""

from contextlib import suppress

from django.http import HttpRequest

from directory.post import links
from practitioners.errors import Overtaken
from practitioners.models import Account, Invitation
from practitioners.workflow import invitations

_KEPT = "invitation"


def invitation(token: str) -> Invitation | None:
    """The open invitation that this signed token names."""
    number = links.invited(token)
    return Invitation.objects.filter(pk=number, accepted_at=None).first() if number else None


def remember(request: HttpRequest, token: str) -> None:
    """Keep the token with the sign-up until the address is confirmed."""
    if invitation(token):
        request.session[_KEPT] = token


def accept(request: HttpRequest, *, by: Account, address: str) -> None:
    """Accept the invitation that led here, or the one that was sent to the address just confirmed."""
    kept = invitation(request.session.pop(_KEPT, ""))
    found = kept or Invitation.objects.filter(email__iexact=address, accepted_at=None).first()
    if found:
        # Somebody else may have used the same letter a moment before; the account is theirs all the same.
        with suppress(Overtaken):
            invitations.accept(found, by=by)

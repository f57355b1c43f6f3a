"""Who settles what moderators disagree about: the first one is named by the operator."""

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _

from practitioners.errors import MoveRefused
from practitioners.models import Account
from practitioners.workflow import people


def appoint_first(email: str) -> Account:
    """Make this account the first senior moderator; refuses when there is one, or no such confirmed account."""
    account = Account.objects.filter(email__iexact=email.strip()).first()
    if account is None or not account.is_active:
        raise MoveRefused(_("There is no open account with this e-mail address. Make one on the site first."))
    if not EmailAddress.objects.filter(user=account, email__iexact=account.email, verified=True).exists():
        raise MoveRefused(_("The e-mail address of this account is not confirmed yet."))
    return people.appoint_first(account)

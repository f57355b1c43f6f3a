"""A second step is taken away here: allauth's own pages, one window at a time, and never a moderator's last one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from practitioners.models import Account


def one_at_a_time(view: Callable[..., Any]) -> Callable[..., Any]:
    """The view, for which the same person's other windows wait: each would find the other's step still there."""

    @wraps(view)
    def locked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with transaction.atomic():
            if request.user.is_authenticated:
                list(Account.objects.select_for_update().filter(pk=request.user.pk).values_list("pk"))
            answer: HttpResponseBase = view(request, *args, **kwargs)
            return answer

    return locked


class RemovePasskey(keys.RemoveWebAuthnView):
    """allauth's page, which asks the adapter before it removes an app, but not before a passkey."""

    def form_valid(self, form: BaseForm) -> HttpResponseBase:
        """Remove it, or say why not."""
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            form.add_error(None, adapter.validation_error("cannot_delete_authenticator"))
            refused: HttpResponseBase = self.form_invalid(form)
            return refused
        removed: HttpResponseBase = super().form_valid(form)
        return removed


passkey = one_at_a_time(RemovePasskey.as_view())
app = one_at_a_time(totp.deactivate_totp)

"""How accounts behave here, where allauth asks."""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from directory.accounts import invited, secret, square
from practitioners import notices
from practitioners.models import Account
from practitioners.vocabulary import NoticeKind

INCORRECT_CODE = lazy("This code is not the right one. Enter the newest code, or ask for another.")
TOO_MANY = lazy("Too many tries. Try again in 5 minutes.")


class Accounts(DefaultAccountAdapter):
    """Our words, and letters that are owed: the request that causes one never waits for a mail server."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": lazy("This account is closed."),
        "duplicate_email": lazy("This is your e-mail address already. Enter another one."),
        "email_password_mismatch": lazy("The e-mail address or the password is not right. Try again."),
        "email_taken": lazy("This address belongs to another account. Use another one, or sign in with it."),
        "enter_current_password": lazy("This is not your password now. Try again."),
        "incorrect_code": INCORRECT_CODE,
        "incorrect_password": lazy("This is not your password. Try again."),
        "invalid_login": lazy("The e-mail address or the password is not right. Try again."),
        "rate_limited": TOO_MANY,
        "too_many_login_attempts": TOO_MANY,
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Owe the letter to this address: what is sent, and how long it takes, shows nobody who has an account."""
        said = context | {"email": email, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
        with translation.override(settings.LANGUAGE_CODE):
            subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", said).split())
            words = render_to_string(f"{template_prefix}_message.txt", said).strip()
        owner = EmailAddress.objects.filter(email=email).select_related("user").first()
        notices.owe_to(
            context.get("user") or (owner.user if owner else None),
            NoticeKind.ACCOUNT,
            key=secrets.token_hex(16),
            address=email,
            subject=subject,
            words=words,
        )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Account,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """The same, tied to the account, so that it goes when the account goes."""
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email)

    def is_safe_url(self, url: str) -> bool:
        """Whether it leads back to this site; what cannot be read as an address leads nowhere."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def save_user(
        self, request: HttpRequest, user: Account, form: BaseForm, *args: Any, **kwargs: Any
    ) -> Account:
        """The new account; the invitation that led here is remembered until the address is confirmed."""
        invited.remember(request, form.data.get("invitation", ""))
        saved: Account = super().save_user(request, user, form, *args, **kwargs)
        return saved

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm the address, and with it the invitation that was sent there."""
        confirmed: bool = super().confirm_email(request, email_address)
        if confirmed:
            invited.accept(request, by=email_address.user, address=email_address.email)
        return confirmed

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to prove again who it is: who has a second factor proves that one, not the password."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        second = [method for method in methods if method["id"].startswith("mfa_")]
        if any(method["id"].endswith(":webauthn") for method in second):
            codes = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
            second = second if codes else second[::-1]  # recovery codes come last
        return second or methods


class SecondFactors(DefaultMFAAdapter):
    """Secrets are kept encrypted; the square to photograph fits into a page without styles of its own."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": lazy(
            "Moderators keep at least one second step. Set up another one before you remove this."
        ),
        "incorrect_code": INCORRECT_CODE,
        "unverified_email": lazy("Confirm your e-mail address first."),
    }

    def encrypt(self, text: str) -> str:
        """The text as it is kept."""
        return secret.hide(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The text as it was given; an unknown key is an error, never an empty secret."""
        return secret.show(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """The address of a new secret as a square of black and white."""
        return square.drawn(url)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Moderators may change a second factor, not go without one."""
        if not authenticator.user.is_moderator:
            return True
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:
        """A name to begin with: Passkey, Passkey 2."""
        taken = Authenticator.objects.filter(user=user.pk, type=type).count()
        return _("Passkey") if not taken else _("Passkey %(number)s") % {"number": taken + 1}

    def _get_site_name(self) -> str:
        return str(settings.SITE_NAME)

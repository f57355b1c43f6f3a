"""allauth's forms in our words."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as factors
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as keys
from django import forms
from django.contrib.auth import get_user_model
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from directory.accounts import invited
from directory.web.forms import Form

LONGEST = 254
Words = tuple[Any, Any, Any]
"""Label, hint, and what to do when it is empty."""
EMAIL: Words = (_("E-mail address"), "", _("Enter your e-mail address, such as name@example.org"))
PASSWORD: Words = (_("Password"), "", _("Enter your password"))
NEW: Words = (
    _("New password"),
    _("At least 12 characters. A few unrelated words are easy to remember."),
    _("Enter a new password"),
)
AGAIN: Words = (_("New password again"), "", _("Enter the new password a second time"))
LETTER_CODE: Words = (_("Code from the letter"), _("8 letters, such as BCDF-GHJK"), _("Enter the code"))
APP_CODE: Words = (_("Code"), _("6 digits from your app, or one of your recovery codes"), _("Enter the code"))
NAME: Words = (
    _("Name"),
    _("To tell your passkeys apart, such as “Phone”"),
    _("Enter a name for the passkey"),
)


class Spoken(forms.Form):
    """Takes out what browsers should not say, and puts our labels, hints and sentences in."""

    words: ClassVar[dict[str, Words]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text, field.error_messages["required"] = self.words[name]
        for name in {"email", "login"} & set(self.fields):
            field = self.fields[name]
            field.error_messages["invalid"] = EMAIL[2]
            field.widget.attrs["maxlength"] = str(LONGEST)
            # Beyond that allauth would cut an address in two.
            field.validators.append(MaxLengthValidator(LONGEST, EMAIL[2]))


class SignIn(Form, Spoken, account.LoginForm):
    """E-mail address and password."""

    words: ClassVar[dict[str, Words]] = {
        "login": EMAIL,
        "password": PASSWORD,
        "remember": (_("Keep me signed in on this device"), "", ""),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class SignUp(Form, Spoken, account.SignupForm):
    """E-mail address, and a password unless a passkey follows; an invitation comes along unseen."""

    words: ClassVar[dict[str, Words]] = {
        "email": (EMAIL[0], _("We send a code there. It is never shown on your page."), EMAIL[2]),
        "password1": (_("Password"), NEW[1], _("Enter a password")),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        token = context.request.POST.get("invitation") or context.request.GET.get("invitation", "")
        asked = invited.invitation(token)
        if asked:
            kwargs["initial"] = {**kwargs.get("initial", {}), "email": asked.email}
        super().__init__(*args, **kwargs)
        if asked:
            self.fields["invitation"] = forms.CharField(
                required=False, initial=token, widget=forms.HiddenInput
            )

    def try_save(self, request: HttpRequest) -> tuple[Any, HttpResponseBase | None]:
        """Like allauth's; an address that is taken costs the same work as a new one."""
        if self.account_already_exists and self.cleaned_data.get("password1"):
            get_user_model()().set_password(self.cleaned_data["password1"])
        saved: tuple[Any, HttpResponseBase | None] = super().try_save(request)
        return saved


class ConfirmAddress(Form, Spoken, account.ConfirmEmailVerificationCodeForm):
    """The code we sent to an address."""

    words: ClassVar[dict[str, Words]] = {"code": LETTER_CODE}


class AskReset(Form, Spoken, account.ResetPasswordForm):
    """The address of an account whose password is lost."""

    words: ClassVar[dict[str, Words]] = {"email": EMAIL}


class ConfirmReset(Form, Spoken, account.ConfirmPasswordResetCodeForm):
    """The code that lets a password be replaced."""

    words: ClassVar[dict[str, Words]] = {"code": LETTER_CODE}


class Reset(Form, Spoken, account.ResetPasswordKeyForm):
    """The password that replaces a lost one."""

    words: ClassVar[dict[str, Words]] = {"password1": NEW, "password2": AGAIN}


class ChangeAddress(Form, Spoken, account.AddEmailForm):
    """Another e-mail address."""

    words: ClassVar[dict[str, Words]] = {
        "email": (_("New e-mail address"), _("We send a code there. Nothing changes before."), EMAIL[2])
    }


class ChangePassword(Form, Spoken, account.ChangePasswordForm):
    """Another password, by somebody who knows the present one."""

    words: ClassVar[dict[str, Words]] = {
        "oldpassword": (_("Password now"), "", _("Enter your password")),
        "password1": NEW,
        "password2": AGAIN,
    }


class SetPassword(Form, Spoken, account.SetPasswordForm):
    """The first password of an account that has a passkey only."""

    words: ClassVar[dict[str, Words]] = {"password1": NEW, "password2": AGAIN}


class ProveAgain(Form, Spoken, account.ReauthenticateForm):
    """The password once more."""

    words: ClassVar[dict[str, Words]] = {"password": PASSWORD}


class SecondStep(Form, Spoken, factors.AuthenticateForm):
    """The second step of signing in."""

    words: ClassVar[dict[str, Words]] = {"code": APP_CODE}


class SecondStepAgain(Form, Spoken, factors.ReauthenticateForm):
    """The second step once more."""

    words: ClassVar[dict[str, Words]] = {"code": APP_CODE}


class StartApp(Form, Spoken, ActivateTOTPForm):
    """The first code of an authenticator app."""

    words: ClassVar[dict[str, Words]] = {
        "code": (_("Code"), _("The 6 digits your app shows now"), _("Enter the code"))
    }


class AddPasskey(Form, Spoken, keys.AddWebAuthnForm):
    """A passkey for an account that exists."""

    words: ClassVar[dict[str, Words]] = {
        "name": (_("Name"), NAME[1], ""),
        "passwordless": (
            _("Sign in with this passkey alone"),
            _("Without the box it is a second step after your password."),
            "",
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class FirstPasskey(Form, Spoken, keys.SignupWebAuthnForm):
    """The passkey of a new account."""

    words: ClassVar[dict[str, Words]] = {"name": (_("Name"), NAME[1], "")}


class RenamePasskey(Form, Spoken, keys.EditWebAuthnForm):
    """Another name for a passkey."""

    words: ClassVar[dict[str, Words]] = {"name": NAME}

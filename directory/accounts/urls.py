"""The addresses of accounts: those of allauth's that we use, under allauth's names, and no others."""

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.usersessions import views as sessions
from django.urls import URLPattern, path

from directory.accounts import removal
from directory.accounts.answers import spoken


def at(address: str, view: Callable[..., Any], name: str) -> URLPattern:
    """One page of allauth's, answering as all our pages do."""
    return path(address, spoken(view), name=name)


urlpatterns = [
    at("login/", account.login, "account_login"),
    at("logout/", account.logout, "account_logout"),
    at("inactive/", account.account_inactive, "account_inactive"),
    at("signup/", account.signup, "account_signup"),
    at("signup/passkey/", account.signup_by_passkey, "account_signup_by_passkey"),
    at("confirm-email/", account.email_verification_sent, "account_email_verification_sent"),
    at("reauthenticate/", account.reauthenticate, "account_reauthenticate"),
    at("email/", account.email, "account_email"),
    at("password/change/", account.password_change, "account_change_password"),
    at("password/set/", account.password_set, "account_set_password"),
    at("password/reset/", account.password_reset, "account_reset_password"),
    at("password/reset/confirm/", account.confirm_password_reset_code, "account_confirm_password_reset_code"),
    at("password/reset/complete/", account.complete_password_reset, "account_complete_password_reset"),
    at("password/reset/done/", account.password_reset_from_key_done, "account_password_reset_completed"),
    at("2fa/", factors.index, "mfa_index"),
    at("2fa/authenticate/", factors.authenticate, "mfa_authenticate"),
    at("2fa/reauthenticate/", factors.reauthenticate, "mfa_reauthenticate"),
    at("2fa/app/activate/", totp.activate_totp, "mfa_activate_totp"),
    at("2fa/app/deactivate/", removal.app, "mfa_deactivate_totp"),
    at("2fa/recovery-codes/", codes.view_recovery_codes, "mfa_view_recovery_codes"),
    at("2fa/recovery-codes/generate/", codes.generate_recovery_codes, "mfa_generate_recovery_codes"),
    at("2fa/recovery-codes/download/", codes.download_recovery_codes, "mfa_download_recovery_codes"),
    at("2fa/passkeys/", keys.list_webauthn, "mfa_list_webauthn"),
    at("2fa/passkeys/add/", keys.add_webauthn, "mfa_add_webauthn"),
    at("2fa/passkeys/reauthenticate/", keys.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    at("2fa/passkeys/<int:pk>/remove/", removal.passkey, "mfa_remove_webauthn"),
    at("2fa/passkeys/<int:pk>/edit/", keys.edit_webauthn, "mfa_edit_webauthn"),
    at("2fa/passkeys/login/", keys.login_webauthn, "mfa_login_webauthn"),
    at("2fa/passkeys/signup/", keys.signup_webauthn, "mfa_signup_webauthn"),
    at("sessions/", sessions.list_usersessions, "usersessions_list"),
]

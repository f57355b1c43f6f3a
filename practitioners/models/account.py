"""Who signs in."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from practitioners.vocabulary import Role


class AccountManager(BaseUserManager["Account"]):
    """Creates accounts; the e-mail address is the login."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """An account with a hashed password, or one that cannot sign in by password."""
        account = self.model(email=email.strip().lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account with this e-mail address, whatever its case."""
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """A person who signs in: a member, a moderator or a senior moderator."""

    email = models.EmailField(_("e-mail address"), unique=True)
    role = models.CharField(max_length=12, choices=Role, default=Role.MEMBER)
    is_active = models.BooleanField(default=True)
    reminders = models.BooleanField(
        default=True, help_text=_("Letters about what runs out; the others always come")
    )
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = AccountManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="account_email_any_case")]

    def __str__(self) -> str:
        return self.email

    @property
    def is_moderator(self) -> bool:
        """Whether this account may decide about other people's credentials."""
        return self.is_active and self.role in (Role.MODERATOR, Role.SENIOR)

    @property
    def is_senior(self) -> bool:
        """Whether this account may settle what moderators disagree about."""
        return self.is_active and self.role == Role.SENIOR

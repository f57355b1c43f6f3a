"""How letters leave a demonstration, whose people do not exist."""

import sys
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend

from practitioners.vocabulary import NoticeKind

UNASKED = frozenset({NoticeKind.EXPIRING, NoticeKind.DETAILS})
"""Letters that answer nothing anybody did: a made-up past owes hundreds of them."""


class Shown(EmailBackend):
    """Every letter into a file; those that answer somebody's act are shown in the terminal as well."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many were written."""
        written: int = super().send_messages(email_messages) or 0
        for message in email_messages:
            if getattr(message, "kind", None) not in UNASKED:
                sys.stdout.write(
                    f"\n--- Letter to {', '.join(message.to)}: {message.subject}\n{message.body}---\n"
                )
        sys.stdout.flush()
        return written

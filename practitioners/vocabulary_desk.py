"""The words of the moderators' desk as enums; everybody takes them from `practitioners.vocabulary`."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class CaseKind(TextChoices):
    """Why somebody has to look."""

    NEW = "new", _("New claim")
    RENEWAL = "renewal", _("Renewal")
    CHANGE = "change", _("Change of facts")
    PAGE = "page", _("Change of text or picture")
    PHOTOS = "photos", _("Photos")
    RECHECK = "recheck", _("Re-check")
    APPEAL = "appeal", _("Appeal")
    DUPLICATE = "duplicate", _("Same file at two practitioners")
    SUPERVISION = "supervision", _("Supervisor confirmed")


class CaseState(TextChoices):
    """Where a case stands; it belongs to the desk and is no status of the claim."""

    OPEN = "open", _("Waiting for a moderator")
    HELD = "held", _("Being looked at")
    WAITING = "waiting", _("Waiting for the practitioner’s reply")
    SECOND = "second", _("Waiting for the second check")
    SETTLE = "settle", _("To settle")
    CLOSED = "closed", _("Closed")


class Turn(IntegerChoices):
    """Which person in a row looks at a case."""

    FIRST = 1, _("First check")
    SECOND = 2, _("Second check")
    THIRD = 3, _("Settling")


class Step(TextChoices):
    """What a moderator can do with a case."""

    TAKE = "take", _("Take")
    RENEW = "renew", _("Keep")
    HAND_BACK = "hand_back", _("Hand back")
    KNOW = "know", _("I know this person")
    DECIDE = "decide", _("Decide")


class Decision(TextChoices):
    """What a moderator can find; most are moves of the credential and have the same word."""

    VERIFY = "verify", _("Approve")
    RETURN = "return", _("Ask for more")
    REJECT = "reject", _("Reject")
    RELOOK = "relook", _("Still right")
    SUSPEND = "suspend", _("Suspend now")
    REINSTATE = "reinstate", _("Show it again")
    UPHOLD = "uphold", _("Keep it suspended")
    DISMISS = "dismiss", _("Nothing to change")


class Outcome(TextChoices):
    """How a case ended."""

    VERIFY = "verify", _("Accepted")
    REJECT = "reject", _("Not accepted")
    RELOOK = "relook", _("Checked again")
    SUSPEND = "suspend", _("Suspended")
    REINSTATE = "reinstate", _("Shown again")
    UPHOLD = "uphold", _("Still suspended")
    DISMISS = "dismiss", _("Nothing to change")
    END = "end", _("Supervision ended")
    WITHDRAW = "withdraw", _("Withdrawn")
    SUPERSEDE = "supersede", _("Replaced")


class Reading(TextChoices):
    """What a moderator reads beside a claim."""

    DOCUMENT = "document", _("Document")
    ISSUER = "issuer", _("Issuer")


class Ending(TextChoices):
    """Why a moderator ends a supervision: a closed list, so that the ledger can say it."""

    NOT_IN_FORCE = "not_in_force", _("The supervisor has no license in force there")
    OUT_OF_SCOPE = "out_of_scope", _("The supervisor may not do this treatment alone there")
    NOT_SO = "not_so", _("The supervisor does not supervise there in fact")


class Picture(TextChoices):
    """A picture of a claim that may become public, and is no file of evidence."""

    BEFORE = "before", _("the picture before")
    AFTER = "after", _("the picture after")
    PORTRAIT = "photo", _("the proposed portrait")


class Answer(TextChoices):
    """What can be answered to a question of a checklist."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNCLEAR = "unclear", _("Can’t tell")


class RuleStand(TextChoices):
    """What the operator has made of a scope rule."""

    UNCONFIRMED = "unconfirmed", _("Not confirmed")
    DUE = "due", _("Review due")
    COUNTS = "counts", _("Counts")

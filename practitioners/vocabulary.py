"""The words of the domain as enums, and nothing else."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from practitioners.vocabulary_desk import Answer as Answer
from practitioners.vocabulary_desk import CaseKind as CaseKind
from practitioners.vocabulary_desk import CaseState as CaseState
from practitioners.vocabulary_desk import Decision as Decision
from practitioners.vocabulary_desk import Ending as Ending
from practitioners.vocabulary_desk import Outcome as Outcome
from practitioners.vocabulary_desk import Picture as Picture
from practitioners.vocabulary_desk import Reading as Reading
from practitioners.vocabulary_desk import RuleStand as RuleStand
from practitioners.vocabulary_desk import Step as Step
from practitioners.vocabulary_desk import Turn as Turn


class Criterion(TextChoices):
    """What clients need to know, in the one order used everywhere."""

    LICENSE = "license", _("License")
    TRAINING = "training", _("Training")
    INFECTION_CONTROL = "infection_control", _("Infection control")
    CONSULTATION = "consultation", _("Consultation")
    AFTERCARE = "aftercare", _("Aftercare")
    TRACK_RECORD = "track_record", _("Track record")


class Kind(TextChoices):
    """What a credential claims: one of the six criteria, or something outside them that goes the same way.

    Identity is never public beyond "checked"; an amendment is a change to what was checked before.
    """

    LICENSE = "license", _("License")
    TRAINING = "training", _("Training")
    INFECTION_CONTROL = "infection_control", _("Infection control")
    CONSULTATION = "consultation", _("Consultation")
    AFTERCARE = "aftercare", _("Aftercare")
    TRACK_RECORD = "track_record", _("Track record")
    INSURANCE = "insurance", _("Insurance")
    MEMBERSHIP = "membership", _("Membership")
    IDENTITY = "identity", _("Identity")
    AMENDMENT = "amendment", _("Change to the page")
    PHOTOS = "photos", _("Before and after photos")


class Level(IntegerChoices):
    """How a claim is known, weakest first; the only order of strength there is."""

    NONE = 0, _("Not provided")
    STATEMENT = 1, _("Their own statement")
    DOCUMENT = 2, _("Document seen")
    ISSUER = 3, _("Confirmed by issuer")

    @property
    def key(self) -> str:
        """The word used in addresses, style sheets and exports."""
        return self.name.lower()


class Worth(TextChoices):
    """What a claim is worth on a day: its level, or what time or a moderator made of it."""

    ISSUER = "issuer", _("Confirmed by issuer")
    DOCUMENT = "document", _("Document seen")
    STATEMENT = "statement", _("Their own statement")
    NONE = "none", _("Not provided")
    EXPIRING = "expiring", _("Expires soon")
    LAPSED = "lapsed", _("Expired")
    SUSPENDED = "suspended", _("Suspended")


class Shortfall(TextChoices):
    """Why a claim that was seen still does not meet the published Standard at a place."""

    ELSEWHERE = "elsewhere", _("Licensed for another place")
    NO_LICENSE_HERE = "no_license_here", _("No license covers this here")
    RESTRICTED = "restricted", _("Restriction shown: read it at the source")
    NOT_ALLOWED = "not_allowed", _("Not in scope here")
    SCOPE_UNCLEAR = "scope_unclear", _("Scope unclear here: ask the board")
    NO_SUPERVISOR = "no_supervisor", _("Needs a confirmed supervisor")
    TOPICS = "topics", _("Topics missing")
    VOLUME = "volume", _("Too few treatments or months")


class Status(TextChoices):
    """Where a credential stands in its life; time never changes it."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Being checked")
    RETURNED = "returned", _("Needs your reply")
    VERIFIED = "verified", _("Shown")
    REJECTED = "rejected", _("Not accepted")
    SUSPENDED = "suspended", _("Suspended")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SUPERSEDED = "superseded", _("Replaced")


class Move(TextChoices):
    """What can be done to a credential."""

    SUBMIT = "submit", _("Send")
    RETURN = "return", _("Ask for more")
    VERIFY = "verify", _("Approve")
    REJECT = "reject", _("Reject")
    RELOOK = "relook", _("Look again")
    SUSPEND = "suspend", _("Suspend")
    REINSTATE = "reinstate", _("Reinstate")
    WITHDRAW = "withdraw", _("Withdraw")
    APPEAL = "appeal", _("Ask someone else to look")
    CONTEST = "contest", _("Ask someone else to look at a suspension")


class Visibility(TextChoices):
    """Whether the public may see a practitioner."""

    DRAFT = "draft", _("Not public")
    PUBLIC = "public", _("Public")
    SUSPENDED = "suspended", _("Suspended")
    CLOSED = "closed", _("Closed")


class Role(TextChoices):
    """What an account may do beyond its own record."""

    MEMBER = "member", _("Member")
    MODERATOR = "moderator", _("Moderator")
    SENIOR = "senior", _("Senior moderator")


class Depth(IntegerChoices):
    """Needle depth bands that scope rules speak of, shallowest first (radio frequency last)."""

    UP_TO_03 = 1, _("up to 0.3 mm")
    UP_TO_05 = 2, _("up to 0.5 mm")
    UNDER_15 = 3, _("under 1.5 mm")
    FROM_15 = 4, _("1.5 mm or more")
    RADIO_FREQUENCY = 5, _("with radio frequency")

    @property
    def key(self) -> str:
        """The word used in addresses and exports."""
        return self.name.lower()


class PriceBand(TextChoices):
    """Bands of the lowest fee for one treatment, in whole units of the place's currency."""

    UNDER_150 = "under_150", _("Under 150")
    UNDER_300 = "150_to_299", _("150 to 299")
    UNDER_500 = "300_to_499", _("300 to 499")
    FROM_500 = "500_up", _("500 and more")

    @classmethod
    def of(cls, fee_from: int | None) -> str:
        """The band of a lowest fee; empty when no fee is stated."""
        if fee_from is None:
            return ""
        bounds = ((150, cls.UNDER_150), (300, cls.UNDER_300), (500, cls.UNDER_500))
        return next((band for below, band in bounds if fee_from < below), cls.FROM_500).value


class Verdict(TextChoices):
    """What a scope rule says of a license type at a place and depth."""

    ALLOWED = "allowed", _("In scope")
    SUPERVISED = "supervised", _("In scope under supervision")
    NOT_ALLOWED = "not_allowed", _("Not in scope")
    UNCLEAR = "unclear", _("Scope unclear here: ask the board")


class Basis(TextChoices):
    """What a piece of reference data rests on."""

    OFFICIAL = "official", _("Official source")
    SECONDARY = "secondary", _("Secondary source")
    GENERAL = "general", _("General knowledge, not re-checked")
    DEMONSTRATION = "demonstration", _("Made up for demonstration")


class TermKind(TextChoices):
    """The dimensions a taxonomy entry can belong to."""

    PROFESSION = "profession", _("Profession")
    CONDITION = "condition", _("Condition")
    TECHNIQUE = "technique", _("Technique")
    DEVICE = "device", _("Device")
    LANGUAGE = "language", _("Language")
    ACCESS = "access", _("Access")


class Topic(TextChoices):
    """What scalp microneedling training must cover between its certificates."""

    TECHNIQUE = "technique", _("Microneedling technique")
    SCALP_ANATOMY = "scalp_anatomy", _("Scalp anatomy")
    SKIN_HEALING = "skin_healing", _("Skin healing")


class Method(TextChoices):
    """How a moderator looked at a claim."""

    REGISTER = "register", _("Read on the issuer's own register")
    ROSTER = "roster", _("Matched in the issuer's imported roster")
    ISSUER_REPLY = "issuer_reply", _("The issuer answered us")
    DOCUMENT = "document", _("Document read")


class Verb(TextChoices):
    """What the ledger can say happened; a closed list, so that history can be put in words."""

    SUBMIT = "submit"
    RETURN = "return"
    VERIFY = "verify"
    REJECT = "reject"
    RELOOK = "relook"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    WITHDRAW = "withdraw"
    APPEAL = "appeal"
    CONTEST = "contest"
    SUPERSEDE = "supersede"
    LOOK = "look"
    LOADED = "loaded"
    PUBLISHED = "published"
    PROFILE_SUSPENDED = "profile_suspended"
    PROFILE_REINSTATED = "profile_reinstated"
    CLOSED = "closed"
    ERASED = "erased"
    DECLARED = "declared"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    DETAILS_CONFIRMED = "details_confirmed"
    RESTRICTION_RECORDED = "restriction_recorded"
    RESTRICTION_LIFTED = "restriction_lifted"
    SUPERVISION_CONFIRMED = "supervision_confirmed"
    SUPERVISION_ENDED = "supervision_ended"
    SCOPE_CONFIRMED = "scope_confirmed"
    SCOPE_READ = "scope_read"
    SCOPE_REOPENED = "scope_reopened"
    REFERENCE_LOADED = "reference_loaded"
    UPHELD = "upheld"
    CASE_DISMISSED = "case_dismissed"
    EVIDENCE_VIEWED = "evidence_viewed"
    CONFLICT_DECLARED = "conflict_declared"
    CONFLICT_LIFTED = "conflict_lifted"
    ROLE_GRANTED = "role_granted"
    ROLE_REMOVED = "role_removed"
    REASON_REVISED = "reason_revised"


class ScanState(TextChoices):
    """What the virus scanner said of an uploaded file."""

    NOT_SCANNED = "not_scanned", _("No scanner is set up")
    WAITING = "waiting", _("Waiting for the scanner")
    CLEAN = "clean", _("Nothing found")
    FOUND = "found", _("Something harmful was found")


class IdentityDocument(TextChoices):
    """What proves who somebody is; it is seen and not kept."""

    PASSPORT = "passport", _("Passport")
    DRIVING_LICENSE = "driving_license", _("Driving license")
    NATIONAL_ID = "national_id", _("National identity card")


class NoticeKind(TextChoices):
    """The letters the directory can owe."""

    RETURNED = "returned", _("We need something more")
    VERIFIED = "verified", _("Now on your page")
    REJECTED = "rejected", _("We could not accept this")
    SUSPENDED = "suspended", _("Suspended")
    REINSTATED = "reinstated", _("Shown again")
    UPHELD = "upheld", _("Still suspended after another look")
    EXPIRING = "expiring", _("Something on your page runs out")
    DETAILS = "details", _("Are your details still right?")
    SUPERVISION = "supervision", _("Somebody names you as their supervisor")
    UNSUPERVISED = "unsupervised", _("A moderator ended a supervision")
    DIGEST = "digest", _("What waits at the desk today")
    INVITATION = "invitation", _("You are invited to the directory")
    ACCOUNT = "account", _("About your account")

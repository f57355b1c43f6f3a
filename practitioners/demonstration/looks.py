"""What a fictional moderator writes down when looking at a claim."""

from typing import Any

from practitioners.demonstration.plan import ClaimPlan
from practitioners.models import Credential
from practitioners.vocabulary import Kind, Level, Method

REGISTER_WORDS = "Active"


def read(claim: Credential, plan: ClaimPlan) -> dict[str, Any]:
    """What a look at this claim writes down, besides who looked and when."""
    at_issuer = plan.level == Level.ISSUER
    found: dict[str, Any] = {
        "level": plan.level,
        "method": Method.REGISTER if at_issuer or claim.kind == Kind.MEMBERSHIP else Method.DOCUMENT,
        "expires_on": plan.expires_on,
    }
    if at_issuer:
        issuer = claim.license.issuer
        found |= {
            "source": issuer.register_name,
            "source_url": issuer.register_url,
            "status_words": REGISTER_WORDS,
        }
    return found

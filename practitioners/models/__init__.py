"""The nouns of the domain, one file each."""

from practitioners.models.account import Account
from practitioners.models.credential import Credential
from practitioners.models.details import (
    Aftercare,
    Consultation,
    InfectionControl,
    Insurance,
    License,
    Membership,
    TrackRecord,
    Training,
)
from practitioners.models.evidence import Check, Evidence
from practitioners.models.gazetteer import Postcode, Town, TownName
from practitioners.models.issuer import Issuer, LicenseType
from practitioners.models.jurisdiction import Jurisdiction
from practitioners.models.ledger import LedgerEvent, LedgerHead
from practitioners.models.listing import Listing
from practitioners.models.notice import Notice
from practitioners.models.place import Place
from practitioners.models.practitioner import FormerSlug, Practitioner
from practitioners.models.scope_rule import ScopeRule
from practitioners.models.supervision import Restriction, Supervision
from practitioners.models.term import Term

__all__ = [
    "Account",
    "Aftercare",
    "Check",
    "Consultation",
    "Credential",
    "Evidence",
    "FormerSlug",
    "InfectionControl",
    "Insurance",
    "Issuer",
    "Jurisdiction",
    "LedgerEvent",
    "LedgerHead",
    "License",
    "LicenseType",
    "Listing",
    "Membership",
    "Notice",
    "Place",
    "Postcode",
    "Practitioner",
    "Restriction",
    "ScopeRule",
    "Supervision",
    "Term",
    "Town",
    "TownName",
    "TrackRecord",
    "Training",
]

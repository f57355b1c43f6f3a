"""The nouns of the domain, one file each."""

from practitioners.models.account import Account
from practitioners.models.case import Case, Conflict, Opinion, Viewing
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
from practitioners.models.invitation import Invitation
from practitioners.models.issuer import Issuer, LicenseType
from practitioners.models.jurisdiction import Jurisdiction
from practitioners.models.ledger import LedgerEvent, LedgerHead
from practitioners.models.listing import Listing
from practitioners.models.notice import Notice
from practitioners.models.own_page import Amendment, Identity, PhotoSet
from practitioners.models.place import Place
from practitioners.models.practitioner import FormerSlug, Practitioner
from practitioners.models.reason import Reason
from practitioners.models.remark import Remark
from practitioners.models.role_change import RoleChange
from practitioners.models.scope_rule import ScopeRule
from practitioners.models.supervision import Restriction, Supervision
from practitioners.models.term import Term

__all__ = [
    "Account",
    "Aftercare",
    "Amendment",
    "Case",
    "Check",
    "Conflict",
    "Consultation",
    "Credential",
    "Evidence",
    "FormerSlug",
    "Identity",
    "InfectionControl",
    "Insurance",
    "Invitation",
    "Issuer",
    "Jurisdiction",
    "LedgerEvent",
    "LedgerHead",
    "License",
    "LicenseType",
    "Listing",
    "Membership",
    "Notice",
    "Opinion",
    "PhotoSet",
    "Place",
    "Postcode",
    "Practitioner",
    "Reason",
    "Remark",
    "Restriction",
    "RoleChange",
    "ScopeRule",
    "Supervision",
    "Term",
    "Town",
    "TownName",
    "TrackRecord",
    "Training",
    "Viewing",
]

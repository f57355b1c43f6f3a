"""A practitioner's whole record, fetched in a number of queries that does not grow with the people asked for."""

from collections.abc import Collection

from django.db.models import Prefetch

from practitioners.models import Credential, Practitioner, Restriction, Supervision
from practitioners.querysets.practitioner import PractitionerQuerySet
from practitioners.vocabulary import Kind, Status

_DETAILS = (
    "license__issuer__jurisdiction", "license__license_type", "training", "infection_control", "consultation",
    "aftercare", "track_record", "insurance", "membership", "photos",
)  # fmt: skip


def records(practitioners: PractitionerQuerySet) -> PractitionerQuerySet:
    """These practitioners with all that `findings_at` reads: places, shown credentials, restrictions, supervisors."""
    restrictions = Prefetch("restrictions", queryset=Restriction.objects.all())
    supervisors_licenses = (
        Credential.objects.filter(kind=Kind.LICENSE, status=Status.VERIFIED)
        .select_related("license__issuer", "license__license_type")
        .prefetch_related(restrictions)
    )
    supervisions = (
        Supervision.objects.filter(confirmed_on__isnull=False)
        .select_related("supervisor")
        .prefetch_related(Prefetch("supervisor__credentials", queryset=supervisors_licenses))
    )
    credentials = (
        Credential.objects.shown()
        .select_related(*_DETAILS)
        .prefetch_related(restrictions, Prefetch("supervisions", queryset=supervisions))
    )
    return practitioners.select_related("profession").prefetch_related(
        "places", Prefetch("credentials", queryset=credentials)
    )


def load_records(ids: Collection[int]) -> list[Practitioner]:
    """The records of these practitioners, in order of their number."""
    return list(records(Practitioner.objects.filter(pk__in=ids)).order_by("pk"))

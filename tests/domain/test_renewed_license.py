"""A license is renewed: what stands around it, restrictions and supervisors, stands around the renewal."""

from typing import Any

import pytest

from practitioners import clock, listings
from practitioners.models import Credential, Listing, Restriction, Supervision
from practitioners.vocabulary import Kind, Level, Verdict
from practitioners.workflow import moves, oversight
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def license() -> Credential:
    """Ada's license, which counts at her one place."""
    return make.qualified().credentials.get(kind=Kind.LICENSE)


def counts(license: Credential) -> bool:
    rows = Listing.objects.filter(practitioner=license.practitioner_id, license_until__gte=clock.today())
    assert list(listings.drift()) == []
    return rows.exists()


def restricted(license: Credential) -> Restriction:
    return oversight.record_restriction(
        license, by=make.moderator(), type="Under review", touches_treatment=True, starts_on=clock.today(),
        source_url="https://example.org/",
    )  # fmt: skip


def renewed(license: Credential, **says: Any) -> Credential:
    says = {"issuer": license.license.issuer, **says}
    return make.by_verbs(license.practitioner, Kind.LICENSE, renews=license, **says)


def test_a_renewal_does_not_shed_a_restriction(license: Credential) -> None:
    held, gone = restricted(license), restricted(license)
    oversight.lift_restriction(gone, by=make.moderator())
    stranger = make.verified(make.practitioner("Sam Stranger"), Kind.LICENSE)
    theirs = restricted(stranger)
    renewal = renewed(license)
    now = dict(Restriction.objects.values_list("pk", "license"))
    assert now == {held.pk: renewal.pk, gone.pk: license.pk, theirs.pk: stranger.pk}
    assert not counts(renewal)


@pytest.mark.parametrize("otherwise", ["", "issuer", "license_type", "asked anew"])
def test_a_supervisor_stands_behind_the_renewal_of_the_same_license(
    license: Credential, otherwise: str
) -> None:
    """Behind no other license, and not where they were asked anew."""
    make.scope_rule(verdict=Verdict.SUPERVISED)
    make.scope_rule(type="us-nurse")
    make.scope_rule(type="us-other", verdict=Verdict.SUPERVISED)
    ada, nora = license.practitioner, make.practitioner("Nora Nurse")
    make.verified(nora, Kind.LICENSE, license_type=make.license_type("us-nurse"))
    about = {"by": ada.account, "supervisor": nora, "place": ada.places.get()}
    standing = oversight.ask_supervisor(license, **about)
    oversight.confirm_supervision(standing, by=nora.account)
    assert counts(license)
    if otherwise == "asked anew":
        renewal = make.sent(ada, Kind.LICENSE, renews=license, issuer=license.license.issuer)
        oversight.ask_supervisor(renewal, **about)
        make.looked(renewal, "rea", "max", level=Level.ISSUER)
        moves.verify(renewal, by=make.moderator("rea"), level=Level.ISSUER)
    else:
        others = {"issuer": make.issuer("US"), "license_type": make.license_type("us-other")}
        renewal = renewed(license, **{otherwise: others[otherwise]} if otherwise else {})
    kept = Supervision.objects.get(pk=standing.pk).license_id == license.pk
    assert (kept, counts(renewal)) == (bool(otherwise), not otherwise)

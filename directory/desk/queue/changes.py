"""What a case changes of what the page says now: how many fields, and which; for a whole page of cases at once."""

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.desk.case import claimed
from practitioners.models import Case, Credential
from practitioners.vocabulary import Kind
from practitioners.workflow.case_table import DECIDING

_NAMED = 3


def of(cases: Sequence[Case]) -> Mapping[int, str]:
    """The words for each case, by its number; one query for the details of all renewals, whatever their kinds."""
    renewing = [case.credential for case in cases if case.kind in DECIDING and case.credential.renews_id]
    wanted = [pk for claim in renewing for pk in (claim.pk, claim.renews_id) if pk]
    details = Credential.objects.filter(pk__in=wanted).with_details().in_bulk()
    return {case.pk: _words(case.credential, details) for case in cases}


def _words(claim: Credential, details: Mapping[int, Credential]) -> str:
    if claim.kind == Kind.AMENDMENT:
        return _of_page(claim)
    now, before = details.get(claim.pk), details.get(claim.renews_id or 0)
    return _renewed(now, before) if now and before else ""


def _renewed(claim: Credential, before: Credential) -> str:
    """Against the claim it renews, of the fields that either of them fills."""
    now, then = claimed.values(claim), claimed.values(before)
    filled = [name for name in now if now[name] or then.get(name)]
    names = [
        str(label)
        for name, label in claimed.labels(claim).items()
        if name in filled and now[name] != then.get(name, "")
    ]
    all_of = ngettext("%(n)s of %(all)s field", "%(n)s of %(all)s fields", len(filled))
    return _listed(all_of % {"n": len(names), "all": len(filled)}, names)


def _of_page(claim: Credential) -> str:
    """An amendment holds what it changes and nothing else: there is no whole to count it against."""
    amendment = getattr(claim, "amendment", None)
    if amendment is None:
        return ""
    names = [str(claimed.OF_PAGE[name]) for name in amendment.values if name in claimed.OF_PAGE]
    return _listed(ngettext("%(n)s field", "%(n)s fields", len(names)) % {"n": len(names)}, names)


def _listed(count: str, names: Collection[str]) -> str:
    if not names:
        return count
    named = ", ".join(list(names)[:_NAMED])
    more = "…" if len(names) > _NAMED else ""
    return _("%(count)s: %(fields)s") % {"count": count, "fields": f"{named}{more}"}

"""Where a case belongs: at the claim's own place, or at every place of the practitioner when it names none."""

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import ngettext

from practitioners.models import Case, Jurisdiction, Place
from practitioners.querysets.case import CaseQuerySet

_NAMED = 2


def within(code: str) -> Q:
    """The cases of this jurisdiction."""
    there = Place.objects.filter(jurisdiction__code=code)
    theirs = Q(credential__place=None, credential__practitioner__in=there.values("practitioner"))
    return Q(credential__place__in=there.values("pk")) | theirs


def choices(cases: CaseQuerySet, *, asked: str) -> list[tuple[str, str]]:
    """The jurisdictions of these cases by name, and the one that is asked for even when nothing is left there."""
    law = Coalesce("credential__place__jurisdiction", "credential__practitioner__places__jurisdiction")
    found = Jurisdiction.objects.filter(
        Q(pk__in=cases.order_by().annotate(law=law).values("law")) | Q(code=asked)
    )
    return list(found.order_by("name", "code").values_list("code", "name"))


def words(case: Case) -> str:
    """The towns of a case that was loaded with `for_queue`: the first two, and how many more there are."""
    own = case.credential.place
    places = [own] if own else case.credential.practitioner.places.all()
    towns = list(dict.fromkeys(f"{place.locality}, {place.region or place.country}" for place in places))
    more = len(towns) - _NAMED
    named = "; ".join(towns[:_NAMED])
    if more < 1:
        return named
    return ngettext("%(towns)s and %(n)s more", "%(towns)s and %(n)s more", more) % {
        "towns": named,
        "n": more,
    }

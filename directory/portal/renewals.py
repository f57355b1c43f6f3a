"""Everything that ends, by date, with what clients will see that day; and details to confirm."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from directory.portal import claim_words, due, owner, place_facts, renewal_words
from directory.web import doors
from directory.web.pages import page
from practitioners.vocabulary import Kind, Visibility
from practitioners.workflow import profile


@dataclass(frozen=True)
class Row:
    """One claim with its end in words."""

    end: due.End
    title: str
    kind: str
    mark: claim_words.Mark
    then: str
    note: str
    can_renew: bool


@dataclass(frozen=True)
class Place:
    """One place with what its owner is asked to confirm."""

    details: due.Details
    facts: list[place_facts.Fact]
    said: str


@never_cache
@require_safe
@doors.owners
def renewals(request: HttpRequest) -> HttpResponse:
    """What ends, by date, and every place with its details."""
    person = owner.record(request)
    public = person.visibility == Visibility.PUBLIC
    places = _places(person.places.prefetch_related("access"))
    context: dict[str, Any] = {
        "rows": [_row(end, public=public) for end in due.ends(due.claims_of(owner.signed_in(request)))],
        "asked": [each for each in places if each.details.asks],
        "rest": [each for each in places if not each.details.asks],
    }
    return page(request, "portal/renewals.html", context)


@never_cache
@require_POST
@doors.owners
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The details of one place are right today."""
    place = profile.confirm_details(owner.place(request, pk), by=owner.signed_in(request))
    messages.success(request, _("Confirmed: %(place)s.") % {"place": place})
    return redirect("portal:renewals")


@never_cache
@require_POST
@doors.owners
def confirm_all(request: HttpRequest) -> HttpResponse:
    """The details of every place that the page showed are right today."""
    keys = [key for key in request.POST.getlist("place") if key.isascii() and key.isdigit() and len(key) < 19]
    for key in dict.fromkeys(keys):
        profile.confirm_details(owner.place(request, int(key)), by=owner.signed_in(request))
    confirmed = len(set(keys))
    said = ngettext("%(n)s place confirmed.", "%(n)s places confirmed.", confirmed)
    messages.success(request, said % {"n": confirmed})
    return redirect("portal:renewals")


def _row(end: due.End, *, public: bool) -> Row:
    return Row(
        end=end,
        title=claim_words.title(end.claim),
        kind=str(Kind(end.claim.kind).label),
        mark=claim_words.mark(end.claim),
        then=renewal_words.then(end, public=public),
        note=renewal_words.note(end),
        can_renew=end.renewal is None and not end.by_look and end.claim.kind != Kind.PHOTOS,
    )


def _places(places: Iterable[Any]) -> list[Place]:
    return [
        Place(each, place_facts.of(each.place), renewal_words.confirmed(each)) for each in due.details(places)
    ]

"""What a practitioner says they offer: on the page at once, as their own statement."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from directory.portal import again, owner
from directory.portal.forms_page import OffersForm
from directory.web import doors
from practitioners.errors import DomainError
from practitioners.vocabulary import TermKind
from practitioners.workflow import offer

if TYPE_CHECKING:
    from practitioners.models import Practitioner

_KEYS = {TermKind.LANGUAGE: "languages", TermKind.CONDITION: "conditions", TermKind.TECHNIQUE: "techniques"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@doors.owners
def offers(request: HttpRequest) -> HttpResponse:
    """Languages, conditions and techniques: on the page at once, as the practitioner's own statement."""
    person = owner.record(request)
    now = _chosen(person)
    form = OffersForm(request.POST or None, initial=now | {"seen": offer.stamp(person)})
    if request.method != "POST" or not form.is_valid():
        return again.show(request, "portal/offers.html", form, {})
    try:
        offer.offer(person, form.terms, by=owner.signed_in(request), seen=form.cleaned_data["seen"])
    except DomainError as refusal:
        theirs = again.overtaken(
            form, refusal, seen=offer.stamp(person), now=again.in_words(form, _chosen(person))
        )
        return again.show(request, "portal/offers.html", form, theirs, refusal=refusal)
    messages.success(request, _("Saved. It is on your page as your own statement."))
    return redirect("portal:about")


def _chosen(person: "Practitioner") -> dict[str, list[str]]:
    """The chosen words as the form names them."""
    said = offer.said(person)
    return {field: [str(pk) for pk in said[kind]] for kind, field in _KEYS.items()}

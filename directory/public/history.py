"""What happened to a record, in words for everyone: the ledger's verbs without anybody's name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.core.paginator import InvalidPage, Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from directory.public import profile_moved
from directory.web import doors
from directory.web.pager import pager
from directory.web.pages import page
from practitioners.ledger import subject_of
from practitioners.models import LedgerEvent, Practitioner
from practitioners.standing.words import day
from practitioners.vocabulary import Kind, Level, Status, Verb, Visibility

LATEST, PAGE = 5, 25

WORDS: dict[Verb, Any] = {
    Verb.SUBMIT: lazy("%(what)s sent to the moderators"),
    Verb.RETURN: lazy("%(what)s: moderators asked for more"),
    Verb.VERIFY: lazy("%(what)s shown"),
    Verb.REJECT: lazy("%(what)s: the claim is not shown"),
    Verb.RELOOK: lazy("%(what)s checked again"),
    Verb.SUSPEND: lazy("%(what)s suspended"),
    Verb.REINSTATE: lazy("%(what)s shown again after a suspension"),
    Verb.WITHDRAW: lazy("%(what)s withdrawn by the practitioner"),
    Verb.APPEAL: lazy("%(what)s: the practitioner asked for another look"),
    Verb.CONTEST: lazy("%(what)s: the practitioner asked for another look at the suspension"),
    Verb.SUPERSEDE: lazy("%(what)s: the earlier record was replaced by its renewal"),
    Verb.LOOK: lazy("%(what)s looked at by a moderator"),
    Verb.LOADED: lazy("%(what)s entered from earlier records"),
    Verb.PUBLISHED: lazy("Page made public by the practitioner"),
    Verb.PROFILE_SUSPENDED: lazy("Listing suspended"),
    Verb.PROFILE_REINSTATED: lazy("Listing shown again after a suspension"),
    Verb.CLOSED: lazy("Page closed by the practitioner"),
    Verb.ERASED: lazy("Record erased at the practitioner’s wish"),
    Verb.DECLARED: lazy("Declarations signed by the practitioner"),
    Verb.CONSENT_WITHDRAWN: lazy("Photos removed: the consent was withdrawn"),
    Verb.DETAILS_CONFIRMED: lazy("Address, hours and contact confirmed by the practitioner"),
    Verb.RESTRICTION_RECORDED: lazy("Restriction on the license recorded, as the register shows it"),
    Verb.RESTRICTION_LIFTED: lazy("Restriction no longer shown on the register"),
    Verb.SUPERVISION_CONFIRMED: lazy("Supervisor confirmed that they stand behind the license at one place"),
    Verb.SUPERVISION_ENDED: lazy("Supervision at one place ended"),
    Verb.SCOPE_CONFIRMED: lazy("This site confirmed its reading of a scope rule"),
    Verb.SCOPE_READ: lazy("This site read the source of a scope rule"),
    Verb.SCOPE_REOPENED: lazy("A scope rule of this site must be confirmed again"),
    Verb.REFERENCE_LOADED: lazy("Reference data of this site changed"),
    Verb.UPHELD: lazy("%(what)s: still suspended after another look"),
    Verb.CASE_DISMISSED: lazy("%(what)s: a question was looked into, and nothing changed"),
    Verb.EVIDENCE_VIEWED: lazy("%(what)s: a moderator opened a file"),
    Verb.CONFLICT_DECLARED: lazy("A moderator knows this person and takes no part"),
    Verb.CONFLICT_LIFTED: lazy("A moderator takes part again"),
    Verb.ROLE_GRANTED: lazy("Somebody may moderate"),
    Verb.ROLE_REMOVED: lazy("Somebody moderates no longer"),
    Verb.REASON_REVISED: lazy("The words of a letter were changed"),
}
FOLDED = (
    Verb.SUBMIT, Verb.RETURN, Verb.REJECT, Verb.LOOK, Verb.APPEAL, Verb.CONTEST, Verb.CASE_DISMISSED,
    Verb.EVIDENCE_VIEWED, Verb.CONFLICT_DECLARED, Verb.CONFLICT_LIFTED,
)  # fmt: skip
"""Steps on the way to a decision: the decision tells them, and what is not decided stays between the two sides."""

CHECKED = {
    Kind.IDENTITY.value: lazy("Identity checked"),
    Kind.AMENDMENT.value: lazy("A change to the page was checked"),
}
"""All that is said of the private kinds, and only once they were."""


@dataclass(frozen=True)
class Entry:
    """One line of the history."""

    at: datetime
    day: str
    words: str
    detail: str


@require_safe
@doors.everyone
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole public history of one practitioner, newest first, 25 a page."""
    practitioner = Practitioner.objects.reachable().filter(slug=slug).first()
    if practitioner is None:
        return profile_moved.to(slug, "public:history")
    try:
        shown = Paginator(events(practitioner), PAGE).page(request.GET.get("page") or 1)
    except InvalidPage:
        raise Http404 from None
    pages = shown.paginator.num_pages
    context = {
        "practitioner": practitioner,
        "suspended": practitioner.visibility == Visibility.SUSPENDED,
        "entries": told(practitioner, shown),
        "number": shown.number,
        "pages": pages,
        "pager": pager(page=shown.number, pages=pages, href=lambda number: f"?page={number}"),
    }
    return page(request, "public/history.html", context)


def events(practitioner: Practitioner) -> QuerySet[LedgerEvent]:
    """The events of this record that everyone may read, newest first."""
    public = Q(data__kind__isnull=True) | ~Q(data__kind__in=list(CHECKED))
    checked = Q(verb=Verb.VERIFY.value) | Q(verb=Verb.LOADED.value, data__after=Status.VERIFIED.value)
    return (
        LedgerEvent.objects.filter(public | checked, subject=subject_of(practitioner))
        .exclude(verb__in=[verb.value for verb in FOLDED])
        .exclude(verb=Verb.WITHDRAW.value, data__before=Status.DRAFT.value)  # nobody had seen it
        .order_by("-seq")
    )


def latest(practitioner: Practitioner) -> tuple[list[Entry], bool]:
    """The newest entries, and whether there are more."""
    found = list(events(practitioner)[: LATEST + 1])
    return told(practitioner, found[:LATEST]), len(found) > LATEST


def told(practitioner: Practitioner, found: Iterable[LedgerEvent]) -> list[Entry]:
    """The entries; of a suspended record what happened, and not what was shown: it shows no evidence meanwhile."""
    entries = [entry(event) for event in found]
    if practitioner.visibility == Visibility.SUSPENDED:
        return [replace(each, detail="") for each in entries]
    return entries


def entry(event: LedgerEvent) -> Entry:
    """The event in words: which claim, what happened, and until when it holds from then on."""
    verb, private = Verb(event.verb), CHECKED.get(str(event.data.get("kind")))
    if private:
        return Entry(event.at, day(timezone.localdate(event.at)), str(private), "")
    details: dict[Verb, Callable[[dict[str, Any]], str]] = {
        Verb.VERIFY: _shown, Verb.RELOOK: _until, Verb.REINSTATE: _until, Verb.LOADED: _shown,
        Verb.RESTRICTION_RECORDED: _touches,
    }  # fmt: skip
    detail = details.get(verb, lambda data: "")(event.data)
    return Entry(
        event.at, day(timezone.localdate(event.at)), WORDS[verb] % {"what": _what(event.data)}, detail
    )


def _what(data: dict[str, Any]) -> str:
    kind = data.get("kind")
    return str(Kind(kind).label) if kind in Kind.values else _("Record")


def _shown(data: dict[str, Any]) -> str:
    level = {each.key: str(each.label) for each in Level}.get(str(data.get("level")), "")
    return ". ".join(part for part in (level, _until(data)) if part)


def _until(data: dict[str, Any]) -> str:
    """Until when it held as decided then; later events may have moved that day."""
    try:
        last = date.fromisoformat(str(data.get("until")))
    except ValueError:
        return ""
    return _("Valid until %(day)s as decided then.") % {"day": day(last)}


def _touches(data: dict[str, Any]) -> str:
    return _("It touches this treatment.") if data.get("touches_treatment") else ""

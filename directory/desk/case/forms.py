"""The form of one case: made for its claim, and read back as what the domain takes."""

from typing import Any

from django.db.models import Count, Q
from django.http import QueryDict

from directory.desk.case import compare, decision_words
from directory.desk.case.decision_form import APPROVALS, DecisionForm
from practitioners import checklists
from practitioners.models import Account, Case, Check, Evidence
from practitioners.vocabulary import Kind
from practitioners.workflow import cases, reasons

READINGS = 3


def of(
    case: Case, *, by: Account, data: QueryDict | None = None, initial: dict[str, Any] | None = None
) -> DecisionForm:
    """The form for this case, empty or with what was typed."""
    files = Evidence.objects.readable_by(by).filter(credential=case.credential_id)
    return DecisionForm(
        data,
        initial=initial,
        credential=case.credential,
        sources=compare.sources(case.credential, has_files=files.exists()),
        checklist=checklists.of(case.credential),
        decisions=decision_words.options(case),
        reasons=reasons.active(),
        read_before=_read_before(case),
    )


def half_way(case: Case, data: QueryDict, *, by: Account) -> DecisionForm:
    """The form with what was typed so far and without complaints: somebody turns a page and goes on."""
    typed = {
        name: field.widget.value_from_datadict(data, {}, name)
        for name, field in of(case, by=by).fields.items()
    }
    return of(case, by=by, initial=typed)


def given(form: DecisionForm) -> cases.Given:
    """What a valid form says, as the domain takes it."""
    asked = form.cleaned_data
    approves = form.chosen in APPROVALS
    return cases.Given(
        decision=form.chosen,
        level=form.level if approves else None,
        method=form.method if approves else None,
        answers=form.answers,
        readings=form.readings,
        status_words=form.read_words,
        expires_on=form.last_day if approves else None,
        source_url=asked["source_url"],
        looked_on=asked["looked_on"],
        reasons=() if approves else tuple(asked["reasons"]),
        words=asked["words"],
        review_on=asked["review_on"],
    )


def _read_before(case: Case) -> list[str]:
    """How this register or list usually words a status; a press instead of typing, never of this very claim."""
    claim = case.credential
    match Kind(claim.kind):
        case Kind.LICENSE:
            same = Q(credential__license__issuer=claim.license.issuer_id)
        case Kind.MEMBERSHIP:
            same = Q(credential__membership__body=claim.membership.body)
        case _:
            return []
    said = Check.objects.filter(same).exclude(credential=claim.pk)
    counted = said.exclude(status_words="").order_by().values_list("status_words").annotate(times=Count("pk"))
    return [words for words, _times in counted.order_by("-times", "status_words")[:READINGS]]

"""The page of a case, with its form or without."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse

from directory.desk import frame, moderator
from directory.desk.case import bench
from directory.desk.case.decision_form import DecisionForm
from directory.web.filters import Problem
from directory.web.forms import problems
from directory.web.refusals import status_of
from practitioners.errors import DomainError
from practitioners.models import Case


def laid(
    request: HttpRequest,
    case: Case,
    *,
    form: DecisionForm | None,
    problems: Sequence[Problem] = (),
    status: int = 200,
) -> HttpResponse:
    """The case on the bench."""
    context = {"bench": bench.lay(request, case, form=form), "problems": list(problems)}
    return frame.page(request, "desk/case.html", context, here="queue", status=status)


def wrong(request: HttpRequest, case: Case, form: DecisionForm) -> HttpResponse:
    """The case with what was typed, and a sentence for everything in it that cannot be taken as it is."""
    return laid(request, case, form=form, problems=problems(form), status=422)


def refused(request: HttpRequest, case: Case, form: DecisionForm, refusal: DomainError) -> HttpResponse:
    """The case as it stands now, with the sentence and everything that was typed."""
    said = [Problem(str(refusal), "#checklist-h")]
    fresh = moderator.case(request, case.ref)
    return laid(request, fresh, form=form, problems=said, status=status_of(refusal))


def over(request: HttpRequest, case: Case, sentence: str) -> HttpResponse:
    """What was posted comes too late, and changed nothing."""
    context = {"case": case, "sentence": sentence}
    return frame.page(request, "desk/decided.html", context, here="queue", status=409)

"""A form shown once more: what is wrong with it, what somebody else saved meanwhile, and all that was typed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from directory.web.filters import Problem
from directory.web.forms import problems
from directory.web.pages import page
from directory.web.refusals import status_of
from practitioners.errors import DomainError, Overtaken


def show(
    request: HttpRequest,
    template: str,
    form: forms.Form,
    context: Mapping[str, Any],
    *,
    refusal: DomainError | None = None,
    href: str = "",
    doubts: Iterable[Problem] = (),
) -> HttpResponse:
    """The page of this form: as it is, or with what is wrong in the box above; `href` leads to what was refused."""
    found = [*(problems(form) if form.is_bound else []), *doubts]
    if refusal is not None:
        found.insert(0, Problem(str(refusal), href))
    status = status_of(refusal) if refusal is not None else 422 if found else 200
    return page(request, template, {**context, "form": form, "problems": found}, status=status)


def overtaken(
    form: forms.Form, refusal: DomainError, *, seen: object, now: Mapping[str, object]
) -> dict[str, Any]:
    """Let what was typed stand against what is there now: the next Save keeps the former.

    Returns what differs, for the page: label, what stands there, and what was typed. Nothing for other refusals.
    """
    if not isinstance(refusal, Overtaken):
        return {}
    data: dict[str, Any] = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict, bound to a request
    data["seen"] = str(seen)
    form.data = data
    rows = [
        {"label": form.fields[name].label, "there": value, "typed": said(form, name)}
        for name, value in now.items()
        if name in form.fields and value != said(form, name)
    ]
    return {"theirs": rows}


def said(form: forms.Form, name: str, value: Any = None) -> str:
    """What was typed, or this value, in the words of the form's own choices."""
    given = form.cleaned_data.get(name) if value is None else value
    choices = {str(key): str(label) for key, label in getattr(form.fields[name], "choices", ())}
    if isinstance(given, bool):
        return choices.get("yes" if given else "no", _("Yes") if given else _("No"))
    if isinstance(given, (list, tuple)):
        return ", ".join(choices.get(str(each), str(each)) for each in given)
    return choices.get(str(given), "" if given in (None, "") else str(given))


def in_words(form: forms.Form, values: Mapping[str, Any]) -> dict[str, str]:
    """These values in the words of the form's choices, by field."""
    return {
        name: said(form, name, "" if value is None else value)
        for name, value in values.items()
        if name in form.fields
    }

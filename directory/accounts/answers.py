"""allauth's answers made ours in one place: never kept by a cache, 422 and a box of problems after a mistake."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache

from directory.web import doors
from directory.web.forms import problems

FORMS = ("form", "verify_form", "webauthn_form")
"""The names under which allauth's pages hold their forms."""


def spoken(view: Callable[..., Any]) -> doors.View:
    """The view with our manners; who may come in, allauth decides itself."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer: HttpResponseBase = view(request, *args, **kwargs)
        if isinstance(answer, TemplateResponse) and answer.context_data is not None:
            answer.context_data.pop("site", None)  # allauth's own, which hides ours
            told = _told(answer.context_data)
            if told and request.method == "POST" and answer.status_code == 200:
                answer.status_code = 422
        return answer

    return doors.everyone(never_cache(answered))


def _told(context: dict[str, Any]) -> bool:
    """Gather what is wrong for the box above the heading; whether there is anything."""
    context["problems"] = [problem for form in _forms(context) for problem in problems(form)]
    return bool(context["problems"])


def _forms(context: dict[str, Any]) -> Iterator[BaseForm]:
    seen: list[BaseForm] = []
    for name in FORMS:
        form = context.get(name)
        if isinstance(form, BaseForm) and form.is_bound and form not in seen:
            seen.append(form)
            yield form

"""What is signed before a page can be public."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from directory.portal import again, owner
from directory.web import doors
from directory.web.forms import Form
from practitioners import standard
from practitioners.errors import DomainError
from practitioners.standing.words import day
from practitioners.workflow import profile


class SignForm(Form):
    """One box, never ticked in advance."""

    sign = forms.BooleanField(
        label=lazy("I declare all of this."),
        error_messages={"required": lazy("Tick the box to sign, or leave the page without signing.")},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@doors.owners
def declarations(request: HttpRequest) -> HttpResponse:
    """The text in its present version, and the box that signs it."""
    person = owner.record(request)
    signed = person.declaration_version == standard.DECLARATION_VERSION
    context = {
        "version": standard.DECLARATION_VERSION,
        "signed_on": day(person.declared_on) if signed else "",
        "older": bool(person.declared_on) and not signed,
    }
    form = SignForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return again.show(request, "portal/declarations.html", form, context)
    try:
        profile.declare(person, by=owner.signed_in(request))
    except DomainError as refusal:
        return again.show(request, "portal/declarations.html", form, context, refusal=refusal)
    messages.success(request, _("Signed."))
    return redirect("portal:tasks")

"""Light or dark, miles or kilometers, close or wide text: chosen without scripts and without an account."""

from dataclasses import asdict
from urllib.parse import urlsplit

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from directory.web import addresses, display, doors
from directory.web.forms import problems
from directory.web.pages import page


class DisplayForm(forms.Form):
    """Three questions, each with a first answer that leaves it to the device or the place."""

    theme = forms.ChoiceField(
        label=_("Colors"), required=False, widget=forms.RadioSelect,
        choices=[("", _("As my device")), ("light", _("Light")), ("dark", _("Dark"))],
    )  # fmt: skip
    unit = forms.ChoiceField(
        label=_("Distances"), required=False, widget=forms.RadioSelect,
        choices=[("", _("As people count there")), ("mi", _("Miles")), ("km", _("Kilometers"))],
    )  # fmt: skip
    spacing = forms.ChoiceField(
        label=_("Text spacing"), required=False, widget=forms.RadioSelect,
        choices=[("", _("Normal")), ("wide", _("Wider lines, words and letters"))],
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@doors.everyone
def settings(request: HttpRequest) -> HttpResponse:
    """The three questions; answering keeps them in a cookie and shows this page in the new look."""
    kept = display.read(request)
    form = DisplayForm(request.POST if request.method == "POST" else None, initial=asdict(kept))
    came = _came(request)
    if request.method == "POST" and form.is_valid():
        saved = urlencode({"saved": "1", **({"from": came} if came else {})})
        response = HttpResponseRedirect(f"{reverse('public:display')}?{saved}")
        display.keep(response, display.Display(**form.cleaned_data))
        return response
    context = {
        "form": form,
        "problems": problems(form),
        "came": came,
        "saved": "saved" in request.GET and not form.is_bound,
    }
    return page(request, "public/display.html", context, status=422 if form.is_bound else 200)


def _came(request: HttpRequest) -> str:
    """The page of this site one came from, so that one can go back to it; nothing when it is another site's."""
    named = request.POST.get("from") or request.GET.get("from") or addresses.came_from(request)
    ours = url_has_allowed_host_and_scheme(named, allowed_hosts=None) and named.startswith("/")
    return named if ours and urlsplit(named).path != reverse("public:display") else ""

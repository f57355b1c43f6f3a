"""Forms of one place: its address, which is checked, and what the practitioner says about it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from directory.portal.forms_page import SEEN, longest, words
from directory.web.forms import Form
from directory.web.options import AnyOf, OneOf, YesNoField
from practitioners.errors import Invalid
from practitioners.models import Jurisdiction, Place, Term
from practitioners.search.reading import Choice
from practitioners.vocabulary import TermKind
from practitioners.workflow import joining

CURRENCIES = ("USD", "GBP", "EUR", "CAD", "AUD", "NZD")
MOST_MONEY = 100_000


class AddressForm(Form):
    """Where the place is. A town or a postcode is enough to find it."""

    practice_name = forms.CharField(
        label=lazy("Name of the practice"), max_length=longest(Place, "practice_name"),
        error_messages={"required": lazy("Enter the name of the practice.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )  # fmt: skip
    street = forms.CharField(
        label=lazy("Street and number"), max_length=longest(Place, "street"), required=False,
        help_text=lazy("You can keep it off your page. The town is always shown."),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )  # fmt: skip
    postcode = forms.CharField(
        label=lazy("Postcode or ZIP code"), max_length=longest(Place, "postcode"), required=False,
        help_text=lazy("It decides where the place is on the map."),
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )  # fmt: skip
    town = forms.CharField(
        label=lazy("Town"), max_length=100, required=False,
        help_text=lazy("With the state or region, if there are several of its name: “Springfield, IL”."),
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )  # fmt: skip
    country = forms.ChoiceField(label=lazy("Country"), widget=forms.Select(attrs={"autocomplete": "country"}))
    spot = forms.CharField(max_length=120, required=False, widget=forms.HiddenInput)
    spot_for = forms.CharField(max_length=120, required=False, widget=forms.HiddenInput)
    seen = forms.CharField(max_length=SEEN, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: Sequence[Choice] = (), **kwargs: Any) -> None:
        """`choices` are the places that can be meant by what was typed."""
        super().__init__(*args, **kwargs)
        countries = Jurisdiction.objects.filter(parent=None).order_by("name")
        self.choice("country").choices = [(law.code, _(law.name)) for law in countries]
        if choices:
            self.fields["spot"] = forms.ChoiceField(
                label=_("Which place is meant?"), widget=OneOf, required=False,
                choices=[(choice.query, choice.label) for choice in choices],
            )  # fmt: skip
            self.order_fields(["spot"])

    def clean_practice_name(self) -> str:
        """A name that can be read."""
        try:
            return joining.read_name(self.cleaned_data["practice_name"])
        except Invalid as wrong:
            raise forms.ValidationError(self.fields["practice_name"].error_messages["required"]) from wrong

    def clean(self) -> dict[str, Any]:
        """Without a town or a postcode nothing can be looked up."""
        given = super().clean() or self.cleaned_data
        if not (given.get("town") or given.get("postcode") or {"town", "postcode"} & set(self.errors)):
            self.add_error("town", _("Enter a town or a postcode."))
        return given

    @property
    def chosen(self) -> str:
        """The place picked from those offered, unless another town was typed meanwhile."""
        given = self.cleaned_data
        return str(given["spot"]) if given["spot_for"] == self.asked else ""

    @property
    def asked(self) -> str:
        """What the offered places answer."""
        given = self.cleaned_data
        return " ".join(given[name] for name in ("town", "postcode", "country") if given.get(name))[:120]


class PlaceForm(Form):
    """How to reach the place, when it is open, what it costs and who gets in."""

    accepting_clients = YesNoField(label=lazy("Are you taking new clients here?"))
    phone = forms.CharField(
        label=lazy("Phone"), max_length=longest(Place, "phone"), required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    website = forms.URLField(
        label=lazy("Website"), max_length=longest(Place, "website"), required=False, assume_scheme="https",
        widget=forms.TextInput(attrs={"autocomplete": "url", "inputmode": "url"}),
        error_messages={"invalid": lazy("Enter the whole address of the website, such as https://example.org.")},
    )  # fmt: skip
    hours = forms.CharField(
        label=lazy("Hours"), max_length=longest(Place, "hours"), required=False,
        help_text=lazy("In your own words: “Tuesday to Saturday 9:00–17:00”."),
    )  # fmt: skip
    currency = forms.ChoiceField(label=lazy("Prices are in"))
    consultation_fee = forms.IntegerField(
        label=lazy("Consultation fee"), required=False, min_value=0, max_value=MOST_MONEY,
        help_text=lazy("A whole amount. 0 means free."),
    )  # fmt: skip
    fee_from = forms.IntegerField(
        label=lazy("Lowest price of one treatment"), required=False, min_value=0, max_value=MOST_MONEY
    )
    fee_to = forms.IntegerField(
        label=lazy("Highest price of one treatment"), required=False, min_value=0, max_value=MOST_MONEY
    )
    fee_includes = forms.CharField(
        label=lazy("What the price includes"), max_length=longest(Place, "fee_includes"), required=False
    )
    mobile_radius_km = forms.IntegerField(
        label=lazy("If you visit clients: how far, in kilometers"), required=False, min_value=1, max_value=500
    )
    hide_street = forms.BooleanField(
        label=lazy("Keep the street off my page"), required=False,
        help_text=lazy("Clients see the town, and that the street is given when they book."),
    )  # fmt: skip
    access = forms.MultipleChoiceField(label=lazy("Access"), widget=AnyOf, required=False)
    seen = forms.CharField(max_length=SEEN, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        """`currency` is the one the place has now, offered whatever it is."""
        super().__init__(*args, **kwargs)
        known = dict.fromkeys((*CURRENCIES, currency))
        self.choice("currency").choices = [(code, code) for code in known]
        self.choice("access").choices = words(TermKind.ACCESS)
        for name in ("consultation_fee", "fee_from", "fee_to", "mobile_radius_km"):
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def clean(self) -> dict[str, Any]:
        """A range rises, and has a beginning."""
        given = super().clean() or self.cleaned_data
        low, high = given.get("fee_from"), given.get("fee_to")
        if high is not None and low is None and "fee_from" not in self.errors:
            self.add_error("fee_from", _("Enter the lowest price, too."))
        if high is not None and low is not None and high < low:
            self.add_error("fee_to", _("The highest price must not be below the lowest."))
        return given

    @property
    def values(self) -> dict[str, Any]:
        """The columns, and the access features as terms."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return given | {"access": list(Term.objects.filter(pk__in=given["access"]))}

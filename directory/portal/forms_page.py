"""Forms of the page itself: about the person, the portrait, photo sets, supervisors."""

from typing import Any

from django import forms
from django.urls import Resolver404, resolve
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from directory.web.forms import DayField, Form
from directory.web.options import AnyOf, OneOf, YesNoField
from practitioners.errors import Invalid
from practitioners.intake import pictures
from practitioners.models import Credential, PhotoSet, Place, Practitioner, Term
from practitioners.vocabulary import Depth, Status, TermKind
from practitioners.workflow import joining

SEEN = 64
_OFFERED = {
    "languages": TermKind.LANGUAGE,
    "conditions": TermKind.CONDITION,
    "techniques": TermKind.TECHNIQUE,
}
_PEOPLE = (Status.SUBMITTED, Status.RETURNED, Status.VERIFIED)


def longest(model: Any, name: str) -> int:
    """The most letters the column takes."""
    return int(model._meta.get_field(name).max_length)


def words(kind: TermKind) -> list[tuple[str, str]]:
    """The words of one dimension as choices."""
    return [(str(term.pk), _(term.label)) for term in Term.objects.filter(kind=kind)]


class AboutForm(Form):
    """Who the person is, in the fields that moderators look at."""

    public_name = forms.CharField(
        label=lazy("Public name"), max_length=longest(Practitioner, "public_name"),
        help_text=lazy("The name clients know you by. It is part of the address of your page."),
    )  # fmt: skip
    profession_id = forms.TypedChoiceField(label=lazy("Profession"), coerce=int)
    profession_line = forms.CharField(
        label=lazy("Your work in one line"), max_length=longest(Practitioner, "profession_line"), required=False,
        help_text=lazy("For example: “Esthetician, scalp treatments only”."),
    )  # fmt: skip
    about = forms.CharField(
        label=lazy("About you"), max_length=longest(Practitioner, "about"), required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=lazy("How you work, and for whom. At most 2,000 characters. Leave out promises of results."),
    )  # fmt: skip
    depth = forms.TypedChoiceField(
        label=lazy("Deepest needle band you work in"), coerce=int, widget=OneOf,
        choices=[(depth, capfirst(label)) for depth, label in Depth.choices],
        help_text=lazy("What your license allows depends on it."),
    )  # fmt: skip
    as_it_is = forms.BooleanField(label=lazy("Send it to the moderators as it is"), required=False)
    seen = forms.CharField(max_length=SEEN, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, warned: bool = False, **kwargs: Any) -> None:
        """`warned`: the text was doubted, and the writer may insist."""
        super().__init__(*args, **kwargs)
        self.choice("profession_id").choices = words(TermKind.PROFESSION)
        if not warned:
            del self.fields["as_it_is"]

    def clean_public_name(self) -> str:
        """A name that can be read."""
        try:
            return joining.read_name(self.cleaned_data["public_name"])
        except Invalid as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    @property
    def values(self) -> dict[str, Any]:
        """The columns as amendments take them."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("as_it_is", "seen")}


class OffersForm(Form):
    """Languages, conditions and techniques: the practitioner's own statement."""

    languages = forms.MultipleChoiceField(label=lazy("Languages"), widget=AnyOf, required=False)
    conditions = forms.MultipleChoiceField(label=lazy("Offered for"), widget=AnyOf, required=False)
    techniques = forms.MultipleChoiceField(label=lazy("Techniques"), widget=AnyOf, required=False)
    seen = forms.CharField(max_length=SEEN, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kind in _OFFERED.items():
            self.choice(name).choices = words(kind)

    @property
    def terms(self) -> list[Term]:
        """The chosen words."""
        chosen = [pk for name in _OFFERED for pk in self.cleaned_data[name]]
        return list(Term.objects.filter(pk__in=chosen))


class PortraitForm(Form):
    """A picture, and which part of it is shown."""

    picture = forms.FileField(
        label=lazy("Picture"), widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": lazy("Choose a picture."), "missing": lazy("The file did not arrive. Try again."),
            "empty": lazy("The file is empty. Choose another."),
        },
        help_text=lazy("JPEG, PNG or WebP, up to 15 MB. Your own face, nobody else in it."),
    )  # fmt: skip
    crop = forms.ChoiceField(
        label=lazy("Which part is shown?"), widget=OneOf, choices=list(pictures.CROPS.items()), initial="middle",
        help_text=lazy("Portraits are square. You can try another part afterwards."),
    )  # fmt: skip


class CaptionsForm(Form):
    """What stands beside a pair of pictures, and the client's consent."""

    weeks = forms.IntegerField(
        label=lazy("Weeks between the two pictures"), min_value=1, max_value=1000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    sessions = forms.IntegerField(
        label=lazy("Number of treatments between them"), min_value=1, max_value=1000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    other_treatments = forms.CharField(
        label=lazy("Other treatments at the same time"), max_length=longest(PhotoSet, "other_treatments"),
        help_text=lazy("For example “5% minoxidil daily”. If there were none, write “none”."),
    )  # fmt: skip
    same_light = YesNoField(label=lazy("Are both in the same light and from the same angle?"))
    not_retouched = YesNoField(
        label=lazy("Are both unretouched?"), help_text=lazy("No filters, no retouching, nothing added by software.")
    )  # fmt: skip
    shows_face = YesNoField(
        label=lazy("Can the client be recognized?"), help_text=lazy("A face, a tattoo, a name.")
    )
    consent_holder = forms.CharField(
        label=lazy("Who keeps the client's signed consent?"), max_length=longest(PhotoSet, "consent_holder"),
        help_text=lazy("You or your practice. Do not write the client's name anywhere here."),
    )  # fmt: skip
    consent_scope = forms.CharField(
        label=lazy("What did the client agree to?"), max_length=longest(PhotoSet, "consent_scope"),
        help_text=lazy("In your form's words, for example “these two pictures on this directory”."),
    )  # fmt: skip
    consent_on = DayField(label=lazy("Day it was signed"))
    consent_until = DayField(
        label=lazy("Consent ends on"),
        required=False,
        help_text=lazy("The pictures go from your page after that day."),
    )
    consent_withdrawal = forms.CharField(
        label=lazy("How can the client take it back?"), max_length=longest(PhotoSet, "consent_withdrawal"),
        help_text=lazy("For example “by e-mail or phone to the practice, at any time”."),
    )  # fmt: skip
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)


class PicturesForm(Form):
    """Both pictures of a set."""

    before = forms.FileField(label=lazy("Before"))
    after = forms.FileField(label=lazy("After"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["accept"] = "image/jpeg,image/png,image/webp"
            field.error_messages |= {
                "required": _("Choose the picture “%(label)s”.") % {"label": field.label},
                "missing": _("The file did not arrive. Try again."),
                "empty": _("The file is empty. Choose another."),
            }


class SupervisorForm(Form):
    """Who stands behind which license at which place."""

    license = forms.ChoiceField(label=lazy("License"), widget=OneOf)
    place = forms.ChoiceField(label=lazy("Place"), widget=OneOf)
    supervisor = forms.CharField(
        label=lazy("Supervisor"), max_length=200,
        help_text=lazy("Their public name exactly as in the directory, or the address of their page."),
    )  # fmt: skip

    def __init__(self, *args: Any, licenses: list[Credential], places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("license", [(str(claim.pk), license_words(claim)) for claim in licenses])
        self._offer("place", [(str(place.pk), str(place)) for place in places])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """These to choose from; where there is only one, it is chosen."""
        self.choice(name).choices = choices
        self.fields[name].initial = choices[0][0] if len(choices) == 1 else None

    def clean_supervisor(self) -> str:
        """The name, or the last part of a page's address."""
        typed = str(self.cleaned_data["supervisor"]).strip()
        path = "/" + typed.partition("://")[2].partition("/")[2] if "://" in typed else typed
        try:
            found = resolve(path.partition("?")[0].partition("#")[0].rstrip("/") + "/")
        except Resolver404:
            return typed
        return str(found.kwargs.get("slug", typed)) if found.view_name == "public:profile" else typed


def license_words(claim: Credential) -> str:
    """Which license, without its whole number."""
    detail = claim.license
    return _("%(type)s, number ending %(number)s") % {
        "type": _(detail.license_type.label),
        "number": detail.number[-4:],
    }


def licenses_of(person: Practitioner) -> list[Credential]:
    """The licenses a supervisor can be named for: sent, and neither refused nor over."""
    sent = person.credentials.filter(kind="license", status__in=_PEOPLE, license__isnull=False)
    return list(sent.select_related("license__license_type", "license__issuer"))

"""Questions about a license: where it is from, which one, its number, its last day."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from directory.portal.forms.question import Answers, Question, a_day, text
from directory.web.options import OneOf, Option
from directory.web.scope import reading
from practitioners import clock
from practitioners.intake import drafts
from practitioners.models import Issuer, Jurisdiction, License, LicenseType
from practitioners.scope import Rulebook
from practitioners.vocabulary import Depth

FROM, ISSUER, TYPE = "jurisdiction_id", "issuer_id", "license_type_id"


class From(Question):
    """Whose law the license was given under."""

    jurisdiction_id = forms.TypedChoiceField(
        label=lazy("Where does this license come from?"),
        help_text=lazy(
            "The country, state or province of the body that gave it to you.  Is it not here? Write to us."
        ),
        coerce=int,
        error_messages={"required": lazy("Choose where the license comes from.")},
    )

    def prepare(self) -> None:
        """Every place some issuer of ours gives licenses for, under its country; first of all one's own."""
        law = Rulebook(jurisdictions=Jurisdiction.objects.in_bulk())
        issuing = set(Issuer.objects.values_list("jurisdiction_id", flat=True))
        groups: dict[str, list[tuple[Any, str]]] = {}
        for here in law.jurisdictions.values():
            lineage = law.lineage(here.pk)
            if issuing.intersection(lineage):
                country = _(law.jurisdictions[lineage[-1]].name)
                groups.setdefault(country, []).append((here.pk, _(here.name)))
        listed = [(country, sorted(rows, key=lambda row: row[1])) for country, rows in sorted(groups.items())]
        self.choice(FROM).choices = [("", _("Choose")), *listed]
        self.initial.setdefault(FROM, self._likely())

    def _likely(self) -> int | None:
        """The issuer's own jurisdiction when one was chosen, else that of the first place."""
        if self.answers.get(ISSUER):
            return (
                Issuer.objects.filter(pk=self.answers[ISSUER])
                .values_list("jurisdiction_id", flat=True)
                .first()
            )
        place = self.claim.practitioner.places.first()
        return place.jurisdiction_id if place else None

    def given(self) -> dict[str, Any]:
        """Another place has other issuers: what was chosen before is no longer an answer."""
        chosen = self.cleaned_data[FROM]
        if chosen == self.initial.get(FROM) or not self.answers.get(ISSUER):
            return {FROM: chosen}
        return {FROM: chosen, ISSUER: None, TYPE: None}

    @classmethod
    def gaps(cls, answers: Answers) -> dict[str, str]:
        """A known issuer says where it is."""
        return {} if answers.get(ISSUER) else super().gaps(answers)


class Type(Question):
    """Which license, of those that the issuers there really give."""

    issued = forms.ChoiceField(
        label=lazy("Which license is it?"),
        help_text=lazy("Under each one: what the law lets it cover at your needle depth, as far as we read it."),
        widget=OneOf,
        error_messages={"required": lazy("Choose which license it is.")},
    )  # fmt: skip

    def prepare(self) -> None:
        """The licenses of this place and of those that contain it, each with its scope at the stated depth."""
        issuers = Issuer.objects.select_related("jurisdiction").prefetch_related("license_types")
        law = Rulebook(jurisdictions=Jurisdiction.objects.in_bulk())
        chosen = self.answers.get(FROM) or 0
        if chosen in law.jurisdictions:
            given = list(issuers.filter(jurisdiction__in=law.lineage(chosen)))
        else:
            given = list(issuers.filter(pk=self.answers.get(ISSUER) or 0))
        self._own = sorted({place.jurisdiction_id for place in self.claim.practitioner.places.all()})
        types = {each.pk for issuer in given for each in issuer.license_types.all()}
        law = Rulebook.load(license_types=types)
        self.choice("issued").choices = [
            (f"{issuer.pk}-{each.pk}", self._option(issuer, each, law))
            for issuer in given
            for each in issuer.license_types.all()
        ]

    def _option(self, issuer: Issuer, type: LicenseType, law: Rulebook) -> Option:
        label = _("%(license)s, %(issuer)s") % {"license": _(type.label), "issuer": issuer.name}
        return Option(label, " ".join(self._scope(type, where, law) for where in self._where(issuer, law)))

    def _where(self, issuer: Issuer, law: Rulebook) -> list[int]:
        """The laws this license would have to answer to: those of one's own places that it covers."""
        covered = [here for here in self._own if issuer.jurisdiction_id in law.lineage(here)]
        return covered or [self.answers.get(FROM) or issuer.jurisdiction_id]

    def _scope(self, type: LicenseType, where: int, law: Rulebook) -> str:
        depth = Depth(self.claim.practitioner.depth)
        ruling = law.ruling(license_type_id=type.pk, jurisdiction_id=where, depth=depth, on=clock.today())
        verdict = _("%(where)s, %(depth)s: %(verdict)s.") % {
            "where": _(law.jurisdictions[where].name), "depth": depth.label, "verdict": ruling.verdict.label,
        }  # fmt: skip
        return f"{verdict} {reading(ruling)}"

    @classmethod
    def early(cls, answers: Answers) -> bool:
        """Before anything says where the license comes from there is nothing to choose."""
        return not (answers.get(FROM) or answers.get(ISSUER))

    @classmethod
    def read(cls, answers: Answers) -> dict[str, Any]:
        """Issuer and type together are one choice."""
        issuer, type = answers.get(ISSUER), answers.get(TYPE)
        return {"issued": f"{issuer}-{type}"} if issuer and type else {}

    def given(self) -> dict[str, Any]:
        """The issuer and the type, each under its own name."""
        issuer, type = self.cleaned_data["issued"].split("-")
        return {ISSUER: int(issuer), TYPE: int(type)}


class Number(Question):
    """What the register is searched for."""

    number = text(License, "number", lazy("License number"), ask=lazy("Enter the license number."))
    name_on_license = text(
        License, "name_on_license", lazy("Name as printed on the license"),
        ask=lazy("Enter the name as it is printed on the license."),
        hint=lazy("If your name has changed since, write the old one here and add a proof of the change."),
    )  # fmt: skip

    def prepare(self) -> None:
        """How numbers of this type usually look."""
        type = LicenseType.objects.filter(pk=self.answers.get(TYPE) or 0).first()
        if type is not None and type.number_hint:
            self.fields["number"].help_text = _(type.number_hint)


class Dates(Question):
    """Until when the license is valid."""

    expires_on = a_day(
        License, "expires_on", lazy("Valid until"), hint=lazy("The last day, such as 14 11 2027.")
    )
    no_end = forms.BooleanField(label=lazy("It has no end date"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expires_on"].label = _(
            "Valid until"
        )  # one of the two is asked for, so neither is optional

    def clean(self) -> dict[str, Any]:
        """One of the two, and a day that is not past."""
        given: dict[str, Any] = self.cleaned_data
        until, endless = given.get("expires_on"), given.get(drafts.NO_END)
        if until and endless:
            self.add_error("expires_on", _("Enter a day, or say that there is none: not both."))
        elif until and until < clock.today():
            self.add_error("expires_on", _("“Valid until” must not be past: renew the license first."))
        elif not until and not endless and "expires_on" in given:
            self.add_error(
                "expires_on", _("Enter until when the license is valid, or say that it has no end date.")
            )
        return given

    @classmethod
    def gaps(cls, answers: Answers) -> dict[str, str]:
        """Neither a day nor that there is none."""
        if answers.get("expires_on") or answers.get(drafts.NO_END):
            return {}
        return {"expires_on": _("Enter until when the license is valid, or say that it has no end date.")}

    def rows(self) -> list[tuple[str, list[str]]]:
        """The day, or that there is none."""
        if self.initial.get(drafts.NO_END):
            return [(_("Valid until"), [_("It has no end date")])]
        return super().rows()

"""What a claim still lacks before it can be sent: sentences, each with the page where it is mended."""

import re

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from directory.portal import sections
from directory.web.filters import Problem
from practitioners.intake import drafts
from practitioners.models import Credential, LicenseType, PhotoSet
from practitioners.vocabulary import Kind
from practitioners.workflow import guards


def of(claim: Credential, *, thorough: bool = False) -> list[Problem]:
    """Everything that is missing; `thorough` also asks the database's own rules, which takes queries of its own."""
    found = _unanswered(claim)
    if thorough and not found:
        found = [
            Problem(sentence, _page_of(claim, name))
            for name, sentences in drafts.problems(claim).items()
            for sentence in sentences
        ]
    said = {problem.sentence for problem in found}
    if not found or hasattr(drafts.as_sent(claim), claim.kind):
        lacking = guards.missing(drafts.as_sent(claim))
        found += [Problem(sentence, _documents(claim)) for sentence in lacking if sentence not in said]
    return found


def warnings(claim: Credential) -> list[str]:
    """What looks unusual and can be sent all the same."""
    if claim.kind != Kind.LICENSE:
        return []
    answers = drafts.answers(claim)
    number, type = (
        answers.get("number") or "",
        LicenseType.objects.filter(pk=answers.get("license_type_id") or 0).first(),
    )
    if not number or type is None or not type.number_pattern or _fits(type.number_pattern, number):
        return []
    return [
        _(
            "The number %(number)s looks unlike others of this license. Compare it once more. You can send it as it is."
        )
        % {"number": number}
    ]


def _fits(pattern: str, number: str) -> bool:
    """Whether it looks as usual; spaces, dots, dashes and case say nothing. An odd pattern fits everything."""
    bare = re.sub(r"[\s.\-/]", "", number)
    try:
        return any(re.fullmatch(pattern, said, re.IGNORECASE) for said in (number, bare))
    except re.error:
        return True


def _unanswered(claim: Credential) -> list[Problem]:
    answers = drafts.answers(claim)
    if claim.kind == Kind.PHOTOS:
        asked = [
            field.attname
            for field in PhotoSet._meta.concrete_fields
            if not (field.primary_key or field.blank or field.has_default() or field.is_relation)
        ]
        whole = all(answers.get(name) not in (None, "") for name in asked)
        return [] if whole else [Problem(_("Fill in the captions and the consent."), _documents(claim))]
    return [
        Problem(sentence, f"{section.href(claim, back=True)}#id_{name}")
        for section in sections.of(claim)
        for name, sentence in section.form.gaps(answers).items()
    ]


def _page_of(claim: Credential, name: str) -> str:
    """The page that asks for this column; the first one for a rule over several."""
    asked = sections.of(claim)
    for section in asked:
        if name in section.form.base_fields or f"{name}_id" in section.form.base_fields:
            return section.href(claim, back=True)
    return asked[0].href(claim, back=True) if asked else ""


def _documents(claim: Credential) -> str:
    """Where files are added; photos have a page of their own."""
    if claim.kind != Kind.PHOTOS:
        return reverse("portal:evidence", args=[claim.pk])
    try:
        return reverse("portal:photo_set", args=[claim.pk])
    except NoReverseMatch:
        return ""

"""What holds the rooms together and no single page shows: tokens in forms, and addresses that hide no other."""

import re

import pytest
from django.conf import settings
from django.urls import resolve, reverse

from directory.portal import sections
from practitioners.vocabulary import Kind

TEMPLATES = settings.BASE_DIR / "templates"
INCLUDED_ALONE = re.compile(r'{% include "([^"]+)"([^%]*)\bonly %}')


def test_every_included_form_is_given_its_token() -> None:
    # The test client asks for none, so only a browser would miss it.
    sources = {
        str(path.relative_to(TEMPLATES)): path.read_text("utf-8") for path in TEMPLATES.rglob("*.html")
    }
    with_form = {name for name, source in sources.items() if "{% csrf_token %}" in source}
    without = {
        (name, included)
        for name, source in sources.items()
        for included, given in INCLUDED_ALONE.findall(source)
        if included in with_form and "csrf_token=csrf_token" not in given
    }
    assert len(with_form) > 10
    assert without == set()


@pytest.mark.parametrize("kind", sections.SECTIONS)
def test_no_other_address_stands_before_a_question(kind: Kind) -> None:
    slugs = [*sections.SECTIONS[kind], *filter(None, [sections.RENEWALS.get(kind)])]
    paths = [reverse("portal:question", args=[1, section.slug]) for section in slugs]
    assert {resolve(path).view_name for path in paths} == {"portal:question"}

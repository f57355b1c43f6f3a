"""A form in a template of its own is given the token that lets it be sent; the test client would never miss it."""

import re

from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates"
INCLUDED_ALONE = re.compile(r'{% include "([^"]+)"([^%]*)\bonly %}')


def test_every_included_form_is_given_the_token() -> None:
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

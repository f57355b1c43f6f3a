"""One practitioner by the exact name or the address of their page."""

from django.utils.translation import gettext as _

from practitioners.errors import Invalid
from practitioners.models import Practitioner


def known_as(text: str) -> Practitioner:
    """The public practitioner with this public name or page address, in any case. Raises Invalid with what to do."""
    asked = " ".join(text.split())
    public = Practitioner.objects.public()
    found: list[Practitioner] = list(public.filter(slug=asked.lower())[:1]) or list(
        public.filter(former_slugs__slug=asked.lower())[:1]
    )
    found = found or list(public.filter(public_name__iexact=asked)[:2])
    if len(found) > 1:
        raise Invalid(
            _("Several practitioners have this name. Enter the address of the page of the one you mean.")
        )
    if not found:
        raise Invalid(
            _("Nobody in the directory has exactly this name. Check it, or enter the address of their page.")
        )
    return found[0]
